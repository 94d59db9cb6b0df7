/* VT-d's entries and tables: sizes of leaves, rights, reserved bits, faults. */

#include "models/iommu/vtd/decode.h"
#include "models/iommu/vtd/unit.h"
#include "tests/models/dma_words.h"

enum { ENTRY = 0x100 };

#define ALL_SCALABLE                                                           \
    (VTD_C | VTD_PT | VTD_SC | VTD_NEST | VTD_SCALABLE | VTD_SMPWC)

/* Differs in every index: 1, 2, 3, 4 and byte 0x567. */
static const uint64_t iova = 0x008080604567;
static const uint64_t second_at[] = {0, 0x4020, 0x3018, 0x2010, 0x1008};

static struct dma_words memory;

/* Tables of the second stage at 0x1000 to 0x4000, then LEAF of LEVEL. */
static void
second_stage(uint64_t leaf, unsigned level)
{
    memset(&memory, 0, sizeof memory);
    dma_put(&memory, ENTRY, 0x1001);
    dma_put(&memory, ENTRY + 8, 0x702);
    dma_put(&memory, second_at[4], 0x2003);
    dma_put(&memory, second_at[3], 0x3003);
    dma_put(&memory, second_at[2], 0x4003);
    dma_put(&memory, second_at[level], leaf);
}

/* The same of the first stage, in place of the second. */
static void
first_stage(uint64_t leaf, unsigned level)
{
    second_stage(0, 1);
    dma_put(&memory, ENTRY, 0x49);
    dma_put(&memory, ENTRY + 8, 7);
    dma_put(&memory, ENTRY + 16, 0x1000);
    dma_put(&memory, second_at[4], 0x2027);
    dma_put(&memory, second_at[3], 0x3027);
    dma_put(&memory, second_at[2], 0x4027);
    dma_put(&memory, second_at[level], leaf);
}

static struct unit_answer
ask(uint32_t has, uint64_t address, bool write)
{
    return dma_ask(&iommu_vtd, &memory, ENTRY, has,
                   (struct unit_request){.address = address, .write = write},
                   NULL);
}

/* ---- leaves ---- */

Test(vtd_walk, second_stage_sizes)
{
    second_stage(0x123456789003, 1);
    cr_expect_eq(ask(0, iova, true).pa, 0x123456789567);
    for (unsigned i = 0; i < 4; i++)
        cr_expect_eq(memory.read[2 + i], second_at[4 - i], "read %u", i);
    second_stage(0x123456600083, 2);
    cr_expect_eq(ask(0, iova, true).pa, 0x123456604567);
    second_stage(0x123440000083, 3);
    cr_expect_eq(ask(0, iova, true).pa, 0x123440604567);
}

Test(vtd_walk, first_stage_sizes)
{
    first_stage(0x123456789067, 1);
    cr_expect_eq(ask(ALL_SCALABLE, iova, true).pa, 0x123456789567);
    first_stage(0x1234566010e7, 2); /* with the PAT bit                       */
    cr_expect_eq(ask(ALL_SCALABLE, iova, true).pa, 0x123456604567);
    first_stage(0x1234400000e7, 3);
    cr_expect_eq(ask(ALL_SCALABLE, iova, true).pa, 0x123440604567);
}

/* Three levels: AW = 001b; the topmost index is gone. */
Test(vtd_walk, width_39)
{
    second_stage(0x123456789003, 1);
    dma_put(&memory, ENTRY, 0x2001);
    dma_put(&memory, ENTRY + 8, 0x701);
    cr_expect_eq(ask(0, 0x80604567, false).pa, 0x123456789567);
    cr_expect_eq(ask(0, iova, false).fault, UNIT_FAULT_TABLE);
    cr_expect_eq(ask(0, UINT64_C(1) << 39, false).fault, UNIT_FAULT_TABLE);
}

Test(vtd_walk, addresses_beyond)
{
    second_stage(0x123456789003, 1);
    cr_expect_eq(ask(0, iova | UINT64_C(1) << 48, false).fault,
                 UNIT_FAULT_TABLE);
    first_stage(0x123456789067, 1);
    cr_expect_eq(ask(ALL_SCALABLE, iova | UINT64_C(1) << 47, false).fault,
                 UNIT_FAULT_TABLE, "not canonical");
    dma_put(&memory, 0x1008 + 0x800, 0x2027);
    cr_expect_eq(
        ask(ALL_SCALABLE, iova | UINT64_C(0xffff800000000000), false).fault,
        UNIT_OK, "the upper half");
}

