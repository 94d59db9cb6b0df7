/* Whether requests snoop under VT-d: every cell of the table, through the walk
 * over words that are put down here by hand. */

#include <stdio.h>

#include "models/iommu/outcome.h"
#include "models/iommu/vtd/rules.h"
#include "models/iommu/vtd/tables.h"
#include "models/iommu/vtd/unit.h"
#include "tests/models/dma_words.h"

enum { ENTRY = 0x100, SECOND = 0x1000, FIRST = 0x5000 };

static struct dma_words memory;

/* Second stage: the first 2M as they are, by 4K leaves with these low bits. */
static void
second_stage(uint64_t low)
{
    dma_put(&memory, 0x1000, 0x2003);
    dma_put(&memory, 0x2000, 0x3003);
    dma_put(&memory, 0x3000, 0x4003);
    for (uint64_t page = 0; page < 512; page++)
        dma_put(&memory, 0x4000 + 8 * page, page << 12 | low);
}

/* First stage: the page 0x7000 at 0x9000; P, R/W, U/S, A, D. */
static void
first_stage(void)
{
    dma_put(&memory, 0x5000, 0x6027);
    dma_put(&memory, 0x6000, 0x8027);
    dma_put(&memory, 0x8000, 0xa027);
    dma_put(&memory, 0xa038, 0x9067);
}

static void
put_entry(uint64_t w0, uint64_t w1, uint64_t w2)
{
    dma_put(&memory, ENTRY, w0);
    dma_put(&memory, ENTRY + 8, w1);
    dma_put(&memory, ENTRY + 16, w2);
}

/*
 * The table, a second time: by hand from the sources.  c says what the control
 * bit is: of the leaf (bit 11) or of the PASID-table entry (bit 88).
 */
static const struct cell {
    const char *mode;
    int sc;  /* -1: whatever it is                                          */
    char c;  /* s: SNP, p: PGSNP, -: none                                   */
    int set; /* of that bit                                                 */
    char ns[3]; /* by the attribute: s snooped, n not, f reserved-bit fault */
} cells[] = {
    {"legacy pass-through",   -1, '-', 0, "sn"},
    {"scalable pass-through", -1, '-', 0, "sn"},
    {"legacy second stage",   1,  's', 0, "sn"},
    {"legacy second stage",   1,  's', 1, "ss"},
    {"legacy second stage",   0,  's', 0, "sn"},
    {"legacy second stage",   0,  's', 1, "ff"},
    {"scalable second stage", 1,  's', 0, "sn"},
    {"scalable second stage", 1,  's', 1, "ss"},
    {"scalable second stage", 0,  's', 0, "sn"},
    {"scalable second stage", 0,  's', 1, "ff"},
    {"first stage",           1,  'p', 0, "sn"},
    {"first stage",           1,  'p', 1, "ss"},
    {"first stage",           0,  'p', 0, "sn"},
    {"first stage",           0,  'p', 1, "ff"},
    {"nested",                1,  'p', 0, "sn"},
    {"nested",                1,  'p', 1, "ss"},
    {"nested",                0,  'p', 0, "sn"},
    {"nested",                0,  'p', 1, "ff"},
};

/* PT and, of scalable mode, SMTS and NEST. */
static uint32_t
prepare(const struct cell *c)
{
    uint64_t snp = c->c == 's' && c->set ? 0x800 : 0;
    uint64_t pgsnp = c->c == 'p' && c->set ? 0x1000000 : 0;

    memset(&memory, 0, sizeof memory);
    second_stage(3 | snp);
    first_stage();
    if (!strncmp(c->mode, "legacy", 6)) {
        put_entry(strstr(c->mode, "pass") ? 0x9 : 0x1001, 0x702, 0);
        return VTD_PT;
    }
    if (!strcmp(c->mode, "scalable pass-through"))
        put_entry(0x109, 7, 0);
    else if (!strcmp(c->mode, "scalable second stage"))
        put_entry(0x1089, 7, 0);
    else if (!strcmp(c->mode, "first stage"))
        put_entry(0x49, 7 | pgsnp, 0x5000);
    else
        put_entry(0x10c9, 7 | pgsnp, 0x5000);
    return VTD_PT | VTD_SCALABLE | VTD_NEST;
}

static void
expect_outcome(struct unit_answer a, char want, const char *what)
{
    if (want == 'f') {
        cr_expect_eq(a.fault, UNIT_FAULT_RESERVED, "%s", what);
        return;
    }
    cr_expect_eq(a.fault, UNIT_OK, "%s: fault %u", what, a.fault);
    cr_expect_eq(a.snooped, want == 's', "%s", what);
}

