#include "tests/lib/cohdma.h"

#include <glib.h>

#include "sim/base/arena.h"

/* Order classes of this system: a FIFO store buffer; loads at once; flushes
 * and fences at once when the buffer is empty. */
enum { LOAD = 1, STORE, FLUSH, FENCE };

static const uint32_t waits[ORDER_CLASSES] = {
    [STORE] = 1 << STORE,
    [FLUSH] = 1 << STORE,
    [FENCE] = 1 << STORE,
};

static const uint32_t at_issue = 1 << LOAD | 1 << FLUSH | 1 << FENCE;

enum { V_LOAD, V_STORE, V_FLUSH, V_FENCE };

static const struct verb verbs[] = {
    [V_LOAD] = {.name = "load",    .kind = OP_LOAD},
    [V_STORE] = {               .name = "store", .kind = OP_STORE               },
    [V_FLUSH] = { .name = "flush",
                .kind = OP_LINE,
                .class = FLUSH,
                .flags = OPF_INVALIDATE},
    [V_FENCE] = {                          .name = "fence", .kind = OP_FENCE,  .class = FENCE},
};

static uint32_t
lower(const struct platform *p, struct attr out[][ACCESS_KINDS], uint32_t max)
{
    (void) p;
    (void) max;
    out[0][0] = out[0][1] =
        (struct attr){.write = WRITE_BACK,
                      .flags = ATTR_ALLOCATE | ATTR_SPECULATE,
                      .load_class = LOAD,
                      .store_class = STORE};
    return 1;
}

/* Every context sees physical memory as it is. */
static struct walked
resolve(const struct view *v, const struct vpage *p, struct trail *why)
{
    (void) v;
    (void) why;
    return (struct walked){.pa = p->va};
}

enum { X, Y };

/* Agent, verb, line, value or register: as the Promela and Murphi versions. */
static const struct {
    int agent, verb, line, number;
} program[] = {
    {0, V_STORE, X, 1},
    {0, V_FLUSH, X, 0},
    {0, V_STORE, Y, 1},
    {0, V_FENCE, 0, 0},
    {0, V_LOAD,  X, 0},
    {0, V_LOAD,  Y, 1},
    {0, V_STORE, X, 2},
    {0, V_LOAD,  X, 2},
    {1, V_LOAD,  Y, 0},
    {1, V_LOAD,  X, 1},
    {1, V_STORE, Y, 2},
    {1, V_FLUSH, Y, 0},
    {1, V_LOAD,  Y, 2},
    {1, V_STORE, X, 3},
    {1, V_FENCE, 0, 0},
    {1, V_LOAD,  X, 0},
    {2, V_LOAD,  Y, 0},
    {2, V_LOAD,  X, 1},
    {2, V_STORE, X, 3},
    {2, V_LOAD,  X, 2},
    {2, V_STORE, Y, 3},
    {2, V_LOAD,  Y, 0},
};

enum { STEPS = sizeof program / sizeof *program };

static const struct plan_principal principals[] = {
    {"host", PRINCIPAL_HOST}
};
static const struct plan_ctx contexts[] = {
    {"host", 0, 0}
};
static const struct plan_agent agents[] = {
    {.name = "cpu0",     .kind = AGENT_CPU},
    {             .name = "cpu1", .kind = AGENT_CPU                 },
    { .name = "dma",  .kind = AGENT_DEVICE,                   .no_snoop = true},
};
static const struct plan_region regions[] = {
    {.name = "m", .size = PAGE_BYTES, .device = PLAN_NONE, .pa = 0x10000},
};
static const struct plan_map maps[] = {
    {.name = "m", .size = PAGE_BYTES, .va = 0x10000, .page = PAGE_BYTES},
};
static const struct plan_thread threads[] = {
    {"main", 0},
    {"cpu0", 0},
    {"cpu1", 0},
    {"dma",  0}
};

static struct plan_step
make_step(unsigned i)
{
    const struct verb *v = &verbs[program[i].verb];
    struct plan_step s = {.verb = v,
                          .agent = (uint16_t) program[i].agent,
                          .ctx = program[i].agent == 2 ? PLAN_NONE : 0,
                          .to_ctx = PLAN_NONE,
                          .thread = (uint16_t) (program[i].agent + 1),
                          .result = PLAN_NONE};
    uint64_t at = (uint64_t) program[i].line * LINE_BYTES;

    if (program[i].verb != V_FENCE)
        s.operand[s.noperand++] = (struct plan_operand){
            .kind = OPERAND_ADDRESS, .from = at, .to = at + WORD_BYTES};
    if (program[i].verb == V_STORE)
        s.operand[s.noperand++] = (struct plan_operand){
            .kind = OPERAND_VALUE, .number = (uint64_t) program[i].number};
    if (program[i].verb == V_LOAD)
        s.result = (uint16_t) (3 * program[i].agent + program[i].number);
    return s;
}

struct bound *
cohdma_bind(struct cohdma *s, struct arena *arena)
{
    struct plan_step *steps = arena_new_array(arena, struct plan_step, STEPS);
    const char *why = NULL;
    struct bound *b;

    for (unsigned i = 0; i < STEPS; i++)
        steps[i] = make_step(i);
    s->model = (struct model){.name = "cohdma",
                              .stores_name = "store buffer",
                              .merging_name = "write-combining buffer",
                              .waits = waits,
                              .at_issue = &at_issue,
                              .lower = lower,
                              .resolve = resolve};
    s->platform = (struct platform){.name = "cohdma"};
    s->platform.key[PK_WINDOW_DEPTH] = 2;
    s->platform.key[PK_CLEAN_HIT_PEER] = SUPPLY_MEMORY;
    s->platform.key[PK_HONOURS_NO_SNOOP] = 1;
    s->plan = (struct plan){.model = &s->model,
                            .name = "cohdma",
                            .principal = principals,
                            .nprincipal = 1,
                            .ctx = contexts,
                            .nctx = 1,
                            .agent = agents,
                            .nagent = 3,
                            .region = regions,
                            .nregion = 1,
                            .map = maps,
                            .nmap = 1,
                            .thread = threads,
                            .nthread = 4,
                            .step = steps,
                            .nstep = STEPS,
                            .nreg = 9,
                            .share_equal_values = true,
                            .unjudged = true};
    b = bind_plan(&(struct bind_request){.plan = &s->plan,
                                         .platform = &s->platform,
                                         .arena = arena},
                  &why);
    g_assert(b);
    return b;
}
