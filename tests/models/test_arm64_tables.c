/* The tables of attributes against the manual, typed a second time: as pages,
 * and as the closed forms that sail-arm has.  Nothing here is shared with the
 * code's tables. */

#include <criterion/criterion.h>
#include <stdio.h>

#include "models/arm64_s2fwb/combine.h"
#include "models/arm64_s2fwb/tables.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

enum { FEATURES = FEATURE_XS | FEATURE_MTE2 };

/* ---- attributes as the pages write them ---- */

/* "nGnRE"; "NC", "WT", "WB"; mixed as inner, then outer: "WB/NC". */
static void
print_attr(char out[PAGE_WORD], const struct arm64_attr *a)
{
    static const char *const cache[] = {"?", "NC", "WT", "WB"};
    static const char *const type[] = {"-",    "nGnRnE", "nGnRE",
                                       "nGRE", "GRE",    "?"};

    if (a->type != TYPE_NORMAL)
        snprintf(out, PAGE_WORD, "%s", type[a->type]);
    else if (a->inner == a->outer)
        snprintf(out, PAGE_WORD, "%s", cache[a->inner]);
    else
        snprintf(out, PAGE_WORD, "%s/%s", cache[a->inner], cache[a->outer]);
}

static const char *
binary(unsigned value)
{
    static const char *const name[16] = {
        "0000", "0001", "0010", "0011", "0100", "0101", "0110", "0111",
        "1000", "1001", "1010", "1011", "1100", "1101", "1110", "1111"};

    return name[value];
}

static struct arm64_attr
combined(unsigned fwb, struct arm64_attr s1, unsigned memattr, unsigned s2_sh,
         unsigned features)
{
    struct arm64_stages s = {
        .control = {.m = true,
                    .c = true,
                    .i = true,
                    .vm = true,
                    .fwb = fwb,
                    .features = (uint8_t) features},
        .s1 = s1,
        .memattr = (uint8_t) memattr,
        .s2_share = arm64_share(s2_sh),
    };

    return arm64_combine(&s, NULL);
}

/* ---- the closed forms ---- */

struct form { /* of the result                                                */
    int device; /* -1: Normal; 0 nGnRnE to 3 GRE                              */
    int inner, outer; /* 0 NC, 1 WT, 2 WB                                     */
    int share;        /* 0 NSH, 1 ISH, 2 OSH                                  */
    bool reserved;
};

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* Facts: bit 2 of the nibble clear gives WT; 4 gives NC; else WB. */
static int
form_of_nibble(unsigned nibble)
{
    if (!(nibble & 4))
        return 1;
    return nibble == 4 ? 0 : 2;
}

static struct form
form_of_byte(unsigned byte)
{
    struct form f = {.device = -1};

    if (byte == 0x40)
        return f;
    if (byte == 0xa0) {
        f.inner = f.outer = 1;
    } else if (byte == 0xf0) {
        f.inner = f.outer = 2;
    } else if (byte < 16) {
        f.device = (int) (byte / 4);
        f.reserved = byte % 4 >= 2;
    } else {
        f.reserved = byte % 16 == 0;
        f.outer = form_of_nibble(byte / 16);
        f.inner = form_of_nibble(byte % 16);
    }
    return f;
}

static int
form_of_share(unsigned sh)
{
    return sh == 0 ? 0 : sh == 3 ? 1 : 2;
}

static void
form_without_fwb(struct form *f, unsigned memattr)
{
    int outer = (int) (memattr >> 2) - 1, inner = (int) (memattr & 3) - 1;

    if (memattr < 4) {
        f->device =
            f->device < 0 ? (int) memattr : least(f->device, (int) memattr);
    } else if (outer < 0 || inner < 0) {
        f->reserved = true;
    } else if (f->device < 0) {
        f->inner = least(f->inner, inner);
        f->outer = least(f->outer, outer);
    }
}

static void
form_with_fwb(struct form *f, unsigned memattr)
{
    int device = (int) (memattr & 3);

    if (!(memattr & 4)) {
        f->device = f->device < 0 ? device : least(f->device, device);
    } else if (device == 0) {
        f->reserved = true;
    } else if (device == 2) {
        f->device = -1;
        f->inner = f->outer = 2;
    } else if (device == 1) {
        f->inner = f->outer = 0;
    }
}

