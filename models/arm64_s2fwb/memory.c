/* The words of the first configuration: translation tables, registers,
 * memslots, VMAs. */

#include <stddef.h>

#include "models/arm64_s2fwb/descriptor.h"
#include "models/arm64_s2fwb/plane.h"
#include "sim/base/arena.h"
#include "sim/core/bound.h"

struct table_page { /* one page of descriptors                                */
    uint64_t pa, prefix;
    uint8_t level, root;
};

struct builder {
    const struct plan *plan;
    struct control *control;
    struct table_page *table;
    uint32_t ntable, cap;
    uint64_t next[64][2]; /* pool position by principal and stage             */
    bool fwb;
    struct arena arena;
};

enum { STAGE1, STAGE2, LAST_LEVEL = 3 };
enum { SH_INNER = 3 }; /* SH[1:0]: what Linux writes                          */

bool
arm64_has_fwb(const struct bound *b)
{
    return b->platform->model_key[KEY_FWB] && !b->plan->quirk_off[QUIRK_S2FWB];
}

uint64_t
arm64_host(const struct bound *b)
{
    return arm64_host_facts(arm64_has_fwb(b), b->platform->model_key[KEY_DIC]);
}

bool
arm64_has_step(const struct plan *p, uint8_t control)
{
    for (uint32_t i = 0; i < p->nstep; i++)
        if (p->step[i].verb->kind == OP_CONTROL &&
            p->step[i].verb->control == control)
            return true;
    return false;
}

bool
arm64_guest(const struct plan *p, uint32_t principal)
{
    return p->principal[principal].kind == PRINCIPAL_GUEST;
}

uint16_t
arm64_region_at(const struct plan *p, uint64_t pa)
{
    for (uint16_t r = 0; r < p->nregion; r++)
        if (pa >= p->region[r].pa && pa - p->region[r].pa < p->region[r].size)
            return r;
    return PLAN_NONE;
}

/* ---- tables ---- */

static void
remember(struct builder *k, struct table_page t)
{
    if (k->ntable == k->cap) {
        struct table_page *grown = arena_new_array(&k->arena, struct table_page,
                                                   k->cap ? 2 * k->cap : 64);

        for (uint32_t i = 0; i < k->ntable; i++)
            grown[i] = k->table[i];
        k->cap = k->cap ? 2 * k->cap : 64;
        k->table = grown;
    }
    k->table[k->ntable++] = t;
}

/* The table of LEVEL that translates ADDRESS; made, with the descriptor that
 * points to it, when there is none. */
static uint64_t
table_for(struct builder *k, uint32_t principal, unsigned stage,
          uint64_t address, unsigned level)
{
    uint8_t root = (uint8_t) (principal * 2 + stage);
    uint64_t prefix = level ? address / arm64_level_size(level - 1) : 0;
    uint64_t pa, above;

    for (uint32_t i = k->ntable; i-- > 0;)
        if (k->table[i].root == root && k->table[i].level == level &&
            k->table[i].prefix == prefix)
            return k->table[i].pa;
    above = level ? table_for(k, principal, stage, address, level - 1) : 0;
    pa = (stage == STAGE2 ? STAGE2_ROOT(principal) : STAGE1_ROOT(principal)) +
         PAGE_BYTES * k->next[principal][stage]++;
    remember(k, (struct table_page){pa, prefix, (uint8_t) level, root});
    if (level)
        control_word(k->control, above + arm64_entry_offset(address, level - 1),
                     arm64_table_descriptor(pa));
    return pa;
}

/* ---- stage 1 ---- */

int
arm64_mair_index(uint64_t mair, uint8_t byte)
{
    for (int i = 0; i < 8; i++)
        if ((uint8_t) (mair >> 8 * i) == byte)
            return i;
    return -1;
}

static uint64_t
first_value(const struct plan *p, uint32_t ctx, uint32_t reg, uint64_t fallback)
{
    for (uint32_t i = p->ninit; i-- > 0;)
        if (p->init[i].ctx == ctx && p->init[i].reg == reg)
            return p->init[i].value;
    return fallback;
}

/* MAIR_EL1 of the principal's first context. */
static uint64_t
first_mair(const struct plan *p, uint32_t principal)
{
    for (uint32_t c = 0; c < p->nctx; c++)
        if (p->ctx[c].principal == principal)
            return first_value(p, c, MAIR_EL1, ARM64_MAIR_START);
    return ARM64_MAIR_START;
}

uint8_t
arm64_protection(uint32_t vma)
{
    return vma & VMA_NC ? BYTE_NC : vma & VMA_DEVICE ? BYTE_nGnRnE : BYTE_WB;
}

uint32_t
arm64_user_type(const struct plan_region *r)
{
    return arm64_protection(r->vma ? r->vma : arm64_usual_vma(r));
}

const char *
arm64_check_plan(const struct plan *p, uint32_t *map)
{
    for (uint32_t i = 0; i < p->nmap; i++) {
        const char *why =
            p->map[i].raw ? arm64_leaf_fields_fault(p->map[i].leaf) : NULL;

        *map = i;
        if (why)
            return why;
        if (!p->map[i].raw &&
            arm64_mair_index(first_mair(p, p->map[i].principal),
                             p->map[i].type) < 0)
            return "no byte of MAIR_EL1 holds this memory type";
    }
    return NULL;
}

static unsigned
level_of(uint64_t page)
{
    unsigned level = LAST_LEVEL;

    while (level > 1 && page >= arm64_level_size(level - 1))
        level--;
    return level;
}

