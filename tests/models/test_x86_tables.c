/* The combining tables against the manuals' pages, typed a second time as
 * text.  Nothing here is shared with the code's tables. */

#include <criterion/criterion.h>
#include <stdio.h>

#include "models/x86_pat_ept/tables.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

/* SDM vol. 3A Table 11-7, turned: PAT types down, MTRR types across.  Digits
 * are its footnotes. */
// clang-format off
static const char *const sdm_page[] = {
    "    UC   WC    WT   WB   WP",
    "UC  UC1  UC2   UC2  UC2  UC2",
    "UC- UC1  WC    UC2  UC2  WC3",
    "WC  WC   WC    WC   WC   WC",
    "WT  UC1  UC23  WT   WT   WT3",
    "WB  UC1  WC    WT   WB   WP",
    "WP  UC1  UC23  WP3  WP   WP",
};
// clang-format on

/* APM vol. 2 Table 15-19: guest PAT down, host PAT across. */
// clang-format off
static const char *const npt_pat_page[] = {
    "     UC  UC-  WC  WP   WT   WB",
    "UC   UC  UC   UC  UC   UC   UC",
    "UC-  UC  UC-  WC  UC   UC   UC",
    "WC   WC  WC   WC  WC+  WC+  WC+",
    "WP   UC  UC   UC  WP   UC   WP",
    "WT   UC  UC   UC  UC   WT   WT",
    "WB   UC  UC   WC  WP   WT   WB",
};
// clang-format on

/* APM vol. 2 Table 15-20: combined PAT down, MTRR across. */
// clang-format off
static const char *const npt_mtrr_page[] = {
    "     UC  WC  WP   WT   WB",
    "UC   UC  CD  CD   CD   CD",
    "UC-  UC  WC  CD   CD   CD",
    "WC   WC  WC  WC   WC   WC",
    "WC+  WC  WC  WC+  WC+  WC+",
    "WP   UC  CD  WP   CD   WP",
    "WT   UC  CD  CD   WT   WT",
    "WB   UC  WC  WP   WT   WB",
};
// clang-format on

/* APM vol. 2 Table 7-11: PAT down, MTRR across. */
// clang-format off
static const char *const amd_page[] = {
    "     UC  WC  WP  WT  WB",
    "UC   UC  CD  CD  CD  CD",
    "UC-  UC  WC  CD  CD  CD",
    "WC   WC  WC  WC  WC  WC",
    "WP   UC  CD  WP  CD  WP",
    "WT   UC  CD  CD  WT  WT",
    "WB   UC  WC  WP  WT  WB",
};
// clang-format on

/* A cell of the SDM's table as its page prints it. */
static void
print_cell(char out[PAGE_WORD], uint8_t cell)
{
    snprintf(out, PAGE_WORD, "%s%s%s%s", x86_mt_name[cell & CELL_TYPE],
             cell & CELL_NOTE1 ? "1" : "", cell & CELL_NOTE2 ? "2" : "",
             cell & CELL_NOTE3 ? "3" : "");
}

Test(x86_tables, sdm_says_what_the_manual_prints)
{
    unsigned cells = 0;

    for (unsigned mtrr = 0; mtrr < MT_COUNT; mtrr++)
        for (unsigned pat = 0; pat < MT_COUNT; pat++) {
            char got[PAGE_WORD], printed[PAGE_WORD];
            bool in_manual =
                page_find(sdm_page, COUNT(sdm_page), x86_mt_name[pat],
                          x86_mt_name[mtrr], printed);

            print_cell(got, x86_mtrr_pat[mtrr][pat]);
            cr_expect_eq(in_manual, x86_mtrr_pat[mtrr][pat] != 0,
                         "PAT %s, MTRR %s: the table says %s, the manual %s",
                         x86_mt_name[pat], x86_mt_name[mtrr], got,
                         in_manual ? printed : "nothing");
            if (!in_manual)
                continue;
            cr_expect_str_eq(got, printed,
                             "PAT %s, MTRR %s: the table says %s, the manual "
                             "%s",
                             x86_mt_name[pat], x86_mt_name[mtrr], got, printed);
            cells++;
        }
    cr_expect(cells == 30, "%u cells of 30", cells);
}

/* Compares one AMD table with its page; gives the cells compared. */
static unsigned
compare_apm(const char *name, const uint8_t table[APM_COUNT][APM_COUNT],
            const char *const *page, unsigned lines)
{
    unsigned cells = 0;

    for (unsigned row = 0; row < APM_COUNT; row++)
        for (unsigned column = 0; column < APM_COUNT; column++) {
            uint8_t cell = table[row][column];
            char printed[PAGE_WORD] = "none";

            if (page_find(page, lines, x86_apm_name[row], x86_apm_name[column],
                          printed))
                cells++;
            cr_expect_str_eq(x86_apm_name[cell], printed,
                             "%s: %s with %s: the table says %s, the manual "
                             "%s",
                             name, x86_apm_name[row], x86_apm_name[column],
                             x86_apm_name[cell], printed);
        }
    return cells;
}

