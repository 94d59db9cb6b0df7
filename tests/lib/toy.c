#include "tests/lib/toy.h"

#include <criterion/criterion.h>
#include <string.h>

#include "sim/core/verbs.h"

enum {
    LOAD = 1,
    STORE,
    LOAD_UC,
    STORE_UC,
    STORE_WC,
    FLUSH,
    FLUSHOPT,
    SFENCE,
    FENCE,
    SIGNAL,
    FIFO = 1 << STORE | 1 << STORE_UC | 1 << STORE_WC | 1 << FLUSH |
           1 << SFENCE | 1 << SIGNAL,
};

#define BUFFER ORDER_BIT(ORDER_COMBINING)
#define ALL    (FIFO | 1 << FLUSHOPT | BUFFER)

static const uint32_t waits[ORDER_CLASSES] = {
    [STORE] = FIFO,
    [LOAD_UC] = FIFO | BUFFER,
    [STORE_WC] = FIFO,
    [STORE_UC] = FIFO | BUFFER,
    [FLUSH] = FIFO,
    [SIGNAL] = FIFO,
    [FLUSHOPT] = 1 << SFENCE,
    [SFENCE] = ALL,
    [FENCE] = ALL,
};
static const uint32_t at_issue = 1 << LOAD | 1 << LOAD_UC | 1 << FENCE;
static const uint32_t handover = FIFO;

// clang-format off
static const struct verb verbs[] = {
    {.name = "movnt", .kind = OP_STORE, .flags = OPF_NONTEMPORAL},
    {.name = "flush", .kind = OP_LINE, .class = FLUSH, .flags = OPF_INVALIDATE},
    {.name = "flushopt", .kind = OP_LINE, .class = FLUSHOPT,
     .flags = OPF_INVALIDATE},
    {.name = "clean", .kind = OP_LINE, .class = FLUSHOPT},
    {.name = "sfence", .kind = OP_FENCE, .class = SFENCE},
    {.name = "fence", .kind = OP_FENCE, .class = FENCE},
    {.name = "xchg", .kind = OP_RMW, .class = FENCE},
    {.name = "locked-add", .kind = OP_RMW, .class = FENCE, .flags = OPF_ADD},
};
// clang-format on

static uint32_t
lower(const struct platform *p, struct attr out[][ACCESS_KINDS], uint32_t max)
{
    // clang-format off
    static const struct attr plain[] = {
        [TOY_WB] = {WRITE_BACK, ATTR_ALLOCATE | ATTR_SPECULATE, 0, LOAD, STORE,
                    TOY_WB},
        [TOY_UC] = {WRITE_DIRECT, ATTR_SNOOP, 0, LOAD_UC, STORE_UC, TOY_UC},
        [TOY_WC] = {WRITE_COMBINE, ATTR_SPECULATE, 0, LOAD, STORE_WC, TOY_WC},
        [TOY_UC_BLIND] = {WRITE_DIRECT, 0, 0, LOAD_UC, STORE_UC, TOY_UC_BLIND},
    };
    // clang-format on
    static const struct attr nontemporal = {WRITE_COMBINE, ATTR_SNOOP, 0,
                                            LOAD,          STORE_WC,   TOY_WB};

    (void) p;
    (void) max;
    for (unsigned i = 0; i < sizeof plain / sizeof *plain; i++)
        out[i][ACCESS_PLAIN] = out[i][ACCESS_NONTEMPORAL] = plain[i];
    out[TOY_WB][ACCESS_NONTEMPORAL] = nontemporal;
    return sizeof plain / sizeof *plain;
}

static struct walked
resolve(const struct view *v, const struct vpage *p, struct trail *why)
{
    const struct plan_map *m = &v->bound->plan->map[p->map];

    (void) why;
    return (struct walked){
        .pa = v->bound->plan->region[m->region].pa + m->offset + p->va - m->va,
        .attr = m->type,
    };
}

static const char *
type_name(uint32_t attr)
{
    static const char *const name[] = {"WB", "UC", "WC", "UC-blind"};

    return attr < 4 ? name[attr] : "none";
}

static const struct plan_principal principals[TOY_PRINCIPALS] = {
    {"host", PRINCIPAL_HOST },
    {"vmm",  PRINCIPAL_USER },
    {"vm1",  PRINCIPAL_GUEST},
    {"vm2",  PRINCIPAL_GUEST},
};
static const struct plan_ctx contexts[TOY_PRINCIPALS] = {
    {"host", TOY_HOST, 0},
    {"vmm",  TOY_VMM,  0},
    {"vm1",  TOY_VM1,  0},
    {"vm2",  TOY_VM2,  0},
};
static const char *const names[] = {"r0", "r1", "r2", "r3",
                                    "r4", "r5", "r6", "r7"};
static const char *const signals[] = {"s0", "s1", "s2", "s3"};

