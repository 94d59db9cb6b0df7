/* What a point of a scenario becomes. */
#include "sim/core/hazard.h"
#include "sim/core/verbs.h"
#include "tests/lang/kit.h"

/* "NAME@PRINCIPAL type VA+OFFSET:SIZE page implied" for each map. */
static char *
maps_text(const struct plan *p)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < p->nmap; i++) {
        const struct plan_map *m = &p->map[i];

        g_string_append_printf(out, "%s@%s=%s %u 0x%lx+0x%lx:0x%lx/0x%lx%s\n",
                               m->name, p->principal[m->principal].name,
                               p->region[m->region].name, m->type,
                               (unsigned long) m->va, (unsigned long) m->offset,
                               (unsigned long) m->size, (unsigned long) m->page,
                               m->implied ? " implied" : "");
    }
    return g_string_free(out, FALSE);
}

/* "THREAD TEXT" for each step, '*' behind the implied ones. */
static char *
steps_text(const struct plan *p)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < p->nstep; i++)
        g_string_append_printf(out, "%u %s%s\n", p->step[i].thread,
                               p->step[i].text, p->step[i].implied ? "*" : "");
    return g_string_free(out, FALSE);
}

static void
expect_text(char *got, const char *wanted)
{
    cr_expect_str_eq(got, wanted, "---- has\n%s---- and not\n%s", got, wanted);
    g_free(got);
}

#define TAIL "under all: never any\n"

Test(lang_elaborate, maps_that_go_without_saying)
{
    struct kit *k = kit_open("scenario s\n"
                             "principal vm2 guest\n"
                             "ram a 4K\n"
                             "ram b 4K owner guest\n"
                             "ram c 4M owner vm2 linear-map T2\n"
                             "ram d 4K owner vmm no-linear-map\n"
                             "device gpu\n"
                             "map guest b as T2\n"
                             "map host b as T2 name b2\n"
                             "cpu0 guest: ring gpu\n"
                             "cpu0 host: store gpu.doorbell 1\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    expect_text(maps_text(p),
                "a@host=a 5 0x100000000+0x0:0x1000/0x1000 implied\n"
                "b@host=b 5 0x100001000+0x0:0x1000/0x1000 implied\n"
                "b@vmm=b 5 0x100001000+0x0:0x1000/0x1000 implied\n"
                "c@host=c 6 0x100200000+0x0:0x400000/0x200000 implied\n"
                "c@vmm=c 5 0x100200000+0x0:0x400000/0x200000 implied\n"
                "c@vm2=c 5 0x100200000+0x0:0x400000/0x200000 implied\n"
                "d@vmm=d 5 0x100600000+0x0:0x1000/0x1000 implied\n"
                "b@guest=b 6 0x100001000+0x0:0x1000/0x1000\n"
                "b2@host=b 6 0x10100001000+0x0:0x1000/0x1000\n"
                "gpu.doorbell@guest=gpu.doorbell 9 "
                "0x100601000+0x0:0x1000/0x1000 implied\n"
                "gpu.doorbell@host=gpu.doorbell 9 "
                "0x100601000+0x0:0x1000/0x1000 implied\n");
    cr_expect_eq(p->nregion, 5);
    cr_expect(p->region[4].doorbell && p->region[4].device == 1);
    cr_expect_eq(p->region[4].reg, REG_EXACT);
    kit_close(k);
}

