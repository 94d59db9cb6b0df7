/* AMD-Vi: every cell of its table through the walk over words put down by
 * hand, entries, sizes of leaves, rights, reserved bits and faults. */

#include "models/iommu/amd_vi/decode.h"
#include "models/iommu/amd_vi/rules.h"
#include "models/iommu/amd_vi/unit.h"
#include "tests/models/dma_words.h"

enum { ENTRY = 0x100 };

#define IR UINT64_C(0x2000000000000000)
#define IW UINT64_C(0x4000000000000000)
#define RW UINT64_C(0x6000000000000000)
#define FC UINT64_C(0x1000000000000000)

/* Differs in every index: 1, 2, 3, 4 and byte 0x567. */
static const uint64_t iova = 0x008080604567;
static const uint64_t table_at[] = {0, 0x4020, 0x3018, 0x2010, 0x1008};

static struct dma_words memory;

/* Tables at 0x1000 (level 4) to 0x4000 (level 1), then LEAF of LEVEL. */
static void
tables(uint64_t leaf, unsigned level)
{
    memset(&memory, 0, sizeof memory);
    dma_put(&memory, ENTRY, RW | 0x1803);
    dma_put(&memory, ENTRY + 8, 7);
    dma_put(&memory, table_at[4], RW | 0x2601);
    dma_put(&memory, table_at[3], RW | 0x3401);
    dma_put(&memory, table_at[2], RW | 0x4201);
    dma_put(&memory, table_at[level], leaf);
}

static struct unit_answer
request(uint64_t address, bool write, bool no_snoop, const char **rule)
{
    return dma_ask(&iommu_amd_vi, &memory, ENTRY, 0,
                   (struct unit_request){.address = address,
                                         .write = write,
                                         .no_snoop = no_snoop},
                   rule);
}

static struct unit_answer
ask(uint64_t address, bool write)
{
    return request(address, write, false, NULL);
}

/* ---- snooping ---- */

/* The table a second time: FC = 0, FC = 1, identity; and an entry with V = 0,
 * which is identity too. */
Test(amd_vi, every_cell)
{
    static const struct {
        uint64_t dte, leaf;
        const char *ns; /* s snooped, n not, by the attribute                 */
        const char *rule;
    } cells[] = {
        {RW | 0x1803, RW | 0x5001,      "sn", "amd-vi.fc-clear"},
        {RW | 0x1803, RW | FC | 0x5001, "ss", "amd-vi.fc"      },
        {RW | 0x0003, 0,                "sn", "amd-vi.pass"    },
        {0x0000,      0,                "sn", "amd-vi.invalid" },
    };

    for (unsigned i = 0; i < 4; i++)
        for (unsigned n = 0; n < 4; n++) {
            bool ns = n & 1, write = n & 2;
            struct unit_answer a;
            const char *rule;

            tables(cells[i].leaf, 1);
            dma_put(&memory, ENTRY, cells[i].dte);
            a = request(iova, write, ns, &rule);
            cr_expect_eq(a.fault, UNIT_OK);
            cr_expect_eq(a.snooped, cells[i].ns[ns] == 's', "%u, NS=%d", i, ns);
            cr_expect_eq(a.pa, i < 2 ? 0x5567 : iova);
            cr_expect(a.writable);
            cr_expect_str_eq(rule, cells[i].rule);
        }
}

Test(amd_vi, translated_requests)
{
    for (unsigned n = 0; n < 8; n++) {
        bool ns = n & 1, pass = n & 2, has = n & 4;
        struct unit_request r = {
            .address = 0x12345000, .no_snoop = ns, .translated = true};
        struct unit_answer a;
        const char *rule;

        tables(RW | FC | 0x5001, 1);
        if (pass)
            dma_put(&memory, ENTRY, RW | 3);
        a = dma_ask(&iommu_amd_vi, &memory, ENTRY, has, r, &rule);
        cr_expect_eq(a.fault, UNIT_FAULT_ENTRY, "I = 0");
        cr_expect_str_eq(rule, "amd-vi.translated.blocked");
        dma_put(&memory, ENTRY + 8, 0x100000007);
        a = dma_ask(&iommu_amd_vi, &memory, ENTRY, has, r, &rule);
        cr_expect_eq(a.fault, has ? UNIT_OK : UNIT_FAULT_ENTRY);
        if (a.fault)
            continue;
        cr_expect_eq(a.snooped, !ns);
        cr_expect_eq(a.pa, 0x12345000);
        cr_expect_str_eq(rule, "amd-vi.translated");
    }
}

