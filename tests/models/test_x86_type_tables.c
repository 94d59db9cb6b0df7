/* The tables as they are printed: the CSV contract. */

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "models/x86_pat_ept/type_tables.h"

struct page {
    const struct table *table;
    unsigned rows;
    char line[200][64]; /* as CSV                                             */
};

static void
emit(void *to, const char *const cell[])
{
    struct page *page = to;
    char *line = page->line[page->rows++];

    line[0] = '\0';
    for (unsigned i = 0; i < page->table->ncolumn; i++) {
        strcat(line, i ? "," : "");
        strcat(line, cell[i]);
    }
}

static struct page
print_table(const char *name)
{
    struct page page = {0};

    for (unsigned i = 0; i < X86_TYPE_TABLES; i++)
        if (!strcmp(x86_type_tables[i].name, name))
            page.table = &x86_type_tables[i];
    cr_assert_not_null(page.table, "%s", name);
    page.table->rows(emit, &page);
    return page;
}

static void
expect_row(const struct page *page, const char *row)
{
    for (unsigned i = 0; i < page->rows; i++)
        if (!strcmp(page->line[i], row))
            return;
    cr_expect_fail("%s has no row %s", page->table->name, row);
}

/* Each combination of inputs stands in one row. */
static void
expect_unique(const struct page *page)
{
    for (unsigned i = 0; i < page->rows; i++)
        for (unsigned j = 0; j < i; j++) {
            const char *a = page->line[i], *b = page->line[j];
            unsigned commas = 0, n = 0;

            while (a[n] && a[n] == b[n] && commas < page->table->first_value)
                commas += a[n++] == ',';
            cr_expect(commas < page->table->first_value, "%s twice", a);
        }
}

static void
expect_columns(const struct page *page, const char *columns)
{
    char got[64] = "";

    for (unsigned i = 0; i < page->table->ncolumn; i++) {
        strcat(got, i ? "," : "");
        strcat(got, page->table->column[i]);
    }
    cr_expect_str_eq(got, columns);
}

Test(x86_type_tables, pat_mtrr)
{
    struct page page = print_table("x86-pat-mtrr");

    expect_columns(&page, "pat,mtrr,effective,snoop");
    expect_unique(&page);
    cr_expect(page.rows == 30);
    expect_row(&page, "UC-,WP,WC,optional");
    expect_row(&page, "WP,WT,WP,-");
    expect_row(&page, "WT,WC,UC,required");
    expect_row(&page, "WB,UC,UC,optional");
    expect_row(&page, "UC,UC,UC,optional");
    expect_row(&page, "UC-,WB,UC,required");
}

Test(x86_type_tables, ept)
{
    struct page page = print_table("x86-ept");

    expect_columns(&page, "pat,ept,ipat,cd,effective,snoop");
    expect_unique(&page);
    cr_expect(page.rows == 120);
    expect_row(&page, "WC,WB,0,0,WC,optional");
    expect_row(&page, "WC,WB,1,0,WB,-");
    expect_row(&page, "UC,WB,0,0,UC,required");
    expect_row(&page, "UC,UC,0,0,UC,optional");
    expect_row(&page, "WB,UC,1,0,UC,optional");
    expect_row(&page, "WB,WB,1,1,UC,required");
}

Test(x86_type_tables, amd_npt)
{
    struct page page = print_table("amd-npt");

    expect_columns(&page, "guest_pat,host_pat,mtrr,effective");
    expect_unique(&page);
    cr_expect(page.rows == 180);
    expect_row(&page, "WC,WB,WB,WC+");
    expect_row(&page, "WC,WB,UC,WC");
    expect_row(&page, "UC-,WB,WB,CD");
    expect_row(&page, "UC-,UC-,WC,WC");
    expect_row(&page, "WT,WB,WP,CD");
    expect_row(&page, "UC,UC,UC,UC");
}

Test(x86_type_tables, say_where_they_come_from)
{
    cr_expect(X86_TYPE_TABLES == 3);
    for (unsigned i = 0; i < X86_TYPE_TABLES; i++) {
        const struct table *t = &x86_type_tables[i];

        cr_expect_not_null(t->title);
        cr_expect_not_null(strstr(t->cite, "Table"));
        cr_expect_lt(t->first_value, t->ncolumn);
        cr_expect_lt(t->row_axis, (int) t->first_value);
        cr_expect_lt(t->col_axis, (int) t->first_value);
        cr_expect_not_null(t->note[0]);
    }
}
