/* The words of the first configuration: page tables, registers, KVM's state. */

#include <stddef.h>

#include "models/x86_pat_ept/plane.h"
#include "sim/base/arena.h"
#include "sim/core/bound.h"

struct table_page { /* one page of page-table entries */
    uint64_t pa, prefix;
    uint8_t level, root;
};

struct builder {
    const struct plan *plan;
    struct control *control;
    struct table_page *table;
    uint32_t ntable, cap;
    bool npt; /* nested tables have the format of ordinary ones               */
    uint64_t next[64][2]; /* pool position by principal and stage             */
    struct arena arena;
};

enum { STAGE_GUEST, STAGE_HOST };

bool
x86_guest(const struct plan *p, uint32_t principal)
{
    return p->principal[principal].kind == PRINCIPAL_GUEST;
}

/* What an entry of LEVEL covers. */
static uint64_t
span_of(unsigned level)
{
    return UINT64_C(1) << (12 + 9 * (level - 1));
}

static uint64_t
new_table(struct builder *k, uint32_t principal, unsigned stage)
{
    uint64_t base =
        stage == STAGE_HOST ? HOST_POOL(principal) : POOL(principal);

    return base + PAGE_BYTES * k->next[principal][stage]++;
}

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

/* The table of LEVEL that translates ADDRESS; made, with the entry that points
 * to it, when there is none. */
static uint64_t
table_for(struct builder *k, uint32_t principal, unsigned stage,
          uint64_t address, unsigned level)
{
    uint8_t root = (uint8_t) (principal * 2 + stage);
    uint64_t prefix = level < 4 ? address / span_of(level + 1) : 0, pa, above;

    for (uint32_t i = k->ntable; i-- > 0;)
        if (k->table[i].root == root && k->table[i].level == level &&
            k->table[i].prefix == prefix)
            return k->table[i].pa;
    above = level < 4 ? table_for(k, principal, stage, address, level + 1) : 0;
    pa = new_table(k, principal, stage);
    remember(k, (struct table_page){pa, prefix, (uint8_t) level, root});
    if (level < 4)
        control_word(k->control, above + x86_entry_offset(address, level + 1),
                     stage == STAGE_HOST && !k->npt
                         ? x86_ept_table(pa)
                         : x86_table(pa, X86_PTE_RW | X86_PTE_US, 0));
    return pa;
}

static uint64_t
first_pat(const struct plan *p, uint32_t principal)
{
    for (uint32_t i = 0; i < p->ninit; i++)
        if (p->init[i].reg == MSR_PAT &&
            p->ctx[p->init[i].ctx].principal == principal)
            return p->init[i].value;
    return X86_PAT_LINUX;
}

static unsigned
level_of(uint64_t page)
{
    return page >= span_of(3)   ? LEVEL_1G
           : page >= span_of(2) ? LEVEL_2M
                                : LEVEL_4K;
}

const char *
x86_check_plan(const struct plan *p, uint32_t *map)
{
    for (uint32_t i = 0; i < p->nmap; i++) {
        *map = i;
        if (!p->map[i].raw &&
            x86_pat_find(first_pat(p, p->map[i].principal), p->map[i].type) < 0)
            return "no field of IA32_PAT holds this memory type";
    }
    return NULL;
}

static void
lay_map(struct builder *k, const struct plan_map *m)
{
    const struct plan *p = k->plan;
    unsigned level = level_of(m->page);
    int index = x86_pat_find(first_pat(p, m->principal), m->type);
    uint64_t pa = p->region[m->region].pa + m->offset;

    for (uint64_t at = 0; at < m->size; at += span_of(level)) {
        uint64_t table =
            table_for(k, m->principal, STAGE_GUEST, m->va + at, level);
        uint64_t leaf = x86_pte(pa + at, X86_PTE_RW | X86_PTE_US,
                                index < 0 ? 0 : (unsigned) index, level);

        if (m->raw)
            leaf |= m->leaf;
        control_word(k->control, table + x86_entry_offset(m->va + at, level),
                     leaf);
    }
}

/* EPT leaves of a guest's pages start empty: KVM fills them at the first
 * fault, and that is when it decides their type. */
