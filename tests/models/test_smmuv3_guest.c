/* A guest's structures under stage 2, the unit's own reads, and requests that a
 * device has translated. */

#include "tests/models/smmuv3.h"

/* --- the guest's structures, through stage 2 ---------------------------- */

static const uint64_t of_guest[] = {CD, S1_L0, S1_L1, S1_L2, S1_L3};

Test(smmuv3_guest, stage_2_has_the_guests_tables)
{
    for (unsigned i = 0; i < 5; i++) {
        uint64_t at = S2_L3 + of_guest[i] / PAGE * 8;

        lay(&plain[NESTED]);
        put(at, 0);
        expect_fault(&plain[NESTED], false, UNIT_FAULT_TABLE,
                     "smmuv3.walk.translation");
        lay(&plain[NESTED]);
        put(at, get(at) & ~UINT64_C(0x80)); /* tables are only read */
        cr_expect_eq(ask(&plain[NESTED], BASE, false, true, NULL).fault,
                     UNIT_OK);
        put(at, get(at) & ~UINT64_C(0xc0));
        expect_fault(&plain[NESTED], false, UNIT_FAULT_RIGHT,
                     "smmuv3.walk.permission");
    }
}

/* STE.S2PTW, bit 182, for each MemAttr with and without S2FWB. */
Test(smmuv3_guest, tables_in_device_memory)
{
    for (unsigned i = 0; i < 5 * 16 * 2; i++) {
        unsigned memattr = i / 2 % 16;
        struct stream s = plain[NESTED];
        uint64_t at = S2_L3 + of_guest[i / 32] / PAGE * 8;
        bool device = i % 2 ? !(memattr & 4) : memattr < 4;

        s.fwb = i % 2;
        lay(&s);
        put(at, (get(at) & ~UINT64_C(0x3c)) | (uint64_t) memattr << 2);
        if (device)
            expect_fault(&s, false, UNIT_FAULT_RIGHT,
                         "smmuv3.walk.device-table");
        else
            cr_expect_eq(ask(&s, BASE, false, false, NULL).fault, UNIT_OK);
        put(STE + 16, get(STE + 16) & ~B(54));
        cr_expect_eq(ask(&s, BASE, false, false, NULL).fault, UNIT_OK);
    }
}

/* --- does the unit see what is in caches? ------------------------------- */

/* IR0, OR0 and SH0 of each stage: bits 9:8, 11:10, 13:12 of a context
 * descriptor, 41:40 to 45:44 of word 2 of an entry. */
Test(smmuv3_guest, snooping_of_the_units_own_reads)
{
    for (unsigned i = 0; i < 64 * 2; i++) {
        unsigned m = i % 2 ? SECOND : FIRST, field = i / 2;
        uint64_t at = m == SECOND ? STE + 16 : CD;
        unsigned low = m == SECOND ? 40 : 8;
        unsigned ir = field & 3, or = field >> 2 & 3, sh = field >> 4;
        bool cached = (ir == 1 || ir == 3) && (or == 1 || or == 3) && sh > 1;
        struct unit_answer a;

        lay(&plain[m]);
        put(at, (get(at) & ~(UINT64_C(0x3f) << low)) | (uint64_t) field << low);
        a = ask(&plain[m], SMMU_COHACC, false, false, NULL);
        cr_expect(a.entry_snooped);
        cr_expect_eq(a.walk_snooped, cached, "%u: %u %u %u", m, ir, or, sh);
        cr_expect(a.snooped, "the request is another matter");
        a = ask(&plain[m], 0, false, false, NULL);
        cr_expect(!a.entry_snooped && !a.walk_snooped);
    }
}

/* --- translated requests ------------------------------------------------ */

static struct unit_answer
ask_translated(uint32_t has, bool no_snoop)
{
    const struct unit_space space = {
        .word = word_at, .at = memory, .entry = STE, .has = has};
    const struct unit_request r = {
        .address = 0x1234567, .no_snoop = no_snoop, .translated = true};

    return iommu_smmuv3.translate(&space, &r, NULL);
}

/* EATS is bits 93:92.  The page's own type does not matter. */
Test(smmuv3_guest, ats)
{
    for (unsigned m = OFF; m <= NESTED; m++)
        for (uint64_t eats = 0; eats < 4; eats++) {
            struct stream s = plain[m];
            bool passes = m != OFF && eats == 1;

            s.mair = 0x44;
            s.memattr = 0x5;
            s.overrides = eats << 28;
            lay(&s);
            cr_expect_eq(ask_translated(0, false).fault, UNIT_FAULT_ENTRY);
            for (unsigned i = 0; i < 8; i++) {
                uint32_t has = SMMU_ATS | (i & 1 ? SMMU_NSSYS : 0) |
                               (i & 2 ? SMMU_CANWBS : 0);
                struct unit_answer a = ask_translated(has, i & 4);

                cr_expect_eq(a.fault, passes ? UNIT_OK : UNIT_FAULT_ENTRY);
                if (!passes)
                    continue;
                cr_expect_eq(a.pa, 0x1234567u);
                cr_expect_eq(a.snooped, i & 2 || !(i & 4 && i & 1));
            }
        }
}
