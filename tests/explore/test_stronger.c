/*
 * Which programs have a shape that the machine is stronger about: a pair of
 * accesses in one thread, to two lines, with no fence between.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "sim/core/control.h"
#include "sim/core/verbs.h"
#include "sim/explore/stronger.h"
#include "tests/lib/toy.h"

/* A program of one CPU: operations on map 0 (write-back) or the WC map, each a
 * verb's first letter and the number of a line.  Upper case: WC. */
struct shape {
    const char *program;
    bool threaded, found, found_on_same_line;
};

// clang-format off
static const struct shape shapes[] = {
    {"s0S1",     true,  true,  true },
    {"s0S0",     true,  false, true },
    {"S1s0",     true,  false, false},
    {"s0fS1",    true,  false, false},
    {"s0f S1",   true,  false, false},
    {"s0fs1S1",  true,  false, true },
    {"s0S0s1S0", true,  true,  true },
    {"fs0s1S1",  true,  true,  true },
    {"l0S1",     true,  false, false},
    {"s0S1",     false, false, false},
    {"",         true,  false, false},
};
// clang-format on

static void
make(struct toy *t, const struct shape *s)
{
    uint16_t cpu, thread, ram, wc;

    toy_init(t);
    ram = toy_ram(t, TOY_HOST, TOY_HOST);
    wc = toy_map(t, TOY_HOST, ram, TOY_WC);
    cpu = toy_cpu(t);
    thread = s->threaded ? toy_thread(t) : 0;
    for (const char *c = s->program; *c; c++) {
        struct plan_step *step;
        uint64_t from;

        if (*c == ' ')
            continue;
        if (*c == 'f') {
            toy_do(t, thread, cpu, TOY_HOST, "sfence");
            continue;
        }
        step = toy_do(t, thread, cpu, TOY_HOST, *c == 'l' ? "load" : "store");
        from = 64u * (uint64_t) (c[1] - '0');
        toy_at(step, *c == 'S' ? wc : ram, from, from + 8);
        if (*c == 'l')
            step->result = 0;
        else
            toy_value(step, 1);
        c++;
    }
    t->plan.nreg = 1;
}

/* The one order that is stronger: WC after write-back stores. */
static struct stronger
stores(const struct toy *t, bool same_line)
{
    const struct verb *fence = verb_find(&t->model, NULL, "sfence", 6);

    return (struct stronger){.older = (1u << t->b->attr[TOY_WB][0].store_class),
                             .younger =
                                 (1u << t->b->attr[TOY_WC][0].store_class),
                             .fence = (1u << fence->class),
                             .same_line = same_line,
                             .says = "a WC store may pass"};
}

Test(stronger, shapes)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (int same_line = 0; same_line < 2; same_line++) {
            bool expected =
                same_line ? shapes[i].found_on_same_line : shapes[i].found;
            struct stronger table;
            const char *says;
            struct toy t;

            make(&t, &shapes[i]);
            cr_assert_null(toy_bind(&t));
            cr_assert(control_close(t.b));
            table = stores(&t, same_line);
            t.model.stronger = &table;
            t.model.nstronger = 1;
            says = stronger_in(t.b, &t.arena);
            cr_expect_eq(says != NULL, expected, "'%s'", shapes[i].program);
            cr_expect(!says || strcmp(says, table.says) == 0);
            toy_clear(&t);
        }
}

Test(stronger, all_are_told)
{
    static const struct shape one = {.program = "s0S1", .threaded = true};
    struct stronger table[2];
    struct toy t;

    make(&t, &one);
    cr_assert_null(toy_bind(&t));
    cr_assert(control_close(t.b));
    table[0] = table[1] = stores(&t, false);
    table[1].says = "and so may another";
    t.model.stronger = table;
    t.model.nstronger = 2;
    cr_expect_str_eq(stronger_in(t.b, &t.arena),
                     "a WC store may pass; and so may another");
    toy_clear(&t);
}