/* ---- rights ---- */

Test(vtd_walk, second_stage_rights)
{
    for (unsigned level = 1; level <= 4; level++)
        for (unsigned rights = 0; rights < 4; rights++) {
            uint64_t entry = level == 1 ? 0x5000 : 0x6000 - 0x1000 * level;
            struct unit_answer a;

            second_stage(0x5003, 1);
            dma_put(&memory, second_at[level], entry | rights);
            a = ask(0, iova, false);
            cr_expect_eq(a.fault, !rights         ? UNIT_FAULT_TABLE
                                  : !(rights & 1) ? UNIT_FAULT_RIGHT
                                                  : UNIT_OK);
            if (!a.fault)
                cr_expect_eq(a.writable, rights == 3);
            cr_expect_eq(ask(0, iova, true).fault, !rights ? UNIT_FAULT_TABLE
                                                   : !(rights & 2)
                                                       ? UNIT_FAULT_RIGHT
                                                       : UNIT_OK);
        }
}

Test(vtd_walk, first_stage_rights)
{
    for (unsigned level = 1; level <= 4; level++)
        for (unsigned low = 0; low < 8; low++) {
            uint64_t entry = level == 1 ? 0x5000 : 0x6000 - 0x1000 * level;
            bool present = low & 1, write = low & 2, user = low & 4;

            first_stage(0x5067, 1);
            dma_put(&memory, second_at[level], entry | low);
            cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault,
                         !present ? UNIT_FAULT_TABLE
                         : !user  ? UNIT_FAULT_RIGHT
                                  : UNIT_OK);
            cr_expect_eq(ask(ALL_SCALABLE, iova, true).fault,
                         !present          ? UNIT_FAULT_TABLE
                         : !user || !write ? UNIT_FAULT_RIGHT
                                           : UNIT_OK);
        }
}

/* ---- reserved bits ---- */

/* Every bit of an entry of each kind, set alone: the kinds of bits as the
 * specification draws them.  '.' may be set, 'r' reserved, 'x' is tested
 * elsewhere (rights, page size, SNP, the address where words are). */
static void
expect_bits(const char *what, unsigned level, const char *bits, uint32_t has)
{
    uint64_t at = second_at[level], good = memory.word[at / 8];

    cr_assert_eq(strlen(bits), 64, "%s: %zu", what, strlen(bits));
    for (unsigned bit = 0; bit < 64; bit++) {
        char kind = bits[63 - bit];

        if (kind == 'x')
            continue;
        dma_put(&memory, at, good ^ UINT64_C(1) << bit);
        cr_expect_eq(ask(has, iova, false).fault,
                     kind == 'r' ? UNIT_FAULT_RESERVED : UNIT_OK, "%s: bit %u",
                     what, bit);
    }
    dma_put(&memory, at, good);
}

Test(vtd_walk, reserved_bits_of_the_second_stage)
{
    second_stage(0x5003, 1);
    /*                   63 62 61:52      51:12      11 10 9 8 7 6 5:3 2:0 */
    expect_bits("4K leaf", 1,
                ".r.........."
                "........................................"
                "x..........x",
                0);
    for (unsigned level = 2; level <= 3; level++)
        expect_bits("table", level,
                    ".r.........."
                    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                    "r...x......x",
                    0);
    expect_bits("top table", 4,
                ".r.........."
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "r...r......x",
                0);
    second_stage(0x40000083, 2);
    expect_bits("2M leaf", 2,
                ".r.........."
                "...............................rrrrrrrrr"
                "x...x......x",
                0);
    second_stage(0x40000083, 3);
    expect_bits("1G leaf", 3,
                ".r.........."
                "......................rrrrrrrrrrrrrrrrrr"
                "x...x......x",
                0);
}

