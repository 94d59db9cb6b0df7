/* What a control operation is told of the step it is: the things its operands
 * name, and which bytes of a region. */
#include <criterion/criterion.h>
#include <string.h>

#include "sim/core/control.h"
#include "sim/core/io.h"
#include "sim/core/verbs.h"
#include "tests/lib/toy.h"

static const struct verb verbs[] = {
    {.name = "sfence", .kind = OP_CONTROL, .control = 1, .who = BY_HOST},
    {.name = "attach", .kind = OP_CONTROL, .control = 7, .who = BY_HOST},
};
static const struct io_model io = {.verb = verbs, .nverb = 2};
static const struct plan_ioas ioases[3];

static struct toy t;
static uint16_t cpu, device;

static void
start(void)
{
    toy_init(&t);
    cpu = toy_cpu(&t);
    device = toy_device(&t, TOY_HOST, true);
    toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_ram(&t, TOY_VM1, TOY_VM1);
    t.plan.ioas = ioases;
    t.plan.nioas = 3;
}

static void
end(void)
{
    toy_clear(&t);
}

TestSuite(control_op, .init = start, .fini = end);

static struct plan_step *
attach(uint16_t agent)
{
    struct plan_step *s = toy_do(&t, 0, agent, TOY_HOST, "fence");

    s->verb = &verbs[1];
    if (agent == PLAN_NONE || agent == device)
        s->ctx = PLAN_NONE;
    return s;
}

static struct control_op
bound_op(void)
{
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why);
    cr_assert_eq(t.b->ncontrol, 1);
    return t.b->control->op[0];
}

Test(control_op, of_the_host_about_bytes)
{
    struct plan_step *s = attach(PLAN_NONE);
    struct control_op op;

    toy_operand(s, OPERAND_IOAS, 2);
    toy_at(s, 1, 64, 192);
    op = bound_op();
    cr_expect_eq(op.code, 7);
    cr_expect_eq(op.ioas, 2);
    cr_expect_eq(op.region, 1);
    cr_expect(op.first == 64 && op.last == 191);
    cr_expect_null(op.map);
    cr_expect_eq(op.ctx, PLAN_NONE);
    cr_expect_eq(op.device, PLAN_NONE);
}

Test(control_op, of_the_host_about_a_region)
{
    struct plan_step *s = attach(PLAN_NONE);
    struct control_op op;

    toy_operand(s, OPERAND_REGION, 1);
    toy_operand(s, OPERAND_DEVICE, device);
    op = bound_op();
    cr_expect_eq(op.region, 1);
    cr_expect(op.first == 0 && op.last == PAGE_BYTES - 1);
    cr_expect_eq(op.ioas, PLAN_NONE);
    cr_expect_eq(op.device, device);
}

Test(control_op, of_the_host_about_nothing)
{
    struct control_op op;

    attach(PLAN_NONE);
    op = bound_op();
    cr_expect_eq(op.region, PLAN_NONE);
    cr_expect_eq(op.ioas, PLAN_NONE);
    cr_expect(op.first == 0 && op.last == 0);
}

/* A CPU names a map, and the bytes are those of the region all the same. */
Test(control_op, of_a_cpu)
{
    struct plan_step *s = attach(cpu);
    uint16_t map = toy_map(&t, TOY_HOST, 1, TOY_UC);
    struct control_op op;

    t.map[map].offset = 2048;
    t.map[map].size = 2048;
    toy_at(s, map, 8, 16);
    op = bound_op();
    cr_expect_eq(op.region, 1);
    cr_expect(op.first == 2056 && op.last == 2063);
    cr_expect_eq(op.map, &t.map[map]);
}

Test(control_op, of_a_device)
{
    struct plan_step *s = attach(device);
    struct control_op op;

    toy_at(s, 0, 0, 8);
    op = bound_op();
    cr_expect_eq(op.region, 0);
    cr_expect(op.first == 0 && op.last == 7);
    cr_expect_null(op.map);
}

Test(control_op, whose_verbs_are_found_first)
{
    const struct verb *own = verb_find(&t.model, NULL, "sfence", 6);

    cr_assert_not_null(own);
    cr_expect_eq(verb_find(&t.model, &io, "sfence", 6), own, "the model's");
    cr_expect_eq(verb_find(&t.model, &io, "attach", 6), &verbs[1]);
    cr_expect_null(verb_find(&t.model, NULL, "attach", 6));
    cr_expect_null(verb_find(&t.model, &io, "attach", 5));
    cr_expect_eq(verb_find(&t.model, &io, "load", 4), &core_verbs[0]);
    cr_expect(verb_is_io(&io, &verbs[0]) && verb_is_io(&io, &verbs[1]));
    cr_expect_not(verb_is_io(&io, own));
    cr_expect_not(verb_is_io(&io, &core_verbs[0]));
    cr_expect_not(verb_is_io(NULL, &verbs[0]));
}