static struct form
form_of(unsigned fwb, unsigned byte, unsigned sh, unsigned memattr,
        unsigned s2_sh)
{
    struct form f = form_of_byte(byte);
    int s1 = form_of_share(sh), s2 = form_of_share(s2_sh);

    if (fwb)
        form_with_fwb(&f, memattr);
    else
        form_without_fwb(&f, memattr);
    f.share = s1 > s2 ? s1 : s2;
    if (f.device >= 0 || (f.inner == 0 && f.outer == 0))
        f.share = 2;
    return f;
}

static bool
same(const struct form *f, const struct arm64_attr *a)
{
    if (f->reserved)
        return a->type == TYPE_NONE;
    if (a->share != SH_NSH + f->share)
        return false;
    if (f->device >= 0)
        return a->type == TYPE_DEVICE_nGnRnE + f->device;
    return a->type == TYPE_NORMAL && a->inner == CACHE_NC + f->inner &&
           a->outer == CACHE_NC + f->outer;
}

/* ---- the pages ---- */

// clang-format off
static const char *const low_page[] = {
    "       0000   0001   0010   0011   0100 0101   0110   0111",
    "nGnRnE nGnRnE nGnRnE nGnRnE nGnRnE -    nGnRnE nGnRnE nGnRnE",
    "nGnRE  nGnRnE nGnRE  nGnRE  nGnRE  -    nGnRE  nGnRE  nGnRE",
    "nGRE   nGnRnE nGnRE  nGRE   nGRE   -    nGRE   nGRE   nGRE",
    "GRE    nGnRnE nGnRE  nGRE   GRE    -    GRE    GRE    GRE",
    "NC     nGnRnE nGnRE  nGRE   GRE    -    NC     NC     NC",
    "WT     nGnRnE nGnRE  nGRE   GRE    -    NC     WT/NC  WT/NC",
    "WB     nGnRnE nGnRE  nGRE   GRE    -    NC     WT/NC  WB/NC",
    "WB/NC  nGnRnE nGnRE  nGRE   GRE    -    NC     WT/NC  WB/NC",
    "NC/WB  nGnRnE nGnRE  nGRE   GRE    -    NC     NC     NC",
};

static const char *const high_page[] = {
    "       1000 1001   1010   1011   1100 1101   1110   1111",
    "nGnRnE -    nGnRnE nGnRnE nGnRnE -    nGnRnE nGnRnE nGnRnE",
    "nGnRE  -    nGnRE  nGnRE  nGnRE  -    nGnRE  nGnRE  nGnRE",
    "nGRE   -    nGRE   nGRE   nGRE   -    nGRE   nGRE   nGRE",
    "GRE    -    GRE    GRE    GRE    -    GRE    GRE    GRE",
    "NC     -    NC     NC     NC     -    NC     NC     NC",
    "WT     -    NC/WT  WT     WT     -    NC/WT  WT     WT",
    "WB     -    NC/WT  WT     WB/WT  -    NC/WB  WT/WB  WB",
    "WB/NC  -    NC     WT/NC  WB/NC  -    NC     WT/NC  WB/NC",
    "NC/WB  -    NC/WT  NC/WT  NC/WT  -    NC/WB  NC/WB  NC/WB",
};

static const char *const with_page[] = {
    "       0000   0001   0010   0011   0100 0101   0110 0111",
    "nGnRnE nGnRnE nGnRnE nGnRnE nGnRnE -    nGnRnE WB   nGnRnE",
    "nGnRE  nGnRnE nGnRE  nGnRE  nGnRE  -    nGnRE  WB   nGnRE",
    "nGRE   nGnRnE nGnRE  nGRE   nGRE   -    nGRE   WB   nGRE",
    "GRE    nGnRnE nGnRE  nGRE   GRE    -    GRE    WB   GRE",
    "NC     nGnRnE nGnRE  nGRE   GRE    -    NC     WB   NC",
    "WT     nGnRnE nGnRE  nGRE   GRE    -    NC     WB   WT",
    "WB     nGnRnE nGnRE  nGRE   GRE    -    NC     WB   WB",
    "WB/NC  nGnRnE nGnRE  nGRE   GRE    -    NC     WB   WB/NC",
    "NC/WB  nGnRnE nGnRE  nGRE   GRE    -    NC     WB   NC/WB",
};

