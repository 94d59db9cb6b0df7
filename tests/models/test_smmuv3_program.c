/* What Linux 6.16 writes, word for word, and that the unit takes it so. */

#include "tests/models/smmuv3.h"

enum { EVERYTHING = 0x7f, TABLE = 0x15000 };

static struct unit_config
config(unsigned mode, uint32_t has)
{
    return (struct unit_config){
        .has = has,
        .mode = (uint8_t) mode,
        .domain = 0x1234,
        .second = 0x11000,
        .first = 0x3000,
        .context = 0x2000,
    };
}

static void
expect_words(const uint64_t got[8], const uint64_t want[8], const char *what)
{
    for (unsigned i = 0; i < 8; i++)
        cr_expect_eq(got[i], want[i], "%s, word %u: %#llx, not %#llx", what, i,
                     (unsigned long long) got[i], (unsigned long long) want[i]);
}

static void
expect_entry(const struct unit_config *c, const uint64_t want[8],
             const char *what)
{
    uint64_t got[UNIT_ENTRY_WORDS];

    memset(got, 0xee, sizeof got);
    iommu_smmuv3.entry(c, got);
    expect_words(got, want, what);
}

/* Word 2: S2R, S2PTW, S2AA64, S2PS 5, S2TG 0, SH, OR, IR, S2SL0 2, S2T0SZ 16,
 * S2VMID. */
#define VTCR_CACHED   UINT64_C(0x044d3590)
#define VTCR_UNCACHED UINT64_C(0x044d2090)

Test(smmuv3_program, entries)
{
    struct unit_config c = config(UNIT_BLOCKED, EVERYTHING);

    expect_entry(&c, (uint64_t[8]){0x1}, "blocked");

    c = config(UNIT_PASS, 0);
    expect_entry(&c, (uint64_t[8]){0x9}, "bypass");
    c.has = EVERYTHING;
    expect_entry(&c, (uint64_t[8]){0x9, 0x100000000000}, "bypass, SHCFG");

    c = config(UNIT_FIRST, SMMU_COHACC);
    expect_entry(&c, (uint64_t[8]){0x200b, 0xd6}, "stage 1");
    c.has = EVERYTHING;
    expect_entry(&c, (uint64_t[8]){0x200b, 0x100000d6}, "stage 1, EATS");

    c = config(UNIT_SECOND, 0);
    expect_entry(&c,
                 (uint64_t[8]){0xd, 0, VTCR_UNCACHED << 32 | 0x1234, 0x11000},
                 "stage 2");
    c.has = SMMU_COHACC | SMMU_S2FWB;
    expect_entry(&c, (uint64_t[8]){0xd, 0, VTCR_CACHED << 32 | 0x1234, 0x11000},
                 "stage 2, coherent walks; no nest parent, no S2FWB");
    c.nest_parent = true;
    expect_entry(
        &c, (uint64_t[8]){0xd, 0x2000000, VTCR_CACHED << 32 | 0x1234, 0x11000},
        "nest parent");
    c.has = EVERYTHING & ~SMMU_S2FWB;
    expect_entry(
        &c,
        (uint64_t[8]){0xd, 0x100010000000, VTCR_CACHED << 32 | 0x1234, 0x11000},
        "nest parent without IDR3.FWB");

    c = config(UNIT_NESTED, EVERYTHING);
    c.nest_parent = true;
    expect_entry(&c,
                 (uint64_t[8]){0x200f, 0x1000120800d6,
                               VTCR_CACHED << 32 | 0x1234, 0x11000},
                 "nested");
}

/* Enforcing is the root complex's; no word depends on it. */
Test(smmuv3_program, force_is_in_no_word)
{
    for (unsigned mode = 0; mode < UNIT_MODES; mode++) {
        struct unit_config c = config(mode, EVERYTHING);
        uint64_t with[8], without[8];

        iommu_smmuv3.entry(&c, without);
        c.force = true;
        iommu_smmuv3.entry(&c, with);
        expect_words(with, without, "force");
        cr_expect(!iommu_smmuv3.forced_by_leaf(&c));
        cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_FORCE),
                     iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ));
    }
    for (uint32_t has = 0; has < 128; has++)
        cr_expect_eq(iommu_smmuv3.can_force(has), !!(has & SMMU_CANWBS));
}

