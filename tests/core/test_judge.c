/* Verdicts: what is wrong, whose fault it is, who suffers. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "sim/core/judge.h"
#include "sim/core/owners.h"
#include "tests/lib/toy.h"

static struct toy t;
static uint16_t cpu0, cpu1, ram;

struct ear {
    struct sink sink;
    struct hazard hazard[16];
    uint32_t n;
};

static struct ear ear;
static cell *m;

static void
hear(struct sink *to, const struct bound *b, const cell *state,
     const struct txn *x)
{
    struct ear *e = (struct ear *) to;
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(b, state, x, found);

    for (uint32_t i = 0; i < n && e->n < 16; i++)
        e->hazard[e->n++] = found[i];
}

static void
start(void)
{
    toy_init(&t);
    cpu0 = toy_cpu(&t);
    cpu1 = toy_cpu(&t);
    ear = (struct ear){.sink = {.hear = hear}};
}

static void
end(void)
{
    free(m);
    m = NULL;
    toy_clear(&t);
}

TestSuite(judge, .init = start, .fini = end);

static void
bind(void)
{
    const char *why = toy_bind(&t);

    cr_assert_null(why, "%s", why ? why : "");
    m = calloc(t.b->at.ncell, sizeof *m);
    machine_start(t.b, m);
}

/* Operations in order until N have been issued; stores drain, nothing else
 * happens by itself. */
static void
run(uint32_t n)
{
    struct event *e = calloc(t.b->max_events, sizeof *e);

    for (;;) {
        uint32_t ne = machine_enabled(t.b, m, e), pick = 0;

        while (pick < ne && e[pick].kind != EV_PERFORM)
            pick++;
        if (pick == ne && ne && e[0].kind == EV_ISSUE && m[t.b->at.pc] < n)
            pick = 0;
        if (pick == ne)
            break;
        machine_step(t.b, m, e[pick], &ear.sink);
    }
    cr_assert_eq(m[t.b->at.pc], n);
    free(e);
}

static void
evict(uint32_t holder, uint32_t line)
{
    machine_step(t.b, m, (struct event){EV_EVICT, (uint8_t) holder, 0, line},
                 &ear.sink);
}

static struct plan_step *
access(uint16_t agent, uint16_t ctx, const char *verb, uint32_t map)
{
    return toy_at(toy_do(&t, 0, agent, ctx, verb), map, 0, 8);
}

static uint32_t
map_of(uint16_t region, uint16_t principal)
{
    return region * TOY_PRINCIPALS + principal;
}

static void
owner(const char *verb, uint16_t region, int principal)
{
    struct plan_step *s = toy_operand(toy_do(&t, 0, PLAN_NONE, PLAN_NONE, verb),
                                      OPERAND_REGION, region);

    if (principal >= 0)
        toy_operand(s, OPERAND_PRINCIPAL, (uint32_t) principal);
}

static void
expect(uint32_t i, uint8_t kind, uint8_t cause, uint16_t victim,
       uint8_t severity)
{
    const struct hazard *h = &ear.hazard[i];

    cr_assert_lt(i, ear.n, "only %u hazards", ear.n);
    cr_expect_eq(h->kind, kind, "%s", hazard_names[h->kind]);
    cr_expect_eq(h->cause, cause, "%s", cause_names[h->cause]);
    cr_expect_eq(h->victim, victim, "victim %u", h->victim);
    cr_expect_eq(h->severity, severity, "%s", severity_names[h->severity]);
    cr_expect_lt(h->got, t.b->nversion);
    cr_expect_lt(h->wanted, t.b->nversion);
}

Test(judge, finds_nothing_wrong_with_coherent_memory)
{
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(access(cpu0, TOY_HOST, "store", 0), 1);
    access(cpu1, TOY_HOST, "load", 0);
    bind();
    run(2);
    cr_expect_eq(ear.n, 0);
}