Test(x86_tables, apm_15_19_says_what_the_manual_prints)
{
    unsigned cells =
        compare_apm("15-19", x86_npt_pat, npt_pat_page, COUNT(npt_pat_page));

    cr_expect(cells == 36, "%u cells of 36", cells);
}

Test(x86_tables, apm_15_20_says_what_the_manual_prints)
{
    unsigned cells =
        compare_apm("15-20", x86_npt_mtrr, npt_mtrr_page, COUNT(npt_mtrr_page));

    cr_expect(cells == 35, "%u cells of 35", cells);
}

Test(x86_tables, apm_7_11_says_what_the_manual_prints)
{
    unsigned cells =
        compare_apm("7-11", x86_amd_mtrr, amd_page, COUNT(amd_page));

    cr_expect(cells == 30, "%u cells of 30", cells);
}

/* UC carries exactly one of footnotes 1 and 2, nothing else does; footnote 1
 * stands in the MTRR's UC row and only there. */
Test(x86_tables, footnotes_say_where_uc_came_from)
{
    unsigned notes = 0, older = 0;

    for (unsigned mtrr = 1; mtrr < MT_COUNT; mtrr++)
        for (unsigned pat = 1; pat < MT_COUNT; pat++) {
            uint8_t cell = x86_mtrr_pat[mtrr][pat];
            bool one = cell & CELL_NOTE1, two = cell & CELL_NOTE2;

            cr_expect(!(one && two));
            cr_expect_eq(one || two, (cell & CELL_TYPE) == MT_UC);
            cr_expect(!one || mtrr == MT_UC);
            notes += one || two;
            older += !!(cell & CELL_NOTE3);
        }
    cr_expect(notes == 13, "%u UC cells of 13", notes);
    cr_expect(older == 5, "%u cells with footnote 3 of 5", older);
}

Test(x86_tables, uc_minus_differs_from_uc_under_wc_and_wp_only)
{
    for (unsigned mtrr = 1; mtrr < MT_COUNT; mtrr++)
        cr_expect_eq(x86_mtrr_pat[mtrr][MT_UC] != x86_mtrr_pat[mtrr][MT_UCM],
                     mtrr == MT_WC || mtrr == MT_WP, "MTRR %s",
                     x86_mt_name[mtrr]);
}

/* WB is the type that leaves the decision to the other input. */
Test(x86_tables, wb_is_neutral)
{
    for (unsigned t = 1; t < MT_COUNT; t++) {
        uint8_t apm = x86_apm_of((uint8_t) t);

        if (t != MT_UCM)
            cr_expect_eq(x86_mtrr_pat[t][MT_WB] & CELL_TYPE, t);
        if (t != MT_UC && t != MT_UCM)
            cr_expect_eq(x86_mtrr_pat[MT_WB][t] & CELL_TYPE, t);
        if (t != MT_UCM)
            cr_expect_eq(x86_amd_mtrr[APM_WB][apm], apm);
        if (t != MT_UCM)
            cr_expect_eq(x86_npt_pat[APM_WB][apm], apm);
    }
}

Test(x86_tables, amd_7_11_is_15_20_without_wc_plus)
{
    for (unsigned pat = 0; pat < APM_COUNT; pat++)
        for (unsigned mtrr = 0; mtrr < APM_COUNT; mtrr++)
            cr_expect_eq(x86_amd_mtrr[pat][mtrr],
                         pat == APM_WCP ? 0 : x86_npt_mtrr[pat][mtrr]);
}

/* Where the vendors give other types, not only other names: AMD's CD stands
 * for Intel's UC with footnote 2 except in three cells. */
Test(x86_tables, amd_differs_from_intel_in_three_cells)
{
    char differ[128] = "";

    for (uint8_t pat = 1; pat < MT_COUNT; pat++)
        for (uint8_t mtrr = 1; mtrr < MT_COUNT; mtrr++) {
            uint8_t intel = x86_mtrr_pat[mtrr][pat];
            uint8_t amd = x86_amd_mtrr[x86_apm_of(pat)][x86_apm_of(mtrr)];
            uint8_t same =
                intel & CELL_NOTE2 ? APM_CD : x86_apm_of(intel & CELL_TYPE);

            if (amd != same) {
                strcat(differ, x86_mt_name[pat]);
                strcat(differ, "/");
                strcat(differ, x86_mt_name[mtrr]);
                strcat(differ, " ");
            }
        }
    cr_expect_str_eq(differ, "UC-/WP WT/WP WP/WT ");
}

Test(x86_tables, names_are_read_back)
{
    for (uint8_t t = 1; t < MT_COUNT; t++)
        cr_expect_eq(x86_mt_parse(x86_mt_name[t]), t);
    for (uint8_t x = 1; x < X_COUNT; x++) {
        cr_expect_eq(x86_eff_parse(x86_eff_long_name[x]), x);
        cr_expect_eq(x86_eff_parse(x86_eff_name[x]),
                     x == X_UC_MTRR ? X_UC_PAGE : x);
    }
    cr_expect_eq(x86_mt_parse("none"), MT_NONE);
    cr_expect_eq(x86_mt_parse("uc"), MT_NONE);
    cr_expect_eq(x86_eff_parse("UC-"), X_NONE);
}
