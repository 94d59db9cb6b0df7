/* Comparing policies: with itself each comes out the same, and swapping two
 * mirrors what is said, down to the rules. */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/lib/sanitized.h"
#include "tools/diff_of.h"
#include "tools/runner.h"

struct compared {
    struct diff_side side[2];
    struct runner *run[2];
    struct diff *diff;
};

static void
compared_open(struct compared *c, const char *a, const char *b, bool costs)
{
    const struct runner_options o = {.ask = {.brief = true}, .jobs = 1};
    struct selection s = {0};
    struct diff_ask ask = {.side = c->side, .costs = costs};
    int status = EXIT_EXPECTED;

    *c = (struct compared){0};
    c->side[0].said = a;
    c->side[1].said = b;
    cr_assert(diff_sides_open(c->side, NULL, &status), "%s, %s", a, b);
    cr_assert(diff_sides_load(c->side, &s, &status), "%s, %s", a, b);
    for (unsigned i = 0; i < 2; i++) {
        c->run[i] = runner_run(c->side[i].list, &o, &status);
        ask.suite[i] = runner_suite(c->run[i]);
    }
    cr_assert_eq(status, EXIT_EXPECTED);
    c->diff = diff_of(&ask);
}

static void
compared_close(struct compared *c)
{
    diff_free(c->diff);
    runner_free(c->run[0]);
    runner_free(c->run[1]);
    diff_sides_close(c->side);
}

struct named {
    char *name;
    uint16_t layer;
};

static void
clear_named(void *data)
{
    g_free(((struct named *) data)->name);
}

/* The shipped policies of an architecture. */
static GArray *
names_of(const char *arch)
{
    int status = 0;
    struct shipped *s = shipped_open(NULL, NULL, &status);
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct named));

    g_array_set_clear_func(out, clear_named);
    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);
        struct named one = {g_strdup(p->name), p->layer};

        if (strcmp(p->arch, arch) == 0)
            g_array_append_val(out, one);
        else
            g_free(one.name);
    }
    shipped_close(s);
    cr_assert_gt(out->len, 3);
    return out;
}

static void
expect_none(const char *name)
{
    struct compared c;

    compared_open(&c, name, name, true);
    cr_expect_eq(diff_moved(c.diff), 0, "%s", name);
    cr_expect_eq(c.diff->group->len, 0, "%s", name);
    cr_expect_gt(c.diff->points, 0, "%s", name);
    compared_close(&c);
}

static void
expect_none_of(const char *arch)
{
    g_autoptr(GArray) name = names_of(arch);

    for (guint i = 0; i < name->len; i += EACH)
        expect_none(g_array_index(name, struct named, i).name);
}

Test(diff, none_of_x86_with_itself)
{
    expect_none_of("x86");
}

Test(diff, none_of_arm64_with_itself)
{
    expect_none_of("arm64");
}

Test(diff, none_of_io_with_itself)
{
    expect_none_of("io");
}

/* ---- mirrors ---- */

static gint
by_text(gconstpointer a, gconstpointer b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* Every change in a line of its own, sorted; SWAPPED: as seen from behind. */
static char *
said(const struct diff *d, bool swapped)
{
    static const char *const sign[] = {"", "+", "-", "~"};
    static const char *const other[] = {"", "-", "+", "~"};
    g_autoptr(GPtrArray) line = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < d->group->len; i++) {
        const struct diff_group *g = d->group->pdata[i];

        for (guint k = 0; k < g->change->len; k++) {
            const struct diff_change *c = g->change->pdata[k];
            g_autofree char *points = diff_points(c);

            g_ptr_array_add(
                line, g_strdup_printf(
                          "%s %s %d [%s] {%s} {%s} {%s} {%s} {%s}",
                          swapped ? other[c->order] : sign[c->order],
                          c->scenario->name, c->cost, points,
                          swapped ? c->to : c->from, swapped ? c->from : c->to,
                          swapped ? g->cause.to : g->cause.from,
                          swapped ? g->cause.from : g->cause.to,
                          g->cause.note ? g->cause.note : ""));
        }
    }
    g_ptr_array_sort(line, by_text);
    g_ptr_array_add(line, NULL);
    return g_strjoinv("\n", (char **) line->pdata);
}

static void
expect_mirror(const char *a, const char *b, bool costs)
{
    struct compared there, back;
    g_autofree char *x = NULL, *y = NULL;

    compared_open(&there, a, b, costs);
    compared_open(&back, b, a, costs);
    x = said(there.diff, false);
    y = said(back.diff, true);
    cr_expect_str_eq(x, y, "%s and %s\n%s\n---\n%s", a, b, x, y);
    cr_expect_eq(there.diff->moved[TALLY_BETTER],
                 back.diff->moved[TALLY_WORSE]);
    cr_expect_eq(there.diff->moved[TALLY_WORSE],
                 back.diff->moved[TALLY_BETTER]);
    cr_expect_eq(there.diff->moved[TALLY_OTHER], back.diff->moved[TALLY_OTHER]);
    compared_close(&there);
    compared_close(&back);
}

/* Each policy with the next one of its layer. */
static void
expect_mirrors_of(const char *arch)
{
    g_autoptr(GArray) name = names_of(arch);

    for (guint i = 0; i + 1 < name->len; i += EACH) {
        const struct named *a = &g_array_index(name, struct named, i);
        const struct named *b = a + 1;

        if (a->layer == b->layer)
            expect_mirror(a->name, b->name, false);
    }
}

Test(diff, mirrors_of_x86)
{
    expect_mirrors_of("x86");
}

Test(diff, mirrors_of_arm64)
{
    expect_mirrors_of("arm64");
}

Test(diff, mirrors_of_io)
{
    expect_mirrors_of("io");
}

Test(diff, mirrors_of_stacks)
{
    expect_mirror("linux-6.6", "linux-6.16", true);
    expect_mirror("vmx-6.14+flush-none", "vmx-6.16+flush-2024", true);
    expect_mirror("vmx-delete-ipat-2024", "vmx-flush-install-revoke", true);
}
