/* The final attributes of a PCIe device's DMA, through entries and tables that
 * the test writes, against a second transcription. */

#include "sim/core/table.h"
#include "tests/models/smmuv3.h"

enum { WB = 0xff, NC = 0x44, DEVICE = 0x04, NONE = 0x100 };
enum { COLUMNS = 4, COMMON = SMMU_S2FWB | SMMU_COHACC };

/* Who asks: the four columns of the page below. */
static const struct {
    const char *name;
    uint32_t has;
    bool no_snoop;
} column[COLUMNS] = {
    {"snoop",            COMMON,                            false},
    {"no-snoop ignored", COMMON,                            true },
    {"no-snoop",         COMMON | SMMU_NSSYS,               true },
    {"canwbs",           COMMON | SMMU_NSSYS | SMMU_CANWBS, true },
};

#define D  "Device-nGnRE"
#define OK "coherent"
#define NO "no memory"

/* S1: NONE, or a byte of MAIR; S2: NONE, or MemAttr; and whether S2FWB. */
// clang-format off
static const struct {
    uint16_t s1, s2;
    bool fwb;
    const char *label, *cell[COLUMNS];
} page[] = {
    { NONE,   NONE, 0, "off, off",        { "WB", "WB", "NC", OK } },
    { WB,     NONE, 0, "WB, off",         { "WB", "WB", "NC", OK } },
    { NC,     NONE, 0, "NC, off",         { "NC", "NC", "NC", OK } },
    { DEVICE, NONE, 0, "Device, off",     { D,    D,    D,    OK } },

    { NONE,   0xf,  0, "off, 0xf",        { "WB", "WB", "NC", OK } },
    { WB,     0xf,  0, "WB, 0xf",         { "WB", "WB", "NC", OK } },
    { NC,     0xf,  0, "NC, 0xf",         { "NC", "NC", "NC", OK } },
    { DEVICE, 0xf,  0, "Device, 0xf",     { D,    D,    D,    OK } },

    { NONE,   0x5,  0, "off, 0x5",        { "NC", "NC", "NC", OK } },
    { WB,     0x5,  0, "WB, 0x5",         { "NC", "NC", "NC", OK } },
    { NC,     0x5,  0, "NC, 0x5",         { "NC", "NC", "NC", OK } },
    { DEVICE, 0x5,  0, "Device, 0x5",     { D,    D,    D,    OK } },

    { NONE,   0x1,  0, "off, 0x1",        { D,    D,    D,    NO } },
    { WB,     0x1,  0, "WB, 0x1",         { D,    D,    D,    NO } },
    { NC,     0x1,  0, "NC, 0x1",         { D,    D,    D,    NO } },
    { DEVICE, 0x1,  0, "Device, 0x1",     { D,    D,    D,    NO } },

    { NONE,   0x6,  1, "off, 0x6 FWB",    { "WB", "WB", "NC", OK } },
    { WB,     0x6,  1, "WB, 0x6 FWB",     { "WB", "WB", "NC", OK } },
    { NC,     0x6,  1, "NC, 0x6 FWB",     { "WB", "WB", "NC", OK } },
    { DEVICE, 0x6,  1, "Device, 0x6 FWB", { "WB", "WB", "NC", OK } },

    { NONE,   0x5,  1, "off, 0x5 FWB",    { "NC", "NC", "NC", OK } },
    { WB,     0x5,  1, "WB, 0x5 FWB",     { "NC", "NC", "NC", OK } },
    { NC,     0x5,  1, "NC, 0x5 FWB",     { "NC", "NC", "NC", OK } },
    { DEVICE, 0x5,  1, "Device, 0x5 FWB", { D,    D,    D,    OK } },

    { NONE,   0x1,  1, "off, 0x1 FWB",    { D,    D,    D,    NO } },
    { WB,     0x1,  1, "WB, 0x1 FWB",     { D,    D,    D,    NO } },
    { NC,     0x1,  1, "NC, 0x1 FWB",     { D,    D,    D,    NO } },
    { DEVICE, 0x1,  1, "Device, 0x1 FWB", { D,    D,    D,    NO } },
};
// clang-format on
enum { ROWS = sizeof page / sizeof *page };

static struct stream
stream_of(unsigned row)
{
    bool s1 = page[row].s1 != NONE, s2 = page[row].s2 != NONE;

    return (struct stream){
        .stages = (s1 ? FIRST : OFF) | (s2 ? SECOND : OFF),
        .mair = (uint8_t) page[row].s1,
        .s1_sh = page[row].s1 == WB ? 3 : 2,
        .memattr = s2 ? page[row].s2 & 15 : 0,
        .s2_sh = page[row].s2 == 0xf || page[row].s2 == 0x6 ? 3 : 2,
        .fwb = page[row].fwb,
    };
}

static void
expect_cell(unsigned row, unsigned col)
{
    struct stream s = stream_of(row);
    const char *want = page[row].cell[col];
    struct unit_answer a =
        ask(&s, column[col].has, column[col].no_snoop, false, NULL);
    char name[32];

    cr_assert_eq(a.fault, UNIT_OK, "%s", page[row].label);
    cr_expect_eq(a.pa, s.stages == OFF     ? DATA + 0x678u
                       : s.stages & SECOND ? MOVED + DATA + 0x678u
                                           : DATA + 0x678u);
    if (!strcmp(want, "no memory"))
        return;
    if (!strcmp(want, "coherent")) {
        cr_expect(a.snooped, "%s, %s", page[row].label, column[col].name);
        return;
    }
    cr_expect_str_eq(type_of(&a, name), want, "%s, %s: %s, not %s",
                     page[row].label, column[col].name, name, want);
    cr_expect_eq(a.snooped, !strcmp(want, "WB"), "%s, %s", page[row].label,
                 column[col].name);
}

