/*
 * The effective memory type of one access, with the rules that gave it.
 *
 * Inputs are types already looked up (decode.c, mtrr.c, walk.c); nothing here
 * reads memory or registers.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/x86_pat_ept/types.h"
#include "sim/core/trail.h"

/* Whose rules apply. */
enum x86_paging {
    PAGING_NONE,
    PAGING_INTEL, /* native: PAT with MTRR                                    */
    PAGING_EPT,   /* Intel guest: PAT with EPT, MTRRs have no say             */
    PAGING_AMD,   /* native: PAT with MTRR                                    */
    PAGING_NPT,   /* AMD guest: guest PAT with host PAT, then MTRR            */
};

/* What is accessed. */
enum x86_purpose {
    FOR_DATA,
    FOR_TABLE,      /* a paging-structure entry of the guest (or the native
                       system); its PAT type comes from x86_pat_table_index() */
    FOR_HOST_TABLE, /* an entry of the EPT or of the nested page tables       */
};

struct x86_access {
    uint8_t paging;  /* enum x86_paging                                       */
    uint8_t purpose; /* enum x86_purpose                                      */
    bool paging_off; /* (guest) CR0.PG = 0: PAT is not consulted              */
    bool cr0_cd;     /* CD as the hardware sees it; AMD guest: gCR0 or hCR0   */
    bool ipat;       /* of the EPT leaf                                       */
    uint8_t pat;     /* by the (guest) leaf's PAT index                       */
    uint8_t host;    /* EPT: type of the leaf, or of the EPTP for
                        FOR_HOST_TABLE; NPT: type by the nested leaf's index
                        in the host PAT                                       */
    uint8_t mtrr;    /* of the system-physical address; not used with EPT     */
};

/* enum x86_eff; X_NONE if an input that the rule needs is none (reserved,
 * undefined), and for EPT a misconfiguration. */
uint8_t x86_effective(const struct x86_access *a, struct trail *why);

/* Whether the manual obliges the CPU to look into caches: footnote 2, WC+,
 * CD.  Not for UC from MTRR or EPT, nor for WC. */
bool x86_snoop_required(uint8_t eff);