Test(vtd, every_cell)
{
    for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
        for (unsigned n = 0; n < 8; n++) {
            const struct cell *c = &cells[i];
            bool sc = n & 1, ns = n & 2, write = n & 4;
            uint32_t has = prepare(c) | (sc ? VTD_SC : 0);
            struct unit_request r = {
                .address = 0x7008, .no_snoop = ns, .write = write};
            struct unit_answer a;
            char what[80];

            if (c->sc >= 0 && c->sc != sc)
                continue;
            snprintf(what, sizeof what, "%s, SC=%d %c=%d NS=%d", c->mode, sc,
                     c->c, c->set, ns);
            a = dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL);
            expect_outcome(a, c->ns[ns], what);
            if (a.fault)
                continue;
            cr_expect(a.writable, "%s", what);
            cr_expect_eq(a.pa,
                         strstr(c->mode, "pass")     ? 0x7008
                         : strstr(c->mode, "second") ? 0x7008
                                                     : 0x9008,
                         "%s: %#llx", what, (unsigned long long) a.pa);
        }
}

/* Remapping off has no entry to walk from. */
Test(vtd, off)
{
    for (unsigned i = 0; i < 4; i++) {
        const struct vtd_row *r = vtd_find_row(VTD_OFF, i & 1, i & 2);

        cr_expect_eq(r->outcome[0], OUTCOME_SNOOPED);
        cr_expect_eq(r->outcome[1], OUTCOME_UNSNOOPED);
    }
}

/* One row for each input, so that the order of rows decides nothing. */
Test(vtd, rows_do_not_overlap)
{
    for (unsigned i = 0; i < VTD_MODES * 4; i++) {
        uint8_t mode = (uint8_t) (i / 4);
        bool sc = i & 1, set = i & 2;
        unsigned n = 0;

        for (unsigned j = 0; j < VTD_ROWS; j++) {
            const struct vtd_row *r = &vtd_rows[j];

            n += r->mode == mode && (r->sc == VTD_ANY || r->sc == sc) &&
                 (r->set == VTD_ANY || r->set == set);
        }
        cr_expect_eq(n, 1, "mode %u, SC=%d, %d", mode, sc, set);
    }
}

/* Each row leaves its own rule, the fault too. */
Test(vtd, rules_of_cells)
{
    static const struct {
        unsigned cell;
        bool sc;
        const char *rule;
    } want[] = {
        {0,  true,  "vtd.pass"                },
        {1,  true,  "vtd.pass.scalable"       },
        {2,  true,  "vtd.second.snp-clear"    },
        {7,  true,  "vtd.second.snp"          },
        {4,  false, "vtd.second.no-sc"        },
        {9,  false, "vtd.second.snp-reserved" },
        {10, true,  "vtd.first.pgsnp-clear"   },
        {11, true,  "vtd.first.pgsnp"         },
        {12, false, "vtd.first.no-sc"         },
        {13, false, "vtd.pasid.pgsnp-reserved"},
        {14, true,  "vtd.nested.pgsnp-clear"  },
        {15, true,  "vtd.nested.pgsnp"        },
        {16, false, "vtd.nested.no-sc"        },
        {17, false, "vtd.pasid.pgsnp-reserved"},
    };

    for (unsigned i = 0; i < sizeof want / sizeof *want; i++) {
        uint32_t has = prepare(&cells[want[i].cell]);
        const char *rule;

        if (want[i].sc)
            has |= VTD_SC;
        dma_ask(&iommu_vtd, &memory, ENTRY, has,
                (struct unit_request){.address = 0x7000}, &rule);
        cr_expect_str_eq(rule, want[i].rule);
    }
}

/* Nested: SNP of a leaf counts only where the unit says so, and is reserved
 * without snoop control wherever it stands. */
Test(vtd, snp_under_a_first_stage)
{
    static const struct cell nested = {"nested", 1, 'p', 0, ""};
    struct unit_request r = {.address = 0x7000, .no_snoop = true};
    uint32_t has = prepare(&nested) | VTD_SC;
    const char *rule;

    second_stage(0x803);
    cr_expect(!dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL).snooped);
    cr_expect(
        dma_ask(&iommu_vtd, &memory, ENTRY, has | VTD_NESTED_SNP, r, &rule)
            .snooped);
    cr_expect_str_eq(rule, "vtd.nested.snp");
    has &= ~(uint32_t) VTD_SC;
    cr_expect_eq(dma_ask(&iommu_vtd, &memory, ENTRY, has, r, &rule).fault,
                 UNIT_FAULT_RESERVED);
    cr_expect_str_eq(rule, "vtd.second.snp-reserved");
}

/* PGSNP is not what forces second-stage tables, nor pass-through. */
Test(vtd, pgsnp_elsewhere)
{
    struct unit_request r = {.address = 0x7000, .no_snoop = true};
    uint32_t has = prepare(&cells[6]) | VTD_SC;

    put_entry(0x1089, 0x1000007, 0);
    cr_expect(!dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL).snooped);
    put_entry(0x109, 0x1000007, 0);
    cr_expect(!dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL).snooped);
    has &= ~(uint32_t) VTD_SC;
    cr_expect_eq(dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL).fault,
                 UNIT_FAULT_RESERVED);
}

/* Requests that a device translated itself pass by the forcing, where they
 * pass at all. */
