/*
 * Which operations of one x86 CPU wait for which older ones, as data.
 *
 * The machine issues in program order; an operation performs when no older
 * one it waits for is left.  Operations on the same line, and forwarding from
 * the CPU's own stores, are the machine's business, not this table's.
 */
#pragma once

#include <stdint.h>

#include "sim/core/attr.h"
#include "sim/core/model.h"

enum x86_order {
    O_NONE,
    O_LOAD,     /* from WB, WT, WP                                            */
    O_LOAD_UC,  /* from UC, CD                                                */
    O_LOAD_WC,  /* from WC, WC+                                               */
    O_STORE,    /* to WB, WT, WP                                              */
    O_STORE_UC, /* to UC, CD                                                  */
    O_STORE_WC, /* to WC, WC+, or non-temporal; still in the store buffer     */
    O_FLUSH,    /* CLFLUSH                                                    */
    O_LINEOP,   /* CLFLUSHOPT, CLWB                                           */
    O_SFENCE,
    O_LFENCE,
    O_MFENCE,
    O_LOCKED, /* LOCK, XCHG, serialising instructions, I/O                    */
    O_SIGNAL, /* a flag handed to another agent, like a WB store              */
    O_COUNT
};

/* Bit o of x86_waits[y]: a younger operation of class y may not perform while
 * an older one of class o is still in the window; bit ORDER_COMBINING: while
 * data sits in this CPU's write-combining buffers. */
extern const uint32_t x86_waits[ORDER_CLASSES];

/* Classes that perform the moment they issue.  All others enter the window. */
extern const uint32_t x86_at_issue;

/* Classes that must have performed before an order edge to another agent is
 * taken: the FIFO store buffer, not the write-combining buffers. */
extern const uint32_t x86_handover;

/* What is in order here and need not be by the manuals (R31). */
enum { X86_STRONGER = 4 };
extern const struct stronger x86_stronger[X86_STRONGER];

/* "load WB", "CLFLUSH": for messages; index enum x86_order. */
extern const char *const x86_order_name[O_COUNT];
