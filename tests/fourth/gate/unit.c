#include "tests/fourth/gate/unit.h"

#include "models/iommu/outcome.h"

enum { GATE_FORCES = 1, GATE_ATS = 2 };
enum { OPEN = 1, TABLES = 2, FORCE = 4, ADDR_BITS = 12 };

// clang-format off
static const struct word has[] = {
    { "forces", "leaves can force a snoop", "nobody", GATE_FORCES },
    { "ats", "translated requests are taken", "nobody", GATE_ATS },
};

static const struct unit_example examples[] = {
    { "forced", GATE_FORCES, UNIT_SECOND, true, false },
    { NULL },
};

static const struct rule rules[] = {
    { "gate.asked", "nobody", "the gate was asked" },
};
// clang-format on

static bool
can_force(uint32_t caps)
{
    return caps & GATE_FORCES;
}

static bool
forced_by_leaf(const struct unit_config *c)
{
    return c->force;
}

static void
entry(const struct unit_config *c, uint64_t *word)
{
    for (unsigned i = 0; i < UNIT_ENTRY_WORDS; i++)
        word[i] = 0;
    if (c->mode == UNIT_PASS)
        word[0] = OPEN;
    else if (c->mode == UNIT_SECOND)
        word[0] = OPEN | TABLES | c->second;
}

static uint64_t
leaf(const struct unit_config *c, uint64_t pa, uint32_t flags)
{
    (void) c;
    return pa | OPEN | (flags & LEAF_FORCE ? FORCE : 0);
}

static uint64_t
next(const struct unit_config *c, uint64_t pa, unsigned level)
{
    (void) c;
    (void) level;
    return pa | OPEN;
}

static uint64_t
offset(uint64_t address, unsigned level)
{
    return (address >> (ADDR_BITS + 9 * (level - 1)) & 511) * 8;
}

static struct unit_answer
translate(const struct unit_space *s, const struct unit_request *r,
          struct trail *why)
{
    struct unit_answer a = {.pa = r->address,
                            .snooped = !r->no_snoop,
                            .writable = true,
                            .entry_snooped = true,
                            .walk_snooped = true};
    uint64_t word = s->word(s->at, s->entry, true);

    decide(why, &rules[0], OUTCOME_SNOOPED);
    for (unsigned level = UNIT_LEVELS; word & TABLES && level; level--) {
        uint64_t table = word & ~((UINT64_C(1) << ADDR_BITS) - 1);

        word = s->word(s->at, table + offset(r->address, level), true);
        if (word & OPEN && level > 1)
            word |= TABLES;
    }
    a.snooped |= (word & FORCE) != 0;
    a.fault = word & OPEN ? UNIT_OK : UNIT_FAULT_TABLE;
    return a;
}

static const char *
type_name(uint8_t type)
{
    (void) type;
    return "-";
}

const struct iommu_unit iommu_gate = {
    .name = "gate",
    .title = "a gate",
    .cpu = "x86",
    .has = has,
    .nhas = sizeof has / sizeof *has,
    .example = examples,
    .rule = rules,
    .nrule = 1,
    .can_force = can_force,
    .forced_by_leaf = forced_by_leaf,
    .entry = entry,
    .leaf = leaf,
    .next = next,
    .offset = offset,
    .translate = translate,
    .type_name = type_name,
    .gave_name = unit_outcome_name,
};