Test(judge, a_device_misses_a_dirty_line)
{
    uint16_t nic = toy_device(&t, TOY_VM1, true);

    ram = toy_ram(&t, TOY_VM1, TOY_VM1);
    toy_value(access(cpu0, TOY_VM1, "store", map_of(ram, TOY_VM1)), 1);
    access(nic, PLAN_NONE, "dma-read", ram);
    bind();
    run(2);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_STALE_READ, CAUSE_DIRTY_LINE_NOT_SNOOPED, TOY_VM1,
           SEVERITY_FUNCTIONAL);
    cr_expect_eq(ear.hazard[0].wanted_at.holder, HOLDER_CACHE);
    cr_expect(ear.hazard[0].wanted_at.dirty);
}

Test(judge, equal_values_of_different_writes_differ)
{
    uint16_t nic = toy_device(&t, TOY_HOST, true);

    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(access(cpu0, TOY_HOST, "store", 0), 0);
    access(nic, PLAN_NONE, "dma-read", ram);
    bind();
    run(2);
    cr_assert_eq(ear.n, 1);
    cr_expect(ear.hazard[0].same_value);
}

/* vm1's dirty line goes over what the host's device wrote for vm2. */
static void
overwrite(bool given)
{
    uint16_t disk = toy_device(&t, TOY_HOST, true);

    ram = toy_ram(&t, TOY_VM1, TOY_VM1);
    toy_value(access(cpu0, TOY_VM1, "store", map_of(ram, TOY_VM1)), 1);
    owner("free", ram, -1);
    toy_value(access(disk, PLAN_NONE, "dma-write", ram), 2);
    owner("give", ram, TOY_VM2);
    bind();
    run(given ? 4 : 3);
    cr_expect_eq(owners_now(t.b, m, ram), 1u << (given ? TOY_VM2 : TOY_HOST));
    evict(1, 0);
    evict(0, 0);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_LOST_WRITE, CAUSE_DIRTY_EVICTION,
           given ? TOY_VM2 : TOY_HOST, SEVERITY_SECURITY);
    cr_expect_eq(ear.hazard[0].culprit, TOY_VM1);
}

Test(judge, the_host_loses_what_is_still_its)
{
    overwrite(false);
}

Test(judge, a_guest_loses_what_was_given_to_it)
{
    overwrite(true);
}

Test(judge, a_clean_line_loses_nothing)
{
    uint16_t nic = toy_device(&t, TOY_HOST, true);

    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    access(cpu0, TOY_HOST, "load", 0);
    toy_value(access(nic, PLAN_NONE, "dma-write", ram), 1);
    bind();
    run(2);
    evict(1, 0);
    evict(0, 0);
    cr_expect_eq(ear.n, 0);
    cr_expect_eq(line_cells(t.b, m, 0)[0], 1);
}

Test(judge, a_word_beside_is_false_sharing)
{
    uint16_t nic = toy_device(&t, TOY_HOST, true);

    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(toy_at(toy_do(&t, 0, cpu0, TOY_HOST, "store"), 0, 8, 16), 1);
    toy_value(access(nic, PLAN_NONE, "dma-write", ram), 1);
    bind();
    run(2);
    evict(1, 0);
    evict(0, 0);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_LOST_WRITE, CAUSE_FALSE_SHARING, TOY_HOST,
           SEVERITY_FUNCTIONAL);
}

/* ---- leaks (R22) ---- */

Test(judge, a_page_with_anothers_data_leaks)
{
    ram = toy_ram(&t, TOY_VM1, TOY_VM2);
    access(cpu0, TOY_VM1, "load", map_of(ram, TOY_VM1));
    bind();
    run(1);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_LEAK, CAUSE_NONE, TOY_VM2, SEVERITY_SECURITY);
}

Test(judge, zeroes_are_nobodys_secret)
{
    ram = toy_ram(&t, TOY_VM1, TOY_VM2);
    toy_value(access(cpu1, TOY_HOST, "zero", map_of(ram, TOY_HOST)), 0);
    access(cpu0, TOY_VM1, "load", map_of(ram, TOY_VM1));
    bind();
    run(2);
    cr_expect_eq(ear.n, 0);
}

Test(judge, the_host_kernel_is_given_everything)
{
    ram = toy_ram(&t, TOY_VM1, TOY_VM2);
    access(cpu0, TOY_HOST, "load", map_of(ram, TOY_HOST));
    bind();
    run(1);
    cr_expect_eq(ear.n, 0);
}

