/* VT-d's entries as the kernel writes them, and what the unit says of itself.
 */

#include <criterion/criterion.h>

#include "models/iommu/vtd/decode.h"
#include "models/iommu/vtd/unit.h"

#define ALL_SCALABLE                                                           \
    (VTD_C | VTD_PT | VTD_SC | VTD_NEST | VTD_SCALABLE | VTD_SMPWC)

static void
expect_entry(const struct unit_config *c, uint64_t w0, uint64_t w1, uint64_t w2)
{
    uint64_t word[UNIT_ENTRY_WORDS] = {1, 2, 3, 4, 5, 6, 7, 8};

    iommu_vtd.entry(c, word);
    cr_expect_eq(word[0], w0, "%#llx", (unsigned long long) word[0]);
    cr_expect_eq(word[1], w1, "%#llx", (unsigned long long) word[1]);
    cr_expect_eq(word[2], w2, "%#llx", (unsigned long long) word[2]);
    for (unsigned i = 3; i < UNIT_ENTRY_WORDS; i++)
        cr_expect_eq(word[i], 0);
}

Test(vtd_unit, entries_as_linux_writes_them)
{
    struct unit_config c = {
        .domain = 0x1234, .second = 0x5000, .first = 0x9000};
    static const uint64_t legacy[UNIT_MODES] = {
        [UNIT_PASS] = 0x9, [UNIT_SECOND] = 0x5001};
    static const uint64_t pasid[UNIT_MODES] = {[UNIT_PASS] = 0x109,
                                               [UNIT_SECOND] = 0x5089,
                                               [UNIT_FIRST] = 0x49,
                                               [UNIT_NESTED] = 0x50c9};

    for (c.mode = 0; c.mode < UNIT_MODES; c.mode++)
        for (unsigned force = 0; force < 2; force++) {
            bool first = c.mode == UNIT_FIRST || c.mode == UNIT_NESTED;

            c.force = force;
            c.has = VTD_SC | VTD_PT;
            expect_entry(&c, legacy[c.mode], legacy[c.mode] ? 0x123402 : 0, 0);
            c.has |= VTD_SCALABLE | VTD_NEST | VTD_SMPWC;
            expect_entry(&c, pasid[c.mode],
                         !pasid[c.mode]   ? 0
                         : first && force ? 0x1801234
                                          : 0x801234,
                         first ? 0x9000 : 0);
            c.has &= ~(uint32_t) VTD_SMPWC;
            expect_entry(&c, pasid[c.mode],
                         !pasid[c.mode]   ? 0
                         : first && force ? 0x1001234
                                          : 0x1234,
                         first ? 0x9000 : 0);
        }
    c.mode = UNIT_SECOND;
    c.has = VTD_DT;
    expect_entry(&c, 0x5005, 0x123402, 0);
}

Test(vtd_unit, entries_there_and_back)
{
    struct unit_config c = {.domain = 0xbeef,
                            .second = 0xabcdef123000,
                            .first = 0x123456789000,
                            .has = ALL_SCALABLE};
    static const uint8_t mode[UNIT_MODES] = {[UNIT_PASS] = VTD_SCALABLE_PASS,
                                             [UNIT_SECOND] = VTD_SECOND,
                                             [UNIT_FIRST] = VTD_FIRST,
                                             [UNIT_NESTED] = VTD_NESTED};

    for (c.mode = UNIT_PASS; c.mode < UNIT_MODES; c.mode++)
        for (unsigned force = 0; force < 2; force++) {
            uint64_t word[UNIT_ENTRY_WORDS];
            bool second = c.mode == UNIT_SECOND || c.mode == UNIT_NESTED;
            bool first = c.mode == UNIT_FIRST || c.mode == UNIT_NESTED;
            struct vtd_entry e;

            c.force = force;
            iommu_vtd.entry(&c, word);
            e = vtd_pasid_entry(word, c.has);
            cr_expect_eq(e.state, ENTRY_GOOD);
            cr_expect_eq(e.mode, mode[c.mode]);
            cr_expect_eq(e.domain, 0xbeef);
            cr_expect_eq(e.second, second ? c.second : 0);
            cr_expect_eq(e.first, first ? c.first : 0);
            cr_expect_eq(e.pgsnp, first && force);
            cr_expect(e.pwsnp);
        }
}

Test(vtd_unit, leaves_as_linux_writes_them)
{
    struct unit_config c = {.mode = UNIT_SECOND};
    uint32_t rw = LEAF_READ | LEAF_WRITE;

    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, LEAF_READ), 0x7001);
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, LEAF_WRITE), 0x7002);
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, rw), 0x7003);
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, rw | LEAF_FORCE), 0x7803);
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, rw | LEAF_MMIO), 0x7003);
    cr_expect_eq(iommu_vtd.next(&c, 0x7000, 3), 0x7003);
    c.mode = UNIT_FIRST;
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, LEAF_READ | LEAF_FORCE), 0x7025);
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, rw), 0x7067);
    cr_expect_eq(iommu_vtd.next(&c, 0x7000, 3), 0x7027);
    c.mode = UNIT_NESTED;
    cr_expect_eq(iommu_vtd.leaf(&c, 0x7000, rw | LEAF_FORCE), 0x7803);
    cr_expect_eq(iommu_vtd.guest_leaf(&c, 0x7000), 0x7067);
    cr_expect_eq(iommu_vtd.guest_next(&c, 0x7000, 2), 0x7027);
}

Test(vtd_unit, offsets)
{
    static const uint64_t want[] = {0, 0x20, 0x18, 0x10, 0x8};
    uint64_t iova = 0x008080604567; /* indices 1, 2, 3, 4                     */

    for (unsigned level = 1; level <= 4; level++)
        cr_expect_eq(iommu_vtd.offset(iova, level), want[level]);
    cr_expect_eq(iommu_vtd.offset(~UINT64_C(0), 1), 0xff8);
}

Test(vtd_unit, capabilities)
{
    struct unit_config c = {.mode = UNIT_SECOND};
    uint32_t seen = 0;

    for (uint32_t i = 0; i < iommu_vtd.nhas; i++) {
        cr_expect_eq(seen & iommu_vtd.has[i].code, 0, "%s",
                     iommu_vtd.has[i].name);
        seen |= iommu_vtd.has[i].code;
    }
    cr_expect_eq(seen, 0x1ff);
    cr_expect_null(iommu_vtd.check(0));
    cr_expect_null(iommu_vtd.check(0xff));
    cr_expect_null(iommu_vtd.check(0x1ff));
    cr_expect_not_null(iommu_vtd.check(VTD_NEST));
    cr_expect_not_null(iommu_vtd.check(VTD_MTS));
    cr_expect_not_null(iommu_vtd.check(VTD_SMPWC));
    cr_expect_not_null(iommu_vtd.check(VTD_NESTED_SNP | VTD_SC));
    cr_expect(iommu_vtd.can_force(VTD_SC));
    cr_expect(!iommu_vtd.can_force(~(uint32_t) VTD_SC));
    cr_expect(iommu_vtd.forced_by_leaf(&c));
    c.mode = UNIT_FIRST;
    cr_expect(!iommu_vtd.forced_by_leaf(&c));
    c.mode = UNIT_NESTED;
    cr_expect(!iommu_vtd.forced_by_leaf(&c));
}
