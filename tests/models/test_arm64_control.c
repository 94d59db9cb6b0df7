/* What the control bits do to combining, and what no verdict hangs on. */

#include <criterion/criterion.h>

#include "models/arm64_s2fwb/combine.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

enum { FEATURES = FEATURE_XS | FEATURE_MTE2 };

static struct arm64_stages
stages(bool fwb, uint8_t byte, unsigned sh, unsigned memattr, unsigned s2_sh)
{
    struct arm64_stages s = {
        .control = {.m = true,
                    .c = true,
                    .i = true,
                    .vm = true,
                    .fwb = fwb,
                    .features = FEATURES},
        .s1 = arm64_mair(byte, FEATURES),
        .memattr = (uint8_t) memattr,
        .s2_share = arm64_share(s2_sh),
    };

    s.s1.share = arm64_share(sh);
    return s;
}

static struct arm64_attr
of(bool fwb, uint8_t byte, unsigned sh, unsigned memattr, unsigned s2_sh)
{
    struct arm64_stages s = stages(fwb, byte, sh, memattr, s2_sh);

    return arm64_combine(&s, NULL);
}

static const char *
name(struct arm64_attr a)
{
    return arm64_code_name(arm64_code(&a));
}

/* ---- control bits ---- */

static struct arm64_stages
guest(void)
{
    return stages(false, 0xff, 3, 15, 3);
}

static const char *
result(const struct arm64_stages *s)
{
    return name(arm64_combine(s, NULL));
}

Test(arm64_control, mmu_off)
{
    struct arm64_stages s = guest();

    s.control.m = false;
    cr_expect_str_eq(result(&s), "Device-nGnRnE OSH");
    s.control.fwb = true;
    s.memattr = 6;
    cr_expect_str_eq(result(&s), "Normal-WB OSH", "forced over Device");
    s.control.fwb = false;
    s.memattr = 15;
    s.purpose = FOR_FETCH;
    cr_expect_str_eq(result(&s), "Normal-WT OSH");
    s.control.i = false;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
}

Test(arm64_control, caches_off)
{
    struct arm64_stages s = guest();

    s.control.c = false;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.purpose = FOR_STAGE1_WALK;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.purpose = FOR_FETCH;
    cr_expect_str_eq(result(&s), "Normal-WB ISH", "C is about data");
    s.control.i = false;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.control.c = true;
    s.purpose = FOR_DATA;
    cr_expect_str_eq(result(&s), "Normal-WB ISH", "I is about fetches");
    s.control.c = false;
    s.s1.type = TYPE_DEVICE_GRE;
    cr_expect_str_eq(result(&s), "Device-GRE OSH");
}

Test(arm64_control, default_cacheable)
{
    struct arm64_stages s = guest();

    s.control.m = s.control.c = s.control.i = false;
    s.control.dc = true;
    cr_expect_str_eq(result(&s), "Normal-WB ISH");
    s.s2_share = SH_NSH;
    cr_expect_str_eq(result(&s), "Normal-WB NSH");
    s.control.m = true;
    s.s1 = arm64_mair(0x04, FEATURES);
    s.control.vm = false;
    s.memattr = 1;
    cr_expect_str_eq(result(&s), "Device-nGnRE OSH", "DC acts as VM");
    s.memattr = 5;
    cr_expect_str_eq(result(&s), "Normal-NC OSH", "and turns stage 1 off");
}

Test(arm64_control, stage_2_off)
{
    struct arm64_stages s = guest();

    s.control.vm = false;
    s.control.cd = true;
    s.memattr = 0;
    cr_expect_str_eq(result(&s), "Normal-WB ISH");
    s.s1 = arm64_mair(0x44, FEATURES);
    s.s1.share = SH_NSH;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
}

Test(arm64_control, stage_2_caches_off)
{
    struct arm64_stages s = guest();

    s.control.cd = true;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.memattr = 2;
    cr_expect_str_eq(result(&s), "Device-nGRE OSH");
    s.memattr = 15;
    s.purpose = FOR_FETCH;
    cr_expect_str_eq(result(&s), "Normal-WB ISH", "CD is about data");
    s.control.id = true;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.memattr = 1;
    cr_expect_str_eq(result(&s), "Normal-NC OSH", "ID over Device");
}

Test(arm64_control, cd_beats_forced_write_back)
{
    struct arm64_stages s = stages(true, 0xff, 3, 6, 3);

    s.control.cd = true;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.s1 = arm64_mair(0x00, FEATURES);
    cr_expect_str_eq(result(&s), "Normal-NC OSH", "even over Device");
}

Test(arm64_control, fetches_from_device_memory)
{
    struct arm64_stages s = guest();

    s.purpose = FOR_FETCH;
    s.memattr = 1;
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
    s.memattr = 15;
    s.s1 = arm64_mair(0x04, FEATURES);
    cr_expect_str_eq(result(&s), "Normal-NC OSH");
}