static const char *const share_page[] = {
    "    NSH ISH OSH",
    "NSH NSH ISH OSH",
    "ISH ISH ISH OSH",
    "OSH OSH OSH OSH",
};

/* MAIR_EL1: oooo and iiii; t transient, r and w allocate. */
static const char *const nibble_page[] = {
    "     cache hint",
    "0001 WT tw",
    "0010 WT tr",
    "0011 WT trw",
    "0100 NC -",
    "0101 WB tw",
    "0110 WB tr",
    "0111 WB trw",
    "1000 WT -",
    "1001 WT w",
    "1010 WT r",
    "1011 WT rw",
    "1100 WB -",
    "1101 WB w",
    "1110 WB r",
    "1111 WB rw",
};
// clang-format on

/* The page's cell for stage 1 as printed; false if it has no such row. */
static bool
page_cell(unsigned fwb, unsigned memattr, const char *row,
          char printed[PAGE_WORD])
{
    const char *const *page = fwb           ? with_page
                              : memattr < 8 ? low_page
                                            : high_page;

    return page_find(page, COUNT(low_page), row,
                     binary(fwb ? memattr & 7 : memattr), printed);
}

static void
expect_page(unsigned fwb, unsigned byte, const struct arm64_attr *s1,
            unsigned memattr, const struct arm64_attr *got)
{
    char row[PAGE_WORD], printed[PAGE_WORD], word[PAGE_WORD];

    print_attr(row, s1);
    print_attr(word, got);
    if (page_cell(fwb, memattr, row, printed) && strcmp(word, printed) != 0)
        cr_expect(false, "FWB=%u, MAIR 0x%02x (%s), MemAttr %s: %s, page %s",
                  fwb, byte, row, binary(memattr), word, printed);
}

Test(arm64_tables, every_combination_is_as_the_manual_says)
{
    static const unsigned sh[] = {0, 2, 3};
    unsigned cells = 0, bytes = 0;

    for (unsigned byte = 0; byte < 256; byte++) {
        struct arm64_attr s1 = arm64_mair((uint8_t) byte, FEATURES);
        struct form alone = form_of_byte(byte);

        cr_expect_eq(s1.type == TYPE_NONE, alone.reserved, "MAIR 0x%02x", byte);
        if (s1.type == TYPE_NONE)
            continue;
        bytes++;
        for (unsigned i = 0; i < 2 * 3 * 16 * 3; i++) {
            unsigned fwb = i / 144, s1_sh = sh[i / 48 % 3];
            unsigned memattr = i / 3 % 16, s2_sh = sh[i % 3];
            struct form f = form_of(fwb, byte, s1_sh, memattr, s2_sh);
            struct arm64_attr got;

            s1.share = arm64_share(s1_sh);
            got = combined(fwb, s1, memattr, s2_sh, FEATURES);
            if (!same(&f, &got))
                cr_expect(false,
                          "FWB=%u, MAIR 0x%02x, SH %u, MemAttr %s, SH %u: %s",
                          fwb, byte, s1_sh, binary(memattr), s2_sh,
                          arm64_code_name(arm64_code(&got)));
            expect_page(fwb, byte, &s1, memattr, &got);
            cells++;
        }
    }
    cr_expect_eq(bytes, 236u, "%u bytes", bytes);
    cr_expect_eq(cells, 67968u, "%u cells", cells);
}

Test(arm64_tables, each_page_has_every_cell)
{
    char row[PAGE_WORD], cell[PAGE_WORD];

    for (unsigned r = 1; r < COUNT(low_page); r++)
        for (unsigned i = 0; i < 32; i++) {
            cr_assert(page_word(low_page[r], 0, row));
            cr_expect(page_cell(i / 16, i % 16, row, cell), "%s", row);
        }
    cr_expect(COUNT(low_page) == COUNT(high_page) &&
              COUNT(low_page) == COUNT(with_page));
}

