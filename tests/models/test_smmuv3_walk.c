/* Faults, sizes and rights of an SMMUv3's walks, over words that the test
 * writes. */

#include "tests/models/smmuv3.h"

static void
expect_page(const struct stream *s, uint64_t pa)
{
    struct unit_answer a = ask(s, BASE, false, false, NULL);

    cr_assert_eq(a.fault, UNIT_OK);
    cr_expect_eq(a.pa, pa, "%#llx", (unsigned long long) a.pa);
}

/* The descriptor of the data page's walk at a level, of stage 2 where that is
 * alone, else of stage 1. */
static uint64_t
entry_of(unsigned stages, unsigned level)
{
    static const uint64_t s1[] = {S1_L0 + 254 * 8, S1_L1, S1_L2 + 145 * 8,
                                  S1_L3 + 325 * 8};
    static const uint64_t s2[] = {S2_L0, S2_L1, S2_L2, S2_L3 + DATA / PAGE * 8};

    if (stages == SECOND)
        return s2[level];
    return s1[level] + (stages == NESTED ? MOVED : 0);
}

Test(smmuv3_walk, addresses)
{
    lay(&plain[OFF]);
    expect_page(&plain[OFF], DATA + 0x678);
    lay(&plain[FIRST]);
    expect_page(&plain[FIRST], DATA + 0x678);
    lay(&plain[SECOND]);
    expect_page(&plain[SECOND], MOVED + DATA + 0x678);
    lay(&plain[NESTED]);
    expect_page(&plain[NESTED], MOVED + DATA + 0x678);
}

/* --- entries ------------------------------------------------------------ */

Test(smmuv3_walk, entry_of_the_stream)
{
    for (unsigned m = OFF; m <= NESTED; m++) {
        lay(&plain[m]);
        put(STE, get(STE) & ~UINT64_C(1));
        expect_fault(&plain[m], false, UNIT_FAULT_ENTRY, "smmuv3.ste.invalid");
        for (uint64_t config = 0; config < 4; config++) {
            put(STE, (get(STE) & ~UINT64_C(14)) | 1 | config << 1);
            expect_fault(&plain[m], false, UNIT_FAULT_ENTRY,
                         "smmuv3.ste.abort");
        }
    }
}

Test(smmuv3_walk, illegal_entries)
{
    static const struct {
        const char *what;
        unsigned word;
        uint64_t clear, set;
    } bad[] = {
        {"S2T0SZ 15",        2, UINT64_C(0x3f) << 32, UINT64_C(15) << 32},
        {"S2T0SZ 40",        2, UINT64_C(0x3f) << 32, UINT64_C(40) << 32},
        {"S2SL0 1",          2, UINT64_C(3) << 38,    UINT64_C(1) << 38 },
        {"S2SL0 3",          2, 0,                    UINT64_C(3) << 38 },
        {"S2TG 64K",         2, 0,                    UINT64_C(1) << 46 },
        {"S2TG 16K",         2, 0,                    UINT64_C(2) << 46 },
        {"S2AA64 0",         2, B(51),                0                 },
        {"S2ENDI",           2, 0,                    B(52)             },
        {"S2HD",             2, 0,                    B(55)             },
        {"S2HA",             2, 0,                    B(56)             },
        {"S2TTB above S2PS", 3, 0,                    B(48)             },
    };

    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint64_t at = STE + bad[i].word * 8;

        for (unsigned m = OFF; m <= NESTED; m++) {
            lay(&plain[m]);
            put(at, (get(at) & ~bad[i].clear) | bad[i].set);
            if (m & SECOND)
                expect_fault(&plain[m], false, UNIT_FAULT_ENTRY,
                             "smmuv3.ste.illegal");
            else /* S2* is ignored without stage 2 */
                cr_expect_eq(ask(&plain[m], BASE, false, false, NULL).fault,
                             UNIT_OK, "%s", bad[i].what);
        }
    }
}