/* SD, bit 102. */
Test(amd_vi, how_tables_are_read)
{
    tables(RW | 0x5001, 1);
    cr_expect(ask(iova, false).walk_snooped);
    cr_expect(ask(iova, false).entry_snooped);
    dma_put(&memory, ENTRY + 8, 0x4000000007);
    cr_expect(!ask(iova, false).walk_snooped);
    cr_expect(ask(iova, false).entry_snooped);
}

Test(amd_vi, printed_rows)
{
    static const char *const want[] = {
        "tables; fc=0,0,snooped", "tables; fc=0,1,not snooped",
        "tables; fc=1,0,snooped", "tables; fc=1,1,snooped",
        "mode=0,0,snooped",       "mode=0,1,not snooped",
        "v=0,0,snooped",          "v=0,1,not snooped",
    };
    const struct table *t = iommu_amd_vi.table[0];
    static struct dma_rows rows;

    rows.ncolumn = t->ncolumn;
    t->rows(dma_emit, &rows);
    cr_assert_eq(rows.n, 8);
    for (unsigned i = 0; i < 8; i++)
        cr_expect_str_eq(rows.line[i], want[i]);
}

/* ---- leaves ---- */

Test(amd_vi, sizes_of_levels)
{
    tables(RW | 0x123456789001, 1);
    cr_expect_eq(ask(iova, true).pa, 0x123456789567);
    for (unsigned i = 0; i < 4; i++)
        cr_expect_eq(memory.read[4 + i], table_at[4 - i], "read %u", i);
    tables(RW | 0x123456600001, 2);
    cr_expect_eq(ask(iova, true).pa, 0x123456604567);
    tables(RW | 0x123440000001, 3);
    cr_expect_eq(ask(iova, true).pa, 0x123440604567);
}

/* Next level 7: the lowest clear bit of the address is half the size. */
Test(amd_vi, sizes_in_the_address)
{
    static const struct {
        unsigned level;
        uint64_t address, size; /* size 0: the level does not hold it         */
    } leaves[] = {
        {1, 0x10000000,   0x2000    },
        {1, 0x10001000,   0x4000    },
        {1, 0x10007000,   0x10000   },
        {1, 0x1007f000,   0x100000  },
        {1, 0x100ff000,   0         },
        {2, 0x80000000,   0         },
        {2, 0x801ff000,   0x400000  },
        {2, 0x83fff000,   0x8000000 },
        {2, 0x8ffff000,   0x20000000},
        {2, 0x1fffff000,  0         },
        {3, 0x103ffff000, 0x80000000},
        {3, 0x123ffff000, 0x80000000},
    };

    for (unsigned i = 0; i < sizeof leaves / sizeof *leaves; i++) {
        uint64_t size = leaves[i].size;
        struct unit_answer a;

        tables(RW | leaves[i].address | 0xe01, leaves[i].level);
        a = ask(iova, false);
        cr_expect_eq(a.fault, size ? UNIT_OK : UNIT_FAULT_RESERVED, "%u", i);
        if (size)
            cr_expect_eq(a.pa, leaves[i].address / size * size + iova % size,
                         "%u: %#llx", i, (unsigned long long) a.pa);
    }
}

/* A pointer that leads down more than one level: index bits between are 0. */
Test(amd_vi, skipped_levels)
{
    tables(RW | 0x5001, 1);
    dma_put(&memory, table_at[4], RW | 0x4201);
    cr_expect_eq(ask(iova, false).fault, UNIT_FAULT_TABLE);
    cr_expect_eq(ask(0x008000004567, false).pa, 0x5567);
    cr_expect_eq(ask(0x008000204567, false).fault, UNIT_FAULT_TABLE);
    cr_expect_eq(ask(0x008040004567, false).fault, UNIT_FAULT_TABLE);
}

/* ---- rights ---- */

