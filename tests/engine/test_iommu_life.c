/*
 * Random lives: 10,000 sequences of what can be done to devices, their address
 * spaces and their files, replayed under several stacks.  The record in life.h
 * says what must be there after each step, and which requests must arrive.  S72
 * is part of it: KVM zaps exactly when the first unforced file comes or the
 * last one goes.
 */
#include "sim/base/rng.h"
#include "sim/lang/script.h"
#include "tests/engine/life.h"
#include "tools/models.h"
#include "tools/shipped.h"

enum { SEQUENCES = 10000, LENGTH = 20 };
enum { USING = 3, USED = 4 }; /* one in so many begins with what was used     */
enum { NESTED = 20 }; /* one in so many: such tables take long to lay       */
enum {
    LAST = DEVICES * PAGES
}; /* every device reads every page at the end   */

/* All that may be drawn; before the first "attach" and the last reads are
 * always done. */
static const char text[] =
    "scenario life\n"
    "platform intel-server\n"
    "iommu forces vtd has c, sc, scalable, nest, smpwc\n"
    "iommu plain vtd has c\n"
    "param under = none nest-parent\n"
    "ioas s0 iommufd has keeps-domains, $under\n"
    "ioas s1 type1\n"
    "ram p0 4K owner guest\n"
    "ram p1 8K owner guest\n"
    "device d0 owner guest no-snoop behind plain\n"
    "device d1 owner guest no-snoop behind forces\n"
    "device d2 owner guest behind forces pcie no-snoop-never, unplugged\n"
    "cpu0 guest: load p0\n"
    "host: attach d0 s0\nhost: attach d0 s1\nhost: attach d1 s0\n"
    "host: attach d1 s1\nhost: attach d2 s0\nhost: attach d2 s1\n"
    "host: detach d0\nhost: detach d1\nhost: detach d2\n"
    "host: dma-map s0 p0\nhost: dma-map s0 p1\nhost: dma-map s1 p0\n"
    "host: dma-map s1 p1\nhost: dma-map s0 p0 read-only\n"
    "host: dma-unmap s0 p0\nhost: dma-unmap s0 p1\nhost: dma-unmap s1 p0\n"
    "host: dma-unmap s1 p1\nhost: iotlb-sync s0\nhost: iotlb-sync s1\n"
    "host: unpin s0 p0\nhost: unpin s0 p1\nhost: unpin s1 p0\n"
    "host: unpin s1 p1\nhost: force-snoop d0\nhost: force-snoop d1\n"
    "host: nest d1 nc\nhost: no-snoop d0 off\nhost: no-snoop d0 on\n"
    "host: bus-master d0 off\nhost: bus-master d0 on\nhost: flr d1\n"
    "host: bus-master d1 on\nhost: plug d0\nhost: plug d1\nhost: plug d2\n"
    "host: unplug d0\nhost: unplug d1\nhost: unplug d2\n"
    "host: vfio-add d0 guest\nhost: vfio-add d1 guest\n"
    "host: vfio-add d2 guest\nhost: vfio-del d0 guest\n"
    "host: vfio-del d1 guest\nhost: vfio-del d2 guest\n"
    "host: destroy-vm guest\n"
    "d0: dma-read p0\nd0: dma-read p1\nd1: dma-read p0\nd1: dma-read p1\n"
    "d2: dma-read p0\nd2: dma-read p1\n"
    "under all: never any\n";

/* ------------------------------------------------------------------- runs */

struct menu {
    struct shipped *shipped;
    struct source *src;
    struct diag_sink *sink;
    struct script *script;
    struct arena arena;
    const struct experiment
        *e[2];      /* [1]: guests may have a stage of their own */
    uint32_t fixed; /* steps that are not drawn                               */
};

static const struct platform *
ask_platform(void *data, const char *name, struct nearest *near)
{
    return shipped_platform(data, name, near);
}

static void
menu_open(struct menu *k)
{
    struct points *points;
    int status = 0;

    k->shipped = shipped_open(NULL, NULL, &status);
    cr_assert(k->shipped);
    k->src = source_new("life", text, sizeof text - 1);
    k->sink = diag_sink_new();
    k->script = script_parse(k->src, k->sink);
    cr_assert(script_check(k->script,
                           &(struct lang_env){models[0], io_model(),
                                              ask_platform, NULL, k->shipped},
                           k->sink));
    arena_init(&k->arena, 0);
    points = points_new(k->script, NULL, k->sink);
    for (unsigned i = 0; i < 2; i++) {
        struct point at;

        points_get(points, i, &at);
        k->e[i] = script_elaborate(k->script, &at, &k->arena, k->sink);
        cr_assert(k->e[i]);
    }
    points_free(points);
    for (k->fixed = 0;
         strcmp(k->e[0]->plan.step[k->fixed].verb->name, "attach");)
        k->fixed++;
}

