/* Platform keys: names, defaults, meanings; and the names of hazards. */

#include "sim/core/platform.h"

#include <stddef.h>
#include <string.h>

#include "sim/core/hazard.h"

#define SUPPLY_CHOICES "memory cache either"

// clang-format off
const struct platform_key_def platform_keys[PK_COUNT] = {
    [PK_WINDOW_DEPTH] = {
        "store-buffer", NULL, 4, 64,
        "stores a CPU may have waiting, and relaxed writes a device"},
    [PK_WC_BUFFERS] = {
        "wc-buffers", NULL, 4, 16,
        "write-combining buffers of a CPU"},
    [PK_LLC] = {
        "last-level", "no yes", 1, 1,
        "whether CPUs share a last-level cache"},
    [PK_OWNED] = {
        "owned-state", "no yes", 0, 1,
        "whether a dirty line may be shared (MOESI)"},
    [PK_SELF_SNOOP] = {
        "self-snoop", "no yes", 1, 1,
        "whether every transaction snoops the CPU's caches"},
    [PK_WC_OWN_LOAD] = {
        "wc-own-load", "drain bypass either", OWN_LOAD_DRAIN, 2,
        "a load that meets the CPU's own WC buffer", true},
    [PK_FLUSH_EMPTIES_WC] = {
        "flush-empties-wc", "no yes", 0, 1,
        "whether a line flush empties the CPU's own WC buffer of it"},
    [PK_CLEAN_HIT_UNCACHED] = {
        "clean-hit.uncached-load", SUPPLY_CHOICES, SUPPLY_MEMORY, 2,
        "who supplies an uncached load when a clean copy differs from "
        "memory", true},
    [PK_CLEAN_HIT_DMA] = {
        "clean-hit.snooped-dma", SUPPLY_CHOICES, SUPPLY_CACHE, 2,
        "the same for a snooped DMA read", true},
    [PK_CLEAN_HIT_PEER] = {
        "clean-hit.peer-fill", SUPPLY_CHOICES, SUPPLY_CACHE, 2,
        "the same for another CPU's fill", true},
    [PK_ALIAS_ERRATA] = {
        "alias-errata", "stale fatal", ALIAS_STALE, 1,
        "what an alias does to a CPU without self-snoop"},
    [PK_CACHE_SETS] = {
        "cache-sets", NULL, 64, 65536,
        "private cache, sets"},
    [PK_CACHE_WAYS] = {
        "cache-ways", NULL, 8, 64,
        "private cache, ways"},
    [PK_LLC_SETS] = {
        "last-level-sets", NULL, 2048, 1048576,
        "last-level cache, sets"},
    [PK_LLC_WAYS] = {
        "last-level-ways", NULL, 16, 64,
        "last-level cache, ways"},
    [PK_HONOURS_NO_SNOOP] = {
        "honours-no-snoop", "no yes", 1, 1,
        "whether the root complex lets no-snoop be"},
    [PK_DMA_LOOKUP] = {
        "dma-lookup", "never always either", LOOKUP_NEVER, 2,
        "whether no-snoop DMA looks for dirty copies, which are then written "
        "back and dropped"},
    [PK_DMA_ALLOCATES] = {
        "dma-allocates", "no yes", 0, 1,
        "whether snooped DMA writes go into the last-level cache, and memory "
        "gets them when the line leaves it"},
    [PK_HOST_FILLS] = {
        "host-fills", "no yes", 0, 1,
        "whether mappings of the host and the VMM let a CPU fill lines while "
        "it runs a guest"},
    [PK_DISCARD_CLEANS] = {
        "discard-cleans", "no yes", 0, 1,
        "whether an invalidation writes dirty data back first"},
    [PK_CYC_L1] = {
        "cyc-l1", NULL, 4, 100000,
        "private hit"},
    [PK_CYC_LLC] = {
        "cyc-llc", NULL, 55, 100000,
        "last-level hit"},
    [PK_CYC_PEER] = {
        "cyc-peer", NULL, 100, 100000,
        "line from another core"},
    [PK_CYC_DRAM] = {
        "cyc-dram", NULL, 250, 100000,
        "line from memory"},
    [PK_CYC_UC_READ] = {
        "cyc-uc-read", NULL, 300, 100000,
        "uncached read of memory"},
    [PK_CYC_UC_WRITE] = {
        "cyc-uc-write", NULL, 500, 100000,
        "uncached write of memory"},
    [PK_CYC_MMIO_READ] = {
        "cyc-mmio-read", NULL, 2000, 1000000,
        "read of a device register"},
    [PK_CYC_MMIO_WRITE] = {
        "cyc-mmio-write", NULL, 300, 1000000,
        "write of a device register"},
    [PK_CYC_WC_MERGE] = {
        "cyc-wc-merge", NULL, 20, 100000,
        "store into a WC buffer"},
    [PK_CYC_WC_DRAIN] = {
        "cyc-wc-drain", NULL, 100, 100000,
        "a WC buffer or chunk leaves"},
    [PK_CYC_FENCE] = {
        "cyc-fence", NULL, 20, 100000,
        "a fence by itself"},
    [PK_CYC_LINE_OP] = {
        "cyc-line-op", NULL, 40, 100000,
        "flush or clean of a line"},
    [PK_CYC_WRITE_BACK] = {
        "cyc-write-back", NULL, 60, 100000,
        "a dirty line goes to memory"},
    [PK_CYC_FLUSH_ALL] = {
        "cyc-flush-all", NULL, 100000, 100000000,
        "whole-cache flush, without its write-backs"},
    [PK_CYC_EXIT] = {
        "cyc-exit", NULL, 1500, 1000000,
        "VM exit and entry"},
    [PK_CYC_DMA] = {
        "cyc-dma", NULL, 200, 100000,
        "one line by DMA"},
    [PK_CYC_SNOOP] = {
        "cyc-snoop", NULL, 40, 100000,
        "what a snoop adds to it"},
    [PK_CYC_ISSUE] = {
        "cyc-issue", NULL, 1, 1000,
        "any operation, before it waits"},
};
// clang-format on