void
toy_init(struct toy *t)
{
    memset(t, 0, sizeof *t);
    arena_init(&t->arena, 0);
    t->platform.name = "toy";
    for (unsigned i = 0; i < PK_COUNT; i++)
        t->platform.key[i] = platform_keys[i].fallback;
    t->model = (struct model){.name = "toy",
                              .stores_name = "store buffer",
                              .merging_name = "write-combining buffer",
                              .verb = verbs,
                              .nverb = sizeof verbs / sizeof *verbs,
                              .waits = waits,
                              .at_issue = &at_issue,
                              .handover = &handover,
                              .signal_class = SIGNAL,
                              .type_name = type_name,
                              .lower = lower,
                              .resolve = resolve};
    t->thread[0].name = "main";
    t->plan = (struct plan){.model = &t->model,
                            .name = "toy",
                            .principal = principals,
                            .nprincipal = TOY_PRINCIPALS,
                            .ctx = contexts,
                            .nctx = TOY_PRINCIPALS,
                            .agent = t->agent,
                            .region = t->region,
                            .map = t->map,
                            .thread = t->thread,
                            .nthread = 1,
                            .step = t->step,
                            .reg = names,
                            .nreg = sizeof names / sizeof *names,
                            .signal = signals,
                            .nsignal = sizeof signals / sizeof *signals};
}

void
toy_clear(struct toy *t)
{
    bound_done(t->b);
    arena_clear(&t->arena);
}

uint16_t
toy_cpu(struct toy *t)
{
    t->agent[t->plan.nagent] =
        (struct plan_agent){.name = "cpu", .kind = AGENT_CPU};
    return t->plan.nagent++;
}

uint16_t
toy_device(struct toy *t, uint16_t principal, bool no_snoop)
{
    t->agent[t->plan.nagent] = (struct plan_agent){.name = "device",
                                                   .kind = AGENT_DEVICE,
                                                   .principal = principal,
                                                   .no_snoop = no_snoop};
    return t->plan.nagent++;
}

static void
lay_nothing(const struct bound *b, struct control *c)
{
    (void) b;
    (void) c;
}

static const struct io_model toy_io = {.lay = lay_nothing, .relaxes = 1};

void
toy_relax(struct toy *t, uint16_t device)
{
    t->plan.io = &toy_io;
    t->agent[device].pcie = toy_io.relaxes;
}

static uint16_t
add_region(struct toy *t, struct plan_region r)
{
    uint16_t id = t->plan.nregion++;

    r.pa = 0x100000 + (uint64_t) id * PAGE_BYTES;
    r.size = PAGE_BYTES;
    t->region[id] = r;
    return id;
}

uint16_t
toy_map(struct toy *t, uint16_t principal, uint16_t region, enum toy_type type)
{
    uint16_t id = t->plan.nmap++;

    t->map[id] = (struct plan_map){.name = t->region[region].name,
                                   .principal = principal,
                                   .region = region,
                                   .type = (uint8_t) type,
                                   .va = 0x10000000 + id * 0x10000u,
                                   .size = PAGE_BYTES,
                                   .page = PAGE_BYTES};
    return id;
}

uint16_t
toy_ram(struct toy *t, uint16_t owner, uint16_t previous)
{
    uint16_t id = add_region(t, (struct plan_region){.name = "ram",
                                                     .device = PLAN_NONE,
                                                     .owner = owner,
                                                     .previous = previous});

    for (uint16_t p = 0; p < TOY_PRINCIPALS; p++)
        toy_map(t, p, id, TOY_WB);
    return id;
}

uint16_t
toy_mmio(struct toy *t, uint16_t device, uint8_t reg)
{
    return add_region(t, (struct plan_region){.name = "mmio",
                                              .kind = REGION_MMIO,
                                              .reg = reg,
                                              .device = device});
}

uint16_t
toy_thread(struct toy *t)
{
    t->thread[t->plan.nthread] = (struct plan_thread){"thread", t->top};
    return t->plan.nthread++;
}

struct plan_step *
toy_do(struct toy *t, uint16_t thread, uint16_t agent, uint16_t ctx,
       const char *verb)
{
    struct plan_step *s = &t->step[t->plan.nstep++];

    cr_assert_lt(t->plan.nstep, TOY_STEPS);
    *s = (struct plan_step){.verb =
                                verb_find(&t->model, NULL, verb, strlen(verb)),
                            .agent = agent,
                            .ctx = ctx,
                            .to_ctx = PLAN_NONE,
                            .thread = thread,
                            .result = PLAN_NONE,
                            .line = t->plan.nstep};
    cr_assert(s->verb, "no verb '%s'", verb);
    t->top += !thread;
    return s;
}

struct plan_step *
toy_at(struct plan_step *s, uint32_t id, uint64_t from, uint64_t to)
{
    s->operand[s->noperand++] = (struct plan_operand){
        .kind = OPERAND_ADDRESS, .id = id, .from = from, .to = to};
    return s;
}

struct plan_step *
toy_value(struct plan_step *s, uint64_t value)
{
    s->operand[s->noperand++] =
        (struct plan_operand){.kind = OPERAND_VALUE, .number = value};
    return s;
}

struct plan_step *
toy_operand(struct plan_step *s, uint8_t kind, uint32_t id)
{
    s->operand[s->noperand++] = (struct plan_operand){.kind = kind, .id = id};
    return s;
}

const char *
toy_bind(struct toy *t)
{
    struct bind_request q = {
        .plan = &t->plan, .platform = &t->platform, .arena = &t->arena};
    const char *why = NULL;

    t->b = bind_plan(&q, &why);
    return t->b ? NULL : why;
}
