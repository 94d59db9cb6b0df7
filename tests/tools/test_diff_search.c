/*
 * What `mtsim diff --search` finds is what replaying every program finds: it
 * takes steps one by one and leaves out most programs, and neither loses a
 * smaller one.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "tools/diff_beside.h"
#include "tools/diff_hunt.h"
#include "tools/diff_pair.h"
#include "tools/diff_possible.h"
#include "tools/diff_shrink.h"

enum { LENGTH = 3 };

struct under {
    struct diff_side side[2];
    struct settings_of settings;
};

static void
begin(struct under *u, const char *p, const char *q, const char *file)
{
    const char *const files[] = {file, NULL};
    int status = 0;

    memset(u, 0, sizeof *u);
    u->side[0].said = p;
    u->side[1].said = q;
    cr_assert(diff_sides_open(u->side, NULL, &status));
    cr_assert(
        settings_open(&u->settings, u->side, file ? files : NULL, &status));
}

static void
end(struct under *u)
{
    settings_close(&u->settings);
    diff_sides_close(u->side);
}

static struct differ_result
found(const struct under *u, uint32_t length, unsigned jobs)
{
    struct hunt_result r;

    cr_assert(diff_hunt(&u->settings, length, jobs, &r));
    return r.differ;
}

static bool
differs(const struct under *u, const struct differ_program *d,
        struct arena *arena)
{
    const struct beginning *b = settings_at(&u->settings, d->start);
    const struct plan *plan;
    struct pair_run run;
    bool yes;

    arena_reset(arena);
    plan = program_plan(&b->alphabet, d->op, d->n, arena, NULL);
    cr_assert(pair_replay(b, plan, arena, &run));
    yes = pair_differs(&run);
    pair_done(&run);
    return yes && pair_differs_always(b, plan, arena);
}

/* The next of N operations, as a number of that base; false past the last. */
static bool
count_up(struct differ_program *d, uint32_t base)
{
    for (uint8_t i = d->n; i-- > 0; d->op[i] = 0)
        if (++d->op[i] < base)
            return true;
    return false;
}

/* The fewest operations of a program that differs; LENGTH + 1: none does. */
static uint32_t
by_force(const struct under *u)
{
    struct arena arena;
    uint32_t n = 0;
    bool any = false;

    arena_init(&arena, 0);
    for (; n <= LENGTH && !any; n++)
        for (uint32_t s = 0; s < u->settings.at->len && !any; s++) {
            struct differ_program d = {.start = s, .n = (uint8_t) n};
            uint32_t base = settings_at(&u->settings, s)->alphabet.n;

            do
                any = differs(u, &d, &arena);
            while (!any && count_up(&d, base));
        }
    arena_clear(&arena);
    return any ? n - 1 : n;
}

static const char *const pairs[][2] = {
    {"vmx-6.14",        "vmx-6.16"                },
    {"vmx-6.11-rc",     "vmx-6.16"                },
    {"vmx-5.15",        "vmx-6.7"                 },
    {"vmx-6.14",        "vmx-flush-install-revoke"},
    {"flush-none",      "flush-2024"              },
    {"flush-2024",      "flush-map-only"          },
    {"flush-2024",      "flush-2024-no-replay"    },
    {"flush-at-unmap",  "flush-map-and-invalidate"},
    {"iommufd-6.16",    "vfio-type1-6.16"         },
    {"vmm-as-reported", "vmm-assume-coherent"     },
};

Test(diff_search, finds_what_replaying_every_program_finds)
{
    uint32_t some = 0;

    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        struct under u;
        struct differ_result r;
        uint32_t n;

        begin(&u, pairs[i][0], pairs[i][1], "tests/tools/tiny.setting");
        r = found(&u, LENGTH, 2);
        n = by_force(&u);
        cr_expect_eq(r.found, n <= LENGTH, "%s, %s", pairs[i][0], pairs[i][1]);
        if (r.found)
            cr_expect_eq(r.program.n, n, "%s, %s: %u operations, not %u",
                         pairs[i][0], pairs[i][1], r.program.n, n);
        some += r.found && n > 1;
        end(&u);
    }
    cr_expect_gt(some, 2);
}

