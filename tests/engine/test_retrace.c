/* A schedule that shows a hazard, in the same program with a step more. */
#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/core/verbs.h"
#include "sim/engine/plan_edit.h"
#include "sim/engine/retrace.h"
#include "tests/lib/toy.h"

enum { EVENTS = 32 };

static struct toy t;
static const uint32_t unchanged[] = {0, 1, 2};
static uint16_t cpu;
static struct trace trace;

/* What waits performs before anything else issues: nothing is unasked. */
static void
record(void)
{
    g_autofree struct event *e = g_new(struct event, t.b->max_events);
    g_autofree cell *m = g_new(cell, t.b->at.ncell);
    struct event path[EVENTS];
    uint32_t n = 0;

    machine_start(t.b, m);
    while (n < EVENTS) {
        uint32_t ne = machine_enabled(t.b, m, e), pick = ne;

        for (uint32_t i = ne; i-- > 0;)
            if (e[i].kind == EV_PERFORM ||
                (e[i].kind == EV_ISSUE &&
                 (pick == ne || e[pick].kind == EV_ISSUE)))
                pick = i;
        if (pick == ne)
            break;
        path[n++] = e[pick];
        machine_step(t.b, m, e[pick], NULL);
    }
    trace =
        retrace_record((struct tracing_of){t.b, unchanged}, path, n, &t.arena);
}

/* A dirty line, read by a device that does not snoop. */
static void
start(void)
{
    uint16_t ram, device;

    toy_init(&t);
    cpu = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu, TOY_HOST, "store"), 0, 0, 8), 1);
    toy_at(toy_do(&t, 0, device, PLAN_NONE, "dma-read"), ram, 0, 8);
    cr_assert_null(toy_bind(&t));
    record();
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(retrace, .init = start, .fini = end);

/* Whether the schedule shows a hazard with VERB before the step AT. */
static bool
shows_with(const char *verb, uint32_t at, uint8_t property, struct hazard *h)
{
    struct plan_step step = {.verb =
                                 verb_find(&t.model, NULL, verb, strlen(verb)),
                             .agent = cpu,
                             .ctx = TOY_HOST,
                             .result = PLAN_NONE,
                             .to_ctx = PLAN_NONE};
    uint32_t origin[] = {0, at < 1 ? 0 : 1, at < 2 ? 1 : 2, 2};
    struct bind_request q = {.platform = &t.platform, .arena = &t.arena};
    struct plan plan;
    struct bound *b;
    bool shows;
    const char *why;

    cr_assert(step.verb);
    if (step.verb->kind != OP_FENCE)
        toy_at(&step, 0, 0, 8);
    plan = plan_with(&t.plan, &step, at, &t.arena);
    q.plan = &plan;
    b = bind_plan(&q, &why);
    cr_assert(b);
    shows = retrace_shows((struct tracing_of){b, origin}, trace, property, h);
    bound_done(b);
    return shows;
}

Test(retrace, a_step_that_does_not_help_leaves_the_hazard)
{
    struct hazard h;

    cr_assert(shows_with("fence", 1, PROPERTIES, &h));
    cr_expect_eq(h.kind, HAZARD_STALE_READ);
    cr_expect_eq(h.step, 2);
}

Test(retrace, a_step_that_comes_too_early_does_not_help)
{
    struct hazard h;

    cr_expect(shows_with("flush", 0, PROPERTIES, &h));
}

Test(retrace, a_step_that_helps_is_taken_before_what_follows)
{
    struct hazard h;

    cr_expect_not(shows_with("flush", 1, PROPERTIES, &h));
}

Test(retrace, only_what_breaks_the_property_counts)
{
    struct hazard h;

    cr_expect_not(shows_with("fence", 1, PROPERTY_HOST_SAFE, &h));
}
