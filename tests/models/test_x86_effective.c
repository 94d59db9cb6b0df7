/* The effective type and its trail. */

#include <criterion/criterion.h>
#include <stdio.h>

#include "models/x86_pat_ept/decode.h"
#include "models/x86_pat_ept/effective.h"
#include "models/x86_pat_ept/rules.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

static const uint8_t pats[] = {MT_UC, MT_UCM, MT_WC, MT_WT, MT_WB, MT_WP};
static const uint8_t ranges[] = {MT_UC, MT_WC, MT_WT, MT_WB, MT_WP};

static const char *
last_rule(const struct trail *why)
{
    return why->n ? why->step[why->n - 1].rule->id : "nothing";
}

/* EPT leaves as KVM makes them, and what a guest gets; from the SDM's rule,
 * worked out by hand.  (p) UC from the page: must snoop; (m) UC from the EPT:
 * need not. */
// clang-format off
static const char *const kvm_page[] = {
    "    UC/0     WB/0     UC/1     WB/1",
    "UC  UC(mtrr) UC(page) UC(mtrr) WB",
    "UC- UC(mtrr) UC(page) UC(mtrr) WB",
    "WC  WC       WC       UC(mtrr) WB",
    "WT  UC(mtrr) WT       UC(mtrr) WB",
    "WP  UC(mtrr) WP       UC(mtrr) WB",
    "WB  UC(mtrr) WB       UC(mtrr) WB",
};
// clang-format on

Test(x86_effective, kvm_leaves)
{
    unsigned cells = 0;

    for (unsigned p = 0; p < COUNT(pats); p++)
        for (unsigned leaf = 0; leaf < 4; leaf++) {
            struct x86_access a = {
                .paging = PAGING_EPT,
                .pat = pats[p],
                .host = leaf % 2 ? MT_WB : MT_UC,
                .ipat = leaf / 2,
            };
            char head[PAGE_WORD], printed[PAGE_WORD];
            struct trail why = {0};
            uint8_t eff = x86_effective(&a, &why);

            snprintf(head, sizeof head, "%s/%d", x86_mt_name[a.host], a.ipat);
            cr_assert(page_find(kvm_page, COUNT(kvm_page), x86_mt_name[a.pat],
                                head, printed));
            cr_expect_str_eq(x86_eff_long_name[eff], printed, "PAT %s, EPT %s",
                             x86_mt_name[a.pat], head);
            cr_expect_str_eq(last_rule(&why),
                             a.ipat ? "x86.ept.ipat" : "x86.ept.pat-ept");
            cells++;
        }
    cr_expect(cells == 24);
}

Test(x86_effective, ipat_silences_pat)
{
    static const uint8_t alone[] = {X_UC_MTRR, X_WC, X_WT, X_WB, X_WP};

    for (unsigned p = 0; p < COUNT(pats); p++)
        for (unsigned e = 0; e < COUNT(ranges); e++) {
            struct x86_access a = {
                .paging = PAGING_EPT,
                .pat = pats[p],
                .host = ranges[e],
                .ipat = true,
            };

            cr_expect_eq(x86_effective(&a, NULL), alone[e], "PAT %s leaked",
                         x86_mt_name[pats[p]]);
        }
}

Test(x86_effective, cd_gives_uc_or_cd)
{
    static const char *const rule[] = {
        [PAGING_INTEL] = "x86.intel.cd",
        [PAGING_EPT] = "x86.ept.cd",
        [PAGING_AMD] = "x86.amd.cd",
        [PAGING_NPT] = "x86.npt.cd",
    };
    unsigned cases = 0;

    for (unsigned paging = PAGING_INTEL; paging <= PAGING_NPT; paging++)
        for (unsigned p = 0; p < COUNT(pats); p++)
            for (unsigned e = 0; e < COUNT(ranges); e++)
                for (unsigned ipat = 0; ipat < 2; ipat++) {
                    struct x86_access a = {
                        .paging = (uint8_t) paging,
                        .pat = pats[p],
                        .host = ranges[e],
                        .mtrr = ranges[e],
                        .ipat = ipat,
                        .cr0_cd = true,
                    };

                    struct trail why = {0};

                    cr_expect_eq(x86_effective(&a, &why),
                                 paging >= PAGING_AMD ? X_CD : X_UC_PAGE);
                    cr_expect(why.n == 1);
                    cr_expect_str_eq(last_rule(&why), rule[paging]);
                    cases++;
                }
    cr_expect(cases == 240);
}