Test(diff_search, is_symmetric)
{
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        struct under u, v;
        struct differ_result r, s;

        begin(&u, pairs[i][0], pairs[i][1], "tests/tools/tiny.setting");
        begin(&v, pairs[i][1], pairs[i][0], "tests/tools/tiny.setting");
        r = found(&u, 4, 1);
        s = found(&v, 4, 1);
        cr_expect_eq(memcmp(&r, &s, sizeof r), 0, "%s, %s", pairs[i][0],
                     pairs[i][1]);
        end(&u);
        end(&v);
    }
}

Test(diff_search, does_not_depend_on_threads)
{
    struct differ_result one, many;
    struct under u;

    begin(&u, "flush-none", "flush-2024", "tests/tools/tiny.setting");
    one = found(&u, 4, 1);
    many = found(&u, 4, 5);
    cr_expect(one.found);
    cr_expect_eq(memcmp(&one, &many, sizeof one), 0);
    end(&u);
}

/* ---- steps beside each other ---- */

static bool
take_any(void *to, const struct beside_program *p)
{
    (void) to;
    (void) p;
    return true;
}

static struct beside_result
beside(const struct under *u, uint32_t length, unsigned jobs)
{
    const struct beside_request ask = {.settings = &u->settings,
                                       .length = length,
                                       .jobs = jobs,
                                       .take = take_any};

    return beside_search(&ask);
}

/* A guest that writes between the flush and the unmap: no order of whole steps
 * shows it. */
Test(diff_search, finds_what_only_overlapping_steps_show)
{
    struct beside_result one, many;
    struct possible both;
    struct arena arena;
    struct under u;

    begin(&u, "arm64-6.17", "arm64-6.17-flush-before-unmap",
          "tests/tools/unmap.setting");
    cr_expect(!found(&u, 4, 2).found);
    one = beside(&u, 3, 1);
    many = beside(&u, 3, 5);
    cr_assert(one.found);
    cr_expect_eq(one.program.n, 3);
    cr_expect_gt(one.program.block.to, 0);
    cr_expect_eq(memcmp(&one, &many, sizeof one), 0);
    arena_init(&arena, 0);
    possible_explore(settings_at(&u.settings, one.program.start),
                     program_plan_beside(
                         &settings_at(&u.settings, one.program.start)->alphabet,
                         one.program.op, one.program.n, one.program.block,
                         &arena, NULL),
                     &arena, &both);
    cr_expect_eq(both.difference.says, CHECK_FAILS);
    possible_done(&both);
    arena_clear(&arena);
    end(&u);
}

static bool
take_none(void *to, const struct beside_program *p)
{
    (void) to;
    (void) p;
    return false;
}

/* What differs and cannot be said is no proof of the contrary. */
Test(diff_search, counts_what_it_cannot_print)
{
    struct beside_request ask = {.length = 3, .jobs = 2, .take = take_none};
    struct beside_result r;
    struct under u;

    begin(&u, "arm64-6.17", "arm64-6.17-flush-before-unmap",
          "tests/tools/unmap.setting");
    ask.settings = &u.settings;
    r = beside_search(&ask);
    cr_expect(!r.found);
    cr_expect_gt(r.unsaid, 0);
    end(&u);
}

/* What it says of how far it got is so: with another length it got as far. */
Test(diff_search, says_how_far_it_got)
{
    struct beside_result r;
    struct under u;

    begin(&u, "arm64-6.17", "arm64-6.17-flush-before-unmap",
          "tests/tools/unmap.setting");
    r = beside(&u, 2, 2);
    cr_expect(!r.found);
    cr_expect_eq(r.whole, 2);
    cr_expect_eq(r.open, 0);
    end(&u);
}

/* ---- without what is not needed ---- */

static bool
has_a_and_b(void *to, const char *text)
{
    ++*(unsigned *) to;
    return strstr(text, "a\n") && strstr(text, "b {\n");
}

Test(diff_search, leaves_nothing_that_is_not_needed)
{
    unsigned asked = 0;
    char *text = shrink_text("scenario s\n"
                             "  title \"t\"\n\n"
                             "x\na\n"
                             "schedule {\n  evict x\n}\n"
                             "b {\n  y\n}\n\n"
                             "kept\n\n"
                             "under p: expect none\n",
                             1, has_a_and_b, &asked);

    cr_expect_str_eq(text, "scenario s\n"
                           "  title \"t\"\n\n"
                           "a\nb {\n}\n\n"
                           "kept\n\n"
                           "under p: expect none\n");
    cr_expect_gt(asked, 0);
    g_free(text);
}