Test(arm64_control, walks_to_device_pages)
{
    for (unsigned fwb = 0; fwb < 2; fwb++) {
        struct arm64_stages s = stages(fwb, 0xff, 3, 1, 3);
        struct trail why = {0};

        s.purpose = FOR_STAGE1_WALK;
        cr_expect_str_eq(result(&s), "Normal-NC OSH");
        s.device_walk_faults = true;
        cr_expect_eq(arm64_combine(&s, &why).type, TYPE_NONE);
        cr_expect_str_eq(why.step[why.n - 1].rule->id, "arm64.s2.walk-faults");
    }
}

/* ---- what decides no verdict ---- */

Test(arm64_extras, xs_is_0_for_write_back_and_with_fnxs)
{
    struct arm64_stages s = stages(false, 0xbb, 3, 15, 3);

    cr_expect(arm64_combine(&s, NULL).xs);
    s.fnxs = true;
    cr_expect(!arm64_combine(&s, NULL).xs);
    s.control.features = 0;
    cr_expect(arm64_combine(&s, NULL).xs, "no FEAT_XS, no FnXS");
    s = stages(true, 0xbb, 3, 6, 3);
    cr_expect(!arm64_combine(&s, NULL).xs);
    s = stages(false, 0x40, 3, 15, 3);
    cr_expect(!arm64_combine(&s, NULL).xs);
    s = stages(false, 0xff, 3, 15, 3);
    s.control.c = false;
    cr_expect(!arm64_combine(&s, NULL).xs, "C leaves XS alone");
}

Test(arm64_extras, tags_last_as_long_as_write_back)
{
    for (unsigned fwb = 0; fwb < 2; fwb++)
        for (unsigned m = 0; m < 16; m++)
            cr_expect_eq(of(fwb, 0xf0, 3, m, 3).tagged,
                         fwb ? (m & 7) >= 6 : m == 15, "FWB=%u, MemAttr %u",
                         fwb, m);
    cr_expect(!of(true, 0xff, 3, 6, 3).tagged);
}

Test(arm64_extras, hints_are_stage_1s_or_read_and_write_allocate)
{
    struct arm64_attr a = of(true, 0x4d, 3, 6, 3);

    cr_expect_eq(a.inner_hint, HINT_WRITE_ALLOCATE);
    cr_expect_eq(a.outer_hint, HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE);
    a = of(false, 0x66, 3, 15, 3);
    cr_expect_eq(a.inner_hint, HINT_READ_ALLOCATE | HINT_TRANSIENT);
    a = of(false, 0x66, 3, 13, 3);
    cr_expect(a.inner_hint == 0 && a.outer_hint != 0);
}

Test(arm64_extras, a_mismatch_is_not_about_hints_or_tags)
{
    struct arm64_attr a = of(false, 0xff, 3, 15, 3);
    struct arm64_attr b = of(false, 0xcc, 3, 15, 3);

    cr_expect(!arm64_mismatch(&a, &b));
    b = of(false, 0xf0, 3, 15, 3);
    cr_expect(b.tagged && !arm64_mismatch(&a, &b));
    b = of(false, 0xff, 3, 15, 2);
    cr_expect(arm64_mismatch(&a, &b), "shareability");
    b = of(false, 0xfb, 3, 15, 3);
    cr_expect(arm64_mismatch(&a, &b), "inner cacheability");
    a = of(false, 0x44, 3, 15, 3);
    b = of(false, 0x40, 3, 15, 3);
    cr_expect(arm64_mismatch(&a, &b), "XS");
}

Test(arm64_extras, reserved_encodings_are_named)
{
    static const struct {
        bool fwb;
        uint8_t byte, sh, memattr, s2_sh;
        const char *rule;
    } row[] = {
        {false, 0x02, 3, 15, 3, "arm64.s1.reserved"   },
        {false, 0xff, 3, 4,  3, "arm64.s2.reserved"   },
        {true,  0xff, 3, 4,  3, "arm64.fwb.reserved"  },
        {true,  0xff, 3, 12, 3, "arm64.fwb.reserved"  },
        {false, 0xff, 1, 15, 3, "arm64.share.reserved"},
        {false, 0xff, 3, 15, 1, "arm64.share.reserved"},
    };

    for (unsigned i = 0; i < COUNT(row); i++) {
        struct arm64_stages s = stages(row[i].fwb, row[i].byte, row[i].sh,
                                       row[i].memattr, row[i].s2_sh);
        struct trail why = {0};

        cr_expect_eq(arm64_combine(&s, &why).type, TYPE_NONE, "row %u", i);
        cr_expect_str_eq(why.step[why.n - 1].rule->id, row[i].rule);
    }
    cr_expect_str_eq(name(of(false, 0x44, 1, 15, 1)), "Normal-NC OSH",
                     "SH is not asked where memory is not cacheable");
}
