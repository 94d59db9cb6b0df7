/* Attributes from each encoding, by a second model: the manual's closed forms
 * where the code has tables. */

#include "tests/models/smmuv3.h"

/* Figure 13.1 as ranks: Device by its two bits, then Normal by each level. */
struct second {
    unsigned rank;         /* 0 to 3: Device, 4: Normal                       */
    unsigned inner, outer; /* 1 NC, 2 WT, 3 WB                                */
    bool open;             /* shareable: SH 0b10 and 0b11                     */
};

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Bit 2 of a half is Write-Back, unless it is alone. */
static unsigned
half(unsigned bits)
{
    return bits == 4 ? 1 : bits & 4 ? 3 : 2;
}

static struct second
of_mair(unsigned byte)
{
    if (!(byte >> 4))
        return (struct second){.rank = byte >> 2};
    return (struct second){4, half(byte & 15), half(byte >> 4), false};
}

static struct second
of_memattr(unsigned m)
{
    if (!(m >> 2))
        return (struct second){.rank = m};
    if (!(m & 3))
        return (struct second){.rank = 0};
    return (struct second){4, m & 3, m >> 2, false};
}

static struct second
both(struct second a, struct second b)
{
    if (a.rank < 4 || b.rank < 4)
        return (struct second){.rank = least(a.rank, b.rank)};
    a.inner = least(a.inner, b.inner);
    a.outer = least(a.outer, b.outer);
    return a;
}

/* Bits 4:2 of the descriptor. */
static struct second
with_fwb(struct second a, unsigned m)
{
    if (m < 4 || m == 4)
        return both(a, (struct second){.rank = m & 3});
    if (m == 7 || (m == 5 && a.rank < 4))
        return a;
    a.rank = 4;
    a.inner = a.outer = m == 5 ? 1 : 3;
    return a;
}

static const char *
name_of(struct second a, char name[32])
{
    static const char *const device[] = {"nGnRnE", "nGnRE", "nGRE", "GRE"};
    static const char *const cache[] = {"-", "NC", "WT", "WB"};

    if (a.rank < 4)
        snprintf(name, 32, "Device-%s", device[a.rank]);
    else if (a.inner == a.outer)
        snprintf(name, 32, "%s", cache[a.inner]);
    else
        snprintf(name, 32, "i%s-o%s", cache[a.inner], cache[a.outer]);
    return name;
}

static struct second
expected(const struct stream *s)
{
    struct second a = {4, 3, 3, true};

    if (s->stages & FIRST) {
        a = of_mair(s->mair);
        a.open = s->s1_sh & 2;
    }
    if (s->stages & SECOND) {
        bool open = a.open || s->s2_sh & 2;
        bool alone = a.rank < 4 || (a.inner == 1 && a.outer == 1);

        a = s->fwb ? with_fwb(a, s->memattr & 7)
                   : both(a, of_memattr(s->memattr));
        a.open = open || alone; /* what stage 1 does not cache is OSH */
    }
    return a;
}

static void
compare(const struct stream *s)
{
    char got[32], want[32];

    for (unsigned i = 0; i < 8; i++) {
        uint32_t has =
            SMMU_S2FWB | (i & 1 ? SMMU_NSSYS : 0) | (i & 2 ? SMMU_CANWBS : 0);
        struct unit_answer a = ask(s, has, i & 4, false, NULL);
        struct second w = expected(s);
        bool cacheable = w.rank == 4 && (w.inner > 1 || w.outer > 1);

        if (i & 4 && i & 1 && cacheable)
            w.inner = w.outer = 1;
        cr_assert_eq(a.fault, UNIT_OK);
        cr_assert_str_eq(type_of(&a, got), name_of(w, want),
                         "stages %u, MAIR %#x, MemAttr %#x, FWB %u, %u: %s, "
                         "not %s",
                         s->stages, s->mair, s->memattr, s->fwb, i, got, want);
        cr_assert_eq(
            a.snooped,
            (i & 2) || (w.rank == 4 && w.inner == 3 && w.outer == 3 && w.open),
            "stages %u, MAIR %#x, MemAttr %#x, FWB %u, SH %u %u, %u", s->stages,
            s->mair, s->memattr, s->fwb, s->s1_sh, s->s2_sh, i);
    }
}