Test(smmuv3_walk, context_descriptors)
{
    static const struct {
        const char *what, *rule;
        unsigned word;
        uint64_t clear, set;
    } bad[] = {
        {"V 0",            "smmuv3.cd.invalid", 0, B(31), 0      },
        {"T0SZ 15",        "smmuv3.cd.illegal", 0, 0x3f,  15     },
        {"T0SZ 40",        "smmuv3.cd.illegal", 0, 0x3f,  40     },
        {"TG0 64K",        "smmuv3.cd.illegal", 0, 0,     1 << 6 },
        {"TG0 16K",        "smmuv3.cd.illegal", 0, 0,     2 << 6 },
        {"ENDI",           "smmuv3.cd.illegal", 0, 0,     1 << 15},
        {"AA64 0",         "smmuv3.cd.illegal", 0, B(41), 0      },
        {"HD",             "smmuv3.cd.illegal", 0, 0,     B(42)  },
        {"HA",             "smmuv3.cd.illegal", 0, 0,     B(43)  },
        {"TTB0 above IPS", "smmuv3.cd.illegal", 1, 0,     B(48)  },
    };

    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++)
        for (unsigned m = FIRST; m <= NESTED; m += 2) {
            uint64_t at = CD + bad[i].word * 8 + (m == NESTED ? MOVED : 0);

            lay(&plain[m]);
            put(at, (get(at) & ~bad[i].clear) | bad[i].set);
            expect_fault(&plain[m], false, UNIT_FAULT_ENTRY, bad[i].rule);
        }
}

Test(smmuv3_walk, walks_turned_off)
{
    lay(&plain[FIRST]);
    put(CD, get(CD) | B(14));
    expect_fault(&plain[FIRST], false, UNIT_FAULT_TABLE,
                 "smmuv3.walk.translation");
}

/* --- descriptors -------------------------------------------------------- */

Test(smmuv3_walk, not_present)
{
    for (unsigned m = FIRST; m <= NESTED; m++)
        for (unsigned level = 0; level < 4; level++) {
            lay(&plain[m]);
            put(entry_of(m, level), get(entry_of(m, level)) & ~UINT64_C(1));
            expect_fault(&plain[m], false, UNIT_FAULT_TABLE,
                         "smmuv3.walk.translation");
        }
}

/* 0b01 at levels 0 and 3. */
Test(smmuv3_walk, reserved)
{
    for (unsigned m = FIRST; m <= NESTED; m++)
        for (unsigned level = 0; level < 4; level += 3) {
            lay(&plain[m]);
            put(entry_of(m, level), get(entry_of(m, level)) & ~UINT64_C(2));
            expect_fault(&plain[m], false, UNIT_FAULT_TABLE,
                         "smmuv3.walk.reserved");
        }
}

/* CD.AFFD is bit 35, STE.S2AFFD bit 181. */
Test(smmuv3_walk, access_flag)
{
    for (unsigned m = FIRST; m <= NESTED; m++) {
        uint64_t at = m == SECOND ? STE + 16 : CD + (m == NESTED ? MOVED : 0);

        lay(&plain[m]);
        put(entry_of(m, 3), get(entry_of(m, 3)) & ~B(10));
        expect_fault(&plain[m], false, UNIT_FAULT_TABLE,
                     "smmuv3.walk.access-flag");
        put(at, get(at) | B(m == SECOND ? 181 - 128 : 35));
        cr_expect_eq(ask(&plain[m], BASE, false, false, NULL).fault, UNIT_OK);
    }
}

/* Tables and leaves above IPS or S2PS. */
Test(smmuv3_walk, address_size)
{
    static const unsigned bits[] = {32, 36, 40, 42, 44, 48, 48, 48};

    for (unsigned m = FIRST; m <= SECOND; m++)
        for (unsigned ps = 0; ps < 5; ps++)
            for (unsigned level = 0; level < 4; level++) {
                uint64_t at = m == SECOND ? STE + 16 : CD;
                unsigned low = m == SECOND ? 48 : 32;

                lay(&plain[m]);
                put(at,
                    (get(at) & ~(UINT64_C(7) << low)) | (uint64_t) ps << low);
                cr_expect_eq(ask(&plain[m], BASE, false, false, NULL).fault,
                             UNIT_OK);
                put(entry_of(m, level), get(entry_of(m, level)) | B(bits[ps]));
                expect_fault(&plain[m], false, UNIT_FAULT_RESERVED,
                             "smmuv3.walk.address-size");
            }
}

Test(smmuv3_walk, input_size)
{
    struct unit_space space = {
        .word = word_at, .at = memory, .entry = STE, .has = BASE};
    struct unit_request r = {.address = B(48)};

    for (unsigned m = OFF; m <= NESTED; m++) {
        struct trail why = {0};
        struct unit_answer a;

        lay(&plain[m]);
        a = iommu_smmuv3.translate(&space, &r, &why);
        cr_expect_eq(a.fault,
                     m == OFF ? UNIT_FAULT_RESERVED : UNIT_FAULT_TABLE);
        cr_expect_str_eq(why.step[why.n - 1].rule->id, "smmuv3.walk.input");
    }
}

