#include <string.h>

#include "sim/litmus/building.h"

#define FIRST_ADDRESS (1ULL << 32)

/* ---- the plan around them ---- */

static void
start_registers(struct building *b)
{
    const struct litmus *t = b->t;

    for (uint32_t i = 0; i < t->nthread; i++)
        for (uint32_t k = 0; k < LITMUS_REGS; k++) {
            const struct litmus_start *s = &t->thread[i].start[k];

            b->held[i][k] = (struct held){
                .kind = s->location ? FROM_MEMORY : FROM_NUMBER,
                .id = (uint16_t) (s->location ? s->location - 1 : 0),
                .number = s->number};
        }
}

static bool
make_steps(struct building *b)
{
    const struct litmus *t = b->t;
    uint32_t n = 1;

    for (uint32_t i = 0; i < t->nthread; i++)
        n += t->thread[i].nstep;
    b->step = arena_new_array(b->arena, struct plan_step, n);
    b->held = arena_array(b->arena, t->nthread, sizeof *b->held);
    start_registers(b);
    for (uint32_t i = 0; i < t->nthread; i++)
        for (uint32_t k = 0; k < t->thread[i].nstep; k++)
            if (!build_insn(b, i, &t->thread[i].step[k]))
                return false;
    return true;
}

static bool
find_columns(struct building *b, struct litmus_plan *p)
{
    const struct litmus *t = b->t;

    p->from = arena_new_array(b->arena, struct litmus_from, t->ncolumn + 1);
    for (uint32_t i = 0; i < t->ncolumn; i++) {
        const struct litmus_column *c = &t->column[i];
        struct litmus_from *f = &p->from[i];

        if (c->thread == PLAN_NONE) {
            f->kind = b->region[c->id] ? FROM_MEMORY : FROM_NUMBER;
            f->id = (uint16_t) (b->region[c->id] - 1);
            f->number = t->location[c->id].first;
            continue;
        }
        *f = (struct litmus_from){b->held[c->thread][c->id].kind,
                                  b->held[c->thread][c->id].id,
                                  b->held[c->thread][c->id].number};
        if (f->kind == FROM_MEMORY)
            return build_refuse(
                b, DIAG_UNSUPPORTED, (struct span){t->src, 0, 0},
                "a register that is looked at holds an address in "
                "the end");
    }
    return true;
}

/* Registers that nobody stores or looks at would only multiply states. */
static void
forget_registers(struct building *b, const struct litmus_plan *p)
{
    uint8_t *wanted = arena_new_array(b->arena, uint8_t, b->nreg + 1u);

    for (uint32_t i = 0; i < b->t->ncolumn; i++)
        if (p->from[i].kind == FROM_REG)
            wanted[p->from[i].id] = 1;
    for (uint32_t i = 0; i < b->nstep; i++)
        for (uint32_t k = 0; k < b->step[i].noperand; k++)
            if (b->step[i].operand[k].kind == OPERAND_REG)
                wanted[b->step[i].operand[k].id] = 1;
    for (uint32_t i = 0; i < b->nstep; i++)
        if (b->step[i].result != PLAN_NONE && !wanted[b->step[i].result])
            b->step[i].result = PLAN_NONE;
}

static void
add_places(struct building *b, struct plan *p)
{
    const struct litmus *t = b->t;
    struct plan_region *region =
        arena_new_array(b->arena, struct plan_region, t->nlocation + 1);
    struct plan_map *map =
        arena_new_array(b->arena, struct plan_map, t->nlocation + 1);
    struct plan_first *first =
        arena_new_array(b->arena, struct plan_first, t->nlocation + 1);

    for (uint32_t i = 0; i < t->nlocation; i++) {
        uint16_t id = (uint16_t) (b->region[i] - 1);
        uint64_t pa = FIRST_ADDRESS + (uint64_t) id * PAGE_BYTES;

        if (!b->region[i])
            continue;
        region[id] = (struct plan_region){.name = t->location[i].name,
                                          .device = PLAN_NONE,
                                          .pa = pa,
                                          .size = PAGE_BYTES};
        map[id] = (struct plan_map){.name = t->location[i].name,
                                    .region = id,
                                    .type = t->location[i].type,
                                    .va = pa,
                                    .size = PAGE_BYTES,
                                    .page = PAGE_BYTES};
        p->nregion++;
        p->nmap++;
        if (t->location[i].first)
            first[p->nfirst++] =
                (struct plan_first){id, 0, t->location[i].first};
    }
    p->region = region;
    p->map = map;
    p->first = first;
}

static char *
numbered(struct arena *arena, const char *letter, uint32_t n)
{
    g_autofree char *text = g_strdup_printf("%s%u", letter, n);

    return arena_text(arena, text, strlen(text));
}

static void
add_names(struct building *b, struct plan *p)
{
    const struct litmus *t = b->t;
    struct plan_agent *agent =
        arena_new_array(b->arena, struct plan_agent, t->nthread);
    struct plan_thread *thread =
        arena_new_array(b->arena, struct plan_thread, t->nthread + 1);
    const char **reg = arena_new_array(b->arena, const char *, b->nreg + 1u);

    thread[0].name = "main";
    for (uint32_t i = 0; i < t->nthread; i++) {
        agent[i].name = numbered(b->arena, "cpu", i);
        thread[i + 1].name = numbered(b->arena, "P", i);
    }
    for (uint16_t i = 0; i < b->nreg; i++)
        reg[i] = numbered(b->arena, "r", i);
    p->agent = agent;
    p->thread = thread;
    p->reg = reg;
    p->nagent = (uint16_t) t->nthread;
    p->nthread = (uint16_t) (t->nthread + 1);
    p->nreg = b->nreg;
}

static const struct plan_principal principals[] = {
    {"host", PRINCIPAL_HOST}
};
static const struct plan_ctx contexts[] = {
    {"host", 0, 0}
};

struct litmus_plan *
litmus_build(const struct litmus *t, struct arena *arena,
             struct diag_sink *sink)
{
    struct building b = {.t = t, .arena = arena, .sink = sink};
    struct litmus_plan *p = arena_new(arena, struct litmus_plan);

    if (!make_steps(&b) || !find_columns(&b, p))
        return NULL;
    forget_registers(&b, p);
    p->plan = (struct plan){.model = t->model,
                            .name = t->name,
                            .principal = principals,
                            .nprincipal = 1,
                            .ctx = contexts,
                            .nctx = 1,
                            .step = b.step,
                            .nstep = b.nstep,
                            .unjudged = true};
    add_places(&b, &p->plan);
    add_names(&b, &p->plan);
    for (uint32_t i = 0; i < t->nthread; i++)
        if (t->thread[i].nstep > p->longest)
            p->longest = t->thread[i].nstep;
    return p;
}
