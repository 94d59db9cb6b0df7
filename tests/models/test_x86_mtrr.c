/* MTRR look-up: the hardware's rules, and KVM's own up to 6.10. */

#include <criterion/criterion.h>

#include "models/x86_pat_ept/kvm_mtrr.h"
#include "models/x86_pat_ept/rules.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

enum { WIDTH = 36 };

#define MB UINT64_C(0x100000)
#define GB UINT64_C(0x40000000)

struct range {
    uint64_t base, size;
    uint8_t type;
};

/* MTRRs with these ranges, in this order, and this default type. */
static struct x86_mtrr
mtrrs(uint8_t def, const struct range *range, unsigned count)
{
    struct x86_mtrr m = {
        .def_type = x86_mtrr_def_make(def, true, false),
        .maxphyaddr = WIDTH,
    };

    for (unsigned i = 0; i < count && range[i].type; i++) {
        m.base[i] = x86_physbase_make(range[i].base, range[i].type);
        m.mask[i] = x86_physmask_make(range[i].size, WIDTH);
    }
    return m;
}

// clang-format off
/* Overlaps at 1 GB + 16 MB: what the SDM says (none: undefined), and what KVM
 * makes of them. */
static const struct {
    struct range range[3];
    uint8_t hardware, kvm;
    const char *hardware_rule, *kvm_rule;
} overlap[] = {
    {{{0, 2 * GB, MT_WT}}, MT_WT, MT_WT,
     "x86.mtrr.one", "kvm.mtrr.variable"},
    {{{2 * GB, 2 * GB, MT_WT}}, MT_WP, MT_WP,
     "x86.mtrr.default", "kvm.mtrr.default"},
    {{{0, 2 * GB, MT_WB}, {GB, GB, MT_WB}}, MT_WB, MT_WB,
     "x86.mtrr.same", "kvm.mtrr.variable"},
    {{{0, 2 * GB, MT_WT}, {GB, GB, MT_WB}}, MT_WT, MT_WT,
     "x86.mtrr.wt-over-wb", "kvm.mtrr.wt-over-wb"},
    {{{0, 2 * GB, MT_WB}, {GB, GB, MT_WT}}, MT_WT, MT_WT,
     "x86.mtrr.wt-over-wb", "kvm.mtrr.wt-over-wb"},

    /* UC below, met last by KVM: both say UC */
    {{{0, 2 * GB, MT_UC}, {GB, GB, MT_WB}}, MT_UC, MT_UC,
     "x86.mtrr.uc-wins", "kvm.mtrr.uc-later"},
    /* a UC hole in a WB range, met first: KVM says WB */
    {{{0, 2 * GB, MT_WB}, {GB, GB, MT_UC}}, MT_UC, MT_WB,
     "x86.mtrr.uc-wins", "kvm.mtrr.uc-first-lost"},
    {{{0, 2 * GB, MT_WT}, {GB, GB, MT_UC}}, MT_UC, MT_WB,
     "x86.mtrr.uc-wins", "kvm.mtrr.uc-first-lost"},
    /* equal bases: the raw registers differ in the type, WB (6) before UC */
    {{{GB, GB, MT_UC}, {GB, 512 * MB, MT_WB}}, MT_UC, MT_UC,
     "x86.mtrr.uc-wins", "kvm.mtrr.uc-later"},

    /* undefined mixes: KVM chooses WB */
    {{{0, 2 * GB, MT_WC}, {GB, GB, MT_WB}}, MT_NONE, MT_WB,
     "x86.mtrr.undefined", "kvm.mtrr.mixed"},
    {{{0, 2 * GB, MT_WP}, {GB, GB, MT_WT}}, MT_NONE, MT_WB,
     "x86.mtrr.undefined", "kvm.mtrr.mixed"},

    /* three: WC and WB meet first, so KVM never sees the UC below */
    {{{0, 2 * GB, MT_UC}, {GB, GB, MT_WB}, {GB + 16 * MB, 16 * MB, MT_WC}},
     MT_UC, MT_WB, "x86.mtrr.uc-wins", "kvm.mtrr.mixed"},
    {{{0, 2 * GB, MT_UC}, {GB, GB, MT_WB}, {GB + 16 * MB, 16 * MB, MT_WT}},
     MT_UC, MT_UC, "x86.mtrr.uc-wins", "kvm.mtrr.uc-later"},
};
// clang-format on

Test(x86_mtrr, overlaps)
{
    for (unsigned i = 0; i < COUNT(overlap); i++) {
        struct x86_mtrr m = mtrrs(MT_WP, overlap[i].range, 3);
        struct trail hw = {0}, kvm = {0};
        uint64_t pa = GB + 16 * MB;

        cr_expect_eq(x86_mtrr_lookup(&m, pa, &hw), overlap[i].hardware,
                     "case %u", i);
        cr_assert(hw.n == 1);
        cr_expect_str_eq(hw.step[0].rule->id, overlap[i].hardware_rule,
                         "case %u", i);
        cr_expect_eq(hw.step[0].gave, GAVE_MT + overlap[i].hardware);
        cr_expect_eq(kvm_mtrr_lookup(&m, pa, true, &kvm), overlap[i].kvm,
                     "case %u", i);
        cr_assert(kvm.n == 1);
        cr_expect_str_eq(kvm.step[0].rule->id, overlap[i].kvm_rule, "case %u",
                         i);
    }
}