Test(smmuv3_program, context_descriptor)
{
    struct unit_config c = config(UNIT_FIRST, SMMU_COHACC);
    uint64_t got[8];

    memset(got, 0xee, sizeof got);
    iommu_smmuv3.context(&c, got);
    expect_words(got, (uint64_t[8]){0x1234e205c0003510, 0x3000, 0, 0xf404ff44},
                 "coherent walks");
    c.has = 0;
    iommu_smmuv3.context(&c, got);
    expect_words(got, (uint64_t[8]){0x1234e205c0002010, 0x3000, 0, 0xf404ff44},
                 "walks that are not");
}

Test(smmuv3_program, leaves_of_stage_2)
{
    struct unit_config c = config(UNIT_SECOND, EVERYTHING);

    /* AF, SH, S2AP, MemAttr, page */
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE),
                 0x57ffu);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ), 0x577fu);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_WRITE), 0x57bfu);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, 0), 0u);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_FORCE), 0u);
    cr_expect_eq(
        iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE | LEAF_MMIO),
        0x56c7u);
    c.nest_parent = true;
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE),
                 0x57dbu);
    cr_expect_eq(
        iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE | LEAF_MMIO),
        0x56c7u);
    c.has &= ~(uint32_t) SMMU_S2FWB;
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE),
                 0x57ffu);
    c.mode = UNIT_NESTED;
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE),
                 0x57ffu);
    cr_expect_eq(iommu_smmuv3.next(&c, 0x5000, 2), 0x5003u);
}

Test(smmuv3_program, leaves_of_stage_1)
{
    struct unit_config c = config(UNIT_FIRST, EVERYTHING);

    /* nG, AF, SH, AP, AttrIndx, page */
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_WRITE),
                 0x5f47u);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_WRITE), 0x5f47u);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ), 0x5fc7u);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_READ | LEAF_MMIO), 0x5ecbu);
    cr_expect_eq(iommu_smmuv3.leaf(&c, 0x5000, LEAF_MMIO), 0u);

    c.mode = UNIT_NESTED;
    c.guest_type = UNIT_GUEST_WB;
    cr_expect_eq(iommu_smmuv3.guest_leaf(&c, 0x5000), 0x5f47u);
    c.guest_type = UNIT_GUEST_NC;
    cr_expect_eq(iommu_smmuv3.guest_leaf(&c, 0x5000), 0x5e43u);
    c.guest_type = UNIT_GUEST_DEVICE;
    cr_expect_eq(iommu_smmuv3.guest_leaf(&c, 0x5000), 0x5e4bu);
    cr_expect_eq(iommu_smmuv3.guest_next(&c, 0x5000, 4), 0x5003u);
}

Test(smmuv3_program, offsets)
{
    cr_expect_eq(iommu_smmuv3.offset(VA, 4), 254u * 8);
    cr_expect_eq(iommu_smmuv3.offset(VA, 3), 0u * 8);
    cr_expect_eq(iommu_smmuv3.offset(VA, 2), 145u * 8);
    cr_expect_eq(iommu_smmuv3.offset(VA, 1), 325u * 8);
}

/* ---- what is written is what is read ---- */

static void
lay_table(uint64_t root, uint64_t address, const struct unit_config *c,
          uint64_t leaf)
{
    for (unsigned level = UNIT_LEVELS; level > 1; level--) {
        uint64_t table = root + (UNIT_LEVELS - level) * PAGE;

        put(table + iommu_smmuv3.offset(address, level),
            iommu_smmuv3.next(
                c,
                table - (c->mode == UNIT_NESTED && root >= MOVED ? MOVED : 0) +
                    PAGE,
                level));
    }
    put(root + 3 * PAGE + iommu_smmuv3.offset(address, 1), leaf);
}