Test(smmuv3_attributes, stage_1_every_byte)
{
    for (unsigned i = 0; i < 256 * 4; i++) {
        struct stream s = {
            .stages = FIRST, .mair = (uint8_t) (i / 4), .s1_sh = i % 4};

        lay(&s);
        compare(&s);
    }
}

Test(smmuv3_attributes, stage_2_every_memattr)
{
    for (unsigned i = 0; i < 16 * 4 * 2; i++) {
        struct stream s = {.stages = SECOND,
                           .memattr = i / 8,
                           .s2_sh = i / 2 % 4,
                           .fwb = i % 2};

        lay(&s);
        compare(&s);
    }
}

Test(smmuv3_attributes, both_stages)
{
    for (unsigned i = 0; i < 256 * 16 * 2; i++) {
        struct stream s = {
            .stages = NESTED,
            .mair = (uint8_t) (i / 32),
            .s1_sh = 3,
            .memattr = i / 2 % 16,
            .s2_sh = 3,
            .fwb = i % 2,
        };

        lay(&s);
        compare(&s);
    }
}

Test(smmuv3_attributes, shareability_of_both_stages)
{
    static const char *const page[4][4] = {
  /* stage 2:  00        01        10        11 */
        {"WB NSH", "WB NSH", "WB OSH", "WB ISH"},
        {"WB NSH", "WB NSH", "WB OSH", "WB ISH"},
        {"WB OSH", "WB OSH", "WB OSH", "WB OSH"},
        {"WB ISH", "WB ISH", "WB OSH", "WB ISH"},
    };

    for (unsigned i = 0; i < 16 * 2; i++) {
        struct stream s = {
            .stages = NESTED,
            .mair = 0xff,
            .s1_sh = i / 8,
            .memattr = i % 2 ? 0x6 : 0xf,
            .s2_sh = i / 2 % 4,
            .fwb = i % 2,
        };
        struct unit_answer a;

        lay(&s);
        compare(&s);
        a = ask(&s, SMMU_S2FWB, false, false, NULL);
        cr_expect_str_eq(iommu_smmuv3.type_name(a.type), page[s.s1_sh][s.s2_sh],
                         "SH %u and %u", s.s1_sh, s.s2_sh);
    }
}

/* What is not cacheable is Outer Shareable, so that Write-Back forced over it
 * is too. */
Test(smmuv3_attributes, uncached_is_outer_shareable)
{
    struct stream s = {
        .stages = NESTED, .mair = 0x44, .memattr = 0x6, .fwb = true};
    struct unit_answer a;

    lay(&s);
    a = ask(&s, SMMU_S2FWB, false, false, NULL);
    cr_expect_str_eq(iommu_smmuv3.type_name(a.type), "WB OSH");
    cr_expect(a.snooped);
}

/* ---- overrides of the entry ---- */

enum { OVR = SMMU_ATTR_TYPES_OVR | SMMU_PCIE_OVR };

static const char *const share_name[4] = {"NSH", "ISH", "OSH", "ISH"};

/* MTCFG is bit 100, MemAttr 99:96, ALLOCCFG 104:101, SHCFG 109:108. */
static uint64_t
override(unsigned mtcfg, unsigned memattr, unsigned alloc, unsigned shcfg)
{
    return (uint64_t) memattr << 32 | (uint64_t) mtcfg << 36 |
           (uint64_t) alloc << 37 | (uint64_t) shcfg << 44;
}

