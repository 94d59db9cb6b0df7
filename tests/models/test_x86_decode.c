/* Register and entry encodings, walked over every value that matters. */

#include <criterion/criterion.h>

#include "models/x86_pat_ept/decode.h"

/* SDM vol. 3A Tables 11-8 and 11-10, once more: name by encoding. */
static const char *const encoding[8] = {"UC", "WC", "none", "none",
                                        "WT", "WP", "WB",   "UC-"};

Test(x86_decode, every_pair_of_pat_fields)
{
    unsigned legal = 0;

    /* PA0 and PA7 take all values, the others stay WB */
    for (unsigned v = 0; v < 0x10000; v++) {
        uint64_t msr = UINT64_C(0x0006060606060600) | (v & 0xff) |
                       (uint64_t) (v >> 8) << 56;
        unsigned low = v & 0xff, high = v >> 8;
        const char *pa0 = low < 8 ? encoding[low] : "none";
        const char *pa7 = high < 8 ? encoding[high] : "none";
        int reserved = !strcmp(pa0, "none") ? 0 : !strcmp(pa7, "none") ? 7 : -1;

        cr_assert_str_eq(x86_mt_name[x86_pat_type(msr, 0)], pa0, "%#x", v);
        cr_assert_str_eq(x86_mt_name[x86_pat_type(msr, 7)], pa7, "%#x", v);
        cr_assert_eq(x86_pat_reserved(msr), reserved, "%#x", v);
        if (reserved < 0) {
            uint8_t type[X86_PAT_FIELDS];

            for (unsigned i = 0; i < X86_PAT_FIELDS; i++)
                type[i] = x86_pat_type(msr, i);
            cr_assert_eq(x86_pat_make(type), msr, "%#x", v);
            legal++;
        }
    }
    cr_expect(legal == 36, "%u legal pairs of 36", legal);
}

/* Types of all eight fields, as a line. */
static void
print_pat(char out[64], uint64_t msr)
{
    out[0] = '\0';
    for (unsigned i = 0; i < X86_PAT_FIELDS; i++) {
        strcat(out, x86_mt_name[x86_pat_type(msr, i)]);
        strcat(out, i < X86_PAT_FIELDS - 1 ? " " : "");
    }
}

Test(x86_decode, well_known_pat_values)
{
    char got[64];

    print_pat(got, X86_PAT_RESET);
    cr_expect_str_eq(got, "WB WT UC- UC WB WT UC- UC");
    print_pat(got, X86_PAT_LINUX);
    cr_expect_str_eq(got, "WB WC UC- UC WB WP UC- WT");
    print_pat(got, X86_PAT_LINUX_ERRATUM);
    cr_expect_str_eq(got, "WB WC UC- UC WB WC UC- UC");
    cr_expect_eq(x86_pat_find(X86_PAT_LINUX, MT_WC), 1);
    cr_expect_eq(x86_pat_find(X86_PAT_RESET, MT_WC), -1);
}

/* SDM vol. 3A Table 11-11: PAT, PCD, PWT count as a binary number; bit 7 of a
 * 4K leaf and bit 12 of a larger one is PAT. */
Test(x86_decode, pat_index_of_each_leaf)
{
    unsigned seen = 0;

    for (unsigned level = LEVEL_4K; level <= LEVEL_1G; level++)
        for (unsigned index = 0; index < 8; index++) {
            uint64_t pat = level == LEVEL_4K ? 0x80 : 0x1000;
            uint64_t leaf = UINT64_C(0x40000001) | (index & 1 ? 0x8 : 0) |
                            (index & 2 ? 0x10 : 0) | (index & 4 ? pat : 0) |
                            (level > LEVEL_4K ? 0x80 : 0);

            cr_expect_eq(x86_pat_index(leaf, level), index);
            cr_expect_eq(x86_pte(0x40000000, 0, index, level), leaf);
            cr_expect_eq(x86_pte_set_index(leaf, 0, level),
                         (leaf & ~(pat | 0x18)) |
                             (level > LEVEL_4K ? 0x80 : 0));
            cr_expect_eq(x86_pte_set_index(leaf, index, level), leaf);
            cr_expect_eq(x86_pte_address(leaf, level), 0x40000000);
            cr_expect_null(x86_pte_fault(leaf, level, 46));
            cr_expect_eq(x86_pat_table_index(leaf), index & 3);
            seen++;
        }
    cr_expect(seen == 24);
}