Test(vtd, translated_requests)
{
    for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
        for (unsigned n = 0; n < 4; n++) {
            const struct cell *c = &cells[i];
            bool ns = n & 1, dt = n & 2, legacy = c->mode[0] == 'l';
            uint32_t has = prepare(c) | VTD_SC | (dt ? VTD_DT : 0);
            struct unit_request r = {
                .address = 0x12345000, .no_snoop = ns, .translated = true};
            struct unit_answer a;
            const char *rule;

            if (legacy && dt && strstr(c->mode, "second"))
                put_entry(0x1005, 0x702, 0); /* TT = 01b */
            a = dma_ask(&iommu_vtd, &memory, ENTRY, has, r, &rule);
            if (!dt || !strcmp(c->mode, "legacy pass-through")) {
                cr_expect_eq(a.fault, UNIT_FAULT_ENTRY, "%s", c->mode);
                cr_expect_str_eq(rule, "vtd.translated.blocked");
                continue;
            }
            cr_expect_eq(a.fault, UNIT_OK, "%s", c->mode);
            cr_expect_eq(a.pa, 0x12345000);
            cr_expect_eq(a.snooped, !ns, "%s", c->mode);
            cr_expect_str_eq(rule, "vtd.translated");
        }
}

/* ECAP.C for entries and legacy tables; SMPWC and PWSNP for the others. */
Test(vtd, how_tables_are_read)
{
    for (unsigned n = 0; n < 16; n++) {
        bool c = n & 1, smpwc = n & 2, pwsnp = n & 4, scalable = n & 8;
        uint32_t has = prepare(&cells[scalable ? 6 : 2]) | (c ? VTD_C : 0) |
                       (smpwc && scalable ? VTD_SMPWC : 0);
        struct unit_request r = {.address = 0x7000};
        struct unit_answer a;

        if (scalable && pwsnp)
            put_entry(0x1089, 0x800007, 0);
        a = dma_ask(&iommu_vtd, &memory, ENTRY, has, r, NULL);
        cr_expect_eq(a.fault, UNIT_OK);
        cr_expect_eq(a.entry_snooped, c);
        cr_expect_eq(a.walk_snooped, scalable ? smpwc && pwsnp : c,
                     "C=%d SMPWC=%d PWSNP=%d scalable=%d", c, smpwc, pwsnp,
                     scalable);
    }
}

/* ---- what is printed ---- */

/* The cells above in the printed words. */
static void
expect_printed(const struct dma_rows *rows, const struct cell *c, int sc,
               unsigned ns)
{
    static const char *const modes[][2] = {
        {"legacy pass-through",   "legacy-pass"    },
        {"scalable pass-through", "scalable-pass"  },
        {"legacy second stage",   "legacy-second"  },
        {"scalable second stage", "scalable-second"},
        {"first stage",           "first"          },
        {"nested",                "nested"         },
    };
    const char *mode = "", *outcome = "fault: reserved bit";
    char line[80], control[16] = "-";
    unsigned found = 0;

    for (unsigned i = 0; i < 6; i++)
        if (!strcmp(c->mode, modes[i][0]))
            mode = modes[i][1];
    if (c->ns[ns] != 'f')
        outcome = c->ns[ns] == 's' ? "snooped" : "not snooped";
    if (c->c != '-')
        snprintf(control, sizeof control, "%s=%d",
                 c->c == 's' ? "snp" : "pgsnp", c->set);
    snprintf(line, sizeof line, "%s,%d,%s,%u,%s", mode, sc, control, ns,
             outcome);
    for (unsigned i = 0; i < rows->n; i++)
        found += !strcmp(rows->line[i], line);
    cr_expect_eq(found, 1, "%u rows: %s", found, line);
}

Test(vtd, printed_rows)
{
    const struct table *t = iommu_vtd.table[0];
    static struct dma_rows rows;
    unsigned n = 4; /* off */

    rows.ncolumn = t->ncolumn;
    t->rows(dma_emit, &rows);
    cr_expect_str_eq(t->name, "vtd");
    cr_expect_str_eq(rows.line[0], "off,1,-,0,snooped");
    cr_expect_str_eq(rows.line[1], "off,1,-,1,not snooped");
    for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
        for (int sc = 0; sc < 2; sc++) {
            if (cells[i].sc >= 0 && cells[i].sc != sc)
                continue;
            expect_printed(&rows, &cells[i], sc, 0);
            expect_printed(&rows, &cells[i], sc, 1);
            n += 2;
        }
    cr_expect_eq(rows.n, n, "nothing else: %u of %u", n, rows.n);
}

Test(vtd, rules_are_whole)
{
    for (unsigned i = 0; i < VTD_RULES; i++) {
        cr_assert_not_null(vtd_rules[i].id, "%u", i);
        cr_expect_eq(strncmp(vtd_rules[i].id, "vtd.", 4), 0);
        cr_expect_not_null(vtd_rules[i].cite);
        cr_expect_not_null(vtd_rules[i].says);
        for (unsigned j = 0; j < i; j++)
            cr_expect_str_neq(vtd_rules[i].id, vtd_rules[j].id);
    }
}
