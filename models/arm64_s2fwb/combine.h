/*
 * From the attributes of both stages to those of the access, with the rules
 * that gave them.
 *
 * Arm ARM (DDI 0487), "Combining stage 1 and stage 2 memory type attributes",
 * without and with FEAT_S2FWB, and "Combining shareability attributes".  The
 * printed tables are looked up cell for cell; the closed forms are tests.
 */
#pragma once

#include "models/arm64_s2fwb/decode.h"
#include "sim/core/trail.h"

/* The control bits that override or switch off a stage. */
struct arm64_control {
    bool m, c, i;             /* SCTLR_EL1                                    */
    bool vm, dc, cd, id, fwb; /* HCR_EL2                                      */
    bool el2; /* the host's own regime, EL2&0, which HCR_EL2 is not about     */
    /* Whether stage 1's shareability of Device and NC/NC memory is Outer
     * Shareable before stage 2 sees it: IMPLEMENTATION DEFINED (R_NSCNC).    */
    bool normalises;
    uint8_t features; /* enum arm64_feature bits                              */
};

enum arm64_purpose { FOR_DATA, FOR_FETCH, FOR_STAGE1_WALK };

struct arm64_stages {
    struct arm64_control control;
    uint8_t purpose; /* enum arm64_purpose                                    */
    bool device_walk_faults; /* HCR_EL2.PTW                                   */
    struct arm64_attr s1;    /* of the stage-1 leaf; not used when it is off  */
    uint8_t memattr;         /* MemAttr[3:0] of the stage-2 leaf              */
    uint8_t s2_share;        /* enum arm64_shareability of it                 */
    bool fnxs;               /* FnXS of it: the XS attribute becomes 0        */
};

/* Whether stage 2 is on: HCR_EL2.VM, which HCR_EL2.DC implies. */
bool arm64_stage2_on(const struct arm64_control *c);

/* What stage 1 gives: the leaf's attributes under SCTLR_EL1 and HCR_EL2.DC, as
 * they enter stage 2 or, when that is off, the access. */
struct arm64_attr arm64_stage1(const struct arm64_stages *s, struct trail *why);

/* The attributes of the access; TYPE_NONE when an encoding it needs is
 * reserved, and when it is a walk that HCR_EL2.PTW makes fault. */
struct arm64_attr arm64_combine(const struct arm64_stages *s,
                                struct trail *why);

/* The attributes that count as a mismatch between aliases of one location
 * ("Mismatched memory attributes"): not the hints, not the tags. */
bool arm64_mismatch(const struct arm64_attr *a, const struct arm64_attr *b);
