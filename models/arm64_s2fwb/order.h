/*
 * Which operations of one arm64 CPU wait for which older ones, as data.
 *
 * Arm ARM (DDI 0487), B2.3, "Definition of the Armv8 memory model": other
 * multi-copy atomic, so an operation has effect at one moment for all.  The
 * machine issues in program order; an operation performs when no older one it
 * waits for is left in the window.  Operations on the same location, forwarding
 * from the CPU's own stores and dependencies are the machine's business.
 */
#pragma once

#include <stdint.h>

#include "sim/core/attr.h"
#include "sim/core/model.h"

enum arm64_order {
    O_NONE,
    O_LOAD,        /* from Normal memory                                      */
    O_LOAD_nR,     /* from Device-nGnRnE and -nGnRE                           */
    O_LOAD_R,      /* from Device-nGRE and -GRE                               */
    O_STORE,       /* to Normal Cacheable memory                              */
    O_STORE_NC,    /* to Normal Non-cacheable memory and Device-GRE           */
    O_STORE_nR,    /* to Device-nGnRnE and -nGnRE                             */
    O_STORE_R,     /* to Device-nGRE                                          */
    O_ACQUIRE,     /* LDAR                                                    */
    O_ACQUIRE_PC,  /* LDAPR                                                   */
    O_RELEASE,     /* STLR                                                    */
    O_RMW,         /* SWP, LDADD                                              */
    O_RMW_ACQUIRE, /* SWPA                                                    */
    O_RMW_RELEASE, /* SWPL                                                    */
    O_RMW_BOTH,    /* SWPAL                                                   */
    O_LINEOP,      /* DC by address                                           */
    O_DMB,
    O_DMB_LD,
    O_DMB_ST,
    O_DSB,
    O_DSB_LD,
    O_DSB_ST,
    O_ISB,
    O_SIGNAL, /* a flag handed to another agent: a store-release              */
    O_COUNT
};

/* Row y, bit o: a younger operation of class y may not perform while an older
 * one of class o is still in the window; ORDER_COMBINING: while data sits in
 * this CPU's merge buffers. */
extern const uint32_t arm64_waits[ORDER_CLASSES];
extern const uint32_t arm64_at_issue;
extern const uint32_t arm64_handover;

enum { ARM64_STRONGER = 6 };
extern const struct stronger arm64_stronger[ARM64_STRONGER];
