/* One point becomes an experiment. */
#include "sim/lang/elaborate.h"

#include <string.h>

bool
build_fail(struct build *b, enum diag_id id, struct at at, const char *fmt, ...)
{
    const struct span nowhere = {0};
    va_list args;
    char *message;

    b->failed = true;
    if (!b->sink)
        return false;
    va_start(args, fmt);
    message = g_strdup_vprintf(fmt, args);
    va_end(args);
    diag_add(b->sink, id, span_at(b->s, at), "%s", message);
    if (b->s->params->len)
        diag_note(b->sink, nowhere, "with %s",
                  point_text(b->s, b->point, b->arena));
    g_free(message);
    return false;
}

/* ---- agents ---- */

/* A CPU that only events name runs nothing: an idle one of the host. */
enum { NAMED_BY_EVENT = 1, NAMED_BY_STEP };

static void
mark_cpu(struct build *b, uint32_t number, uint16_t how)
{
    b->agent_of_cpu[number] = MAX(b->agent_of_cpu[number], how);
}

static void
mark_active(struct build *b)
{
    const GArray *items = b->s->items;

    for (guint i = 0; i < items->len; i++) {
        const struct t_item *t = &g_array_index(items, struct t_item, i);

        if (!cond_holds(&t->cond, b->point))
            continue;
        b->active[i] = 1;
        if (t->agent != PLAN_NONE && t->actor == ACTOR_CPU)
            mark_cpu(b, t->agent,
                     t->kind == T_EVENT ? NAMED_BY_EVENT : NAMED_BY_STEP);
        for (uint32_t o = 0; o < t->noperand; o++)
            if (t->operand[o].letter == 'C')
                mark_cpu(b, (uint32_t) value_at(&t->operand[o].v, b->point),
                         NAMED_BY_STEP);
    }
}

static void
add_cpus(struct build *b)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(b->agent_of_cpu); i++) {
        char name[16];
        int length;

        if (!b->agent_of_cpu[i])
            continue;
        length = g_snprintf(name, sizeof name, "cpu%u", i);
        b->agents[b->p->nagent++] = (struct plan_agent){
            .name = arena_text(b->arena, name, (size_t) length),
            .kind = AGENT_CPU,
            .background = b->agent_of_cpu[i] == NAMED_BY_EVENT,
            .principal = PLAN_NONE};
        b->agent_of_cpu[i] = b->p->nagent;
    }
}

/* ---- settings ---- */

static void
add_inits(struct build *b)
{
    const GArray *inits = b->s->inits;
    struct plan_init *init =
        arena_new_array(b->arena, struct plan_init, inits->len + 1u);

    for (guint i = 0; i < inits->len; i++) {
        const struct t_init *t = &g_array_index(inits, struct t_init, i);

        if (cond_holds(&t->cond, b->point))
            init[b->p->ninit++] = (struct plan_init){
                t->ctx, t->reg, value_at(&t->value, b->point), t->line};
    }
    b->p->init = init;
}

static void
set_quirks(struct build *b)
{
    uint32_t n = b->s->model->nquirk;
    uint8_t *off = arena_new_array(b->arena, uint8_t, n + 1u);

    for (guint i = 0; i < b->s->quirks->len; i++) {
        const struct t_quirk *t =
            &g_array_index(b->s->quirks, struct t_quirk, i);

        if (cond_holds(&t->cond, b->point))
            off[t->quirk] = !value_at(&t->on, b->point);
    }
    b->p->quirk_off = off;
    b->p->nquirk = (uint16_t) n;
}

/* ---- claims ---- */

static void
set_place(struct build *b, const struct t_claim *t, struct claim *c)
{
    const struct t_operand o = {.node = t->at.node,
                                .v = t->region,
                                .from = {.param = NO_PARAM},
                                .to = {.param = NO_PARAM}};
    struct plan_operand place = {0};
    bool ok =
        c->what == CLAIM_TYPE
            ? build_mapped(b, t->at, b->p->ctx[c->ctx].principal, &o, &place)
            : build_located(b, t->at, &o, &place);

    if (ok)
        c->id = (uint16_t) place.id;
}

static void
set_terms(struct build *b, const struct t_claim *t, struct claim *c)
{
    struct claim_term *terms =
        arena_new_array(b->arena, struct claim_term, c->nterm);

    for (uint32_t i = 0; i < c->nterm; i++) {
        const struct t_term *from = &t->term[i];
        const struct t_operand o = {.node = from->node,
                                    .v = from->where,
                                    .from = from->from,
                                    .to = {.param = NO_PARAM}};
        struct plan_operand place = {
            .id = (uint32_t) value_at(&from->where, b->point)};

        if (from->memory)
            build_located(b, t->at, &o, &place);
        terms[i] =
            (struct claim_term){.or_ = from->or_,
                                .memory = from->memory,
                                .compare = from->compare,
                                .id = (uint16_t) place.id,
                                .offset = place.from,
                                .number = value_at(&from->number, b->point)};
    }
    c->term = terms;
}

static void
add_claim(struct build *b, const struct t_claim *t, struct claim *c)
{
    struct claim_hazard *h;

    *c = t->claim;
    c->number = value_at(&t->number, b->point);
    if (t->region.given)
        set_place(b, t, c);
    if (t->type.given)
        c->type = build_name(b, value_at(&t->type, b->point));
    if (c->nterm)
        set_terms(b, t, c);
    if (!c->nhazard)
        return;
    h = arena_new_array(b->arena, struct claim_hazard, c->nhazard);
    memcpy(h, c->hazard, c->nhazard * sizeof *h);
    for (uint32_t i = 0; i < c->nhazard; i++)
        h[i].victim = (uint16_t) value_at(&t->victim[i], b->point);
    c->hazard = h;
}