Test(smmuv3_attributes, overrides_of_what_comes_in)
{
    for (unsigned i = 0; i < 2 * 16 * 4; i++) {
        unsigned mtcfg = i / 64, memattr = i / 4 % 16, shcfg = i % 4;
        struct stream s = {.stages = OFF,
                           .overrides = override(mtcfg, memattr, 0, shcfg)};
        struct second w = {4, 3, 3, false};
        struct unit_answer a;
        char want[64], type[32];

        lay(&s);
        if (mtcfg)
            w = of_memattr(memattr);
        name_of(w, type);
        if (w.rank == 4 && (w.inner > 1 || w.outer > 1))
            snprintf(want, sizeof want, "%s %s", type, share_name[shcfg]);
        else
            snprintf(want, sizeof want, "%s", type);
        a = ask(&s, OVR, false, false, NULL);
        cr_expect_str_eq(iommu_smmuv3.type_name(a.type), want, "%u %#x %u",
                         mtcfg, memattr, shcfg);
        cr_expect_eq(a.snooped, !strcmp(type, "WB") && shcfg != 0);

        /* RES0, or not of PCIe streams */
        for (unsigned has = 0; has < 2; has++) {
            a = ask(&s, has ? SMMU_ATTR_TYPES_OVR : 0, false, false, NULL);
            cr_expect_str_eq(iommu_smmuv3.type_name(a.type), "WB ISH");
            cr_expect(a.snooped);
        }
    }
}

/* Stage 2 alone combines with what was overridden, stage 1 replaces it. */
Test(smmuv3_attributes, overrides_and_stages)
{
    struct stream s = {.stages = SECOND,
                       .mair = 0xff,
                       .s1_sh = 3,
                       .memattr = 0xf,
                       .s2_sh = 3,
                       .overrides = override(1, 0x5, 0, 1)};
    struct unit_answer a;

    lay(&s);
    a = ask(&s, OVR, false, false, NULL);
    cr_expect_str_eq(iommu_smmuv3.type_name(a.type), "NC");
    s.stages = FIRST;
    lay(&s);
    a = ask(&s, OVR, false, false, NULL);
    cr_expect_str_eq(iommu_smmuv3.type_name(a.type), "WB ISH");
    s.stages = NESTED;
    lay(&s);
    a = ask(&s, OVR, false, false, NULL);
    cr_expect_str_eq(iommu_smmuv3.type_name(a.type), "WB ISH");
}

/* Allocation hints change nothing. */
Test(smmuv3_attributes, allocation_is_a_hint)
{
    for (unsigned alloc = 0; alloc < 16; alloc++)
        for (unsigned memattr = 0; memattr < 16; memattr++) {
            struct stream s = {.stages = OFF,
                               .overrides = override(1, memattr, 0, 3)};
            struct unit_answer a, b;

            lay(&s);
            a = ask(&s, OVR, false, false, NULL);
            s.overrides = override(1, memattr, alloc, 3);
            lay(&s);
            b = ask(&s, OVR, false, false, NULL);
            cr_expect_eq(a.type, b.type);
            cr_expect_eq(a.snooped, b.snooped);
        }
}

/* ---- why ---- */

static void
expect_trail(const struct stream *s, uint32_t has, bool no_snoop,
             const char *want)
{
    struct trail why = {0};
    char got[512] = "";

    lay(s);
    ask(s, has, no_snoop, false, &why);
    for (uint32_t i = 0; i < why.n; i++) {
        strcat(got, i ? "; " : "");
        strcat(got, why.step[i].rule->id + strlen("smmuv3."));
        strcat(got, " ");
        strcat(got, iommu_smmuv3.gave_name(why.step[i].gave));
    }
    cr_expect_str_eq(got, want, "%s", got);
}

Test(smmuv3_attributes, trails)
{
    const struct stream nc = {.stages = NESTED,
                              .mair = 0x44,
                              .s1_sh = 2,
                              .memattr = 0x6,
                              .s2_sh = 3,
                              .fwb = true};

    expect_trail(&plain[OFF], 0, true,
                 "bypass same address; in.pcie WB ISH; no-snoop.unsupported WB "
                 "ISH; coherent WB ISH");
    expect_trail(&nc, SMMU_S2FWB | SMMU_NSSYS, true,
                 "in.pcie WB ISH; s1.mair NC; fwb.write-back WB OSH; no-snoop "
                 "NC; not-coherent NC");
    expect_trail(&nc, SMMU_S2FWB | SMMU_NSSYS | SMMU_CANWBS, true,
                 "in.pcie WB ISH; s1.mair NC; fwb.write-back WB OSH; no-snoop "
                 "NC; canwbs NC");
}