Test(lang_elaborate, places_around_those_that_are_given)
{
    struct kit *k = kit_open("scenario s\n"
                             "ram a 4K\n"
                             "ram b 8K at 0x100001000\n"
                             "ram c 4K\n"
                             "ram d 2M\n"
                             "mmio e 4K at 0x1000\n"
                             "ram f 4K\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;
    const uint64_t wanted[] = {0x100000000, 0x100001000, 0x100003000,
                               0x100200000, 0x1000,      0x100400000};

    cr_assert_eq(p->nregion, 6);
    for (unsigned i = 0; i < 6; i++)
        cr_expect_eq(p->region[i].pa, wanted[i], "%s at 0x%lx",
                     p->region[i].name, (unsigned long) p->region[i].pa);
    kit_close(k);
}

Test(lang_elaborate, regions_devices_and_agents)
{
    struct kit *k = kit_open(
        "scenario s\n"
        "principal vm2 guest\n"
        "device nic owner vm2 llc-coherent\n"
        "device gpu no-snoop\n"
        "ram a 4K owner vm2 previous host holds 42 slot-flag odd slot-flag "
        "none\n"
        "mmio w 4K device nic window\n"
        "mmio r 4K device gpu owner vmm read-sensitive uncontained nc\n"
        "cpu3 host: fence\n"
        "cpu1 host: fence\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    cr_assert_eq(p->nagent, 4);
    cr_expect_str_eq(p->agent[0].name, "cpu1");
    cr_expect_str_eq(p->agent[1].name, "cpu3");
    cr_expect_str_eq(p->agent[2].name, "nic");
    cr_expect(p->agent[2].llc_coherent && !p->agent[2].no_snoop &&
              p->agent[2].kind == AGENT_DEVICE);
    cr_expect(p->agent[3].no_snoop);
    cr_expect_eq(p->nprincipal, 3, "no guest: nobody speaks of one");
    cr_expect_eq(p->agent[2].principal, 2);
    cr_expect_eq(p->region[0].owner, 2);
    cr_expect_eq(p->region[0].previous, 0);
    cr_expect_eq(p->region[0].holds, 42);
    cr_expect_eq(p->region[1].holds, 0);
    cr_expect_eq(p->region[0].slot_flags, TOY_FLAG);
    cr_expect(p->region[0].linear_map && !p->region[1].linear_map);
    cr_expect_eq(p->region[0].vma, 0, "the model's usual");
    cr_expect_eq(p->region[1].reg, REG_WINDOW);
    cr_expect_eq(p->region[1].owner, 2);
    cr_expect_eq(p->region[1].device, 2);
    cr_expect_eq(p->region[2].reg, REG_READ_SENSITIVE);
    cr_expect_eq(p->region[2].owner, 1);
    cr_expect_eq(p->region[1].uncontained, UNCONTAINED_NONE);
    cr_expect_eq(p->region[2].uncontained, UNCONTAINED_NC);
    kit_close(k);
}

Test(lang_elaborate, mappings_of_the_vmm)
{
    struct kit *k = kit_open("scenario s\n"
                             "param heat = warm cold\n"
                             "ram a 4K vma bare, $heat no-linear-map\n"
                             "mmio m 4K vma mild\n"
                             "host: remap a $heat\n"
                             "host: remap m warm bare\n" TAIL);
    const struct plan *p = &kit_experiment(k, 1)->plan;

    cr_expect_eq(p->region[0].vma, TOY_BARE | TOY_COLD);
    cr_expect_not(p->region[0].linear_map);
    cr_expect_eq(p->region[1].vma, TOY_WARM | TOY_BARE);
    cr_expect_eq(p->step[0].noperand, 2);
    cr_expect_eq(p->step[0].operand[0].kind, OPERAND_REGION);
    cr_expect(p->step[0].operand[1].kind == OPERAND_MODEL &&
              p->step[0].operand[1].number == TOY_COLD);
    cr_expect_eq(p->step[1].noperand, 3);
    cr_expect_eq(p->step[1].operand[2].number, TOY_BARE);
    cr_expect_str_eq(p->step[0].text, "host: remap a cold");
    kit_close(k);
}

Test(lang_elaborate, operands)
{
    struct kit *k = kit_open("scenario s\n"
                             "ram a 8K owner guest\n"
                             "device gpu owner guest\n"
                             "param n = 16 32\n"
                             "map guest a offset 4K name hi\n"
                             "cpu0 guest: load hi+8 -> r0\n"
                             "cpu0 guest: swap hi[8..$n] r0 -> r1\n"
                             "gpu: dma-write a[..] $n\n"
                             "cpu0 guest: write-reg CTRL 6\n"
                             "cpu0 guest: retype hi T2\n"
                             "host: attach gpu guest\n"
                             "host: kick cpu0\n"
                             "host: kick cpu0 7\n"
                             "host: answer -EBUSY\n"
                             "host: give a vmm\n"
                             "cpu0 guest: signal done\n"
                             "gpu: wait done\n"
                             "cpu1 guest.1: await hi == r1\n" TAIL);
    const struct plan_step *s = kit_experiment(k, 1)->plan.step + 1;

    cr_expect_eq(s[0].operand[0].kind, OPERAND_ADDRESS);
    cr_expect(s[0].operand[0].from == 8 && s[0].operand[0].to == 16);
    cr_expect(s[1].operand[0].from == 8 && s[1].operand[0].to == 32);
    cr_expect(s[1].operand[1].kind == OPERAND_REG && s[1].operand[1].id == 0);
    cr_expect(s[0].result == 0 && s[1].result == 1 && s[2].result == PLAN_NONE);
    cr_expect(s[2].operand[0].id == 0 && s[2].operand[0].to == 8192 &&
              s[2].ctx == PLAN_NONE && s[2].agent == 2);
    cr_expect(s[2].operand[1].kind == OPERAND_VALUE &&
              s[2].operand[1].number == 32);
    cr_expect(s[3].operand[0].kind == OPERAND_MODEL &&
              s[3].operand[0].number == TOY_CTRL);
    cr_expect(s[4].operand[1].kind == OPERAND_TYPE &&
              s[4].operand[1].number == TOY_T2);
    cr_expect(s[5].operand[0].kind == OPERAND_DEVICE &&
              s[5].operand[0].id == 2 && s[5].agent == PLAN_NONE);
    cr_expect(s[5].operand[1].kind == OPERAND_PRINCIPAL &&
              s[5].operand[1].id == 2);
    cr_expect(s[6].noperand == 1 && s[6].operand[0].kind == OPERAND_CPU);
    cr_expect(s[7].noperand == 2 && s[7].operand[1].number == 7);
    cr_expect_eq(s[8].operand[0].number, 16);
    cr_expect(s[9].operand[0].kind == OPERAND_REGION &&
              s[9].verb->kind == OP_OWNER);
    cr_expect(s[10].operand[0].kind == OPERAND_SIGNAL &&
              s[11].operand[0].kind == OPERAND_SIGNAL);
    cr_expect(s[13].operand[1].kind == OPERAND_REG);
    cr_expect_str_eq(s[1].text, "cpu0 guest: swap hi[8..32] r0 -> r1");
    cr_expect_eq(s[0].line, 6);
    kit_close(k);
}

Test(lang_elaborate, switches_that_go_without_saying)
{
    struct kit *k = kit_open("scenario s\n"
                             "cpu0 guest: fence\n"
                             "cpu0 guest: fence\n"
                             "cpu0 vmm: fence\n"
                             "cpu0 host: fence\n"
                             "cpu0 guest.1: fence\n"
                             "cpu0 guest: fence\n"
                             "cpu1 host: fence\n"
                             "cpu1 guest: fence\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    expect_text(steps_text(p), "0 cpu0 guest: back*\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 guest: leave*\n"
                               "0 cpu0 vmm: fence\n"
                               "0 cpu0 host: fence\n"
                               "0 cpu0 guest.1: back*\n"
                               "0 cpu0 guest.1: fence\n"
                               "0 cpu0 guest.1: leave*\n"
                               "0 cpu0 guest: back*\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu1 host: fence\n"
                               "0 cpu0 guest: leave*\n"
                               "0 cpu1 guest: back*\n"
                               "0 cpu1 guest: fence\n");
    cr_expect_str_eq(p->ctx[p->step[3].to_ctx].name, "vmm");
    cr_expect_str_eq(p->ctx[p->step[6].to_ctx].name, "guest.1");
    cr_expect_eq(p->step[1].to_ctx, PLAN_NONE);
    kit_close(k);
}

Test(lang_elaborate, written_switches_are_not_made_twice)
{
    struct kit *k = kit_open("scenario s\n"
                             "cpu0 guest: fence\n"
                             "cpu0 guest: leave full\n"
                             "cpu0 vmm: fence\n"
                             "cpu0 vmm: back\n"
                             "cpu0 guest: fence\n"
                             "cpu0 guest: leave stay\n"
                             "cpu0 guest: fence\n"
                             "cpu0 host: leave\n"
                             "cpu0 host: fence\n"
                             "cpu0 guest: fence\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;

    expect_text(steps_text(p), "0 cpu0 guest: back*\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 guest: leave full\n"
                               "0 cpu0 vmm: fence\n"
                               "0 cpu0 vmm: back\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 guest: leave stay\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 host: leave\n"
                               "0 cpu0 host: fence\n"
                               "0 cpu0 guest: back*\n"
                               "0 cpu0 guest: fence\n");
    cr_expect_str_eq(p->ctx[p->step[2].to_ctx].name, "vmm");
    cr_expect_str_eq(p->ctx[p->step[4].ctx].name, "guest");
    cr_expect_str_eq(p->ctx[p->step[4].to_ctx].name, "guest");
    cr_expect_str_eq(p->ctx[p->step[6].to_ctx].name, "guest");
    cr_expect_str_eq(p->ctx[p->step[8].ctx].name, "guest");
    cr_expect_str_eq(p->ctx[p->step[8].to_ctx].name, "host");
    kit_close(k);
}

Test(lang_elaborate, threads_and_events)
{
    struct kit *k = kit_open("scenario s\n"
                             "ram a 4K owner guest\n"
                             "schedule {\n"
                             "  speculate cpu0 a\n"
                             "}\n"
                             "cpu0 guest: fence\n"
                             "cpu0 host: fence\n"
                             "thread t {\n"
                             "  cpu0 host: fence\n"
                             "  schedule {\n"
                             "    evict cpu0 a[64..128]\n"
                             "    drain cpu0\n"
                             "  }\n"
                             "}\n"
                             "thread u {\n"
                             "  cpu1 guest: fence\n"
                             "}\n"
                             "cpu0 host: fence\n"
                             "thread v {\n"
                             "  cpu1 guest: fence\n"
                             "}\n"
                             "schedule {\n"
                             "  tlb-drop cpu1 host a\n"
                             "  evict-l1 a\n"
                             "}\n" TAIL);
    const struct plan *p = &kit_experiment(k, 0)->plan;
    const struct plan_event *e = p->event;

    expect_text(steps_text(p), "0 cpu0 guest: back*\n"
                               "0 cpu0 guest: fence\n"
                               "0 cpu0 guest: leave*\n"
                               "0 cpu0 host: fence\n"
                               "1 cpu0 host: fence\n"
                               "2 cpu1 guest: back*\n"
                               "2 cpu1 guest: fence\n"
                               "0 cpu0 host: fence\n"
                               "3 cpu1 guest: fence\n");
    cr_expect_eq(p->nthread, 4);
    cr_expect_eq(p->nevent, 5);
    cr_expect(e[0].kind == SPONT_SPECULATE && e[0].before == 0);
    cr_expect_eq(p->map[e[0].where.id].principal, 2, "where cpu0 begins");
    cr_expect(e[1].kind == SPONT_EVICT && e[1].thread == 1 &&
              e[1].before == 1 && e[1].where.kind == OPERAND_REGION &&
              e[1].where.from == 64 && e[1].where.to == 128);
    cr_expect(e[2].kind == SPONT_DRAIN && e[2].where.kind == OPERAND_NONE);
    cr_expect(e[3].kind == SPONT_TLB_DROP && e[3].before == 5 &&
              p->map[e[3].where.id].principal == 0);
    cr_expect(e[4].agent == PLAN_NONE && e[4].kind == SPONT_EVICT_L1);
    kit_close(k);
}

Test(lang_elaborate, settings)
{
    struct kit *k = kit_open("scenario s\n"
                             "platform $m\n"
                             "param m = server\n"
                             "param v = 2 4\n"
                             "quirk new-way $q\n"
                             "param q = on off\n"
                             "reg guest CTRL = $v\n"
                             "reg guest.1 CTRL = 8\n" TAIL);
    const struct experiment *x = kit_experiment(k, 3);
    const struct plan *p = &x->plan;

    cr_expect_str_eq(x->platform, "server");
    cr_expect(p->ninit == 2 && p->init[0].value == 4 &&
              p->init[1].reg == TOY_CTRL);
    cr_expect_str_eq(p->ctx[p->init[1].ctx].name, "guest.1");
    cr_expect(p->nquirk == 2 && !p->quirk_off[0] && p->quirk_off[1]);
    cr_expect_str_eq(script_platform(k->script, 0), "server");
    cr_expect_null(script_platform(k->script, 1));
    kit_close(k);
}

Test(lang_elaborate, claims)
{
    struct kit *k = kit_open(
        "scenario s\n"
        "ram a 4K owner guest\n"
        "param t = T1 T2\n"
        "cpu0 guest: load a -> r0\n"
        "under new-rules, old-rules with t=T2: expect r0 != 3\n"
        "under new-rules with t=T1: expect none\n"
        "under all, new-rules: never leak victim guest severity security, "
        "fatal\n"
        "under all: expect type guest a = $t\n"
        "under all: expect arrived a = [8@0, 64@64]\n"
        "under all: expect refused -EINVAL\n"
        "under all: expect refused\n"
        "under all: expect state mode >= 2\n"
        "under all: expect cycles < 4K\n"
        "under all: expect count(flush-all) <= 2\n"
        "under all: expect condition stale-translation\n"
        "under all: possible stale-read cause dirty-line-not-snooped\n");
    const struct experiment *x = kit_experiment(k, 1);
    const struct claim *c = x->claim;

    cr_assert_eq(x->nclaim, 11);
    cr_expect(c[0].what == CLAIM_REGISTER && c[0].compare == CMP_NE &&
              c[0].number == 3 && c[0].nunder == 2);
    cr_expect_str_eq(c[0].under[1], "old-rules");
    cr_expect_str_eq(c[0].text,
                     "under new-rules, old-rules with t=T2: expect r0 != 3");
    cr_expect(c[1].mode == CLAIM_NEVER && c[1].nhazard == 2 &&
              c[1].nunder == 0);
    cr_expect(c[1].hazard[0].kind == HAZARD_LEAK &&
              c[1].hazard[0].victim == 2 &&
              c[1].hazard[0].severity_plus1 == SEVERITY_SECURITY + 1 &&
              c[1].hazard[1].victim == PLAN_NONE);
    cr_expect(c[2].what == CLAIM_TYPE);
    cr_expect_str_eq(c[2].type, "T2");
    cr_expect_eq(x->plan.map[c[2].id].principal, 2);
    cr_expect(c[3].narrival == 2 && c[3].arrival[1].size == 64 &&
              c[3].arrival[1].offset == 64);
    cr_expect(c[4].what == CLAIM_REFUSED && c[4].number == 22 &&
              c[5].number == 0);
    cr_expect(c[6].what == CLAIM_STATE && c[6].number2 == CONTROL_SPACE + 16 &&
              c[6].compare == CMP_GE);
    cr_expect(c[7].number == 4096 && c[7].compare == CMP_LT);
    cr_expect(c[8].id == COUNT_FLUSH_ALL && c[8].compare == CMP_LE);
    cr_expect_eq(c[9].id, CONDITION_STALE_TRANSLATION);
    cr_expect(c[10].mode == CLAIM_POSSIBLE &&
              c[10].hazard[0].cause == CAUSE_DIRTY_LINE_NOT_SNOOPED);
    kit_close(k);
}

Test(lang_elaborate, what_depends_on_the_point)
{
    struct kit *k =
        kit_open("scenario s\n"
                 "param snoop = yes no\n"
                 "param buf = a b\n"
                 "ram a 4K\n"
                 "ram b 8K\n"
                 "when snoop=yes: device gpu\n"
                 "when snoop=no: device gpu no-snoop\n"
                 "gpu: dma-read $buf\n"
                 "when snoop=no buf!=a: cpu0 host: load b+4K\n" TAIL);

    for (unsigned i = 0; i < 4; i++) {
        const struct plan *p = &kit_experiment(k, i)->plan;

        cr_expect_eq(p->nstep, i == 3 ? 2 : 1, "point %u", i);
        cr_expect_eq(p->nagent, i == 3 ? 2 : 1, "point %u", i);
        cr_expect_eq(p->step[0].operand[0].id, i % 2);
        cr_expect_eq(p->agent[p->nagent - 1].no_snoop, i >= 2);
    }
    kit_close(k);
}
