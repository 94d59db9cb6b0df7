/* The tables as they are printed: the CSV contract, and that what is folded
 * for readers hides nothing. */

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "models/arm64_s2fwb/type_tables.h"
#include "models/arm64_s2fwb/types.h"

struct page { /* counts rows, and looks for some of them                      */
    const struct table *table;
    const char *const *want; /* as CSV, NULL at the end                       */
    unsigned rows, found;
};

static void
look(void *to, const char *const cell[])
{
    struct page *page = to;
    char line[160] = "";

    for (unsigned i = 0; i < page->table->ncolumn; i++) {
        cr_assert_not_null(cell[i]);
        strcat(line, i ? "," : "");
        strcat(line, cell[i]);
    }
    page->rows++;
    for (unsigned i = 0; page->want[i]; i++)
        page->found += !strcmp(page->want[i], line);
}

static const struct table *
named(const char *name)
{
    for (unsigned i = 0; i < ARM64_TYPE_TABLES; i++)
        if (!strcmp(arm64_type_tables[i].name, name))
            return &arm64_type_tables[i];
    cr_assert_fail("no table %s", name);
    return NULL;
}

/* The table has these columns, this many rows, and each wanted row once. */
static void
expect_table(const char *name, const char *columns, unsigned rows,
             const char *const *want)
{
    struct page page = {.table = named(name), .want = want};
    char got[160] = "";
    unsigned n = 0;

    for (unsigned i = 0; i < page.table->ncolumn; i++) {
        strcat(got, i ? "," : "");
        strcat(got, page.table->column[i]);
    }
    cr_expect_str_eq(got, columns);
    page.table->rows(look, &page);
    while (want[n])
        n++;
    cr_expect_eq(page.rows, rows, "%s: %u rows", name, page.rows);
    cr_expect_eq(page.found, n, "%s: %u of %u rows", name, page.found, n);
}

Test(arm64_type_tables, both_stages)
{
    static const char *const want[] = {
        "0,0x00,0,15,0,Device-nGnRnE,-,-,OSH", "0,0xff,3,15,3,Normal,WB,WB,ISH",
        "0,0xff,0,15,0,Normal,WB,WB,NSH",      "0,0xff,3,7,3,Normal,WB,NC,ISH",
        "0,0x4f,3,13,3,Normal,NC,NC,OSH",      "0,0xff,3,4,3,reserved,-,-,-",
        "0,0xf0,3,1,3,Device-nGnRE,-,-,OSH",   "1,0x00,3,6,3,Normal,WB,WB,ISH",
        "1,0x04,3,5,3,Device-nGnRE,-,-,OSH",   "1,0x44,0,6,0,Normal,WB,WB,NSH",
        "1,0xbb,3,7,2,Normal,WT,WT,OSH",       "1,0xff,3,14,3,Normal,WB,WB,ISH",
        "1,0xff,3,12,3,reserved,-,-,-",        NULL,
    };

    expect_table("arm64-s1s2",
                 "fwb,s1_attr,s1_sh,s2_memattr,s2_sh,type,inner,outer,sh",
                 67968, want);
}

Test(arm64_type_tables, mair)
{
    static const char *const want[] = {
        "0x00,Device-nGnRnE,-,-,-,-,1,0,-",
        "0x05,Device-nGnRE,-,-,-,-,0,0,FEAT_XS",
        "0x06,reserved,-,-,-,-,-,-,-",
        "0x10,reserved,-,-,-,-,-,-,-",
        "0x40,Normal,NC,NC,-,-,0,0,FEAT_XS",
        "0x44,Normal,NC,NC,-,-,1,0,-",
        "0x4f,Normal,WB,NC,rw,-,1,0,-",
        "0xf0,Normal,WB,WB,rw,rw,0,1,FEAT_MTE2",
        "0x37,Normal,WB,WT,trw,trw,1,0,-",
        "0xff,Normal,WB,WB,rw,rw,0,0,-",
        NULL,
    };

    expect_table("arm64-mair",
                 "attr,type,inner,outer,inner_hint,outer_hint,xs,tagged,needs",
                 256, want);
}

Test(arm64_type_tables, stage_2)
{
    static const char *const want[] = {
        "0,0100,0,reserved,-",
        "1,0100,0,Normal-WB,NoTagAccess",
        "0,0110,0,Normal-iWT-oNC,-",
        "0,0110,1,Normal-WB always,-",
        "0,1110,1,Normal-WB always,-",
        "1,1110,1,Normal-WB always,NoTagAccess",
        "0,1001,1,Device-nGnRE or stronger,-",
        "1,1001,1,reserved,-",
        NULL,
    };

    expect_table("arm64-s2", "mte_perm,memattr,fwb,gives,tags", 64, want);
}

