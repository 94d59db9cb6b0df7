/*
 * Which shipped expectation fails when a semantic rule is off.
 *
 * Not in the list, since there is nothing to switch:
 *   R3   interrupt, unmap, shoot-down, detach, exit: steps of the top
 *        level, so their edge is that of the order of the file
 *   R4   that the awaited store is unique: a diagnostic
 *   R5   what a policy does on an exit: rule lines, see test_mutation.c
 *   R11  a snooped write of a whole line just drops dirty copies: it may
 *   R15  packages: there is one
 *   R35  what a unit makes of a request: tables, in tests/models
 *   R36  a line is one event: no two events there are to choose between
 *   which order class waits for which: tables, in tests/models and the litmus
 *        tests; here is that classes mean anything
 *   KVM's CR0.CD, INVD and WBINVD: rule lines of policies
 *   names, trails, conditions: no behaviour
 */
#pragma once

#include <stdbool.h>

#include "sim/core/semantic.h"

enum {
    REPLAY,
    CHECK
}; /* the replay's expectations, or every schedule's      */

#define SHOWN(rule, without, check, by)                                        \
    {                                                                          \
        SEM_##without, #without, rule, check, by                               \
    }

/* `rule` 4: of design.md section 4, what hardware does. */
static const struct {
    enum semantic without;
    const char *name, *rule;
    bool check;
    const char *killer; /* file                                               */
} semantics[] = {
    SHOWN("R1", STORE_BUFFER, CHECK, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R1", STORES_IN_ORDER, CHECK, "r26-order-of-arrival.scn"),
    SHOWN("R1", FORWARDING, CHECK, "r08-store-forwarding.scn"),
    SHOWN("R26", DEVICE_ANSWERS, CHECK, "r26-arm-forwarded.scn"),
    SHOWN("R1", FENCES, REPLAY, "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R1", LOCKED_WAITS, REPLAY, "r14-locked-operation-is-a-fence.scn"),
    SHOWN("R1", HANDOVER, CHECK, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R1", HANDOVER_LEAVES_WC, REPLAY,
          "r01-handover-drains-store-buffer.scn"),
    SHOWN("R1", HANDOVER_LEAVES_LINE_OPS, CHECK,
          "r01-handover-drains-store-buffer.scn"),
    SHOWN("R1", SIGNAL_IN_ORDER, CHECK,
          "r01-relaxed-signal-hands-nothing-over.scn"),
    SHOWN("R1", SIGNAL_RELAXED, CHECK,
          "r01-relaxed-signal-hands-nothing-over.scn"),
    SHOWN("R2", TOP_LEVEL, REPLAY, "r04-await-sees-wc-data-in-the-end.scn"),
    SHOWN("R3", PROGRAM_ORDER, REPLAY,
          "r21-discarding-old-data-loses-nothing.scn"),
    SHOWN("R3", FILE_ORDER, REPLAY, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R3", THREAD_EDGES, REPLAY, "r20-stale-ordered-but-not-racing.scn"),
    SHOWN("R3", SIGNAL_EDGE, CHECK,
          "r01-relaxed-signal-hands-nothing-over.scn"),
    SHOWN("R3", POLL_EDGE, REPLAY, "r03-await-orders-what-follows.scn"),
    SHOWN("R4", POLL_BLOCKS, REPLAY, "r04-await-sees-wc-data-in-the-end.scn"),
    SHOWN("R31", LATE_LOADS, CHECK, "r31-arm-registers.scn"),
    SHOWN("R31", OWN_ORDER, CHECK, "r31-arm-message-passing.scn"),
    SHOWN("R31", ORDER_OF_TYPE, CHECK, "r36-doorbell-drains-wc-data.scn"),
    SHOWN("R31", NEEDS, CHECK, "r31-arm-registers.scn"),
    SHOWN("R31", NEEDS_VALUE, CHECK, "r31-arm-registers.scn"),
    SHOWN("R31", UNDECIDED_HOLDS, CHECK, "r31-arm-registers.scn"),
    SHOWN("4", LATEST_LOAD, CHECK, "r31-arm-registers.scn"),
    SHOWN("R5", FAULT_NO_EFFECT, REPLAY, "x10-ept-fault-is-no-fence.scn"),
    SHOWN("R5", REFUSED_NEVER_MADE, REPLAY,
          "r05-refused-store-was-never-made.scn"),
    SHOWN("R5", TYPE_DENIES, REPLAY, "r05-arm-atomics.scn"),
    SHOWN("R5", EXIT_DRAINS_NOTHING, REPLAY,
          "r15-wbinvd-on-remembered-cpus-drains-them.scn"),
    SHOWN("R5", WORLD_SWITCH_DRAINS, REPLAY, "s18-vmexit-without-fence.scn"),
    SHOWN("R5", BARRIERS, REPLAY, "r05-guest-wrmsr-drains-nothing-itself.scn"),
    SHOWN("R6", SNOOP_UNCACHED, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R6", WC_SNOOP_AT_DRAIN, CHECK,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R6", SNOOP_WRITES_BACK, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R6", SNOOP_INVALIDATES, REPLAY, "r06-wc-store-without-buffers.scn"),
    SHOWN("R6", NONTEMPORAL_SNOOPS, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R7", SNOOP_NOT_ALWAYS, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R7", SNOOP_REQUIRED, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R36", UC_DRAINS_WC, REPLAY,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("4", WC_BUFFERS, REPLAY, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R8", OWN_WC_SEEN, REPLAY, "r08-own-nontemporal-store-is-seen.scn"),
    SHOWN("R8", OWN_WC_BYPASS, REPLAY, "s18-vmexit-without-fence.scn"),
    SHOWN("R9", SUPPLY_UNCACHED, REPLAY,
          "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("R9", SUPPLY_DMA, REPLAY, "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("R9", SUPPLY_PEER, REPLAY, "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("R10", ALIAS_ERRATUM, REPLAY, "r10-alias-erratum.scn"),
    SHOWN("R11", WHOLE_LINE, REPLAY, "r11-dirty-line-writes-all-its-words.scn"),
    SHOWN("R11", STORE_KEEPS_WORDS, CHECK,
          "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R11", DMA_PARTIAL_MERGES, REPLAY,
          "r11-dirty-line-writes-all-its-words.scn"),
    SHOWN("R12", CLEAN_NOT_WRITTEN, REPLAY,
          "r12-clean-line-is-never-written.scn"),
    SHOWN("R12", LAST_LEVEL, REPLAY, "r12-clean-line-is-never-written.scn"),
    SHOWN("4", OWNED, REPLAY, "r12-owned-line-stays-in-its-cache.scn"),
    SHOWN("R13", LOOKUP, REPLAY, "r13-arm-lookup.scn"),
    SHOWN("R13", LOOKUP_EITHER, CHECK, "r13-arm-lookup.scn"),
    SHOWN("R13", LOOKUP_LEAVES_CLEAN, REPLAY, "r13-arm-lookup.scn"),
    SHOWN("R14", LINE_OPS_PEND, CHECK, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R14", LINE_OPS_SAME_LINE, CHECK, "r05-a-fault-is-no-fence.scn"),
    SHOWN("R14", LINE_ORDER, CHECK, "r14-arm-order-of-maintenance.scn"),
    SHOWN("R14", LINE_OPS_OWN, REPLAY, "r14-arm-nonshareable.scn"),
    SHOWN("R14", DISCARD, REPLAY, "r14-arm-invalidate.scn"),
    SHOWN("R14", DISCARD_CLEANS, REPLAY, "r14-arm-invalidate.scn"),
    SHOWN("R14", GUEST_FLAGS, REPLAY, "r14-arm-invalidate.scn"),
    SHOWN("R14", FENCES_AWAIT_LINE_OPS, CHECK, "r05-a-fault-is-no-fence.scn"),
    SHOWN("R14", FLUSH_IN_ORDER, CHECK, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R14", FLUSH_EMPTIES_WC, REPLAY, "r14-clflush-and-wc-buffer.scn"),
    SHOWN("R15", FLUSH_ALL_OWN, REPLAY, "r15-wbinvd-leaves-peers-lines.scn"),
    SHOWN("R15", FLUSH_ALL_LLC, REPLAY, "r15-wbinvd-leaves-peers-lines.scn"),
    SHOWN("R15", FLUSH_ALL_PRIVATE, REPLAY,
          "r15-wbinvd-leaves-peers-lines.scn"),
    SHOWN("R16", LINEAR_MAP, REPLAY, "s11-whole-vm-honor-versus-memslot.scn"),
    SHOWN("R16", IDLE_CPU, CHECK, "r16-idle-host-cpu-may-fill.scn"),
    SHOWN("R17", FILL_IN_CONTEXT, REPLAY,
          "r17-no-fill-through-another-context.scn"),
    SHOWN("R17", HOST_FILLS, REPLAY, "r17-arm-host-fills.scn"),
    SHOWN("4", FILL_UNASKED, REPLAY, "r17-speculate-licensed-or-not.scn"),
    SHOWN("4", FILL_CACHEABLE, CHECK, "r21-late-wc-drain-is-unordered.scn"),
    SHOWN("4", SPECULATIVE_READ, CHECK, "r26-read-sensitive-register.scn"),
    SHOWN("4", EVICT_DIRTY, CHECK, "r11-dirty-line-writes-all-its-words.scn"),
    SHOWN("4", EVICT_CLEAN, CHECK, "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("4", WC_DRAIN_UNASKED, CHECK, "r01-handover-drains-store-buffer.scn"),
    SHOWN("4", WC_DRAIN_PARTIAL, REPLAY, "r26-not-merged-by-an-exit.scn"),
    SHOWN("4", TLB_CACHES, REPLAY, "r18-cached-type-may-be-forgotten.scn"),
    SHOWN("4", TLB_DROP, CHECK, "r18-cached-type-may-be-forgotten.scn"),
    SHOWN("R3", IOTLB_CACHES, REPLAY, "r03-unmapped-and-invalidated.scn"),
    SHOWN("R3", IOTLB_DROP, CHECK, "r03-unmapped-and-invalidated.scn"),
    SHOWN("R3", IOTLB_FLUSH, REPLAY, "r03-unmapped-and-invalidated.scn"),
    SHOWN("4", FILLED_BY_OTHERS, CHECK, "r05-a-fault-is-no-fence.scn"),
    SHOWN("R35", DMA_READ_NO_SNOOP, REPLAY,
          "r15-wbinvd-leaves-peers-lines.scn"),
    SHOWN("R35", DMA_WRITE_NO_SNOOP, REPLAY,
          "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("R35", NO_SNOOP_WISH, REPLAY,
          "r09-clean-copy-differs-from-memory.scn"),
    SHOWN("R35", NO_SNOOP_ENABLE, REPLAY,
          "r35-who-decides-whether-dma-snoops.scn"),
    SHOWN("R35", NO_SNOOP_HONOURED, REPLAY, "r35-root-complex-that-snoops.scn"),
    SHOWN("R35", NO_SNOOP_FORCED, REPLAY,
          "r35-who-decides-whether-dma-snoops.scn"),
    SHOWN("R35", LLC_COHERENT, REPLAY, "r35-llc-coherent-device.scn"),
    SHOWN("R11", DMA_ALLOCATES, REPLAY,
          "r11-dma-writes-stay-in-the-last-level.scn"),
    SHOWN("R13", DMA_LOOKUP, REPLAY, "r13-arm-lookup.scn"),
    SHOWN("R36", DOORBELL, REPLAY, "r36-arm-doorbell.scn"),
    SHOWN("R36", DMA_LINES_IN_ORDER, REPLAY,
          "r36-lines-of-a-request-in-order.scn"),
    SHOWN("R36", RELAXED_WRITES, CHECK, "r36-relaxed-writes.scn"),
    SHOWN("R36", RELAXED_AWAITED, CHECK, "r36-relaxed-writes.scn"),
    SHOWN("R36", COMPLETION_PUSHES, CHECK, "r36-relaxed-writes.scn"),
    SHOWN("R36", IOTLB_DRAINS, CHECK, "r36-invalidation-awaits-writes.scn"),
    SHOWN("R20", STALE_READ, REPLAY, "r01-handover-drains-store-buffer.scn"),
    SHOWN("R20", UNSTABLE_READ, REPLAY, "r20-unstable-read.scn"),
    SHOWN("R21", LOST_WRITE, REPLAY, "r06-uc-store-snoops-when-performed.scn"),
    SHOWN("R22", LEAK, REPLAY,
          "r22-first-contents-are-the-previous-owners.scn"),
    SHOWN("R19", UNORDERED_WRITE, REPLAY, "r21-late-wc-drain-is-unordered.scn"),
    SHOWN("R19", REGISTER_ACCESS, REPLAY, "r26-merged-at-a-register.scn"),
    SHOWN("R19", FATAL, REPLAY, "r10-alias-erratum.scn"),
    SHOWN("R19", INTERFERENCE, REPLAY,
          "s27-wbinvd-intercepted-and-ignored.scn"),
};

#undef SHOWN