/* Bits 15:0 of an EPT entry at every level, against SDM vol. 3C 28.2.3.1. */
Test(x86_decode, every_low_half_of_an_ept_entry)
{
    unsigned legal[LEVEL_TOP + 1] = {0};

    for (unsigned level = LEVEL_4K; level <= LEVEL_TOP; level++)
        for (unsigned v = 0; v < 0x10000; v++) {
            uint64_t entry = UINT64_C(0x7c0000000) | v;
            bool leaf = level == LEVEL_4K || (level < LEVEL_TOP && v & 0x80);
            unsigned code = v >> 3 & 7;
            bool wrong = (v & 3) == 2;

            if (leaf)
                wrong |= code == 2 || code == 3 || code == 7 ||
                         (level > LEVEL_4K && v & 0xf000);
            else
                wrong |= v & (level == LEVEL_TOP ? 0xf8 : 0x78);

            cr_assert_eq(x86_ept_fault(entry, level, 46) != NULL, wrong,
                         "level %u, %#x", level, v);
            legal[level] += !wrong;
            if (leaf && !wrong) {
                cr_assert_str_eq(x86_mt_name[x86_ept_type(entry)],
                                 encoding[code]);
                cr_assert_eq(x86_ept_ipat(entry), (v & 0x40) != 0);
                cr_assert_eq(x86_ept_set_type(entry, x86_ept_type(entry),
                                              x86_ept_ipat(entry)),
                             entry);
            }
        }
    cr_expect(legal[LEVEL_4K] == 0x10000 / 4 * 3 / 8 * 5);
    cr_expect(legal[LEVEL_2M] == legal[LEVEL_1G]);
    cr_expect(legal[LEVEL_TOP] == 0x10000 / 4 * 3 / 32);
}

Test(x86_decode, ept_leaves_are_built_as_read)
{
    static const uint8_t type[] = {MT_UC, MT_WC, MT_WT, MT_WP, MT_WB};
    unsigned seen = 0;

    for (unsigned i = 0; i < 5; i++)
        for (unsigned ipat = 0; ipat < 2; ipat++)
            for (unsigned level = LEVEL_4K; level <= LEVEL_1G; level++) {
                uint64_t e =
                    x86_ept_leaf(0x80000000, level, X86_EPT_RWX, type[i], ipat);

                cr_expect_null(x86_ept_fault(e, level, 46));
                cr_expect_eq(x86_ept_type(e), type[i]);
                cr_expect_eq(x86_ept_ipat(e), ipat);
                cr_expect_eq(x86_pte_address(e, level), 0x80000000);
                seen++;
            }
    cr_expect(seen == 30);
    /* KVM's usual leaf: WB with IPAT, all accesses */
    cr_expect_eq(x86_ept_leaf(0x1000, LEVEL_4K, X86_EPT_RWX, MT_WB, true),
                 0x1077);
}

Test(x86_decode, eptp)
{
    cr_expect_eq(x86_eptp(0x1000, MT_WB), 0x101e);
    cr_expect_eq(x86_eptp(0x1000, MT_UC), 0x1018);
    cr_expect_eq(x86_eptp_type(0x101e), MT_WB);
    cr_expect_eq(x86_eptp_type(0x1018), MT_UC);
    cr_expect_eq(x86_eptp_type(0x1019), MT_NONE, "WC may not be used");
    cr_expect_null(x86_eptp_fault(0x101e, 46));
    cr_expect_null(x86_eptp_fault(0x105e, 46), "with A/D flags");
    cr_expect_not_null(x86_eptp_fault(0x1019, 46));
    cr_expect_not_null(x86_eptp_fault(0x1016, 46), "a walk of 3");
    cr_expect_not_null(x86_eptp_fault(0x109e, 46));
    cr_expect_not_null(x86_eptp_fault(UINT64_C(1) << 46 | 0x101e, 46));
}

/* SDM vol. 3A 11.11.2.1: 9:8 and 63:12 reserved, types 2, 3, 7 and above. */
Test(x86_decode, every_low_half_of_def_type)
{
    unsigned legal = 0;

    for (unsigned v = 0; v < 0x10000; v++) {
        unsigned code = v & 0xff;
        bool wrong = code == 2 || code == 3 || code > 6 || v & 0xf300;

        cr_assert_eq(x86_mtrr_def_fault(v) != NULL, wrong, "%#x", v);
        legal += !wrong;
        if (!wrong)
            cr_assert_eq(
                x86_mtrr_def_make(x86_mtrr_type(code), v & 0x800, v & 0x400),
                v);
    }
    cr_expect(legal == 20, "%u legal values of 20", legal);
    cr_expect_not_null(x86_mtrr_def_fault(UINT64_C(1) << 63 | 0xc06));
}

Test(x86_decode, variable_ranges)
{
    cr_expect_eq(x86_physbase_make(0x80000000, MT_WB), 0x80000006);
    cr_expect_eq(x86_physmask_make(0x80000000, 36), UINT64_C(0xf80000800));
    cr_expect_eq(x86_physmask_make(0x1000, 52), UINT64_C(0x000ffffffffff800));
    cr_expect_null(x86_physbase_fault(0x80000006, 36));
    cr_expect_not_null(x86_physbase_fault(0x80000007, 36), "UC- is for PAT");
    cr_expect_not_null(x86_physbase_fault(0x80000106, 36));
    cr_expect_not_null(x86_physbase_fault(UINT64_C(1) << 36, 36));
    cr_expect_null(x86_physmask_fault(UINT64_C(0xf80000800), 36));
    cr_expect_null(x86_physmask_fault(0, 36));
    cr_expect_not_null(x86_physmask_fault(0x801, 36));
    cr_expect_not_null(x86_physmask_fault(UINT64_C(0x1f80000800), 36));
}