Test(arm64_type_tables, device)
{
    static const char *const want[] = {
        "gathering (G),nGRE,no",
        "gathering (G),GRE,yes",
        "reordering (R),nGnRE,no",
        "reordering (R),nGRE,yes",
        "early write ack (E),nGnRnE,no",
        "early write ack (E),nGnRE,yes",
        "speculative reads,GRE,no",
        "speculative reads,Normal-NC,yes",
        "DC ZVA,GRE,fault",
        NULL,
    };

    expect_table("arm64-device", "allowed,type,value", 70, want);
}

/* ---- folding ---- */

enum { MEMATTRS = 16 };

/* What the folded table says of a kind of stage 1: [fwb][kind][memattr]. */
struct folded {
    char kind[13][20], result[2][13][MEMATTRS][20];
    unsigned kinds, told;
};

static unsigned
kind_of(struct folded *f, const char *name)
{
    unsigned k = 0;

    while (k < f->kinds && strcmp(f->kind[k], name))
        k++;
    if (k == f->kinds) {
        cr_assert_lt(k, 13u);
        strcpy(f->kind[f->kinds++], name);
    }
    return k;
}

static void
note_folded(void *to, const char *const cell[])
{
    struct folded *f = to;
    unsigned fwb = *cell[0] == '1', kind = kind_of(f, cell[2]);
    unsigned low = (cell[3][0] - '0') * 2u + (cell[3][1] - '0');

    for (unsigned m = low; m < MEMATTRS; m += 4)
        if ((cell[1][0] == 'x' || cell[1][0] - '0' == (int) m / 8) &&
            cell[1][1] - '0' == (int) m / 4 % 2)
            strcpy(f->result[fwb][kind][m], cell[4]);
}

static void
kind_name(char out[20], const char *type, const char *inner, const char *outer)
{
    if (strcmp(type, "Normal"))
        strcpy(out, type);
    else if (!strcmp(inner, outer))
        strcat(strcpy(out, "Normal-"), inner);
    else
        strcat(strcat(strcat(strcpy(out, "Normal-i"), inner), "-o"), outer);
}

struct fold_check {
    struct folded *f;
    char s1[256][20]; /* what each byte says                                  */
};

static void
note_byte(void *to, const char *const cell[])
{
    struct fold_check *c = to;

    kind_name(c->s1[strtoul(cell[0], NULL, 16)], cell[1], cell[2], cell[3]);
}

static void
compare_row(void *to, const char *const cell[])
{
    struct fold_check *c = to;
    const char *s1 = c->s1[strtoul(cell[1], NULL, 16)];
    const char *told = c->f->result[*cell[0] == '1'][kind_of(c->f, s1)]
                                   [strtoul(cell[3], NULL, 10)];
    char is[20];

    kind_name(is, cell[5], cell[6], cell[7]);
    if (strcmp(is, told))
        cr_expect_fail("FWB=%s, MAIR %s, MemAttr %s: %s, folded: %s", cell[0],
                       cell[1], cell[3], is, told);
    c->f->told++;
}

Test(arm64_type_tables, what_is_folded_says_the_same_of_every_byte)
{
    static struct folded f;
    static struct fold_check check = {.f = &f};
    const struct table *both = named("arm64-s1s2");

    both->folded[0]->rows(note_folded, &f);
    named("arm64-mair")->rows(note_byte, &check);
    both->rows(compare_row, &check);
    cr_expect_eq(f.kinds, 13u);
    cr_expect_eq(f.told, 67968u);
}

Test(arm64_type_tables, say_where_they_come_from)
{
    for (unsigned i = 0; i < ARM64_TYPE_TABLES; i++) {
        const struct table *t = &arm64_type_tables[i];

        cr_expect_not_null(t->title);
        cr_expect_not_null(strstr(t->cite, "Arm ARM"));
        cr_expect_not_null(t->note[0]);
        cr_expect_lt(t->first_value, t->ncolumn);
        cr_expect_lt(t->row_axis, (int) t->ncolumn);
    }
}

Test(arm64_types, codes_have_names_of_their_own)
{
    for (unsigned a = SH_COUNT; a < ARM64_CODES; a++)
        for (unsigned b = SH_COUNT; b < a; b++)
            cr_expect_str_neq(arm64_code_name(a), arm64_code_name(b));
    cr_expect_str_eq(arm64_code_name(0), "none");
    cr_expect_str_eq(arm64_code_name(ARM64_CODES), "none");
}
