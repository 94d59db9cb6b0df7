/*
 * The arm64 control plane: where its words are, and what its parts ask of each
 * other.  Internal to the model.
 *
 * Every principal has translation tables in simulated memory: guests a stage 1
 * in intermediate physical memory under a stage 2, the host and its processes a
 * stage 1 alone (EL2 with VHE; the attributes are the same without).
 * Intermediate and physical addresses of what a scenario names are equal; table
 * pages live in a pool far above it.
 */
#pragma once

#include "models/arm64_s2fwb/combine.h"
#include "models/arm64_s2fwb/registers.h"
#include "models/arm64_s2fwb/stage2.h"
#include "models/arm64_s2fwb/walk.h"
#include "sim/core/model.h"

/* Memory types of maps are the bytes of MAIR_EL1. */
enum {
    BYTE_nGnRnE = 0x00,
    BYTE_nGnRE = 0x04,
    BYTE_nGRE = 0x08,
    BYTE_GRE = 0x0c,
    BYTE_NC = 0x44,
    BYTE_WT = 0xbb,
    BYTE_WB = 0xff,
};

/* What the bytes of a context are at first: Linux's five, and in the three it
 * leaves free what older kernels had there, WT and GRE, and nGRE. */
#define ARM64_MAIR_START (ARM64_MAIR_LINUX | UINT64_C(0x080cbb0000000000))

/* Words above CONTROL_SPACE. */
#define WORD_KIND(n)       (CONTROL_SPACE + ((uint64_t) (n) << 48))
#define WORD_REG(ctx, reg) (WORD_KIND(2) + ((uint64_t) (ctx) << 16) + (reg))
#define WORD_RAN(ctx)      (WORD_KIND(3) + (ctx)) /* the vCPU has run */
#define WORD_SLOT(region)  (WORD_KIND(4) + (region))
#define WORD_VMA(region)   (WORD_KIND(5) + (region)) /* enum arm64_vma bits */
#define WORD_WHY(principal, ipa)                                               \
    (WORD_KIND(6) + ((uint64_t) (principal) << 40) + (ipa) / PAGE_BYTES)

/* WORD_SLOT: the flags of the region's memslot, and whether there is one.  At
 * the start there is, unless a step creates it or the policy refused it with
 * this error. */
#define SLOT_FLAGS(w)       ((uint32_t) (w))
#define SLOT_THERE          (UINT64_C(1) << 32)
#define SLOT_REFUSED(error) ((uint64_t) (error) << 40)
#define SLOT_ERROR(w)       ((uint16_t) ((w) >> 40))

/* Pools of table pages. */
#define POOL(principal)                                                        \
    (UINT64_C(0x100000000000) + ((uint64_t) (principal) << 36))
#define HOST_POOL(principal)   (POOL(principal) + (UINT64_C(1) << 35))
#define STAGE1_ROOT(principal) (POOL(principal))
#define STAGE2_ROOT(principal) (HOST_POOL(principal))

/* What some platform has: an encoding is reserved only if it is everywhere. */
#define ARM64_FEATURES (FEATURE_XS | FEATURE_MTE2 | FEATURE_MTE_PERM)

enum arm64_platform_key {
    KEY_FWB,
    KEY_DIC,
    KEY_NC_LOOKUP,
    KEY_CACHED_TYPES,
    KEY_NORMALISE,
    KEY_ATOMICS,
    KEY_FWB_ALIGNMENT,
    KEY_XS,
    KEY_MTE2,
    KEY_MTE_PERM,
    ARM64_KEYS
};

enum arm64_quirk { QUIRK_S2FWB, ARM64_QUIRKS };

/* Codes of control verbs. */
enum arm64_control_code {
    CTL_NONE,
    CTL_EXIT,
    CTL_ENTRY,
    CTL_DC_ISW,
    CTL_DC_CSW,
    CTL_DC_CISW,
    CTL_NO_DATA, /* maintenance that no data depends on                       */
    CTL_TLBI,
    CTL_SET_TYPE,
    CTL_MSR,
    CTL_SCTLR,
    CTL_MAIR,
    CTL_VCPU_RESET,
    CTL_SLOT_CREATE,
    CTL_SLOT_DELETE,
    CTL_SLOT_FLAG,
    CTL_REMAP,
    CTL_S2_UNMAP,
};

/* Of slot-delete and s2-unmap: what the policy does before, and the rest. */
enum { REMOVAL_PHASES = 2 };

/* Operand of CTL_SCTLR: the bits, and whether they are set. */
#define SCTLR_SET(bits)   ((uint32_t) (bits) | 1u << 31)
#define SCTLR_CLEAR(bits) ((uint32_t) (bits))
#define SCTLR_ALL         (ARM64_SCTLR_M | ARM64_SCTLR_C | ARM64_SCTLR_I)

enum exit_reason { EXIT_FULL, EXIT_WFI, EXIT_MMIO, EXIT_HVC, EXIT_FAST_PATH };

enum { ARM64_VERBS = 42 };
extern const struct verb arm64_verbs[ARM64_VERBS];

/* memory.c */
void arm64_lay(const struct bound *b, struct control *c);
const char *arm64_check_plan(const struct plan *p, uint32_t *map);

/* What vm_page_prot of a VMA is, as a byte of MAIR_EL1: pgprot_writecombine()
 * is Normal-NC, pgprot_noncached() Device-nGnRnE (linux arch/arm64/include/asm/
 * pgtable.h).  user_type of the model: of the VMA that a region has. */
uint8_t arm64_protection(uint32_t vma);
uint32_t arm64_user_type(const struct plan_region *r);
bool arm64_guest(const struct plan *p, uint32_t principal);
uint16_t arm64_region_at(const struct plan *p, uint64_t pa);
bool arm64_has_step(const struct plan *p, uint8_t control);

/* The index in a MAIR_EL1 of a byte; -1 if it is not there. */
int arm64_mair_index(uint64_t mair, uint8_t byte);

/* Whether the VMs have HCR_EL2.FWB: the CPUs can, and KVM does. */
bool arm64_has_fwb(const struct bound *b);

/* Facts about the host for policies. */
uint64_t arm64_host(const struct bound *b);

/* resolve.c */
struct walked arm64_resolve(const struct view *v, const struct vpage *p,
                            struct trail *why);
struct walked arm64_resolve_fresh(const struct view *v, const struct vpage *p);
struct arm64_space arm64_space_of(const struct view *v, uint32_t ctx);

/* What KVM would put into the leaf of a page, as memslot and VMA are now. */
struct arm64_stage2 arm64_leaf_now(const struct view *v, uint64_t ipa,
                                   uint64_t *facts);

/* control.c */
void arm64_control(struct control_step *s, const struct control_op *op);