static void
lay_map(struct builder *k, const struct plan_map *m)
{
    const struct plan *p = k->plan;
    unsigned level = level_of(m->page);
    int index = arm64_mair_index(first_mair(p, m->principal), m->type);
    uint64_t pa = p->region[m->region].pa + m->offset;

    for (uint64_t at = 0; at < m->size; at += arm64_level_size(level)) {
        uint64_t table = table_for(k, m->principal, STAGE1, m->va + at, level);
        uint64_t leaf =
            m->raw ? (arm64_stage1_leaf(pa + at, level, 0, 0, true) | m->leaf)
                   : arm64_stage1_leaf(pa + at, level,
                                       index < 0 ? 0 : (unsigned) index,
                                       SH_INNER, true);

        control_word(k->control, table + arm64_entry_offset(m->va + at, level),
                     leaf);
    }
}

/* ---- stage 2 ---- */

/* Leaves of a guest's pages start empty: KVM fills them at the first fault, and
 * that is when it decides their attributes. */
static void
lay_stage2(struct builder *k, uint32_t principal, uint64_t ipa)
{
    uint64_t table = table_for(k, principal, STAGE2, ipa, LAST_LEVEL);

    control_word(k->control, table + arm64_entry_offset(ipa, LAST_LEVEL), 0);
    control_word(k->control, WORD_WHY(principal, ipa), 0);
}

static bool
maps(const struct plan *p, uint32_t principal, uint32_t region)
{
    for (uint32_t m = 0; m < p->nmap; m++)
        if (p->map[m].principal == principal && p->map[m].region == region)
            return true;
    return false;
}

static void
lay_guest_memory(struct builder *k, uint32_t principal)
{
    const struct plan *p = k->plan;
    uint64_t pool = POOL(principal);
    uint64_t table = table_for(k, principal, STAGE2, pool, 1);

    /* the guest's own tables, mapped long ago */
    control_word(k->control, table + arm64_entry_offset(pool, 1),
                 arm64_stage2_leaf(pool, 1,
                                   arm64_kvm_memattr(ACT_NORMAL, k->fwb),
                                   SHARE_OF_LEAVES, true, false));
    for (uint32_t r = 0; r < p->nregion; r++)
        for (uint64_t at = 0; maps(p, principal, r) && at < p->region[r].size;
             at += PAGE_BYTES)
            lay_stage2(k, principal, p->region[r].pa + at);
}

/* ---- registers, memslots, VMAs ---- */

/* KVM: FWB, or else TVM until the guest's caches are on. */
static uint64_t
first_hcr(const struct builder *k, uint64_t sctlr)
{
    const uint64_t on = ARM64_SCTLR_M | ARM64_SCTLR_C;

    if (k->fwb)
        return ARM64_HCR_KVM | ARM64_HCR_FWB;
    return ARM64_HCR_KVM | ((sctlr & on) == on ? 0 : ARM64_HCR_TVM);
}

static void
lay_registers(struct builder *k, uint32_t ctx)
{
    const struct plan *p = k->plan;
    uint64_t sctlr =
        first_value(p, ctx, SCTLR_EL1,
                    arm64_register_reset(SCTLR_EL1) | (uint64_t) SCTLR_ALL);
    const struct {
        uint32_t reg;
        uint64_t value;
    } first[] = {
        {SCTLR_EL1, sctlr                             },
        {MAIR_EL1,  ARM64_MAIR_START                  },
        {TTBR0_EL1, STAGE1_ROOT(p->ctx[ctx].principal)},
        {TCR_EL1,   ARM64_TCR_LINUX                   },
        {HCR_EL2,   first_hcr(k,                        sctlr)},
        {VTTBR_EL2,         STAGE2_ROOT(p->ctx[ctx].principal)                                  },
        {VTCR_EL2,         ARM64_VTCR_KVM },
    };

    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        control_word(k->control, WORD_REG(ctx, first[i].reg),
                     first_value(p, ctx, first[i].reg, first[i].value));
    if (arm64_has_step(p, CTL_VCPU_RESET))
        control_word(k->control, WORD_RAN(ctx), 0);
}

/* Whether a step creates the memslot of a region. */
static bool
created_later(const struct plan *p, uint32_t region)
{
    for (uint32_t i = 0; i < p->nstep; i++)
        if (p->step[i].verb->kind == OP_CONTROL &&
            p->step[i].verb->control == CTL_SLOT_CREATE &&
            p->step[i].operand[0].id == region)
            return true;
    return false;
}

/* What is there before the first step is asked for there. */
static uint64_t
first_slot(const struct bound *b, uint32_t region)
{
    const struct plan_region *r = &b->plan->region[region];
    struct arm64_memslot slot;

    if (created_later(b->plan, region))
        return r->slot_flags;
    slot = arm64_memslot(b->policy,
                         arm64_host(b) |
                             arm64_region_facts(r, r->vma, r->slot_flags));
    return r->slot_flags | (slot.error ? SLOT_REFUSED(slot.error) : SLOT_THERE);
}

void
arm64_lay(const struct bound *b, struct control *c)
{
    const struct plan *p = b->plan;
    struct builder k = {.plan = p, .control = c, .fwb = arm64_has_fwb(b)};

    arena_init(&k.arena, 0);
    for (uint32_t i = 0; i < p->nprincipal; i++) {
        table_for(&k, i, STAGE1, 0, 0);
        if (arm64_guest(p, i)) {
            table_for(&k, i, STAGE2, 0, 0);
            lay_guest_memory(&k, i);
        }
    }
    for (uint32_t i = 0; i < p->nmap; i++)
        lay_map(&k, &p->map[i]);
    for (uint32_t i = 0; i < p->nctx; i++)
        lay_registers(&k, i);
    for (uint32_t i = 0; i < p->nregion; i++) {
        control_word(c, WORD_SLOT(i), first_slot(b, i));
        control_word(c, WORD_VMA(i), p->region[i].vma);
    }
    arena_clear(&k.arena);
}