Test(amd_vi, rights_of_every_level)
{
    for (unsigned level = 0; level <= 4; level++)
        for (unsigned rights = 0; rights < 4; rights++) {
            uint64_t at = level ? table_at[level] : ENTRY;
            struct unit_answer a;

            tables(RW | 0x5001, 1);
            dma_put(&memory, at,
                    (memory.word[at / 8] & ~RW) | (rights & 1 ? IR : 0) |
                        (rights & 2 ? IW : 0));
            a = ask(iova, false);
            cr_expect_eq(a.fault, rights & 1 ? UNIT_OK : UNIT_FAULT_RIGHT);
            if (!a.fault)
                cr_expect_eq(a.writable, rights == 3);
            cr_expect_eq(ask(iova, true).fault,
                         rights & 2 ? UNIT_OK : UNIT_FAULT_RIGHT);
        }
    tables(0, 1);
    dma_put(&memory, ENTRY, IR | 3);
    cr_expect_eq(ask(iova, true).fault, UNIT_FAULT_RIGHT, "mode 0 too");
    cr_expect(!ask(iova, false).writable);
}

/* ---- reserved bits and faults ---- */

/* Bits that are not in ELSEWHERE, set alone in the word at AT. */
static void
expect_bits(const char *what, uint64_t at, uint64_t reserved,
            uint64_t elsewhere)
{
    uint64_t good = memory.word[at / 8];

    for (unsigned bit = 0; bit < 64; bit++) {
        uint64_t mask = UINT64_C(1) << bit;

        if (elsewhere & mask)
            continue;
        dma_put(&memory, at, good ^ mask);
        cr_expect_eq(ask(iova, false).fault,
                     reserved & mask ? UNIT_FAULT_RESERVED : UNIT_OK,
                     "%s: bit %u", what, bit);
    }
    dma_put(&memory, at, good);
}

Test(amd_vi, reserved_bits)
{
    tables(RW | 0x5001, 1);
    expect_bits("leaf", table_at[1], 0x07f0000000000000, 0x2000000000000e01);
    for (unsigned level = 2; level <= 4; level++)
        expect_bits("pointer", table_at[level], 0x1ff0000000000000,
                    0x200ffffffffffe01);
    expect_bits("entry", ENTRY, 0x800000000000007c, 0x208ffffffffffe03);
    for (unsigned word = 1; word < 4; word++)
        expect_bits("entry", ENTRY + 8 * word, 0, 0);
}

/* A next level that is not below the entry's own. */
Test(amd_vi, next_levels)
{
    for (unsigned level = 1; level <= 4; level++)
        for (uint64_t next = level; next < 7; next++) {
            tables(RW | 0x5001, 1);
            dma_put(&memory, table_at[level], RW | 0x5001 | next << 9);
            cr_expect_eq(ask(iova, false).fault, UNIT_FAULT_RESERVED,
                         "level %u, next %u", level, (unsigned) next);
        }
}

Test(amd_vi, not_present)
{
    for (unsigned level = 1; level <= 4; level++) {
        tables(RW | 0x5001, 1);
        dma_put(&memory, table_at[level], ~UINT64_C(1));
        cr_expect_eq(ask(iova, false).fault, UNIT_FAULT_TABLE);
    }
    tables(RW | 0x5001, 1);
    cr_expect_eq(ask(iova | UINT64_C(1) << 48, false).fault, UNIT_FAULT_TABLE);
}

/* Modes 1 to 6 are levels, 7 is none. */
Test(amd_vi, modes)
{
    for (uint64_t mode = 1; mode < 7; mode++) {
        unsigned shift = 12 + 9 * ((unsigned) mode - 1);

        memset(&memory, 0, sizeof memory);
        dma_put(&memory, ENTRY, RW | 0x1003 | mode << 9);
        dma_put(&memory, 0x1008, RW | 1);
        cr_expect_eq(ask((UINT64_C(1) << shift) + 0x67, false).pa, 0x67);
        if (mode < 6)
            cr_expect_eq(ask(UINT64_C(1) << (shift + 9), false).fault,
                         UNIT_FAULT_TABLE);
    }
    dma_put(&memory, ENTRY, RW | 0x1e03);
    cr_expect_eq(ask(0, false).fault, UNIT_FAULT_RESERVED);
}

