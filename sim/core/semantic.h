/*
 * Semantic rules of the machine that a mutation test can switch off, one at a
 * time: then the machine does what a simulator without the rule would do.  The
 * table in tests/tools/semantics.h says who notices.
 */
#pragma once

enum semantic {
    SEM_NONE, /* all rules are on                                             */

    /* Order: rules.md section 1, design.md section 4 */
    SEM_STORE_BUFFER,    /* stores perform later than they issue              */
    SEM_STORES_IN_ORDER, /* the store buffer is first in, first out           */
    SEM_FORWARDING,      /* a load sees its CPU's newest store                */
    SEM_DEVICE_ANSWERS,  /* R26: but not of a device that does not gather     */
    SEM_FENCES,
    SEM_LOCKED_WAITS,       /* a locked operation waits as a fence does       */
    SEM_HANDOVER,           /* R1: stores are performed before an order edge  */
    SEM_HANDOVER_LEAVES_WC, /* R1: WC data is not                             */
    SEM_HANDOVER_LEAVES_LINE_OPS, /* R1: neither are pending line operations  */
    SEM_SIGNAL_IN_ORDER,          /* R1: a signal goes through the window     */
    SEM_SIGNAL_RELAXED,           /* R1: this one does not                    */
    SEM_TOP_LEVEL,                /* R2: threads run where they stand         */
    SEM_PROGRAM_ORDER,            /* R3: of one agent                         */
    SEM_FILE_ORDER,               /* R3: between agents                       */
    SEM_THREAD_EDGES,             /* R3: from start and to end of threads     */
    SEM_SIGNAL_EDGE,              /* R3                                       */
    SEM_POLL_EDGE,                /* R3                                       */
    SEM_POLL_BLOCKS,              /* R4                                       */
    SEM_LATE_LOADS,      /* R31: where the class says so, loads perform late  */
    SEM_OWN_ORDER,       /* R31: acquire, release: an access's own class      */
    SEM_ORDER_OF_TYPE,   /* R31: memory types have classes of their own       */
    SEM_NEEDS,           /* R31: an operation waits for the registers it needs*/
    SEM_NEEDS_VALUE,     /* R31: a store waits for what it writes             */
    SEM_UNDECIDED_HOLDS, /* R31: a write waits till older ones have addresses,
                            and till it is known whether it happens           */
    SEM_LATEST_LOAD,     /* a register has what its youngest load read        */
    SEM_FAULT_NO_EFFECT, /* R5                                                */
    SEM_REFUSED_NEVER_MADE,  /* R5: what is refused wrote nothing             */
    SEM_TYPE_DENIES,         /* R5: a memory type may refuse an access        */
    SEM_EXIT_DRAINS_NOTHING, /* R5: by itself                                 */
    SEM_WORLD_SWITCH_DRAINS, /* R5: where the architecture says so            */
    SEM_BARRIERS,            /* R5: of the policy and of serialisation        */

    /* Snooping and combining: section 2 */
    SEM_SNOOP_UNCACHED,    /* ATTR_SNOOP means anything                       */
    SEM_WC_SNOOP_AT_DRAIN, /* R6: not when it is stored                       */
    SEM_SNOOP_WRITES_BACK, /* R6                                              */
    SEM_SNOOP_INVALIDATES, /* R6                                              */
    SEM_NONTEMPORAL_SNOOPS, /* R6                                             */
    SEM_SNOOP_NOT_ALWAYS, /* R7: only if the platform or the type asks for it */
    SEM_SNOOP_REQUIRED,   /* R7: by the type, on a platform that does not     */
    SEM_UC_DRAINS_WC,     /* waits rows that name WC data                     */
    SEM_WC_BUFFERS,       /* combining data is invisible until it drains      */
    SEM_OWN_WC_SEEN,      /* R8: a load does not miss the own WC buffer       */
    SEM_OWN_WC_BYPASS,    /* R8: but through an alias it may                  */
    SEM_SUPPLY_UNCACHED,  /* R9                                               */
    SEM_SUPPLY_DMA,       /* R9                                               */
    SEM_SUPPLY_PEER,      /* R9                                               */
    SEM_ALIAS_ERRATUM,    /* R10                                              */