uint64_t
platform_explored(const struct platform *p, enum platform_key key)
{
    const char *source = p->source[key];
    bool settled = source && !strstr(source, "not public");

    return platform_keys[key].open && !settled ? platform_keys[key].max
                                               : p->key[key];
}

const char *const hazard_names[HAZARD_KINDS] = {
    [HAZARD_NONE] = "none",
    [HAZARD_STALE_READ] = "stale-read",
    [HAZARD_UNSTABLE_READ] = "unstable-read",
    [HAZARD_LOST_WRITE] = "lost-write",
    [HAZARD_LEAK] = "leak",
    [HAZARD_UNORDERED_WRITE] = "unordered-write",
    [HAZARD_REGISTER_ACCESS] = "register-access",
    [HAZARD_FATAL] = "fatal",
    [HAZARD_INTERFERENCE] = "interference",
};

const char *const cause_names[CAUSES] = {
    [CAUSE_NONE] = "none",
    [CAUSE_DIRTY_LINE_NOT_SNOOPED] = "dirty-line-not-snooped",
    [CAUSE_STALE_CLEAN_LINE] = "stale-clean-line",
    [CAUSE_WRITE_COMBINING_PENDING] = "write-combining-pending",
    [CAUSE_STORE_BUFFER_PENDING] = "store-buffer-pending",
    [CAUSE_RELAXED_ORDERING] = "relaxed-ordering",
    [CAUSE_FLUSH_PENDING] = "flush-pending",
    [CAUSE_LOST_EARLIER] = "lost-earlier",
    [CAUSE_DIRTY_EVICTION] = "dirty-eviction",
    [CAUSE_MAINTENANCE_WRITEBACK] = "maintenance-writeback",
    [CAUSE_INVALIDATE_DISCARD] = "invalidate-discard",
    [CAUSE_FALSE_SHARING] = "false-sharing",
    [CAUSE_WRITE_COMBINING_ORDER] = "write-combining-order",
    [CAUSE_MERGED] = "merged",
    [CAUSE_SPLIT] = "split",
    [CAUSE_FORWARDED] = "forwarded",
    [CAUSE_SPECULATIVE_ACCESS] = "speculative-access",
    [CAUSE_CACHEABLE_MMIO] = "cacheable-mmio",
    [CAUSE_ALIAS_ERRATUM] = "alias-erratum",
    [CAUSE_UNCONTAINED] = "uncontained",
    [CAUSE_WHOLE_CACHE_FLUSH] = "whole-cache-flush",
};

const char *const severity_names[3] = {"performance", "functional", "security"};