Test(amd_vi, entries_that_stop_requests)
{
    const char *rule;

    tables(RW | 0x5001, 1);
    dma_put(&memory, ENTRY, RW | 0x1801);
    cr_expect_eq(request(iova, false, false, &rule).fault, UNIT_FAULT_ENTRY);
    cr_expect_str_eq(rule, "amd-vi.blocked");
    dma_put(&memory, ENTRY, RW | 0x0080000000001803);
    cr_expect_eq(request(iova, false, false, &rule).fault, UNIT_FAULT_ENTRY);
    cr_expect_str_eq(rule, "amd-vi.entry.guest");
}

/* ---- encoders ---- */

Test(amd_vi, entries_as_linux_writes_them)
{
    struct unit_config c = {.domain = 0x1234, .second = 0xabcdef123000};
    static const uint64_t want[UNIT_MODES] = {
        [UNIT_BLOCKED] = 1,
        [UNIT_PASS] = 0x6000000000000003,
        [UNIT_SECOND] = 0x6000abcdef123803,
        [UNIT_FIRST] = 1,
        [UNIT_NESTED] = 1,
    };

    for (c.mode = 0; c.mode < UNIT_MODES; c.mode++)
        for (c.has = 0; c.has < 2; c.has++) {
            uint64_t word[UNIT_ENTRY_WORDS] = {1, 2, 3, 4, 5, 6, 7, 8};
            uint64_t second = want[c.mode] == 1 ? 0
                              : c.has           ? 0x100001234
                                                : 0x1234;

            iommu_amd_vi.entry(&c, word);
            cr_expect_eq(word[0], want[c.mode]);
            cr_expect_eq(word[1], second);
            for (unsigned i = 2; i < UNIT_ENTRY_WORDS; i++)
                cr_expect_eq(word[i], 0);
        }
}

Test(amd_vi, entries_there_and_back)
{
    struct unit_config c = {.mode = UNIT_SECOND,
                            .domain = 0xbeef,
                            .second = 0xabcdef123000,
                            .has = AMD_VI_IOTLB};
    uint64_t word[UNIT_ENTRY_WORDS];
    struct amd_vi_entry e;

    iommu_amd_vi.entry(&c, word);
    e = amd_vi_decode_entry(word, c.has);
    cr_expect_eq(e.state, DTE_GOOD);
    cr_expect_eq(e.mode, 4);
    cr_expect_eq(e.domain, 0xbeef);
    cr_expect_eq(e.root, c.second);
    cr_expect(e.read && e.write && e.iotlb && e.walk_snooped);
}

Test(amd_vi, leaves_as_linux_writes_them)
{
    struct unit_config c = {.mode = UNIT_SECOND};
    uint32_t rw = LEAF_READ | LEAF_WRITE;

    cr_expect_eq(iommu_amd_vi.leaf(&c, 0x7000, LEAF_READ), IR | 0x7001);
    cr_expect_eq(iommu_amd_vi.leaf(&c, 0x7000, LEAF_WRITE), IW | 0x7001);
    cr_expect_eq(iommu_amd_vi.leaf(&c, 0x7000, rw | LEAF_FORCE),
                 RW | FC | 0x7001);
    cr_expect_eq(iommu_amd_vi.leaf(&c, 0x7000, rw | LEAF_MMIO), RW | 0x7001);
    cr_expect_eq(iommu_amd_vi.next(&c, 0x7000, 4), RW | 0x7601);
    cr_expect_eq(iommu_amd_vi.next(&c, 0x7000, 2), RW | 0x7201);
    for (unsigned level = 1; level <= 4; level++)
        cr_expect_eq(iommu_amd_vi.offset(iova, level), table_at[level] & 0xfff);
}

Test(amd_vi, unit)
{
    cr_expect(iommu_amd_vi.can_force(0));
    cr_expect_null(iommu_amd_vi.check(AMD_VI_IOTLB));
    for (unsigned i = 0; i < AMD_VI_RULES; i++) {
        cr_assert_not_null(amd_vi_rules[i].id, "%u", i);
        cr_expect_eq(strncmp(amd_vi_rules[i].id, "amd-vi.", 7), 0);
        cr_expect_not_null(amd_vi_rules[i].cite);
        cr_expect_not_null(amd_vi_rules[i].says);
        for (unsigned j = 0; j < i; j++)
            cr_expect_str_neq(amd_vi_rules[i].id, amd_vi_rules[j].id);
    }
}