/* As the kernel and a guest program: each mode, capability and guest type. */
static const char *
final_type(const struct unit_config *c)
{
    static const char *const guest[] = {"WB", "NC", "Device-nGnRE"};
    bool fwb = c->has & SMMU_S2FWB && c->nest_parent;

    return c->mode == UNIT_NESTED && !fwb ? guest[c->guest_type] : "WB";
}

static void
program(const struct unit_config *c)
{
    uint64_t base = c->mode == UNIT_NESTED ? MOVED : 0, word[8];
    uint32_t rw = LEAF_READ | LEAF_WRITE;

    memset(memory, 0, sizeof memory);
    iommu_smmuv3.entry(c, word);
    memcpy(&memory[STE / 8], word, sizeof word);
    iommu_smmuv3.context(c, word);
    memcpy(&memory[(base + CD) / 8], word, sizeof word);
    for (uint64_t n = 0; n < 16; n++)
        lay_table(S2_L0, n * PAGE, c,
                  iommu_smmuv3.leaf(c, MOVED + n * PAGE, rw));
    lay_table(base + S1_L0, VA, c,
              c->mode == UNIT_NESTED ? iommu_smmuv3.guest_leaf(c, DATA)
                                     : iommu_smmuv3.leaf(c, DATA, rw));
}

Test(smmuv3_program, round_trip)
{
    static const unsigned stages[UNIT_MODES] = {
        [UNIT_PASS] = OFF,
        [UNIT_SECOND] = SECOND,
        [UNIT_FIRST] = FIRST,
        [UNIT_NESTED] = NESTED,
    };

    for (unsigned i = 0; i < UNIT_MODES * 128 * 3 * 2; i++) {
        struct unit_config c = config(i / 768, i / 6 % 128);
        struct stream s = {.stages = stages[c.mode]};
        struct unit_answer a;
        char name[32];

        c.guest_type = i / 2 % 3;
        c.nest_parent = i % 2;
        program(&c);
        a = ask(&s, c.has, false, true, NULL);
        if (c.mode == UNIT_BLOCKED) {
            cr_expect_eq(a.fault, UNIT_FAULT_ENTRY);
            continue;
        }
        cr_assert_eq(a.fault, UNIT_OK, "mode %u", c.mode);
        cr_expect_eq(a.pa, DATA + 0x678u + (s.stages & SECOND ? MOVED : 0));
        cr_expect_str_eq(type_of(&a, name), final_type(&c));
        cr_expect(a.writable);
        cr_expect_eq(a.walk_snooped, !!(c.has & SMMU_COHACC));
    }
}

/* ---- capabilities ---- */

Test(smmuv3_program, capabilities)
{
    static const char *const name[] = {"s2fwb", "cohacc",         "canwbs",
                                       "nssys", "attr-types-ovr", "pcie-ovr",
                                       "ats"};

    for (unsigned i = 0; i < 7; i++) {
        cr_expect_str_eq(iommu_smmuv3.has[i].name, name[i]);
        cr_expect_eq(iommu_smmuv3.has[i].code, 1u << i);
    }
    cr_expect_eq(iommu_smmuv3.nhas, 7);
    for (uint32_t has = 0; has < 128; has++)
        cr_expect_eq(!!iommu_smmuv3.check(has), (has & 0x30) == 0x20);
}

Test(smmuv3_program, rules_are_complete)
{
    for (uint32_t i = 0; i < iommu_smmuv3.nrule; i++) {
        const struct rule *r = &iommu_smmuv3.rule[i];

        cr_assert_not_null(r->id);
        cr_expect(!strncmp(r->id, "smmuv3.", 7), "%s", r->id);
        cr_expect(*r->cite && *r->says, "%s", r->id);
        for (uint32_t j = 0; j < i; j++)
            cr_expect_str_neq(r->id, iommu_smmuv3.rule[j].id);
    }
}
