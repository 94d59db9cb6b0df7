/* The table of DMA, against a second transcription. */

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "models/iommu/dma_table.h"

struct printed {
    const struct table *table;
    unsigned rows;
    char line[256][96];
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

static struct printed
print_table(const struct table *t)
{
    static struct printed p;

    p = (struct printed){.table = t};
    t->rows(emit, &p);
    return p;
}

static void
expect_row(const struct printed *p, const char *line)
{
    for (unsigned i = 0; i < p->rows; i++)
        if (!strcmp(p->line[i], line))
            return;
    cr_expect_fail("no row %s", line);
}

/* What becomes of a no-snoop request; all others are snooped. */
static const struct {
    const char *unit, *outcome;
} page[] = {
    {"none",                      "not snooped"},
    {"vtd pass-through",          "not snooped"},
    {"vtd SNP=0",                 "not snooped"},
    {"vtd SNP=1",                 "snooped"    },
    {"vtd SNP=1, translated",     "not snooped"},
    {"amd-vi pass-through",       "not snooped"},
    {"amd-vi FC=0",               "not snooped"},
    {"amd-vi FC=1",               "snooped"    },
    {"amd-vi FC=1, translated",   "not snooped"},
    {"smmuv3 NSsys=0",            "snooped"    },
    {"smmuv3 NSsys=1",            "not snooped"},
    {"smmuv3 CANWBS",             "snooped"    },
    {"smmuv3 CANWBS, translated", "snooped"    },
};
enum { UNITS = sizeof page / sizeof *page };

Test(dma_table, every_cell)
{
    struct printed p = print_table(iommu_dma_tables[0]);

    cr_expect_eq(p.rows, UNITS * 16);
    for (unsigned u = 0; u < UNITS; u++)
        for (unsigned attribute = 0; attribute < 2; attribute++)
            for (unsigned enable = 0; enable < 2; enable++)
                for (unsigned disobeys = 0; disobeys < 2; disobeys++)
                    for (unsigned honours = 0; honours < 2; honours++) {
                        bool ns = attribute && honours && (enable || disobeys);
                        char line[96];

                        snprintf(line, sizeof line, "%s|%u|%u|%u|%u|%s",
                                 page[u].unit, attribute, enable, disobeys,
                                 honours, ns ? page[u].outcome : "snooped");
                        expect_row(&p, line);
                    }
}

Test(dma_table, units_for_readers)
{
    struct printed p = print_table(iommu_dma_tables[0]->folded[1]);

    cr_expect_eq(p.rows, UNITS * 2);
    for (unsigned u = 0; u < UNITS; u++) {
        char line[96];

        snprintf(line, sizeof line, "%s|snoop|snooped", page[u].unit);
        expect_row(&p, line);
        snprintf(line, sizeof line, "%s|no-snoop|%s", page[u].unit,
                 page[u].outcome);
        expect_row(&p, line);
    }
}

Test(dma_table, requests_for_readers)
{
    struct printed p = print_table(iommu_dma_tables[0]->folded[0]);

    cr_expect_eq(p.rows, 8);
    expect_row(&p, "no attribute|ignores|snoop");
    expect_row(&p, "no attribute|honours|snoop");
    expect_row(&p, "attribute, bit clear|ignores|snoop");
    expect_row(&p, "attribute, bit clear|honours|snoop");
    expect_row(&p, "attribute, bit clear, disobeys|ignores|snoop");
    expect_row(&p, "attribute, bit clear, disobeys|honours|no-snoop");
    expect_row(&p, "attribute, bit set|ignores|snoop");
    expect_row(&p, "attribute, bit set|honours|no-snoop");
}

/* Every access, request and state of a line, once; what they say the machine
 * shows in tests/rules/r35-line-states-under-dma.scn. */
Test(dma_table, lines)
{
    struct printed p = print_table(iommu_dma_tables[1]);

    cr_expect_null(iommu_dma_tables[2]);
    cr_expect_eq(p.rows, 12);
    for (unsigned i = 0; i < p.rows; i++)
        for (unsigned j = 0; j < i; j++)
            cr_expect_str_neq(p.line[i], p.line[j]);
    expect_row(&p, "snoop|read|dirty|the copy|dirty or clean|none");
    expect_row(&p, "no-snoop|read|clean|memory|clean|none");
    expect_row(&p, "no-snoop|read|dirty|memory|dirty|stale-read");
    expect_row(&p, "no-snoop|write|invalid|memory|invalid|none");
    expect_row(&p, "no-snoop|write|clean|memory|clean|stale-read");
    expect_row(&p, "no-snoop|write|dirty|memory|dirty|stale-read lost-write");
}
