/* What a kind of unit says beforehand that it looks into the caches for is what
 * it does when it reads. */

#include "models/iommu/plane.h"
#include "models/iommu/vtd/unit.h"
#include "tests/models/dma_words.h"

enum { ENTRY = 0x1000, ROOT = 0x8000, PAGE = 0x1000, AT = 0x3000 };

/* A second stage that maps one page to itself, and the entry of a device. */
static void
lay(const struct iommu_unit *u, struct dma_words *m, uint32_t has)
{
    const struct unit_config c = {
        .has = has, .mode = UNIT_SECOND, .domain = 1, .second = ROOT};
    uint64_t word[UNIT_ENTRY_WORDS];

    *m = (struct dma_words){0};
    u->entry(&c, word);
    for (unsigned i = 0; i < UNIT_ENTRY_WORDS; i++)
        dma_put(m, ENTRY + 8 * i, word[i]);
    for (unsigned level = UNIT_LEVELS, table = ROOT; level; level--) {
        uint64_t below = table + PAGE;

        dma_put(m, table + u->offset(AT, level),
                level > 1 ? u->next(&c, below, level)
                          : u->leaf(&c, AT, LEAF_READ | LEAF_WRITE));
        table = (unsigned) below;
    }
}

Test(unit_snoops, what_it_says_is_what_it_does)
{
    unsigned asked[2] = {0};

    for (uint32_t n = 0; iommu_units[n]; n++) {
        const struct iommu_unit *u = iommu_units[n];

        for (uint32_t has = 0; has < 1u << u->nhas; has++) {
            uint8_t snoops =
                u->snoops ? u->snoops(has) : READS_ENTRY | READS_TABLES;
            struct dma_words m;
            struct unit_answer a;

            if (u->check && u->check(has))
                continue;
            lay(u, &m, has);
            a = dma_ask(u, &m, ENTRY, has, (struct unit_request){.address = AT},
                        NULL);
            cr_expect_eq(a.fault, UNIT_OK, "%s %#x", u->name, has);
            cr_expect_eq(a.entry_snooped, (snoops & READS_ENTRY) != 0, "%s %#x",
                         u->name, has);
            cr_expect_eq(a.walk_snooped, (snoops & READS_TABLES) != 0, "%s %#x",
                         u->name, has);
            asked[a.walk_snooped]++;
        }
    }
    cr_expect(asked[0] > 100);
    cr_expect(asked[1] > 100);
}

/* ECAP.C is bit 0, SMPWC bit 48: typed from the specification. */
Test(unit_snoops, vtd_cell_by_cell)
{
    static const struct {
        bool c, scalable, smpwc, entry, tables;
    } row[] = {
        {0, 0, 0, 0, 0},
        {1, 0, 0, 1, 1},
        {0, 1, 0, 0, 0},
        {1, 1, 0, 1, 0},
        {0, 1, 1, 0, 1},
        {1, 1, 1, 1, 1},
    };

    for (unsigned i = 0; i < sizeof row / sizeof *row; i++) {
        uint32_t has = (row[i].c ? VTD_C : 0) |
                       (row[i].scalable ? VTD_SCALABLE : 0) |
                       (row[i].smpwc ? VTD_SMPWC : 0);

        cr_expect_eq(iommu_vtd.snoops(has),
                     (row[i].entry ? READS_ENTRY : 0) |
                         (row[i].tables ? READS_TABLES : 0),
                     "row %u", i);
    }
}