static void
lay_stage2(struct builder *k, uint32_t principal, uint64_t gpa)
{
    uint64_t table = table_for(k, principal, STAGE_HOST, gpa, LEVEL_4K);

    control_word(k->control, table + x86_entry_offset(gpa, LEVEL_4K), 0);
    control_word(k->control, WORD_WHY(principal, gpa), 0);
}

static void
lay_guest_memory(struct builder *k, uint32_t principal)
{
    const struct plan *p = k->plan;
    uint64_t pool = POOL(principal);
    uint64_t table = table_for(k, principal, STAGE_HOST, pool, LEVEL_1G);

    /* the guest's own tables, mapped long ago */
    control_word(k->control, table + x86_entry_offset(pool, LEVEL_1G),
                 k->npt
                     ? x86_pte(pool, X86_PTE_RW | X86_PTE_US, 0, LEVEL_1G)
                     : x86_ept_leaf(pool, LEVEL_1G, X86_EPT_RWX, MT_WB, true));
    for (uint32_t r = 0; r < p->nregion; r++) {
        bool used = false;

        for (uint32_t m = 0; m < p->nmap; m++)
            used |= p->map[m].principal == principal && p->map[m].region == r;
        for (uint64_t at = 0; used && at < p->region[r].size; at += PAGE_BYTES)
            lay_stage2(k, principal, p->region[r].pa + at);
    }
}

static bool
names_register(const struct plan *p, uint32_t ctx, uint32_t reg)
{
    for (uint32_t i = 0; i < p->ninit; i++)
        if (p->init[i].ctx == ctx && p->init[i].reg == reg)
            return true;
    for (uint32_t i = 0; i < p->nstep; i++)
        if (p->step[i].ctx == ctx && p->step[i].verb->control == CTL_WRMSR &&
            p->step[i].verb->kind == OP_CONTROL &&
            p->step[i].operand[0].number == reg)
            return true;
    return false;
}

static uint64_t
first_value(const struct plan *p, uint32_t ctx, uint32_t reg, uint64_t fallback)
{
    for (uint32_t i = p->ninit; i-- > 0;)
        if (p->init[i].ctx == ctx && p->init[i].reg == reg)
            return p->init[i].value;
    return fallback;
}

static void
lay_registers(struct builder *k, uint32_t ctx)
{
    const struct plan *p = k->plan;

    control_word(k->control, WORD_REG(ctx, REG_CR0),
                 first_value(p, ctx, REG_CR0, CR0_PG));
    control_word(k->control, WORD_REG(ctx, MSR_PAT),
                 first_value(p, ctx, MSR_PAT, X86_PAT_LINUX));
    for (uint32_t i = 0; i < X86_MSRS; i++) {
        uint32_t reg = x86_msrs[i].code;

        if (reg != MSR_PAT && names_register(p, ctx, reg))
            control_word(k->control, WORD_REG(ctx, reg),
                         first_value(p, ctx, reg, 0));
    }
    control_word(k->control, WORD_CPU_MASK(ctx), 0);
    control_word(k->control, WORD_LAST_CPU(ctx), 0);
}

void
x86_lay(const struct bound *b, struct control *c)
{
    const struct plan *p = b->plan;
    struct builder k = {.plan = p, .control = c};

    arena_init(&k.arena, 0);
    k.npt = b->platform->model_key[KEY_VENDOR] == VENDOR_AMD;
    for (uint32_t i = 0; i < p->nprincipal; i++) {
        table_for(&k, i, STAGE_GUEST, 0, LEVEL_TOP);
        if (x86_guest(p, i)) {
            table_for(&k, i, STAGE_HOST, 0, LEVEL_TOP);
            lay_guest_memory(&k, i);
        }
        control_word(c, WORD_NONCOHERENT(i), 0);
    }
    for (uint32_t i = 0; i < p->nmap; i++)
        lay_map(&k, &p->map[i]);
    for (uint32_t i = 0; i < p->nctx; i++)
        lay_registers(&k, i);
    for (uint32_t i = 0; i < p->nagent; i++)
        if (p->agent[i].kind == AGENT_DEVICE)
            control_word(c, WORD_REGISTERED(i), 0);
    for (uint32_t i = 0; i < p->nregion; i++)
        control_word(c, WORD_SLOT(i), p->region[i].slot_flags);
    arena_clear(&k.arena);
}