Test(vtd_walk, reserved_bits_of_the_first_stage)
{
    first_stage(0x5067, 1);
    expect_bits("4K leaf", 1,
                "............"
                "........................................"
                ".........x.x",
                ALL_SCALABLE);
    for (unsigned level = 2; level <= 3; level++)
        expect_bits("table", level,
                    "............"
                    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                    "....x....x.x",
                    ALL_SCALABLE);
    expect_bits("top table", 4,
                "............"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "....r....x.x",
                ALL_SCALABLE);
    first_stage(0x400000e7, 2);
    expect_bits("2M leaf", 2,
                "............"
                "...............................rrrrrrrr."
                "....x....x.x",
                ALL_SCALABLE);
    first_stage(0x400000e7, 3);
    expect_bits("1G leaf", 3,
                "............"
                "......................rrrrrrrrrrrrrrrrr."
                "....x....x.x",
                ALL_SCALABLE);
}

/* Not present is not present, whatever else is set. */
Test(vtd_walk, absent_entries_hold_anything)
{
    second_stage(0xfffffffffffffffc, 1);
    cr_expect_eq(ask(0, iova, false).fault, UNIT_FAULT_TABLE);
    first_stage(0xfffffffffffffffe, 2);
    cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault, UNIT_FAULT_TABLE);
}

/* Bits of WORD of the device's entry that may (0) or may not (1) be set. */
static void
expect_entry_bits(unsigned word, uint64_t reserved, uint64_t elsewhere,
                  uint32_t has)
{
    uint64_t at = ENTRY + 8 * word, good = memory.word[at / 8];

    for (unsigned bit = 0; bit < 64; bit++) {
        uint64_t mask = UINT64_C(1) << bit;

        if (elsewhere & mask)
            continue;
        dma_put(&memory, at, good ^ mask);
        cr_expect_eq(ask(has, iova, false).fault,
                     reserved & mask ? UNIT_FAULT_RESERVED : UNIT_OK,
                     "word %u, bit %u", word, bit);
    }
    dma_put(&memory, at, good);
}

Test(vtd_walk, reserved_bits_of_a_context_entry)
{
    second_stage(0x5003, 1);
    expect_entry_bits(0, 0xfff0000000000ff0, 0x000ffffffffff00d, 0);
    expect_entry_bits(1, 0xffffffffff000080, 0x7, 0);
}

Test(vtd_walk, reserved_bits_of_a_pasid_entry)
{
    static const uint32_t mts[] = {0, VTD_MTS};

    for (unsigned i = 0; i < 2; i++) {
        uint64_t types = mts[i] ? 0 : 0xffffffff06000000;

        second_stage(0x5003, 1);
        dma_put(&memory, ENTRY, 0x1089);
        dma_put(&memory, ENTRY + 8, 7);
        expect_entry_bits(0, 0xfff0000000000c20, 0x000ffffffffff1dd,
                          ALL_SCALABLE | mts[i]);
        expect_entry_bits(1, 0xf87f0000 | types, 0, ALL_SCALABLE | mts[i]);
        expect_entry_bits(2, 0xfff0000000000f02, 0, ALL_SCALABLE | mts[i]);
        for (unsigned word = 3; word < 8; word++)
            expect_entry_bits(word, ~UINT64_C(0), 0, ALL_SCALABLE | mts[i]);
    }
}

/* ---- device's entries ---- */

Test(vtd_walk, entries_that_are_not_there)
{
    second_stage(0x5003, 1);
    dma_put(&memory, ENTRY, ~UINT64_C(1));
    cr_expect_eq(ask(0, iova, false).fault, UNIT_FAULT_ENTRY);
    cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault, UNIT_FAULT_ENTRY);
}