/* 39 bits of input start at level 1, 30 at level 2. */
Test(smmuv3_walk, start_levels)
{
    struct stream s = plain[SECOND];

    for (unsigned start = 0; start < 3; start++) {
        uint64_t t0sz = 16 + 9 * start, sl0 = 2 - start;

        lay(&s);
        put(STE + 16,
            (get(STE + 16) & ~(UINT64_C(0xff) << 32)) | t0sz << 32 | sl0 << 38);
        put(STE + 24, S2_L0 + start * 0x1000);
        expect_page(&s, MOVED + DATA + 0x678);
    }
    s = plain[FIRST];
    lay(&s);
    put(S1_L1 + (VA >> 30 & 0x1ff) * 8, S1_L2 | 3);
    put(CD, (get(CD) & ~UINT64_C(0x3f)) | 25);
    put(CD + 8, S1_L1);
    {
        struct unit_space space = {
            .word = word_at, .at = memory, .entry = STE, .has = BASE};
        struct unit_request r = {.address = VA & 0x7fffffffff};

        cr_expect_eq(iommu_smmuv3.translate(&space, &r, NULL).pa,
                     DATA + 0x678u);
        r.address = B(39);
        cr_expect_eq(iommu_smmuv3.translate(&space, &r, NULL).fault,
                     UNIT_FAULT_TABLE);
    }
}

/* Blocks of 2M and 1G; bits of the address below their size do not count. */
Test(smmuv3_walk, blocks)
{
    lay(&plain[FIRST]);
    put(entry_of(FIRST, 2), UINT64_C(0x40001000) | 1 | B(6) | 3 << 8 | B(10));
    expect_page(&plain[FIRST], 0x40000000 | (VA & 0x1fffff));
    put(entry_of(FIRST, 1), UINT64_C(0x80201000) | 1 | B(6) | 3 << 8 | B(10));
    expect_page(&plain[FIRST], 0x80000000 | (VA & 0x3fffffff));
    lay(&plain[SECOND]);
    put(entry_of(SECOND, 2),
        UINT64_C(0x40001000) | 1 | B(6) | 0xf << 2 | 3 << 8 | B(10));
    expect_page(&plain[SECOND], 0x40000000 | (DATA + 0x678));
    put(entry_of(SECOND, 1),
        UINT64_C(0x80201000) | 1 | B(6) | 0xf << 2 | 3 << 8 | B(10));
    expect_page(&plain[SECOND], 0x80000000 | (DATA + 0x678));
}

/* --- rights ------------------------------------------------------------- */

/* AP[2:1] in bits 7:6: 01 and 11 are a device's, 1x may not be written. */
Test(smmuv3_walk, rights_of_stage_1)
{
    for (unsigned m = FIRST; m <= NESTED; m += 2)
        for (uint64_t ap = 0; ap < 4; ap++)
            for (unsigned table = 0; table < 4; table++)
                for (unsigned write = 0; write < 2; write++) {
                    uint64_t leaf = entry_of(m, 3), above = entry_of(m, 1);
                    bool read = ap & 1 && !(table & 1);
                    bool may = read && !(write && (ap & 2 || table & 2));

                    lay(&plain[m]);
                    put(leaf, (get(leaf) & ~UINT64_C(0xc0)) | ap << 6);
                    put(above, get(above) | (uint64_t) table << 61);
                    if (!may) {
                        expect_fault(&plain[m], write, UNIT_FAULT_RIGHT,
                                     "smmuv3.walk.permission");
                        continue;
                    }
                    cr_expect_eq(
                        ask(&plain[m], BASE, false, write, NULL).writable,
                        !(ap & 2) && !(table & 2));
                }
}

/* S2AP[1:0]: bit 6 read, bit 7 write. */
Test(smmuv3_walk, rights_of_stage_2)
{
    for (unsigned m = SECOND; m <= NESTED; m++)
        for (uint64_t ap = 0; ap < 4; ap++)
            for (unsigned write = 0; write < 2; write++) {
                uint64_t leaf = entry_of(SECOND, 3);

                lay(&plain[m]);
                put(leaf, (get(leaf) & ~UINT64_C(0xc0)) | ap << 6);
                if (!(ap >> write & 1)) {
                    expect_fault(&plain[m], write, UNIT_FAULT_RIGHT,
                                 "smmuv3.walk.permission");
                    continue;
                }
                cr_expect_eq(ask(&plain[m], BASE, false, write, NULL).writable,
                             ap >> 1 & 1);
            }
}