/* Which register holds a range matters to neither. */
Test(x86_mtrr, register_numbers_do_not_matter)
{
    for (unsigned i = 0; i < COUNT(overlap); i++) {
        struct x86_mtrr a = mtrrs(MT_WP, overlap[i].range, 3), b = a;

        for (unsigned r = 0; r < 3; r++) {
            b.base[9 - r] = a.base[r];
            b.mask[9 - r] = a.mask[r];
            b.base[r] = b.mask[r] = 0;
        }
        cr_expect_eq(x86_mtrr_lookup(&a, GB + 16 * MB, NULL),
                     x86_mtrr_lookup(&b, GB + 16 * MB, NULL));
        cr_expect_eq(kvm_mtrr_lookup(&a, GB + 16 * MB, true, NULL),
                     kvm_mtrr_lookup(&b, GB + 16 * MB, true, NULL));
    }
}

/* Two ranges of every pair of types, the second based higher: the SDM's
 * precedence, and KVM against it. */
Test(x86_mtrr, every_pair_of_types)
{
    static const uint8_t type[] = {MT_UC, MT_WC, MT_WT, MT_WB, MT_WP};
    unsigned differ = 0, undefined = 0;

    for (unsigned i = 0; i < 25; i++) {
        uint8_t low = type[i / 5], high = type[i % 5], want, hw, kvm;
        struct range range[] = {
            {0,  2 * GB, low },
            {GB, GB,     high}
        };
        struct x86_mtrr m = mtrrs(MT_WB, range, 2);

        if (low == high)
            want = low;
        else if (low == MT_UC || high == MT_UC)
            want = MT_UC;
        else if ((low == MT_WT && high == MT_WB) ||
                 (low == MT_WB && high == MT_WT))
            want = MT_WT;
        else
            want = MT_NONE;

        hw = x86_mtrr_lookup(&m, GB, NULL);
        kvm = kvm_mtrr_lookup(&m, GB, true, NULL);
        cr_expect_eq(hw, want, "%s under %s", x86_mt_name[low],
                     x86_mt_name[high]);
        undefined += !hw;
        if (!hw)
            cr_expect_eq(kvm, MT_WB);
        else if (hw != kvm) {
            cr_expect(high == MT_UC && low != MT_UC && kvm == MT_WB);
            differ++;
        }
    }
    cr_expect(undefined == 10, "%u undefined pairs of 10", undefined);
    cr_expect(differ == 4, "KVM differs in %u pairs of 4", differ);
}

Test(x86_mtrr, disabled)
{
    struct range all = {0, 4 * GB, MT_WB};
    struct x86_mtrr m = mtrrs(MT_WB, &all, 1);
    struct trail why = {0};

    m.def_type &= ~X86_MTRR_DEF_E;
    cr_expect_eq(x86_mtrr_lookup(&m, GB, &why), MT_UC);
    cr_expect_str_eq(why.step[0].rule->id, "x86.mtrr.off");
    why.n = 0;
    cr_expect_eq(kvm_mtrr_lookup(&m, GB, true, &why), MT_UC);
    cr_expect_str_eq(why.step[0].rule->id, "kvm.mtrr.off");
    why.n = 0;
    cr_expect_eq(kvm_mtrr_lookup(&m, GB, false, &why), MT_WB);
    cr_expect_str_eq(why.step[0].rule->id, "kvm.mtrr.no-cpuid");
}

/* A reserved type in a register that WRMSR would have refused. */
Test(x86_mtrr, reserved_types_are_undefined)
{
    struct range all = {0, 4 * GB, MT_WB};
    struct x86_mtrr m = mtrrs(MT_WB, &all, 1);

    m.base[0] = 7;
    cr_expect_eq(x86_mtrr_lookup(&m, GB, NULL), MT_NONE);
    m.mask[0] = 0;
    cr_expect_eq(x86_mtrr_lookup(&m, GB, NULL), MT_WB);
}

