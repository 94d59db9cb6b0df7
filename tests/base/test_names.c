/* Names of values, values of names, and the nearest name. */
#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/base/names.h"
#include "tests/lib/choose.h"

static const struct name types[] = {
    {"WB", 1},
    {"write-back",    1},
    {"WC",2},
    {"UC", 3},
    {"UC-",    4},
    {NULL  },
};

Test(names, the_first_name_is_printed)
{
    cr_expect_str_eq(name_of(types, 1), "WB");
    cr_expect_str_eq(name_of(types, 4), "UC-");
    cr_expect_null(name_of(types, 0));
}

Test(names, all_names_are_read)
{
    unsigned value = 99;

    cr_expect(name_value(types, "write-back and more", 10, &value));
    cr_expect_eq(value, 1);
    cr_expect(name_value(types, "UC-", 2, &value));
    cr_expect_eq(value, 3);
    cr_expect(!name_value(types, "uc", 2, &value), "case matters");
    cr_expect(!name_value(types, "U", 1, &value));
    cr_expect_eq(value, 3, "not found: untouched");
}

Test(names, a_list_leaves_aliases_out)
{
    g_autofree char *list = name_list(types);

    cr_expect_str_eq(list, "WB, WC, UC, UC-");
}

static const char *const known[] = {
    "platform", "param",   "policy", "principal", "ram",   "map",
    "device",   "include", "expect", "under",     "store", "stale-read",
};

// clang-format off
static const struct {
    const char *typed, *meant;
} typed[] = {
    {"platfrom",                           "platform"  }, /* a swap */
    {"platfor",                            "platform"  },
    {"pplatform",                          "platform"  },
    {"plattfrom",                          "platform"  },
    {"exept",                              "expect"    },
    {"Expect",                             "expect"    },
    {"EXPECT",                             "expect"    },
    {"mpa",                                "map"       },
    {"rom",                                "ram"       },
    {"sotre",                              "store"     },
    {"stale_reads",                        "stale-read"},
    {"x",                                  NULL        },
    {"zzzz",                               NULL        },
    {"",                                   NULL        },
    {"m",                                  NULL        },
    {"a-word-that-is-so-long-that-nobody-"
     "can-have-meant-it-to-be-a-keyword", NULL        },
};
// clang-format on

Test(names, the_nearest_is_found)
{
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++) {
        struct nearest n = nearest_to(typed[i].typed, strlen(typed[i].typed));

        for (size_t k = 0; k < G_N_ELEMENTS(known); k++)
            nearest_offer(&n, known[k]);
        if (typed[i].meant) {
            cr_expect_not_null(n.best, "'%s'", typed[i].typed);
            cr_expect_str_eq(n.best ? n.best : "", typed[i].meant, "'%s'",
                             typed[i].typed);
        } else {
            cr_expect_null(n.best, "'%s' gave '%s'", typed[i].typed, n.best);
        }
    }
}

Test(names, the_order_of_offers_is_irrelevant)
{
    static const char *const near[] = {"cart", "card", "care", "cars"};
    struct chooser g = {0};
    unsigned cases = 0;

    while (choose_more(&g)) {
        struct nearest n = nearest_to("carx", 4);

        for (unsigned k = 0; k < 6; k++)
            nearest_offer(&n, near[choose(&g, 4)]);
        nearest_offer(&n, "card");
        cr_assert_str_eq(n.best, "card");
        cases++;
    }
    cr_expect_eq(cases, 4096);
}

/* By the definition: what is left of both words when one letter of one of them
 * has been dealt with, at most DEPTH times. */
static unsigned
edits(const char *a, const char *b, unsigned depth)
{
    unsigned least;

    if (!*a || !*b)
        return (unsigned) (strlen(a) + strlen(b));
    if (g_ascii_tolower(*a) == g_ascii_tolower(*b))
        return edits(a + 1, b + 1, depth);
    if (depth == 0)
        return 99;
    least = MIN(edits(a + 1, b, depth - 1), edits(a, b + 1, depth - 1));
    least = MIN(least, edits(a + 1, b + 1, depth - 1));
    if (g_ascii_tolower(a[0]) == g_ascii_tolower(b[1]) &&
        g_ascii_tolower(a[1]) == g_ascii_tolower(b[0]))
        least = MIN(least, edits(a + 2, b + 2, depth - 1));
    return least + 1;
}

/* Nothing near enough is passed over by what is looked at first. */
Test(names, near_is_what_takes_few_edits)
{
    static const char alphabet[] = "abB-9";
    struct chooser g = {0};
    unsigned cases = 0, found = 0;

    while (choose_more(&g)) {
        char word[] = "ab-a", other[6] = "";
        struct nearest n = nearest_to(word, strlen(word));

        for (unsigned k = 0; k < 5 && (k < 3 || choose(&g, 2)); k++)
            other[k] = alphabet[choose(&g, 5)];
        nearest_offer(&n, other);
        cr_assert_eq(n.best != NULL, edits(word, other, 4) <= 1, "'%s'", other);
        found += n.best != NULL;
        cases++;
    }
    cr_expect_geq(cases, 125 + 625 + 3125);
    cr_expect_geq(found, 20, "%u", found);
}

Test(names, the_word_need_not_be_terminated)
{
    struct nearest n = nearest_to("stroe-and-more", 5);

    nearest_offer(&n, "store");
    cr_expect_str_eq(n.best, "store");
}

Test(names, a_hint_ends_a_message)
{
    struct nearest n = nearest_to("wb", 2);
    g_autofree char *none = nearest_hint(&n);
    g_autofree char *some = NULL;

    nearest_offer_all(&n, types);
    some = nearest_hint(&n);
    cr_expect_str_eq(none, "");
    cr_expect_str_eq(some, ", did you mean 'WB'?");
}