Test(x86_decode, fixed_ranges)
{
    static const uint8_t type[8] = {MT_WB, MT_WB, MT_UC, MT_UC,
                                    MT_WC, MT_WT, MT_WP, MT_WB};
    uint64_t msr = x86_mtrr_fixed_make(type);

    cr_expect_eq(msr, UINT64_C(0x0605040100000606));
    cr_expect_null(x86_mtrr_fixed_fault(msr));
    cr_expect_not_null(x86_mtrr_fixed_fault(msr | UINT64_C(0x70000)));
}

Test(x86_decode, page_table_entries)
{
    cr_expect_eq(x86_table(0x5000, X86_PTE_RW | X86_PTE_US, 2), 0x5017);
    cr_expect_eq(x86_pte_address(0x5017, LEVEL_TOP), 0x5000);
    cr_expect_eq(x86_pte_address(X86_PTE_NX | 0x5017, LEVEL_2M), 0x5000);
    cr_expect_eq(x86_pte_address(0x201083, LEVEL_2M), 0x200000);
    cr_expect(!x86_pte_is_leaf(0x5083, LEVEL_TOP));
    cr_expect(x86_pte_is_leaf(0x200083, LEVEL_2M));
    cr_expect(!x86_pte_is_leaf(0x200003, LEVEL_2M));
    cr_expect(x86_pte_is_leaf(0x5003, LEVEL_4K));
    cr_expect_not_null(x86_pte_fault(0x5083, LEVEL_TOP, 46));
    cr_expect_not_null(x86_pte_fault(0x202083, LEVEL_2M, 46));
    cr_expect_null(x86_pte_fault(0x201083, LEVEL_2M, 46), "bit 12 is PAT");
    cr_expect_not_null(x86_pte_fault(0x40200083, LEVEL_1G, 46));
    cr_expect_not_null(x86_pte_fault(UINT64_C(1) << 46 | 0x5003, LEVEL_4K, 46));
    cr_expect_null(x86_pte_fault(X86_PTE_NX | 0x5003, LEVEL_4K, 46));
    cr_expect_eq(x86_level_size(LEVEL_4K), 4096);
    cr_expect_eq(x86_level_size(LEVEL_2M), 2097152);
    cr_expect_eq(x86_level_size(LEVEL_1G), 1073741824);
    cr_expect_eq(x86_level_size(LEVEL_TOP), 0);
}

Test(x86_decode, msrs_by_name)
{
    static const struct {
        const char *name;
        uint32_t number;
    } some[] = {
        {"IA32_PAT",               0x277},
        {"IA32_MTRRCAP",           0xfe },
        {"IA32_MTRR_DEF_TYPE",     0x2ff},
        {"IA32_MTRR_FIX64K_00000", 0x250},
        {"IA32_MTRR_FIX16K_A0000", 0x259},
        {"IA32_MTRR_FIX4K_F8000",  0x26f},
        {"IA32_MTRR_PHYSBASE3",    0x206},
        {"IA32_MTRR_PHYSMASK9",    0x213},
    };

    for (unsigned i = 0; i < sizeof some / sizeof *some; i++) {
        cr_expect_eq(x86_msr_find(some[i].name), some[i].number);
        cr_expect_str_eq(x86_msr_name(some[i].number), some[i].name);
    }
    for (unsigned i = 1; i < X86_MSRS; i++)
        cr_expect_lt(x86_msrs[i - 1].code, x86_msrs[i].code);
    cr_expect(X86_MSRS == 1 + 20 + 11 + 2);
    cr_expect_eq(x86_msr_find("IA32_EFER"), MSR_NONE);
    cr_expect_null(x86_msr_name(0x214));
}

Test(x86_decode, wrmsr_faults)
{
    cr_expect_null(x86_msr_fault(0x277, X86_PAT_LINUX, 46));
    cr_expect_not_null(x86_msr_fault(0x277, 2, 46));
    cr_expect_null(x86_msr_fault(0x2ff, 0xc06, 46));
    cr_expect_not_null(x86_msr_fault(0x2ff, 0x1c06, 46));
    cr_expect_null(x86_msr_fault(0x26f, UINT64_C(0x0001040506060606), 46));
    cr_expect_not_null(x86_msr_fault(0x26f, UINT64_C(0x0700000000000000), 46));
    cr_expect_null(x86_msr_fault(0x200, 0x80000006, 36));
    cr_expect_not_null(x86_msr_fault(0x200, 0x80000800, 36));
    cr_expect_null(x86_msr_fault(0x201, 0x80000800, 36));
    cr_expect_not_null(x86_msr_fault(0xfe, 0, 46));
    cr_expect_not_null(x86_msr_fault(0x1, 0, 46));
}