Test(arm64_tables, shareability_is_as_the_manual_prints)
{
    static const char *const name[] = {"none", "NSH", "ISH", "OSH"};
    char printed[PAGE_WORD];

    for (unsigned s1 = SH_NSH; s1 < SH_COUNT; s1++)
        for (unsigned s2 = SH_NSH; s2 < SH_COUNT; s2++) {
            cr_assert(page_find(share_page, COUNT(share_page), name[s1],
                                name[s2], printed));
            cr_expect_str_eq(name[arm64_combine_share[s1][s2]], printed,
                             "%s with %s", name[s1], name[s2]);
        }
    for (unsigned s = 0; s < SH_COUNT; s++)
        cr_expect(arm64_combine_share[s][SH_NONE] == SH_NONE &&
                  arm64_combine_share[SH_NONE][s] == SH_NONE);
}

Test(arm64_tables, what_is_reserved_combines_with_nothing)
{
    for (unsigned t = 0; t < TYPE_COUNT; t++)
        cr_expect(arm64_combine_type[t][TYPE_NONE] == TYPE_NONE &&
                  arm64_combine_type[TYPE_NONE][t] == TYPE_NONE);
    for (unsigned c = 0; c < CACHE_COUNT; c++)
        cr_expect(arm64_combine_cache[c][CACHE_NONE] == CACHE_NONE &&
                  arm64_combine_cache[CACHE_NONE][c] == CACHE_NONE);
    cr_expect(arm64_mair_nibble[0].cache == CACHE_NONE &&
              !arm64_mair_nibble[0].hint);
}

Test(arm64_tables, sh_has_one_reserved_value)
{
    cr_expect_eq(arm64_share(0), SH_NSH);
    cr_expect_eq(arm64_share(1), SH_NONE);
    cr_expect_eq(arm64_share(2), SH_OSH);
    cr_expect_eq(arm64_share(3), SH_ISH);
}

Test(arm64_tables, halves_of_mair_are_as_the_manual_prints)
{
    for (unsigned n = 1; n < 16; n++) {
        struct arm64_attr a = arm64_mair((uint8_t) (n << 4 | 0xf), 0);
        struct arm64_attr b = arm64_mair((uint8_t) (0xf0 | n), 0);
        char cache[PAGE_WORD], hint[PAGE_WORD], got[PAGE_WORD];

        cr_assert(page_find(nibble_page, COUNT(nibble_page), binary(n), "cache",
                            cache));
        cr_assert(page_find(nibble_page, COUNT(nibble_page), binary(n), "hint",
                            hint));
        cr_expect_str_eq(arm64_cache_short[a.outer], cache, "oooo %s",
                         binary(n));
        cr_expect_str_eq(arm64_cache_short[b.inner], cache, "iiii %s",
                         binary(n));
        snprintf(got, sizeof got, "%s%s%s%s",
                 a.outer_hint & HINT_TRANSIENT ? "t" : "",
                 a.outer_hint & HINT_READ_ALLOCATE ? "r" : "",
                 a.outer_hint & HINT_WRITE_ALLOCATE ? "w" : "",
                 a.outer_hint ? "" : "-");
        cr_expect_str_eq(got, hint, "hint of %s", binary(n));
        cr_expect_eq(a.outer_hint, b.inner_hint, "%s: oooo and iiii",
                     binary(n));
    }
}

Test(arm64_tables, linux_bytes_mean_what_linux_calls_them)
{
    static const struct {
        uint8_t byte;
        const char *name;
    } index[] = {
        {0x00, "Device-nGnRnE"},
        {0x04, "Device-nGnRE" },
        {0x0c, "Device-GRE"   },
        {0x44, "Normal-NC"    },
        {0xff, "Normal-WB"    },
        {0xbb, "Normal-WT"    },
        {0xf0, "Normal-WB"    },
    };

    for (unsigned i = 0; i < COUNT(index); i++) {
        struct arm64_attr a = arm64_mair(index[i].byte, FEATURES);

        cr_expect_str_eq(arm64_code_name(arm64_code(&a)), index[i].name,
                         "0x%02x", index[i].byte);
    }
}
