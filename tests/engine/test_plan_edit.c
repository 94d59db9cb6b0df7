/* Plans with a step more, and the table of cures. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "sim/core/verbs.h"
#include "sim/engine/cure.h"
#include "sim/engine/plan_edit.h"
#include "tests/lib/toy.h"

static struct toy t;
static uint16_t cpu0, cpu1;

static void
start(void)
{
    toy_init(&t);
    cpu0 = toy_cpu(&t);
    cpu1 = toy_cpu(&t);
    toy_ram(&t, TOY_HOST, TOY_HOST);
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(plan_edit, .init = start, .fini = end);

static struct plan_step
fence_of(uint16_t agent, uint16_t ctx)
{
    return (struct plan_step){.verb = verb_find(&t.model, NULL, "sfence", 6),
                              .agent = agent,
                              .ctx = ctx,
                              .result = PLAN_NONE,
                              .to_ctx = PLAN_NONE};
}

Test(plan_edit, a_step_stands_before_the_one_named)
{
    struct plan_step fence = fence_of(cpu0, TOY_HOST);
    struct plan q;

    toy_at(toy_do(&t, 0, cpu0, TOY_HOST, "load"), 0, 0, 8);
    toy_at(toy_do(&t, 0, cpu1, TOY_HOST, "load"), 0, 0, 8);
    for (uint32_t at = 0; at <= 2; at++) {
        q = plan_with(&t.plan, &fence, at, &t.arena);
        cr_assert_eq(q.nstep, 3);
        cr_expect_eq(q.step[at].verb, fence.verb);
        for (uint32_t i = 0; i < 2; i++)
            cr_expect_eq(q.step[i + (i >= at)].agent, t.plan.step[i].agent);
    }
    cr_expect_eq(t.plan.nstep, 2);
}

Test(plan_edit, events_and_threads_move_with_what_they_stand_before)
{
    struct plan_event event[] = {
        {.kind = SPONT_EVICT, .agent = PLAN_NONE, .before = 0},
        {.kind = SPONT_EVICT, .agent = PLAN_NONE, .before = 1},
        {.kind = SPONT_EVICT, .agent = PLAN_NONE, .before = 2},
    };
    struct plan_step fence = fence_of(cpu0, TOY_HOST);
    uint16_t thread;
    struct plan q;

    toy_at(toy_do(&t, 0, cpu0, TOY_HOST, "load"), 0, 0, 8);
    toy_at(toy_do(&t, 0, cpu0, TOY_HOST, "load"), 0, 0, 8);
    thread = toy_thread(&t);
    t.plan.event = event;
    t.plan.nevent = 3;
    q = plan_with(&t.plan, &fence, 1, &t.arena);
    cr_expect_eq(q.event[0].before, 0);
    cr_expect_eq(q.event[1].before, 2);
    cr_expect_eq(q.event[2].before, 3);
    cr_expect_eq(q.thread[thread].start, t.plan.thread[thread].start + 1);
}

Test(plan_edit, a_cpu_is_in_the_context_of_its_last_step)
{
    toy_at(toy_do(&t, 0, cpu0, TOY_VM1, "load"), TOY_VM1, 0, 8)->to_ctx =
        TOY_VMM;
    toy_at(toy_do(&t, 0, cpu1, TOY_VM2, "load"), TOY_VM2, 0, 8);
    cr_expect_eq(plan_context(&t.plan, cpu0, 0), TOY_HOST);
    cr_expect_eq(plan_context(&t.plan, cpu0, 1), TOY_VMM);
    cr_expect_eq(plan_context(&t.plan, cpu1, 1), TOY_HOST);
    cr_expect_eq(plan_context(&t.plan, cpu1, 2), TOY_VM2);
}

Test(plan_edit, steps_are_told_as_a_scenario_writes_them)
{
    struct plan_step s = fence_of(cpu0, TOY_HOST);
    char word[64], more[64], range[64];
    const char *name = t.plan.map[0].name;

    cr_expect_str_eq(plan_step_text(&t.plan, &s, &t.arena), "cpu host: sfence");
    s.verb = verb_find(&t.model, NULL, "flush", 5);
    toy_at(&s, 0, 0, 8);
    snprintf(word, sizeof word, "cpu host: flush %s", name);
    cr_expect_str_eq(plan_step_text(&t.plan, &s, &t.arena), word);
    s.operand[0].from = 64;
    s.operand[0].to = 72;
    snprintf(more, sizeof more, "cpu host: flush %s+64", name);
    cr_expect_str_eq(plan_step_text(&t.plan, &s, &t.arena), more);
    s.operand[0].to = 192;
    snprintf(range, sizeof range, "cpu host: flush %s[64..192]", name);
    cr_expect_str_eq(plan_step_text(&t.plan, &s, &t.arena), range);
}

/* Independent of the table: what somebody would do about each cause. */
Test(cure, each_cause_has_its_operation)
{
    static const struct {
        uint8_t cause, n;
        bool drain, by_reader, old_writer;
    } expected[] = {
        {CAUSE_NONE,                    0, false, false, false},
        {CAUSE_DIRTY_LINE_NOT_SNOOPED,  1, false, false, false},
        {CAUSE_STALE_CLEAN_LINE,        1, false, true,  false},
        {CAUSE_WRITE_COMBINING_PENDING, 2, true,  false, false},
        {CAUSE_STORE_BUFFER_PENDING,    2, false, false, false},
        {CAUSE_FLUSH_PENDING,           2, true,  false, false},
        {CAUSE_LOST_EARLIER,            0, false, false, false},
        {CAUSE_DIRTY_EVICTION,          1, false, false, true },
        {CAUSE_MAINTENANCE_WRITEBACK,   1, false, false, true },
        {CAUSE_INVALIDATE_DISCARD,      0, false, false, false},
        {CAUSE_FALSE_SHARING,           1, false, false, true },
        {CAUSE_WRITE_COMBINING_ORDER,   1, true,  false, true },
        {CAUSE_RELAXED_ORDERING,        0, false, false, false},
        {CAUSE_MERGED,                  1, true,  true,  false},
        {CAUSE_SPLIT,                   0, false, false, false},
        {CAUSE_FORWARDED,               1, true,  true,  false},
        {CAUSE_SPECULATIVE_ACCESS,      0, false, false, false},
        {CAUSE_CACHEABLE_MMIO,          0, false, false, false},
        {CAUSE_ALIAS_ERRATUM,           0, false, false, false},
        {CAUSE_WHOLE_CACHE_FLUSH,       0, false, false, false},
        {CAUSE_UNCONTAINED,             0, false, false, false},
    };
    uint32_t seen = 0;

    for (unsigned i = 0; i < sizeof expected / sizeof *expected; i++) {
        uint32_t n;
        const struct cure *c = cures_of(expected[i].cause, &n);

        seen |= 1u << expected[i].cause;
        cr_assert_eq(n, expected[i].n, "%s", cause_names[expected[i].cause]);
        if (!n)
            continue;
        cr_expect_eq(c->drain, expected[i].drain);
        cr_expect_eq(c->by_reader, expected[i].by_reader);
        cr_expect_eq(c->old_writer, expected[i].old_writer);
    }
    cr_expect_eq(seen, (1u << CAUSES) - 1);
}