/* Without IPAT an EPT type acts as that MTRR type does natively. */
Test(x86_effective, ept_type_stands_in_the_mtrr_column)
{
    for (unsigned p = 0; p < COUNT(pats); p++)
        for (unsigned e = 0; e < COUNT(ranges); e++) {
            struct x86_access guest = {
                .paging = PAGING_EPT,
                .pat = pats[p],
                .host = ranges[e],
                .mtrr = MT_UC, /* must have no say */
            };
            struct x86_access native = {
                .paging = PAGING_INTEL,
                .pat = pats[p],
                .mtrr = ranges[e],
            };

            cr_expect_eq(x86_effective(&guest, NULL),
                         x86_effective(&native, NULL));
        }
}

Test(x86_effective, without_paging_pat_is_wb)
{
    static const uint8_t alone[] = {X_UC_MTRR, X_WC, X_WT, X_WB, X_WP};

    for (unsigned paging = PAGING_INTEL; paging <= PAGING_NPT; paging++)
        for (unsigned e = 0; e < COUNT(ranges); e++) {
            struct x86_access a = {
                .paging = (uint8_t) paging,
                .paging_off = true,
                .pat = MT_UC, /* not consulted */
                .host = paging == PAGING_NPT ? MT_WB : ranges[e],
                .mtrr = ranges[e],
            };
            struct trail why = {0};

            cr_expect_eq(x86_effective(&a, &why), alone[e]);
            cr_expect_str_eq(why.step[0].rule->id, "x86.paging-off");
        }
}

Test(x86_effective, reserved_ept_types)
{
    struct x86_access a = {.paging = PAGING_EPT, .pat = MT_WB, .ipat = true};
    struct trail why = {0};

    cr_expect_eq(x86_effective(&a, &why), X_NONE);
    cr_expect_str_eq(last_rule(&why), "x86.ept.misconfig");
    a.host = MT_UCM; /* cannot be encoded, is no type either */
    cr_expect_eq(x86_effective(&a, NULL), X_NONE);
}

/* KVM on AMD: host PAT WB, so RAM (MTRR WB) and MMIO (MTRR UC) give: */
// clang-format off
static const char *const svm_page[] = {
    "    RAM MMIO",
    "UC  CD  UC",
    "UC- CD  UC",
    "WC  WC+ WC",
    "WT  WT  UC",
    "WP  WP  UC",
    "WB  WB  UC",
};
// clang-format on

Test(x86_effective, kvm_on_amd)
{
    for (unsigned p = 0; p < COUNT(pats); p++)
        for (unsigned mmio = 0; mmio < 2; mmio++) {
            struct x86_access a = {
                .paging = PAGING_NPT,
                .pat = pats[p],
                .host = MT_WB,
                .mtrr = mmio ? MT_UC : MT_WB,
            };
            char printed[PAGE_WORD];

            cr_assert(page_find(svm_page, COUNT(svm_page), x86_mt_name[a.pat],
                                mmio ? "MMIO" : "RAM", printed));
            cr_expect_str_eq(x86_eff_name[x86_effective(&a, NULL)], printed,
                             "PAT %s, %s", x86_mt_name[a.pat],
                             mmio ? "MMIO" : "RAM");
        }
}

