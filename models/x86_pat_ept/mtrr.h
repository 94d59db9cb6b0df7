/*
 * Memory type range registers: what the hardware gives an address.
 *
 * The registers are kept raw; decode.c knows their fields and what may be
 * written to them.  All CPUs must hold the same MTRRs; that is not checked
 * here.  KVM's own lookup of guest MTRRs is kvm_mtrr.c.
 */
#pragma once

#include <stdint.h>

#include "models/x86_pat_ept/decode.h"
#include "sim/core/trail.h"

struct x86_mtrr {
    uint64_t def_type;              /* IA32_MTRR_DEF_TYPE                     */
    uint64_t fixed[X86_MTRR_FIXED]; /* ascending addresses: one 64K register,
                                       two 16K, eight 4K                      */
    uint64_t base[X86_MTRR_VARIABLE];
    uint64_t mask[X86_MTRR_VARIABLE];
    uint8_t maxphyaddr; /* 0 stands for 52                                    */
};

/* Type of the byte at PA, enum x86_mt.  MT_NONE where the SDM leaves the
 * result undefined (or a register holds a reserved type): the trail says so. */
uint8_t x86_mtrr_lookup(const struct x86_mtrr *m, uint64_t pa,
                        struct trail *why);

/* Type of the fixed range at PA < 1M, whether or not fixed ranges are on. */
uint8_t x86_mtrr_fixed(const struct x86_mtrr *m, uint64_t pa);

/* The register with this MSR number inside M, NULL if it is not one of them. */
uint64_t *x86_mtrr_register(struct x86_mtrr *m, uint32_t msr);