    /* Lines: section 3 */
    SEM_WHOLE_LINE,         /* R11: a write-back writes all words             */
    SEM_STORE_KEEPS_WORDS,  /* R11: the other words of a clean copy stay      */
    SEM_DMA_PARTIAL_MERGES, /* R11: a dirty copy is written back first        */
    SEM_CLEAN_NOT_WRITTEN,  /* R12                                            */
    SEM_LAST_LEVEL,         /* R12: one more holder                           */
    SEM_OWNED,              /* a dirty line may be shared                     */
    SEM_LOOKUP,             /* R13: ATTR_SNOOP_DIRTY means anything           */
    SEM_LOOKUP_EITHER,      /* R13: ATTR_SNOOP_EITHER does                    */
    SEM_LOOKUP_LEAVES_CLEAN, /* R13: clean copies are not touched             */
    SEM_LINE_OPS_PEND,      /* R14: CLFLUSHOPT happens later                  */
    SEM_LINE_OPS_SAME_LINE, /* R14: accesses of the line keep their order     */
    SEM_LINE_ORDER,         /* R14: of the same cacheability alone            */
    SEM_LINE_OPS_OWN,       /* R14: some reach the CPU's own caches alone     */
    SEM_DISCARD,            /* R14: OPF_DISCARD means anything                */
    SEM_DISCARD_CLEANS,     /* R14: not where the platform cleans all the same*/
    SEM_GUEST_FLAGS,        /* R14: nor in a guest                            */
    SEM_FENCES_AWAIT_LINE_OPS, /* R14                                         */
    SEM_FLUSH_IN_ORDER,        /* R14: CLFLUSH goes with the stores           */
    SEM_FLUSH_EMPTIES_WC,      /* R14: where the platform says so             */
    SEM_FLUSH_ALL_OWN,     /* R15: the private caches of the CPUs it is for   */
    SEM_FLUSH_ALL_LLC,     /* R15: and the last level                         */
    SEM_FLUSH_ALL_PRIVATE, /* R15: peers' private caches keep their lines     */
    SEM_LINEAR_MAP,        /* R16: implied maps license fills                 */
    SEM_IDLE_CPU,          /* R16                                             */
    SEM_FILL_IN_CONTEXT,   /* R17                                             */
    SEM_HOST_FILLS,        /* R17: but through the host's where it has a say  */

    /* What hardware does unasked: design.md section 4 */
    SEM_FILL_UNASKED,
    SEM_FILL_CACHEABLE, /* only through a cacheable translation               */
    SEM_SPECULATIVE_READ,
    SEM_EVICT_DIRTY,
    SEM_EVICT_CLEAN,
    SEM_WC_DRAIN_UNASKED,
    SEM_WC_DRAIN_PARTIAL, /* a buffer leaves chunk by chunk                   */
    SEM_TLB_CACHES,       /* cached types outlive the tables                  */
    SEM_TLB_DROP,
    SEM_IOTLB_CACHES, /* R3: so do entries of units                           */
    SEM_IOTLB_DROP,
    SEM_IOTLB_FLUSH, /* invalidated: devices ask the tables again             */
    SEM_FILLED_BY_OTHERS, /* another virtual CPU made the missing entry       */

    /* DMA: section 7 */
    SEM_DMA_READ_NO_SNOOP,  /* a no-snoop read gets what memory has           */
    SEM_DMA_WRITE_NO_SNOOP, /* a no-snoop write leaves copies as they are     */
    SEM_NO_SNOOP_WISH,      /* R35: only if the device asks for it            */
    SEM_NO_SNOOP_ENABLE,    /* R35: only if the control bit is set, or ignored*/
    SEM_NO_SNOOP_HONOURED,  /* R35: only if the root complex honours it       */
    SEM_NO_SNOOP_FORCED,    /* R35: not where snooping is forced              */
    SEM_LLC_COHERENT,       /* R35                                            */
    SEM_DMA_ALLOCATES,      /* snooped writes stay in the last level          */
    SEM_DMA_LOOKUP,         /* R13: unsnooped requests may look all the same  */
    SEM_DOORBELL, /* R36: its arrival hands over nothing else                 */
    SEM_DMA_LINES_IN_ORDER, /* R36                                            */
    SEM_RELAXED_WRITES,     /* R36: unless they are relaxed                   */
    SEM_RELAXED_AWAITED,    /* R36: by its interrupts, reads and order edges  */
    SEM_COMPLETION_PUSHES,  /* R36: by what one of its registers answers      */
    SEM_IOTLB_DRAINS,       /* R36: by an invalidation of its translations    */

    /* Hazards, in the order of enum hazard_kind: section 4 */
    SEM_JUDGE = SEM_IOTLB_DRAINS, /* + enum hazard_kind                 */
    SEM_STALE_READ,
    SEM_UNSTABLE_READ,
    SEM_LOST_WRITE,
    SEM_LEAK,
    SEM_UNORDERED_WRITE,
    SEM_REGISTER_ACCESS,
    SEM_FATAL,
    SEM_INTERFERENCE,
    SEMANTICS
};