/* With a host PAT of WB, nesting changes WC only: to WC+. */
Test(x86_effective, nesting_under_wb)
{
    for (unsigned p = 0; p < COUNT(pats); p++)
        for (unsigned m = 0; m < COUNT(ranges); m++) {
            struct x86_access a = {
                .paging = PAGING_NPT,
                .pat = pats[p],
                .host = MT_WB,
                .mtrr = ranges[m],
            };
            struct x86_access native = {
                .paging = PAGING_AMD,
                .pat = pats[p],
                .mtrr = ranges[m],
            };
            uint8_t eff = x86_effective(&a, NULL);
            uint8_t flat = x86_effective(&native, NULL);

            if (pats[p] == MT_UCM) /* 15-19 gives UC: no WC under WC */
                cr_expect_eq(eff, ranges[m] == MT_UC ? X_UC_MTRR : X_CD);
            else if (eff == X_WCP)
                cr_expect_eq(flat, X_WC);
            else
                cr_expect_eq(eff, flat);
        }
}

// clang-format off
/* What is read while walking: the types of table entries. */
static const struct {
    struct x86_access a;
    uint8_t eff;
    const char *rule;
} table_access[] = {
    {{.paging = PAGING_INTEL, .purpose = FOR_TABLE,
      .pat = MT_WB, .mtrr = MT_WB}, X_WB, "x86.intel.table"},
    {{.paging = PAGING_INTEL, .purpose = FOR_TABLE,
      .pat = MT_UCM, .mtrr = MT_WB}, X_UC_PAGE, "x86.intel.table"},
    {{.paging = PAGING_EPT, .purpose = FOR_TABLE,
      .pat = MT_UCM, .host = MT_WB}, X_UC_PAGE, "x86.ept.guest-table"},
    {{.paging = PAGING_EPT, .purpose = FOR_TABLE,
      .pat = MT_UCM, .host = MT_WB, .ipat = true}, X_WB, "x86.ept.ipat"},
    {{.paging = PAGING_EPT, .purpose = FOR_HOST_TABLE,
      .host = MT_WB}, X_WB, "x86.ept.table"},
    {{.paging = PAGING_EPT, .purpose = FOR_HOST_TABLE,
      .host = MT_UC}, X_UC_MTRR, "x86.ept.table"},
    {{.paging = PAGING_EPT, .purpose = FOR_HOST_TABLE,
      .host = MT_WC}, X_NONE, "x86.no-type"},
    {{.paging = PAGING_EPT, .purpose = FOR_HOST_TABLE,
      .host = MT_WB, .cr0_cd = true}, X_UC_PAGE, "x86.ept.table-cd"},
    {{.paging = PAGING_AMD, .purpose = FOR_TABLE,
      .pat = MT_WT, .mtrr = MT_WP}, X_CD, "x86.amd.table"},
    {{.paging = PAGING_NPT, .purpose = FOR_TABLE, .pat = MT_WC,
      .host = MT_WB, .mtrr = MT_WB}, X_WCP, "x86.npt.guest-table"},
    {{.paging = PAGING_NPT, .purpose = FOR_HOST_TABLE,
      .host = MT_WB, .mtrr = MT_WB}, X_WB, "x86.npt.table"},
    {{.paging = PAGING_NPT, .purpose = FOR_HOST_TABLE,
      .host = MT_UC, .mtrr = MT_WB}, X_CD, "x86.npt.table"},
};
// clang-format on

Test(x86_effective, table_accesses)
{
    for (unsigned i = 0; i < COUNT(table_access); i++) {
        struct trail why = {0};

        cr_expect_eq(x86_effective(&table_access[i].a, &why),
                     table_access[i].eff, "case %u", i);
        cr_expect_str_eq(why.step[0].rule->id, table_access[i].rule, "case %u",
                         i);
    }
}

Test(x86_effective, trail_names_every_step)
{
    struct x86_access a = {
        .paging = PAGING_NPT,
        .pat = MT_WC,
        .host = MT_WB,
        .mtrr = MT_WB,
    };
    struct trail why = {0};
    char got[128] = "";

    x86_effective(&a, &why);
    for (unsigned i = 0; i < why.n; i++) {
        strcat(got, why.step[i].rule->id);
        strcat(got, "=");
        strcat(got, x86_gave_name(why.step[i].gave));
        strcat(got, " ");
    }
    cr_expect_str_eq(got, "x86.pat=WC x86.npt.pat=WC+ x86.npt.mtrr=WC+ ");
}