static void
menu_close(struct menu *k)
{
    arena_clear(&k->arena);
    script_free(k->script);
    source_free(k->src);
    diag_sink_free(k->sink);
    shipped_close(k->shipped);
}

static const struct plan_step *
named(const struct plan *p, const char *text)
{
    uint32_t i = 0;

    while (strcmp(p->step[i].text, text))
        i++;
    return &p->step[i];
}

/* A page is mapped for a device, used and unmapped, so that its unit has what
 * is no longer there: what is drawn next must leave it alone. */
static void
use_and_unmap(const struct plan *p, struct plan_step *step, struct rng *rng)
{
    unsigned d = rng_below(rng, 2), s = rng_below(rng, 2);
    unsigned page = rng_below(rng, PAGES);

    char *text[USED] = {g_strdup_printf("host: attach d%u s%u", d, s),
                        g_strdup_printf("host: dma-map s%u p%u", s, page),
                        g_strdup_printf("d%u: dma-read p%u", d, page),
                        g_strdup_printf("host: dma-unmap s%u p%u", s, page)};

    for (unsigned i = 0; i < USED; i++) {
        step[i] = *named(p, text[i]);
        g_free(text[i]);
    }
}

/* One sequence; what it counted stays in L. */
static void
live(const struct menu *k, struct life *l, const struct policy_stack *stack,
     struct rng *rng, struct arena *arena)
{
    struct plan plan = k->e[l->seed % NESTED == 0]->plan;
    uint32_t n = k->fixed, all = plan.nstep - n;
    struct plan_step *step =
        arena_new_array(arena, struct plan_step, n + LENGTH + LAST);
    const struct replay_options o = {.no_judge = true,
                                     .no_timing = true,
                                     .also = &l->sink,
                                     .settled = settled,
                                     .to = l};
    struct bind_request q = {
        .plan = &plan,
        .platform = shipped_platform(k->shipped, "intel-server", NULL),
        .policy = stack,
        .arena = arena};
    const char *why = NULL;

    memcpy(step, plan.step, n * sizeof *step);
    for (uint32_t i = 0; i < LENGTH; i++)
        step[n + i] = plan.step[n + rng_below(rng, all)];
    memcpy(step + n + LENGTH, plan.step + plan.nstep - LAST,
           LAST * sizeof *step);
    if (l->seed % USING == 0)
        use_and_unmap(&plan, step + n, rng);
    plan.step = step;
    plan.nstep = n + LENGTH + LAST;
    l->b = bind_plan(&q, &why);
    cr_assert(l->b, "%s", why);
    replay(l->b, arena, &o);
    bound_done((struct bound *) (uintptr_t) l->b);
}

Test(iommu_life, ten_thousand_sequences, .timeout = 120)
{
    static const bool there[DEVICES] = {true, true, false};
    struct span nowhere = {0};
    struct arena arena;
    struct menu k;
    struct life sum = {0};
    const struct policy_stack *stack[G_N_ELEMENTS(laws)];

    menu_open(&k);
    for (unsigned i = 0; i < G_N_ELEMENTS(laws); i++) {
        stack[i] = stack_compose(k.shipped->policies, laws[i].stack, nowhere,
                                 k.shipped->sink);
        cr_assert(stack[i], "%s", laws[i].stack);
    }
    arena_init(&arena, 0);
    for (uint32_t i = 0; i < SEQUENCES; i++) {
        const struct law *law = &laws[i % G_N_ELEMENTS(laws)];
        struct life l = {.sink = {.hear = hear}, .law = law, .seed = i};
        struct rng rng;

        rng_seed(&rng, i);
        memcpy(l.present, there, sizeof there);
        memcpy(l.master, there, sizeof there);
        arena_reset(&arena);
        live(&k, &l, stack[i % G_N_ELEMENTS(laws)], &rng, &arena);
        sum.narrived += l.narrived;
        sum.nstale += l.nstale;
        sum.nheld += l.nheld;
        sum.nmixed += l.nmixed;
        sum.nchange += l.nchange;
        sum.nrefused += l.nrefused;
    }
    printf("%u requests arrived, %u of them stale, %u of those had to; "
           "%u mixed entries; %u changes of registration; %u refusals\n",
           sum.narrived, sum.nstale, sum.nheld, sum.nmixed, sum.nchange,
           sum.nrefused);
    cr_expect(sum.narrived > 500 && sum.nstale > 0 && sum.nheld > 500 &&
              sum.nchange > 500 && sum.nrefused > 500);
    arena_clear(&arena);
    menu_close(&k);
}
