/*
 * The x86 control plane: where its words are, and what its parts ask of each
 * other.  Internal to the model.
 *
 * Every principal has page tables in simulated memory: guests 4-level tables
 * in guest-physical memory under an EPT (or nested tables), the host and its
 * processes plain ones.  Guest-physical and host-physical addresses of what a
 * scenario names are equal; table pages live in a pool far above it.
 */
#pragma once

#include "models/x86_pat_ept/mtrr.h"
#include "models/x86_pat_ept/types.h"
#include "models/x86_pat_ept/vocabulary.h"
#include "models/x86_pat_ept/walk.h"
#include "sim/core/model.h"

/* Registers a scenario may name: MSR numbers as they are, and CR0. */
enum { REG_CR0 = 0x1000 };

#define CR0_PG UINT64_C(0x80000000)
#define CR0_CD UINT64_C(0x40000000)

/* Words above CONTROL_SPACE. */
#define WORD_KIND(n)                (CONTROL_SPACE + ((uint64_t) (n) << 48))
#define WORD_REG(ctx, reg)          (WORD_KIND(2) + ((uint64_t) (ctx) << 16) + (reg))
#define WORD_NONCOHERENT(principal) (CONTROL_SPACE + 0x100 + (principal))
#define WORD_REGISTERED(device)     (WORD_KIND(4) + (device))
#define WORD_CPU_MASK(ctx)          (WORD_KIND(5) + (ctx))
#define WORD_LAST_CPU(ctx)          (WORD_KIND(6) + (ctx)) /* + 1 */
#define WORD_SLOT(region)           (WORD_KIND(7) + (region))
#define WORD_WHY(principal, gpa)                                               \
    (WORD_KIND(8) + ((uint64_t) (principal) << 40) + (gpa) / PAGE_BYTES)

/* Pools of table pages. */
#define POOL(principal)                                                        \
    (UINT64_C(0x100000000000) + ((uint64_t) (principal) << 36))
#define HOST_POOL(principal) (POOL(principal) + (UINT64_C(1) << 35))
#define POOL_ROOT(principal) (POOL(principal))
#define EPT_ROOT(principal)  (HOST_POOL(principal))

enum { VENDOR_INTEL, VENDOR_AMD };
enum x86_platform_key { KEY_VENDOR, KEY_WBINVD_EXITS, X86_KEYS };

enum x86_quirk { QUIRK_CD_NW_CLEARED, QUIRK_IGNORE_GUEST_PAT, X86_QUIRKS };

enum { SLOT_NONCOHERENT_DMA = 1 };

/* Codes of control verbs. */
enum x86_control {
    CTL_NONE,
    CTL_EXIT,
    CTL_ENTRY,
    CTL_WBINVD,
    CTL_WBNOINVD,
    CTL_INVD,
    CTL_WRMSR,
    CTL_CR0_CD,
    CTL_SET_TYPE,
    CTL_FLUSH_TLB,
    CTL_VFIO_ADD,
    CTL_VFIO_DEL,
    CTL_SLOT_FLAG,
};

enum exit_reason {
    EXIT_FULL,
    EXIT_HLT,
    EXIT_CPUID,
    EXIT_MMIO,
    EXIT_FAST_PATH,
};

enum { X86_VERBS = 22 };
extern const struct verb x86_verbs[X86_VERBS];

/* memory.c */
void x86_lay(const struct bound *b, struct control *c);
const char *x86_check_plan(const struct plan *p, uint32_t *map);
bool x86_guest(const struct plan *p, uint32_t principal);

/* resolve.c */
struct walked x86_resolve(const struct view *v, const struct vpage *p,
                          struct trail *why);
struct walked x86_resolve_fresh(const struct view *v, const struct vpage *p);
struct x86_space x86_space_of(const struct view *v, uint32_t ctx);
uint8_t x86_host_mtrr(const struct view *v, uint64_t pa, struct trail *why);

/* stage2.c: what KVM would put into a leaf. */
struct stage2 {
    uint8_t type; /* enum x86_mt; MT_NONE: refused or injected                */
    bool ipat, inject;
    uint16_t error;
    const struct rule *rule;
};
struct stage2 x86_stage2(const struct view *v, uint32_t ctx, uint64_t gpa,
                         struct trail *why);
uint64_t x86_facts(const struct view *v, uint32_t ctx);
uint64_t x86_page_facts(const struct view *v, uint32_t ctx, uint64_t gpa);
struct x86_mtrr x86_guest_mtrr(const struct view *v, uint32_t ctx);
uint16_t x86_region_at(const struct plan *p, uint64_t pa);

/* control.c */
void x86_control(struct control_step *s, const struct control_op *op);
void x86_end_vm(struct control_step *s, uint16_t vm);
uint64_t x86_known(const struct view *v, uint16_t device);