Test(x86_effective, missing_inputs_give_nothing)
{
    for (unsigned paging = PAGING_NONE; paging <= PAGING_NPT + 1; paging++) {
        struct x86_access a = {.paging = (uint8_t) paging, .host = MT_WB};
        struct trail why = {0};

        cr_expect_eq(x86_effective(&a, &why), X_NONE);
        cr_expect_str_eq(last_rule(&why), "x86.no-type");
        cr_expect_str_eq(x86_gave_name(why.step[why.n - 1].gave), "undefined");
    }
}

Test(x86_effective, snoop_required)
{
    for (uint8_t x = 0; x < X_COUNT; x++)
        cr_expect_eq(x86_snoop_required(x),
                     x == X_UC_PAGE || x == X_WCP || x == X_CD, "%s",
                     x86_eff_long_name[x]);
}

Test(x86_effective, rules_are_complete_and_unique)
{
    cr_expect(RULE_COUNT > 0);
    for (unsigned i = 0; i < RULE_COUNT; i++) {
        cr_assert_not_null(x86_rules[i].id, "rule %u is missing", i);
        cr_expect_not_null(x86_rules[i].cite);
        cr_expect_neq(x86_rules[i].says[strlen(x86_rules[i].says) - 1], '.');
        for (unsigned j = 0; j < i; j++)
            cr_expect_str_neq(x86_rules[i].id, x86_rules[j].id);
    }
}

/* Natively each vendor has its own table. */
Test(x86_effective, native_tables)
{
    struct x86_access a = {.paging = PAGING_INTEL, .pat = MT_WP, .mtrr = MT_WT};
    struct trail why = {0};

    cr_expect_eq(x86_effective(&a, &why), X_WP);
    cr_expect_str_eq(last_rule(&why), "x86.intel.pat-mtrr");
    a.paging = PAGING_AMD;
    cr_expect_eq(x86_effective(&a, &why), X_CD);
    cr_expect_str_eq(last_rule(&why), "x86.amd.pat-mtrr");
}

Test(x86_effective, gave_has_a_name)
{
    static const struct {
        uint32_t gave;
        const char *name;
    } some[] = {
        {X_NONE,               "undefined"},
        {X_UC_MTRR,            "UC"       },
        {X_CD,                 "CD"       },
        {X_COUNT,              "unknown"  },
        {GAVE_MT,              "undefined"},
        {GAVE_MT + MT_UCM,     "UC-"      },
        {GAVE_MT + MT_COUNT,   "unknown"  },
        {GAVE_APM,             "undefined"},
        {GAVE_APM + APM_WCP,   "WC+"      },
        {GAVE_APM + APM_COUNT, "unknown"  },
    };

    for (unsigned i = 0; i < COUNT(some); i++)
        cr_expect_str_eq(x86_gave_name(some[i].gave), some[i].name);
}

/* Every rule of effective.c decides some access. */
Test(x86_effective, no_rule_is_idle)
{
    bool used[RULE_COUNT] = {false};
    unsigned cases = 0;

    for (unsigned i = 0; i < 4 * 3 * 2 * 2 * 2 * 7 * 7; i++) {
        struct x86_access a = {
            .paging = (uint8_t) (PAGING_INTEL + i % 4),
            .purpose = i / 4 % 3,
            .paging_off = i / 12 % 2,
            .cr0_cd = i / 24 % 2,
            .ipat = i / 48 % 2,
            .pat = i / 96 % 7,
            .host = (uint8_t) (i / 96 / 7),
            .mtrr = MT_WB,
        };
        struct trail why = {0};
        uint8_t eff = x86_effective(&a, &why);

        cr_assert_lt(eff, X_COUNT);
        cr_assert_eq(why.step[why.n - 1].gave, eff);
        for (unsigned s = 0; s < why.n; s++)
            used[why.step[s].rule - x86_rules] = true;
        cases++;
    }
    cr_expect(cases == 4704);
    for (unsigned r = 0; r < RULE_MTRR_OFF; r++)
        cr_expect(used[r], "%s never decides", x86_rules[r].id);
}