/* All 88 fixed fields, each at its first and last byte: SDM Table 11-9. */
Test(x86_mtrr, every_fixed_field)
{
    static const uint8_t code[] = {0, 1, 4, 5, 6};
    static const uint32_t msr[] = {0x250, 0x258, 0x259, 0x268, 0x269, 0x26a,
                                   0x26b, 0x26c, 0x26d, 0x26e, 0x26f};
    struct x86_mtrr m = {.def_type = 0xc06, .maxphyaddr = WIDTH};
    unsigned fields = 0;
    uint64_t pa = 0;

    /* a variable range below 1 MB has no say while FE = 1 */
    m.base[0] = x86_physbase_make(0, MT_WP);
    m.mask[0] = x86_physmask_make(MB, WIDTH);
    for (unsigned r = 0; r < 11; r++)
        for (unsigned f = 0; f < 8; f++) {
            uint64_t *reg = x86_mtrr_register(&m, msr[r]);

            cr_assert_not_null(reg);
            *reg |= (uint64_t) code[(r * 8 + f) % 5] << 8 * f;
        }
    for (unsigned r = 0; r < 11; r++)
        for (unsigned f = 0; f < 8; f++) {
            uint64_t size = r == 0 ? 0x10000 : r < 3 ? 0x4000 : 0x1000;
            uint8_t want = x86_mtrr_type(code[(r * 8 + f) % 5]);
            struct trail why = {0};

            cr_expect_eq(x86_mtrr_lookup(&m, pa, &why), want);
            cr_expect_str_eq(why.step[0].rule->id, "x86.mtrr.fixed");
            cr_expect_eq(x86_mtrr_lookup(&m, pa + size - 1, NULL), want);
            why.n = 0;
            cr_expect_eq(kvm_mtrr_lookup(&m, pa, true, &why), want);
            cr_expect_str_eq(why.step[0].rule->id, "kvm.mtrr.fixed");
            pa += size;
            fields++;
        }
    cr_expect(fields == 88 && pa == MB);
    cr_expect_eq(x86_mtrr_lookup(&m, MB, NULL), MT_WB, "the default above");

    /* FE = 0: variable ranges cover the low megabyte too */
    m.def_type = 0x806;
    cr_expect_eq(x86_mtrr_lookup(&m, 0, NULL), MT_WP);
    cr_expect_eq(kvm_mtrr_lookup(&m, 0, true, NULL), MT_WP);
}

/* A mask with a hole: the hardware follows the mask, KVM the whole span. */
Test(x86_mtrr, discontiguous_mask)
{
    struct x86_mtrr m = mtrrs(MT_WB, NULL, 0);

    m.base[0] = x86_physbase_make(GB, MT_UC);
    m.mask[0] = x86_physmask_make(64 * MB, WIDTH) & ~(512 * MB);
    cr_expect_null(x86_physmask_fault(m.mask[0], WIDTH));
    cr_expect_eq(x86_mtrr_lookup(&m, GB, NULL), MT_UC);
    cr_expect_eq(x86_mtrr_lookup(&m, GB + 64 * MB, NULL), MT_WB);
    cr_expect_eq(x86_mtrr_lookup(&m, GB + 512 * MB, NULL), MT_UC);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB + 64 * MB, true, NULL), MT_UC);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB + 576 * MB, true, NULL), MT_WB);
}

Test(x86_mtrr, edges_of_a_range)
{
    struct range r = {GB, 4096, MT_UC};
    struct x86_mtrr m = mtrrs(MT_WB, &r, 1);

    cr_expect_eq(x86_mtrr_lookup(&m, GB - 1, NULL), MT_WB);
    cr_expect_eq(x86_mtrr_lookup(&m, GB, NULL), MT_UC);
    cr_expect_eq(x86_mtrr_lookup(&m, GB + 4095, NULL), MT_UC);
    cr_expect_eq(x86_mtrr_lookup(&m, GB + 4096, NULL), MT_WB);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB - 1, true, NULL), MT_WB);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB + 8, true, NULL), MT_UC);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB + 4096, true, NULL), MT_WB);
}

/* Ranges with equal base registers are all walked; and the widest address. */
Test(x86_mtrr, equal_registers)
{
    struct x86_mtrr m = mtrrs(MT_WB, NULL, 0);
    struct trail why = {0};

    m.maxphyaddr = 0;
    for (unsigned i = 0; i < 3; i++) {
        m.base[2 * i] = x86_physbase_make(GB, MT_WT);
        m.mask[2 * i] = x86_physmask_make(GB >> i, 0);
    }
    m.base[7] = x86_physbase_make(0, MT_UC);
    m.mask[7] = x86_physmask_make(2 * GB, 0);
    cr_expect_eq(kvm_mtrr_lookup(&m, GB, true, &why), MT_UC);
    cr_expect_str_eq(why.step[0].rule->id, "kvm.mtrr.uc-later");
    cr_expect_eq(x86_mtrr_lookup(&m, GB, NULL), MT_UC);
}

Test(x86_mtrr, registers_by_number)
{
    struct x86_mtrr m = {0};

    cr_expect_eq(x86_mtrr_register(&m, 0x2ff), &m.def_type);
    cr_expect_eq(x86_mtrr_register(&m, 0x200), &m.base[0]);
    cr_expect_eq(x86_mtrr_register(&m, 0x213), &m.mask[9]);
    cr_expect_eq(x86_mtrr_register(&m, 0x250), &m.fixed[0]);
    cr_expect_eq(x86_mtrr_register(&m, 0x259), &m.fixed[2]);
    cr_expect_eq(x86_mtrr_register(&m, 0x26f), &m.fixed[10]);
    cr_expect_null(x86_mtrr_register(&m, 0x214));
    cr_expect_null(x86_mtrr_register(&m, 0x277));
    cr_expect_null(x86_mtrr_register(&m, 0x251));
    cr_expect_null(x86_mtrr_register(&m, 0));
}