Test(smmuv3_final, every_cell)
{
    for (unsigned row = 0; row < ROWS; row++) {
        struct stream s = stream_of(row);

        lay(&s);
        for (unsigned col = 0; col < COLUMNS; col++)
            expect_cell(row, col);
    }
}

/* A write is as a read. */
Test(smmuv3_final, writes)
{
    for (unsigned row = 0; row < ROWS; row++) {
        struct stream s = stream_of(row);

        lay(&s);
        for (unsigned col = 0; col < COLUMNS; col++) {
            struct unit_answer r =
                ask(&s, column[col].has, column[col].no_snoop, false, NULL);
            struct unit_answer w =
                ask(&s, column[col].has, column[col].no_snoop, true, NULL);

            cr_expect_eq(r.type, w.type);
            cr_expect_eq(r.snooped, w.snooped);
            cr_expect(w.writable);
        }
    }
}

/* CANWBS makes DMA coherent with and without no-snoop, and whatever else the
 * system does. */
Test(smmuv3_final, canwbs)
{
    for (unsigned row = 0; row < ROWS; row++) {
        struct stream s = stream_of(row);

        lay(&s);
        for (unsigned i = 0; i < 4; i++)
            cr_expect(ask(&s, COMMON | SMMU_CANWBS | (i & 1 ? SMMU_NSSYS : 0),
                          i & 2, false, NULL)
                          .snooped);
    }
}

/* A unit without FWB does not know STE.S2FWB: RES0, and no effect. */
Test(smmuv3_final, fwb_is_a_capability)
{
    struct stream s = {.stages = NESTED,
                       .mair = NC,
                       .s1_sh = 2,
                       .memattr = 0xf,
                       .s2_sh = 3,
                       .fwb = true};
    char name[32];
    struct unit_answer a;

    lay(&s);
    put(S2_L3 + CD / PAGE * 8, memory[(S2_L3 + CD / PAGE * 8) / 8] | 0xf << 2);
    for (uint64_t n = 0; n < 16; n++)
        put(S2_L3 + n * 8, memory[(S2_L3 + n * 8) / 8] | 0xf << 2);
    a = ask(&s, 0, false, false, NULL);
    cr_expect_str_eq(type_of(&a, name), "NC");
    put(S2_L3 + DATA / PAGE * 8,
        (memory[(S2_L3 + DATA / PAGE * 8) / 8] & ~UINT64_C(0x3c)) | 0x6 << 2);
    a = ask(&s, SMMU_S2FWB, false, false, NULL);
    cr_expect_str_eq(type_of(&a, name), "WB");
    a = ask(&s, 0, false, false, NULL);
    cr_expect_str_eq(type_of(&a, name), "NC", "0x6 is outer NC, inner WT");
}

/* ---- as printed ---- */

struct printed {
    const struct table *table;
    unsigned rows;
    char line[300][96]; /* as CSV                                             */
};

static void
emit(void *to, const char *const cell[])
{
    struct printed *p = to;
    char *line = p->line[p->rows++];

    line[0] = '\0';
    for (unsigned i = 0; i < p->table->ncolumn; i++) {
        strcat(line, i ? "|" : "");
        strcat(line, cell[i]);
    }
}

static bool
has_row(const struct printed *p, const char *line)
{
    for (unsigned i = 0; i < p->rows; i++)
        if (!strcmp(p->line[i], line))
            return true;
    return false;
}

Test(smmuv3_final, printed_for_readers)
{
    static struct printed p;

    p.table = iommu_smmuv3.table[0]->folded[0];
    p.table->rows(emit, &p);
    cr_expect_eq(p.rows, ROWS * COLUMNS);
    for (unsigned row = 0; row < ROWS; row++)
        for (unsigned col = 0; col < COLUMNS; col++) {
            char line[96];

            snprintf(line, sizeof line, "%s|%s|%s", page[row].label,
                     column[col].name, page[row].cell[col]);
            cr_expect(has_row(&p, line), "no row %s", line);
        }
}

Test(smmuv3_final, printed_as_data)
{
    static struct printed p;

    p.table = iommu_smmuv3.table[0];
    cr_expect_null(iommu_smmuv3.table[1]);
    p.table->rows(emit, &p);
    cr_expect_eq(p.rows, ROWS * 8);
    for (unsigned i = 0; i < p.rows; i++)
        for (unsigned j = 0; j < i; j++)
            cr_expect_str_neq(p.line[i], p.line[j]);
    cr_expect(has_row(&p, "NC|0xf|0|0|0|0|NC|not snooped"));
    cr_expect(has_row(&p, "NC|0xf|0|0|0|1|NC|snooped"));
    cr_expect(has_row(&p, "NC|0x6|1|0|1|0|WB|snooped"));
    cr_expect(has_row(&p, "NC|0x6|1|1|1|0|NC|not snooped"));
    cr_expect(has_row(&p, "off|off|-|1|0|0|WB|snooped"));
    cr_expect(has_row(&p, "WB|0x1|1|0|1|1|Device-nGnRE|-"));
}
