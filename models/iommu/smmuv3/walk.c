#include "models/iommu/smmuv3/walk.h"

#include <stddef.h>

#include "models/iommu/smmuv3/fields.h"
#include "models/iommu/smmuv3/rules.h"
#include "models/iommu/smmuv3/smmuv3.h"

enum { LAST_LEVEL = 3, PAGE_BITS = 12, LEVEL_BITS = 9 };

/* What a walk needs besides its address. */
struct path {
    const struct unit_space *space;
    const struct smmu_ste *ste;
};

/* Where a walk of one stage ended. */
struct leaf {
    uint8_t fault; /* enum unit_fault                                         */
    const struct rule *rule;
    uint64_t word;
    uint64_t pa;     /* of the byte                                           */
    uint64_t tables; /* stage 1: all descriptors above the leaf, OR-ed        */
};

static struct leaf
failed(enum unit_fault fault, enum smmu_rule rule)
{
    return (struct leaf){.fault = (uint8_t) fault, .rule = &smmu_rules[rule]};
}

static unsigned
shift_of(unsigned level)
{
    return PAGE_BITS + LEVEL_BITS * (LAST_LEVEL - level);
}

static uint64_t
read_word(const struct path *p, uint64_t pa, bool cached)
{
    return p->space->word(p->space->at, pa,
                          cached && p->space->has & SMMU_COHACC);
}

/* ---- one descriptor ---- */

static bool
allowed(const struct leaf *l, bool second, bool write)
{
    bool read_only = l->word & S1_READ_ONLY || l->tables & TABLE_READ_ONLY;

    if (second)
        return l->word & (write ? S2_WRITE : S2_READ);
    if (!(l->word & S1_UNPRIVILEGED) || l->tables & TABLE_NO_UNPRIVILEGED)
        return false;
    return !write || !read_only;
}

static struct leaf
at_leaf(const struct smmu_stage *s, struct leaf l, unsigned level,
        uint64_t address, bool write)
{
    uint64_t inside = (UINT64_C(1) << shift_of(level)) - 1;

    l.pa = (l.word & DESC_ADDRESS & ~inside) | (address & inside);
    if (l.pa >> s->output)
        return failed(UNIT_FAULT_RESERVED, RULE_WALK_ADDRESS_SIZE);
    if (!(l.word & DESC_AF) && !s->ignores_flag)
        return failed(UNIT_FAULT_TABLE, RULE_WALK_ACCESS_FLAG);
    if (!allowed(&l, s->second, write))
        return failed(UNIT_FAULT_RIGHT, RULE_WALK_PERMISSION);
    return l;
}

/* ---- one stage ---- */

static struct leaf read_through(const struct path *p, bool second, uint64_t at,
                                bool cached);

static struct leaf
walk_stage(const struct path *p, const struct smmu_stage *s, uint64_t address,
           bool write)
{
    uint64_t table = s->root, tables = 0;

    if (s->off)
        return failed(UNIT_FAULT_TABLE, RULE_WALK_TRANSLATION);
    if (address >> s->input)
        return failed(UNIT_FAULT_TABLE, RULE_WALK_INPUT);
    for (unsigned level = s->start;; level++) {
        uint64_t index = address >> shift_of(level) & 0x1ff;
        struct leaf l =
            read_through(p, s->second, table + index * 8, s->cached);

        if (l.fault)
            return l;
        if (!(l.word & DESC_VALID))
            return failed(UNIT_FAULT_TABLE, RULE_WALK_TRANSLATION);
        l.tables = tables;
        if ((level == LAST_LEVEL) == !!(l.word & DESC_TABLE)) {
            if (level == 0) /* a block there needs 52-bit addresses */
                return failed(UNIT_FAULT_TABLE, RULE_WALK_RESERVED);
            return at_leaf(s, l, level, address, write);
        }
        if (level == LAST_LEVEL)
            return failed(UNIT_FAULT_TABLE, RULE_WALK_RESERVED);
        tables |= l.word;
        table = l.word & DESC_ADDRESS;
        if (table >> s->output)
            return failed(UNIT_FAULT_RESERVED, RULE_WALK_ADDRESS_SIZE);
    }
}

static bool
is_device(const struct path *p, uint64_t word)
{
    unsigned memattr = word >> 2 & 15;

    return p->ste->fwb ? !(memattr & 4) : memattr < 4;
}

/* The word at AT: for stage 1 that is an intermediate address where stage 2 is
 * on.  CACHED: what holds it is Write-Back and shareable. */
static struct leaf
read_through(const struct path *p, bool second, uint64_t at, bool cached)
{
    struct leaf l = {.pa = at};

    if (!second && p->ste->s2) {
        l = walk_stage(p, &p->ste->stage2, at, false);
        if (l.fault)
            return l;
        if (p->ste->s2ptw && is_device(p, l.word))
            return failed(UNIT_FAULT_RIGHT, RULE_WALK_DEVICE_TABLE);
    }
    l.word = read_word(p, l.pa, cached);
    return l;
}

/* ---- both ---- */

static struct smmu_walk
stopped(const struct leaf *l)
{
    return (struct smmu_walk){.fault = l->fault, .rule = l->rule};
}

/* Reads the context descriptor; a fault in the leaf, if any. */
static struct leaf
read_context(const struct path *p, struct smmu_cd *cd)
{
    uint64_t word[SMMU_ENTRY_WORDS];
    struct leaf l = {0};

    for (unsigned i = 0; i < SMMU_ENTRY_WORDS; i++) {
        l = read_through(p, false, p->ste->context + i * 8, true);
        if (l.fault)
            return l;
        word[i] = l.word;
    }
    l.rule = smmu_read_cd(word, cd);
    l.fault = l.rule ? UNIT_FAULT_ENTRY : UNIT_OK;
    return l;
}

/* Stage 1 into W; false if it faults, W then being that. */
static bool
walk_first(const struct path *p, struct smmu_walk *w, bool write)
{
    struct smmu_cd cd;
    struct leaf l = read_context(p, &cd);
    uint8_t index;

    if (!l.fault)
        l = walk_stage(p, &cd.stage1, w->pa, write);
    if (l.fault) {
        *w = stopped(&l);
        return false;
    }
    index = l.word >> 2 & 7;
    w->mair = (uint8_t) (cd.mair >> index * 8);
    w->s1_sh = l.word >> 8 & 3;
    w->pa = l.pa;
    w->writable = allowed(&l, false, true);
    w->cached = cd.stage1.cached;
    return true;
}

struct smmu_walk
smmu_walk(const struct unit_space *space, const struct smmu_ste *ste,
          uint64_t address, bool write)
{
    const struct path p = {space, ste};
    struct smmu_walk w = {.pa = address, .writable = true, .cached = true};
    struct leaf l;

    if (ste->s1 && !walk_first(&p, &w, write))
        return w;
    if (!ste->s2)
        return w;
    l = walk_stage(&p, &ste->stage2, w.pa, write);
    if (l.fault)
        return stopped(&l);
    w.s2_memattr = l.word >> 2 & 15;
    w.s2_sh = l.word >> 8 & 3;
    w.pa = l.pa;
    w.writable = w.writable && allowed(&l, true, true);
    w.cached = w.cached && ste->stage2.cached;
    return w;
}