static void
add_claims(struct build *b)
{
    const GArray *claims = b->s->claims;
    struct claim *list =
        arena_new_array(b->arena, struct claim, claims->len + 1u);

    for (guint i = 0; i < claims->len; i++) {
        const struct t_claim *t = &g_array_index(claims, struct t_claim, i);

        if (cond_holds(&t->cond, b->point))
            add_claim(b, t, &list[b->x->nclaim++]);
    }
    b->x->claim = list;
}

static void
add_theorems(struct build *b)
{
    const GArray *theorems = b->s->theorems;
    struct theorem *list =
        arena_new_array(b->arena, struct theorem, theorems->len + 1u);

    for (guint i = 0; i < theorems->len; i++) {
        const struct t_theorem *t =
            &g_array_index(theorems, struct t_theorem, i);
        struct theorem *out = &list[b->x->ntheorem];

        if (!cond_holds(&t->cond, b->point))
            continue;
        b->x->ntheorem++;
        *out = t->theorem;
        if (out->property == PROPERTY_OWN) {
            struct claim *own = arena_new(b->arena, struct claim);

            add_claim(
                b,
                &g_array_index(b->s->properties, struct t_property, t->own)
                     .claim,
                own);
            out->own = own;
        }
    }
    b->x->theorem = list;
}

/* ---- all of it ---- */

static void
make_room(struct build *b)
{
    const struct script *s = b->s;
    uint32_t nregion = s->regions->len + s->devices->len;

    b->nname = s->names->len;
    b->map_room = MIN(s->maps->len + 3 * nregion +
                          s->devices->len * s->principals->len + alias_room(b),
                      PLAN_NONE - 1u);
    b->active = arena_new_array(b->arena, uint8_t, s->items->len + 1u);
    b->device = arena_new_array(b->arena, uint16_t, b->nname);
    b->unit = arena_new_array(b->arena, uint16_t, b->nname);
    b->ioas = arena_new_array(b->arena, uint16_t, b->nname);
    b->region = arena_new_array(b->arena, uint16_t, b->nname);
    b->bell = arena_new_array(b->arena, uint16_t, b->nname);
    b->map = arena_new_array(b->arena, uint16_t,
                             (size_t) b->nname * s->principals->len);
    b->agents =
        arena_new_array(b->arena, struct plan_agent,
                        G_N_ELEMENTS(b->agent_of_cpu) + s->devices->len);
    b->from_device =
        arena_new_array(b->arena, const struct t_device *,
                        G_N_ELEMENTS(b->agent_of_cpu) + s->devices->len);
    b->regions = arena_new_array(b->arena, struct plan_region, nregion + 1u);
    b->region_at = arena_new_array(b->arena, struct at, nregion + 1u);
    b->fixed_pa = arena_new_array(b->arena, bool, nregion + 1u);
    b->maps = arena_new_array(b->arena, struct plan_map, b->map_room + 1u);
    b->map_at = arena_new_array(b->arena, struct at, b->map_room + 1u);
}

static void
start_plan(struct build *b)
{
    const struct script *s = b->s;
    struct plan *p = b->p;

    p->model = s->model;
    p->name = s->name;
    p->principal = (const struct plan_principal *) (void *) s->principals->data;
    p->nprincipal = (uint16_t) s->principals->len;
    p->ctx = (const struct plan_ctx *) (void *) s->contexts->data;
    p->nctx = (uint16_t) s->contexts->len;
    p->reg = (const char *const *) (void *) s->registers.name->data;
    p->nreg = (uint16_t) s->registers.name->len;
    p->signal = (const char *const *) (void *) s->signals.name->data;
    p->nsignal = (uint16_t) s->signals.name->len;
    p->agent = b->agents;
    p->region = b->regions;
    p->map = b->maps;
}

/* What the model has against the plan as a whole. */
static void
ask_model(struct build *b)
{
    const struct model *m = b->s->model;
    uint32_t map = 0;
    const char *why = m->check_plan ? m->check_plan(b->p, &map) : NULL;

    if (why)
        build_fail(b, DIAG_VALUE, b->map_at[map], "%s", why);
}

const struct experiment *
script_elaborate(const struct script *s, const struct point *at,
                 struct arena *arena, struct diag_sink *sink)
{
    struct experiment *x = arena_new(arena, struct experiment);
    struct build b = {.s = s,
                      .point = at,
                      .arena = arena,
                      .sink = sink,
                      .x = x,
                      .p = &x->plan};

    g_assert(s->checked);
    make_room(&b);
    start_plan(&b);
    mark_active(&b);
    add_cpus(&b);
    build_devices(&b);
    add_inits(&b);
    if (!b.failed)
        build_regions(&b);
    if (!b.failed)
        build_maps(&b);
    if (!b.failed)
        build_items(&b);
    if (!b.failed)
        check_frees(&b);
    if (b.failed)
        return NULL;
    set_quirks(&b);
    add_claims(&b);
    add_theorems(&b);
    b.p->step = b.steps;
    b.p->event = b.events;
    b.p->thread = b.threads;
    b.p->nthread = (uint16_t) s->threads->len;
    x->platform =
        s->platform.given ? build_name(&b, value_at(&s->platform, at)) : NULL;
    if (!b.failed)
        ask_model(&b);
    if (!b.failed)
        ask_io(&b);
    return b.failed ? NULL : x;
}
