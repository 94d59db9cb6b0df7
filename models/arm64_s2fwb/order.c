/* Which arm64 operations wait for which older ones.  Arm ARM (DDI 0487), B2.3
 * "Definition of the Armv8 memory model" (barrier-ordered-before, dependency-
 * ordered-before), B2.10.2 "Device memory", D7.5.9.15 "Ordering and completion
 * of data and instruction cache instructions". */

#include "models/arm64_s2fwb/order.h"

#define BIT(o) (UINT32_C(1) << (o))

enum {
    LOADS = BIT(O_LOAD) | BIT(O_LOAD_nR) | BIT(O_LOAD_R) | BIT(O_ACQUIRE) |
            BIT(O_ACQUIRE_PC),
    STORES = BIT(O_STORE) | BIT(O_STORE_NC) | BIT(O_STORE_nR) | BIT(O_STORE_R) |
             BIT(O_RELEASE) | BIT(O_SIGNAL),
    RMWS =
        BIT(O_RMW) | BIT(O_RMW_ACQUIRE) | BIT(O_RMW_RELEASE) | BIT(O_RMW_BOTH),
    ACCESSES = LOADS | STORES | RMWS,

    /* What nothing younger passes: an acquire, and barriers that order with
     * everything after them. */
    ACQUIRES = BIT(O_ACQUIRE) | BIT(O_ACQUIRE_PC) | BIT(O_RMW_ACQUIRE) |
               BIT(O_RMW_BOTH),
    DSBS = BIT(O_DSB) | BIT(O_DSB_LD) | BIT(O_DSB_ST),
    HOLD_ALL = ACQUIRES | BIT(O_DMB) | BIT(O_DMB_LD) | DSBS | BIT(O_ISB),
    HOLD_STORES = HOLD_ALL | BIT(O_DMB_ST),

    /* Accesses to a peripheral that may not be reordered (nR). */
    IN_ORDER = BIT(O_LOAD_nR) | BIT(O_STORE_nR),
};

#define COMBINING BIT(ORDER_COMBINING)

// clang-format off
const uint32_t arm64_waits[ORDER_CLASSES] = {
    /* B2.3: a load may be before or after any access to another location. */
    [O_LOAD] = HOLD_ALL,
    [O_LOAD_R] = HOLD_ALL,
    /* B2.10.2.2: nR accesses arrive in program order at one peripheral; the
     * machine takes all of them for one. */
    [O_LOAD_nR] = HOLD_ALL | IN_ORDER,

    [O_STORE] = HOLD_STORES,
    [O_STORE_NC] = HOLD_STORES,
    [O_STORE_R] = HOLD_STORES,
    [O_STORE_nR] = HOLD_STORES | IN_ORDER,

    /* Load-acquire: also not before an older store-release (RCsc); LDAPR is
     * free to be (RCpc). */
    [O_ACQUIRE] = HOLD_ALL | BIT(O_RELEASE) | BIT(O_RMW_RELEASE) |
                  BIT(O_RMW_BOTH) | BIT(O_SIGNAL),
    [O_ACQUIRE_PC] = HOLD_ALL,

    /* Store-release: every older access has been observed, of any memory
     * type; it does not complete cache maintenance. */
    [O_RELEASE] = ACCESSES | HOLD_STORES | COMBINING,
    [O_SIGNAL] = ACCESSES | HOLD_STORES | COMBINING,

    [O_RMW] = HOLD_STORES,
    [O_RMW_ACQUIRE] = HOLD_STORES | BIT(O_RELEASE) | BIT(O_RMW_RELEASE) |
                      BIT(O_SIGNAL),
    [O_RMW_RELEASE] = ACCESSES | HOLD_STORES | COMBINING,
    [O_RMW_BOTH] = ACCESSES | HOLD_STORES | COMBINING,

    /* Data cache maintenance by address is in order with accesses to its own
     * line where they have its cacheability, else by a barrier for loads and
     * stores alone. */
    [O_LINEOP] = BIT(O_DMB) | DSBS | BIT(O_ISB),

    [O_DMB] = ACCESSES | HOLD_STORES | BIT(O_LINEOP) | COMBINING,
    /* DMB ST before it holds it not: both together are no full barrier. */
    [O_DMB_LD] = LOADS | RMWS | HOLD_ALL,
    [O_DMB_ST] = STORES | RMWS | HOLD_STORES | COMBINING,

    /* Only a DSB for loads and stores completes maintenance. */
    [O_DSB] = ACCESSES | HOLD_STORES | BIT(O_LINEOP) | COMBINING,
    [O_DSB_LD] = LOADS | RMWS | HOLD_ALL,
    [O_DSB_ST] = STORES | RMWS | HOLD_STORES | COMBINING,

    /* What is behind it starts afresh; what it itself waits for are the
     * branches before it, which a step says with `needs`. */
    [O_ISB] = BIT(O_ISB) | DSBS,
};
// clang-format on

/* Nothing: everything may be late. */
const uint32_t arm64_at_issue = 0;

/* R1: store-release, load-acquire. */
const uint32_t arm64_handover = ACCESSES | HOLD_STORES | COMBINING;

// clang-format off
const struct stronger arm64_stronger[ARM64_STRONGER] = {
    {.older = BIT(O_STORE_nR), .younger = BIT(O_STORE_nR),
     .fence = BIT(O_DMB) | BIT(O_DMB_ST) | BIT(O_DSB) | BIT(O_DSB_ST),
     .says = "stores to Device-nR memory of different peripherals may be out of "
             "order",
     .cite = "Arm ARM B2.10.2.2"},
    {.older = BIT(O_LOAD_nR), .younger = IN_ORDER,
     .fence = BIT(O_DMB) | BIT(O_DMB_LD) | BIT(O_DSB) | BIT(O_DSB_LD),
     .says = "an access to Device-nR memory of one peripheral may come before "
             "an older load from another",
     .cite = "Arm ARM B2.10.2.2"},
    {.older = BIT(O_STORE_nR), .younger = BIT(O_LOAD_nR),
     .fence = BIT(O_DMB) | BIT(O_DSB) | BIT(O_DSB_ST),
     .says = "a load from Device-nR memory of one peripheral may come before "
             "an older store to another",
     .cite = "Arm ARM B2.10.2.2"},
    {.older = BIT(O_DMB_ST), .younger = BIT(O_RMW) | BIT(O_RMW_ACQUIRE),
     .fence = BIT(O_DMB) | BIT(O_DSB),
     .says = "the read of an atomic operation may come before a DMB ST that "
             "holds its write",
     .cite = "Arm ARM B2.3, barrier-ordered-before"},
    {.older = BIT(O_RMW) | BIT(O_RMW_RELEASE),
     .younger = BIT(O_DMB_LD) | BIT(O_DSB_LD),
     .fence = BIT(O_DMB) | BIT(O_DSB),
     .says = "what is behind a DMB LD may come before the write of an atomic "
             "operation in front of it",
     .cite = "Arm ARM B2.3, barrier-ordered-before"},
    {.older = BIT(O_RMW_ACQUIRE), .younger = ACCESSES,
     .fence = BIT(O_DMB) | BIT(O_DSB),
     .says = "what is behind an atomic acquire may come before its write",
     .cite = "Arm ARM B2.3, barrier-ordered-before"},
};
// clang-format on