Test(vtd_walk, translation_types_the_unit_has_not)
{
    second_stage(0x5003, 1);
    for (unsigned tt = 0; tt < 4; tt++) {
        uint32_t needs = tt == 1 ? VTD_DT : tt == 2 ? VTD_PT : 0;

        dma_put(&memory, ENTRY, 0x1001 | tt << 2);
        cr_expect_eq(ask(needs, iova, false).fault,
                     tt == 3 ? UNIT_FAULT_ENTRY : UNIT_OK, "TT %u", tt);
        if (needs)
            cr_expect_eq(ask(0, iova, false).fault, UNIT_FAULT_ENTRY);
    }
    dma_put(&memory, ENTRY + 8, 2);
    for (unsigned pgtt = 0; pgtt < 8; pgtt++) {
        uint32_t needs = pgtt == 3 ? VTD_NEST : pgtt == 4 ? VTD_PT : 0;
        bool known = pgtt >= 1 && pgtt <= 4;
        uint8_t fault;

        dma_put(&memory, ENTRY, 0x1009 | pgtt << 6);
        fault = ask(ALL_SCALABLE, iova, false).fault;
        cr_expect_eq(fault == UNIT_FAULT_ENTRY, !known, "PGTT %u", pgtt);
        if (needs)
            cr_expect_eq(ask(VTD_SCALABLE, iova, false).fault,
                         UNIT_FAULT_ENTRY);
    }
}

Test(vtd_walk, address_widths)
{
    for (unsigned aw = 0; aw < 8; aw++) {
        bool known = aw == 1 || aw == 2;

        second_stage(0x5003, 1);
        dma_put(&memory, ENTRY + 8, 0x700 | aw);
        cr_expect_eq(ask(0, iova, false).fault == UNIT_FAULT_ENTRY, !known);
        dma_put(&memory, ENTRY, 0x1081 | aw << 2);
        dma_put(&memory, ENTRY + 8, 7);
        cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault == UNIT_FAULT_ENTRY,
                     !known);
    }
    first_stage(0x5067, 1);
    for (uint64_t flpm = 1; flpm < 4; flpm++) {
        dma_put(&memory, ENTRY + 16, 0x1000 | flpm << 2);
        cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault, UNIT_FAULT_ENTRY);
    }
}

/* ---- nested ---- */

enum { GUEST = 0x10000 }; /* what the second stage adds to an address         */

/* First-stage tables at guest-physical 0x1000 to 0x4000, the page at 0x5000;
 * second-stage ones at 0x8000 to 0xb000. */
static void
nested(void)
{
    memset(&memory, 0, sizeof memory);
    dma_put(&memory, ENTRY, 0x80c9);
    dma_put(&memory, ENTRY + 8, 7);
    dma_put(&memory, ENTRY + 16, 0x1000);
    dma_put(&memory, 0x8000, 0x9003);
    dma_put(&memory, 0x9000, 0xa003);
    dma_put(&memory, 0xa000, 0xb003);
    for (uint64_t page = 0; page < 16; page++)
        dma_put(&memory, 0xb000 + 8 * page, (GUEST + (page << 12)) | 3);
    dma_put(&memory, GUEST + 0x1008, 0x2027);
    dma_put(&memory, GUEST + 0x2010, 0x3027);
    dma_put(&memory, GUEST + 0x3018, 0x4027);
    dma_put(&memory, GUEST + 0x4020, 0x5067);
}

Test(vtd_walk, nested)
{
    nested();
    cr_expect_eq(ask(ALL_SCALABLE, iova, true).pa, GUEST + 0x5567);
    cr_expect_eq(memory.nread, 8 + 5 * 4 + 4, "%u reads", memory.nread);
}

Test(vtd_walk, nested_faults)
{
    for (uint64_t page = 1; page <= 5; page++) {
        uint64_t at = 0xb000 + 8 * page, good = GUEST | page << 12;
        bool data = page == 5;

        nested();
        dma_put(&memory, at, 0);
        cr_expect_eq(ask(ALL_SCALABLE, iova, false).fault, UNIT_FAULT_TABLE);
        dma_put(&memory, at, good | 1); /* tables are only read               */
        cr_expect_eq(ask(ALL_SCALABLE, iova, true).fault,
                     data ? UNIT_FAULT_RIGHT : UNIT_OK);
        dma_put(&memory, at, good | 2);
        cr_expect_eq(ask(ALL_SCALABLE, iova, true).fault,
                     data ? UNIT_OK : UNIT_FAULT_RIGHT);
    }
    nested();
    dma_put(&memory, GUEST + 0x4020, 0x5025);
    cr_expect_eq(ask(ALL_SCALABLE, iova, true).fault, UNIT_FAULT_RIGHT);
    cr_expect(!ask(ALL_SCALABLE, iova, false).writable);
}
