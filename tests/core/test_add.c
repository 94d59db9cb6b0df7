/* Locked additions: the value written begins with the one read. */
#include <criterion/criterion.h>

#include "sim/core/owners.h"
#include "tests/lib/everywhere.h"
#include "tests/lib/toy.h"

static struct toy t;
static struct everywhere w;

static void
start(void)
{
    toy_init(&t);
    t.platform.key[PK_WINDOW_DEPTH] = 2;
    t.platform.key[PK_WC_BUFFERS] = 1;
    t.platform.key[PK_LLC] = 0;
    toy_cpu(&t);
    toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    everywhere_init(&w);
}

static void
end(void)
{
    everywhere_clear(&w);
    toy_clear(&t);
}

TestSuite(add, .init = start, .fini = end);

static struct plan_step *
step(uint16_t thread, uint16_t cpu, const char *verb, uint32_t map)
{
    return toy_at(toy_do(&t, thread, cpu, TOY_HOST, verb), map, 0, 8);
}

static void
explore(void)
{
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why ? why : "");
    everywhere_add(&w, t.b);
}

static void
ends(const char *how)
{
    cr_expect(g_hash_table_contains(w.end.known, how), "never '%s'", how);
}

Test(add, is_atomic)
{
    for (uint16_t i = 0; i < 2; i++) {
        uint16_t thread = toy_thread(&t);

        for (unsigned k = 0; k < 2; k++)
            toy_value(step(thread, i, "locked-add", 0), 1 + 10u * i)->result =
                (uint16_t) (2 * i + k);
    }
    explore();
    cr_expect_eq(w.end.list->len, 6, "%u", w.end.list->len);
    ends("r0=0 r1=1 r2=2 r3=13 100000.0=24 ");
    for (guint i = 0; i < w.end.list->len; i++)
        cr_expect(g_str_has_suffix(w.end.list->pdata[i], "100000.0=24 "), "%s",
                  (const char *) w.end.list->pdata[i]);
}

Test(add, goes_on_from_whatever_was_there)
{
    step(0, 0, "load", 0)->result = 0;
    toy_value(step(0, 0, "store", 0), 40);
    toy_value(step(0, 1, "locked-add", 0), 3)->result = 1;
    toy_value(step(0, 0, "locked-add", 0), UINT64_MAX)->result = 2;
    step(0, 1, "load", 0)->result = 3;
    toy_operand(step(0, 1, "store", 0), OPERAND_REG, 2);
    step(0, 0, "load", 0)->result = 4;
    explore();
    cr_expect_eq(w.end.list->len, 1);
    ends("r0=0 r1=40 r2=43 r3=42 r4=43 100000.0=43 ");
    cr_expect_eq(w.hazard.list->len, 0);
}

/* What is read around the caches is what is added to. */
Test(add, adds_to_what_it_read)
{
    uint32_t blind = toy_map(&t, TOY_HOST, 0, TOY_UC_BLIND);

    toy_value(step(0, 0, "store", 0), 7);
    toy_value(step(0, 1, "locked-add", blind), 1)->result = 0;
    explore();
    ends("r0=0 100000.0=7 ");
    ends("r0=7 100000.0=8 ");
    cr_expect_eq(w.end.list->len, 2);
}

Test(add, carries_the_label_of_what_it_read)
{
    struct event e[64];
    uint32_t n;
    cell *m;

    t.region[0].owner = t.region[0].previous = TOY_VM1;
    toy_value(step(0, 0, "locked-add", 0), 1);
    cr_assert_null(toy_bind(&t));
    m = g_new0(cell, t.b->at.ncell);
    machine_start(t.b, m);
    cr_assert_leq(t.b->max_events, 64);
    n = machine_enabled(t.b, m, e);
    cr_assert(n && e[0].kind == EV_ISSUE);
    machine_step(t.b, m, e[0], NULL);
    cr_expect_eq(label_of(t.b, m, version_of(t.b, 0, 0, 1)),
                 1u << TOY_HOST | 1u << TOY_VM1);
    cr_expect_eq(machine_value(t.b, m, version_of(t.b, 0, 0, 1)), 1);
    g_free(m);
}
