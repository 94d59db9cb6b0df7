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

            b->course[i].held[k] = (struct held){
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
    b->course = arena_new_array(b->arena, struct course, t->nthread);
    start_registers(b);
    for (uint32_t i = 0; i < t->nthread; i++)
        for (uint32_t k = 0; k < t->thread[i].nstep; k++)
            if (!build_insn(b, i, &t->thread[i].step[k]))
                return false;
    return build_check_masks(b);
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
            uint32_t word = build_word(t, c->id);

            f->kind = b->region[word] ? FROM_MEMORY : FROM_NUMBER;
            f->id = (uint16_t) (b->region[word] - 1);
            f->number = t->location[word].first;
            continue;
        }
        *f = (struct litmus_from){b->course[c->thread].held[c->id].kind,
                                  b->course[c->thread].held[c->id].id,
                                  b->course[c->thread].held[c->id].number};
        if (f->kind == FROM_MEMORY)
            return build_refuse(
                b, DIAG_UNSUPPORTED, (struct span){t->src, 0, 0},
                "a register that is looked at holds an address in "
                "the end");
    }
    return true;
}

/* Registers that nobody stores, waits for or looks at would only multiply
 * states. */
static void
forget_registers(struct building *b, const struct litmus_plan *p)
{
    uint8_t *wanted = arena_new_array(b->arena, uint8_t, b->nreg + 1u);

    for (uint32_t i = 0; i < b->t->ncolumn; i++)
        if (p->from[i].kind == FROM_REG)
            wanted[p->from[i].id] = 1;
    for (uint32_t i = 0; i < b->nstep; i++) {
        for (uint32_t k = 0; k < b->step[i].noperand; k++)
            if (b->step[i].operand[k].kind == OPERAND_REG)
                wanted[b->step[i].operand[k].id] = 1;
        for (uint32_t k = 0; k < b->step[i].nneed; k++)
            wanted[b->step[i].need[k]] = 1;
    }
    for (uint32_t i = 0; i < b->nstep; i++)
        if (b->step[i].result != PLAN_NONE && !wanted[b->step[i].result])
            b->step[i].result = PLAN_NONE;
}

static uint64_t
address_of(uint16_t page)
{
    return FIRST_ADDRESS + (uint64_t) page * PAGE_BYTES;
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
        uint16_t id = (uint16_t) (b->region[build_word(t, i)] - 1);
        uint16_t n = (uint16_t) (b->map[i] - 1);

        if (b->map[i])
            map[n] = (struct plan_map){.name = t->location[i].name,
                                       .region = id,
                                       .type = t->location[i].type,
                                       .va = address_of(n),
                                       .size = PAGE_BYTES,
                                       .page = PAGE_BYTES};
        if (!b->region[i])
            continue;
        region[id] = (struct plan_region){.name = t->location[i].name,
                                          .device = PLAN_NONE,
                                          .pa = address_of(id),
                                          .size = PAGE_BYTES};
        if (t->location[i].first)
            first[p->nfirst++] =
                (struct plan_first){id, 0, t->location[i].first};
    }
    p->nregion = b->nregion;
    p->nmap = b->nmap;
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
    p->plan = (struct plan){
        .model = t->model,
        .name = t->name,
        .principal = principals,
        .nprincipal = 1,
        .ctx = contexts,
        .nctx = 1,
        .step = b.step,
        .nstep = b.nstep,
        .quirk_off = arena_new_array(arena, uint8_t, t->model->nquirk + 1),
        .nquirk = (uint16_t) t->model->nquirk,
        .unjudged = true};
    add_places(&b, &p->plan);
    add_names(&b, &p->plan);
    for (uint32_t i = 0; i < t->nthread; i++)
        if (t->thread[i].nstep > p->longest)
            p->longest = t->thread[i].nstep;
    return p;
}
