/* Which x86 operations wait for which older ones: AMD APM vol. 2 (24593),
 * 7.4.2 "Memory Access Ordering", Table 7-4, whose rule letters are given
 * below; Intel SDM vol. 3A (325384-059US), 8.2.2, 8.3, 11.3 and 11.3.1. */

#include "models/x86_pat_ept/order.h"

enum {
    STORE = 1 << O_STORE,
    STORE_UC = 1 << O_STORE_UC,
    STORE_WC = 1 << O_STORE_WC,
    FLUSH = 1 << O_FLUSH,
    LINEOP = 1 << O_LINEOP,
    SFENCE = 1 << O_SFENCE,
    SIGNAL = 1 << O_SIGNAL,

    /* Stores, in whatever memory. */
    STORES = STORE | STORE_UC | STORE_WC | SIGNAL,

    /* What leaves the store buffer first in, first out.  A WC or NT store
     * leaves it for a write-combining buffer: there, not here, it is
     * overtaken (rule j).  That a younger NT store does not overtake an older
     * cacheable one (rule h) is so on all known CPUs, not in the text.
     * CLFLUSH is ordered with writes, other CLFLUSHes and fences (SDM vol. 2A,
     * CLFLUSH); an SFENCE holds every younger store (SDM vol. 2B, SFENCE). */
    FIFO = STORES | FLUSH | SFENCE,
};

#define COMBINING ORDER_BIT(ORDER_COMBINING)

// clang-format off
const uint32_t x86_waits[ORDER_CLASSES] = {
    /* Rule e: a load may pass older stores of any type (MFENCE prevents it).
     * Rules a and b: loads perform as they issue, so none is ever waited for;
     * for WC loads that is stronger than rule b. */
    [O_LOAD] = 0,
    [O_LOAD_WC] = 0,

    /* Rule f: a UC load passes nothing, and reading UC memory empties the
     * write-combining buffers (SDM 11.3).  CLFLUSH, CLFLUSHOPT, CLWB and
     * SFENCE are not ordered with loads of other lines. */
    [O_LOAD_UC] = STORES | COMBINING,

    /* Rule g: stores to WB, WT and WP are in order; rule j: they may pass an
     * older WC store once it sits in a buffer; CLFLUSHOPT and CLWB do not
     * hold stores to other lines. */
    [O_STORE] = FIFO,
    [O_SIGNAL] = FIFO,

    /* Rules g and m: a UC store passes no older store, WC ones included, and
     * empties the write-combining buffers. */
    [O_STORE_UC] = FIFO | COMBINING,

    /* Rule h: WC stores may pass each other; they do so between buffers. */
    [O_STORE_WC] = FIFO,

    /* SDM vol. 2A, CLFLUSH: ordered with CLFLUSH, writes, fences, locked
     * instructions; with CLFLUSHOPT on the same line only. */
    [O_FLUSH] = FIFO,

    /* SDM vol. 2A, CLFLUSHOPT: ordered with fences and locked instructions,
     * and on the same line with writes, CLFLUSH, CLFLUSHOPT (the machine's
     * business).  CLWB likewise. */
    [O_LINEOP] = SFENCE,

    /* SDM vol. 2B, SFENCE; 11.3: earlier stores, flushes and line operations
     * first, and the write-combining buffers emptied. */
    [O_SFENCE] = FIFO | LINEOP | COMBINING,

    /* SDM vol. 2A, LFENCE: waits for loads, which have performed, never for
     * stores to become visible. */
    [O_LFENCE] = 0,

    /* Rule d, SDM 8.3, 11.3 and 11.10: everything older, buffers emptied.
     * Rule k (nothing younger passes) holds because both perform as they
     * issue.  For a WC load and a locked instruction Intel promises less. */
    [O_MFENCE] = FIFO | LINEOP | COMBINING,
    [O_LOCKED] = FIFO | LINEOP | COMBINING,
};
// clang-format on

const uint32_t x86_at_issue = 1 << O_LOAD | 1 << O_LOAD_UC | 1 << O_LOAD_WC |
                              1 << O_LFENCE | 1 << O_MFENCE | 1 << O_LOCKED;

const uint32_t x86_handover = FIFO;

enum {
    LOADS = 1 << O_LOAD | 1 << O_LOAD_UC | 1 << O_LOAD_WC,
    LOAD_WC = 1 << O_LOAD_WC,
    LFENCE = 1 << O_LFENCE,
    MFENCE = 1 << O_MFENCE,
    LOCKED = 1 << O_LOCKED,
};

/* The five cells of Table 7-4 that x86_waits fills with more than they ask
 * for, and what Intel leaves open about locked instructions. */
// clang-format off
const struct stronger x86_stronger[X86_STRONGER] = {
    {.older = LOADS, .younger = LOAD_WC, .fence = LFENCE | MFENCE | LOCKED,
     .same_line = true, /* rule b makes no exception                         */
     .says = "a load from WC memory may pass older loads",
     .cite = "APM vol. 2, Table 7-4, rule b; SDM vol. 3A, 11.3"},
    {.older = STORE | STORE_UC, .younger = STORE_WC,
     .fence = SFENCE | MFENCE | LOCKED,
     .says = "a WC or non-temporal store may pass older stores to WB or UC "
             "memory",
     .cite = "APM vol. 2, Table 7-4, rule h; SDM vol. 3A, 8.2.2"},
    {.older = LOAD_WC, .younger = LOCKED, .fence = LFENCE | MFENCE,
     .says = "a locked instruction need not wait for older loads from WC "
             "memory (Intel)",
     .cite = "SDM vol. 3A, 8.1.2.2"},
    {.older = LOCKED, .younger = LOAD_WC, .fence = LFENCE | MFENCE,
     .says = "a load from WC memory may pass an older locked instruction "
             "(Intel)",
     .cite = "SDM vol. 3A, 8.1.2.2"},
};
// clang-format on

const char *const x86_order_name[O_COUNT] = {
    [O_NONE] = "none",
    [O_LOAD] = "load WB/WT/WP",
    [O_LOAD_UC] = "load UC",
    [O_LOAD_WC] = "load WC",
    [O_STORE] = "store WB/WT/WP",
    [O_STORE_UC] = "store UC",
    [O_STORE_WC] = "store WC or NT",
    [O_FLUSH] = "CLFLUSH",
    [O_LINEOP] = "CLFLUSHOPT or CLWB",
    [O_SFENCE] = "SFENCE",
    [O_LFENCE] = "LFENCE",
    [O_MFENCE] = "MFENCE",
    [O_LOCKED] = "locked or I/O",
    [O_SIGNAL] = "signal",
};