Test(judge, the_vmm_may_read_its_guests)
{
    ram = toy_ram(&t, TOY_VM1, TOY_VM1);
    toy_value(access(cpu0, TOY_VM1, "store", map_of(ram, TOY_VM1)), 1);
    access(cpu1, TOY_VMM, "load", map_of(ram, TOY_VMM));
    bind();
    run(2);
    cr_expect_eq(ear.n, 0);
}

/* vm1 writes; the page goes to vm2 by VERB, which reads it. */
static void
pass_on(const char *verb, bool by_host_only)
{
    ram = toy_ram(&t, by_host_only ? TOY_HOST : TOY_VM1, TOY_HOST);
    toy_value(access(cpu0, by_host_only ? TOY_HOST : TOY_VM1, "store",
                     map_of(ram, by_host_only ? TOY_HOST : TOY_VM1)),
              1);
    if (verb)
        owner(verb, ram, TOY_VM2);
    access(cpu1, TOY_VM2, "load", map_of(ram, TOY_VM2));
    bind();
    run(verb ? 3 : 2);
}

Test(judge, shared_data_is_given)
{
    pass_on("share", false);
    cr_expect_eq(ear.n, 0);
    cr_expect_eq(owners_at(t.b, ram, 2), 1u << TOY_VM1 | 1u << TOY_VM2);
}

Test(judge, data_handed_over_is_given)
{
    pass_on("give", false);
    cr_expect_eq(ear.n, 0);
    cr_expect_eq(owners_at(t.b, ram, 2), 1u << TOY_VM2);
}

Test(judge, data_of_a_page_not_given_leaks)
{
    pass_on(NULL, false);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_LEAK, CAUSE_NONE, TOY_VM1, SEVERITY_SECURITY);
}

Test(judge, the_hosts_data_leaks_too)
{
    pass_on(NULL, true);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_LEAK, CAUSE_NONE, TOY_HOST, SEVERITY_SECURITY);
}

Test(judge, labels_travel_with_values)
{
    uint16_t from = toy_ram(&t, TOY_VM1, TOY_VM1), to;
    struct plan_step *s;

    to = toy_ram(&t, TOY_HOST, TOY_HOST);
    toy_value(access(cpu0, TOY_VM1, "store", map_of(from, TOY_VM1)), 7);
    s = access(cpu1, TOY_HOST, "load", map_of(from, TOY_HOST));
    s->result = 0;
    s = access(cpu1, TOY_HOST, "store", map_of(to, TOY_HOST));
    toy_operand(s, OPERAND_REG, 0);
    s = access(cpu0, TOY_VM2, "load", map_of(to, TOY_VM2));
    s->result = 1;
    bind();
    run(4);
    cr_assert_eq(ear.n, 1);
    cr_expect_eq(ear.hazard[0].kind, HAZARD_LEAK);
    cr_expect_eq(label_of(t.b, m, ear.hazard[0].got),
                 1u << TOY_HOST | 1u << TOY_VM1);
    cr_expect_eq(machine_value(t.b, m, m[t.b->at.reg + 1] - 1), 7);
}

/* ---- registers (R26) ---- */

Test(judge, a_register_sees_no_version_that_is_none)
{
    uint16_t gpu = toy_device(&t, TOY_VM1, false);
    uint16_t regs = toy_mmio(&t, gpu, REG_EXACT);
    uint16_t map = toy_map(&t, TOY_VM1, regs, TOY_WC);
    struct event e = {EV_WC_DRAIN, 0, 0, 1};

    toy_value(toy_at(toy_do(&t, 0, cpu0, TOY_VM1, "store"), map, 0, 8), 1);
    toy_value(toy_at(toy_do(&t, 0, cpu0, TOY_VM1, "store"), map, 8, 16), 2);
    bind();
    run(2);
    machine_step(t.b, m, e, &ear.sink);
    e.line = 0;
    machine_step(t.b, m, e, &ear.sink);
    cr_expect_eq(ear.n, 1);
    expect(0, HAZARD_UNORDERED_WRITE, CAUSE_WRITE_COMBINING_ORDER, TOY_VM1,
           SEVERITY_FUNCTIONAL);
}
