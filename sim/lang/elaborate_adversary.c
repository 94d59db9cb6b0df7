/* Adversaries at one point: the maps they use memory through, where their CPUs
 * are when they begin, and the operations they choose from. */
#include <string.h>

#include "sim/lang/elaborate.h"

/* ---- maps of several types ---- */

/* The place of a type in the model's list; words may share a code. */
static uint32_t
type_index(const struct build *b, uint64_t code)
{
    const struct model *m = b->s->model;
    uint32_t i = 0;

    while (i + 1 < m->ntype && m->type[i].code != code)
        i++;
    return i;
}

/* Whether the principal can map memory as this type at all. */
static bool
may_map(const struct build *b, uint16_t principal, uint32_t code)
{
    const struct model *m = b->s->model;
    struct plan_map one = {
        .name = "", .principal = principal, .type = (uint8_t) code};
    struct plan p = *b->p;
    uint32_t map = 0;

    p.map = &one;
    p.nmap = 1;
    return !m->check_plan || !m->check_plan(&p, &map);
}

/* The types an operation's address is used as, as places in the model's list;
 * how many. */
static uint32_t
types_of(const struct build *b, const struct t_item *t, uint32_t *type)
{
    const struct model *m = b->s->model;
    const struct t_adversary *a = t->adversary;
    uint16_t principal = b->p->ctx[t->ctx].principal;
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->ntype; i++)
        type[n++] = type_index(b, value_at(&a->type[i], b->point));
    for (uint32_t i = 0; a->any_type && i < m->ntype && n < MENU_TYPES; i++)
        if (type_index(b, m->type[i].code) == i &&
            may_map(b, principal, m->type[i].code))
            type[n++] = i;
    return n;
}

static bool
is_aliased(const struct t_item *t)
{
    return t->kind == T_STEP && t->adversary &&
           (t->adversary->ntype || t->adversary->any_type) && t->noperand &&
           t->operand->letter == 'A';
}

uint32_t
alias_room(const struct build *b)
{
    uint32_t n = 0;

    for (guint i = 0; i < b->s->items->len && n < PLAN_NONE; i++) {
        const struct t_item *t = &g_array_index(b->s->items, struct t_item, i);

        if (is_aliased(t))
            n += t->adversary->ntype + b->s->model->ntype;
    }
    return n;
}

static uint16_t *
alias_of(const struct build *b, uint32_t map, uint32_t type)
{
    return &b->alias[(size_t) map * b->s->model->ntype + type];
}

void
imply_aliases(struct build *b)
{
    const GArray *items = b->s->items;
    uint32_t type[MENU_TYPES];

    if (!alias_room(b))
        return;
    b->alias = arena_new_array(b->arena, uint16_t,
                               (size_t) b->p->nmap * b->s->model->ntype);
    for (guint i = 0; i < items->len; i++) {
        const struct t_item *t = &g_array_index(items, struct t_item, i);
        uint16_t map;
        uint32_t n;

        if (!b->active[i] || !is_aliased(t))
            continue;
        map = *build_map(b, b->p->ctx[t->ctx].principal,
                         value_at(&t->operand->v, b->point));
        n = map ? types_of(b, t, type) : 0;
        for (uint32_t k = 0; k < n; k++) {
            uint16_t *alias = alias_of(b, map - 1u, type[k]);

            if (!*alias)
                *alias = build_alias(b, t->at, map - 1u,
                                     &b->s->model->type[type[k]]);
        }
    }
}

/* ---- operations ---- */

/* The text of an operation through a map: the mark becomes part of a name that
 * nobody else can write, or goes. */
static const char *
text_through(struct build *b, const char *text, const struct plan_map *m)
{
    const char *mark = strchr(text, ALIAS_MARK);
    const char *type = m ? strchr(m->name, ALIAS_MARK) : NULL;
    char out[1024];
    int n;

    if (!mark)
        return text;
    n = g_snprintf(out, sizeof out, "%.*s%s%s", (int) (mark - text), text,
                   type ? type : "", mark + 1);
    return arena_text(b->arena, out, MIN((size_t) n, sizeof out - 1));
}

static bool
is_one_line(struct build *b, const struct t_item *t, const struct plan_step *s)
{
    for (uint32_t i = 0; i < s->noperand; i++) {
        const struct plan_operand *o = &s->operand[i];

        if (t->operand[i].letter == 'A' && o->to > o->from &&
            o->from / LINE_BYTES != (o->to - 1) / LINE_BYTES)
            return build_fail(b, DIAG_VALUE, at_node(t->at, t->operand[i].node),
                              "an adversary takes one line at a time: at most "
                              "%d bytes of one",
                              LINE_BYTES);
    }
    return true;
}

void
spread_choice(struct build *b, const struct t_item *t, uint32_t step)
{
    struct plan_step like = b->steps[step];
    uint32_t type[MENU_TYPES], n = 0;

    if (is_one_line(b, t, &like) && is_aliased(t) && !b->failed)
        n = types_of(b, t, type);
    for (uint32_t i = 0; i < n; i++) {
        struct plan_step *s = i ? new_step(b, t) : &b->steps[step];
        uint32_t map = *alias_of(b, like.operand->id, type[i]) - 1u;

        if (!s)
            return;
        *s = like;
        s->operand[0].id = map;
        s->text = text_through(b, like.text, &b->maps[map]);
    }
    if (!n)
        b->steps[step].text = text_through(b, like.text, NULL);
    if (b->in_thread[t->thread] > SCRIPT_MENU && !b->failed)
        build_fail(b, DIAG_TOO_MANY, t->at,
                   "more than %d operations to choose from, each with each "
                   "type",
                   SCRIPT_MENU);
}

/* ---- where they begin ---- */

/* The steps of the top level that bring an adversary's CPU where it acts: it
 * cannot choose not to be there. */
static void
place_cpu(struct build *b, const struct t_item *t)
{
    static const struct verb nothing = {.name = ""};
    struct t_item arrival = *t;

    arrival.thread = 0;
    arrival.verb = &nothing;
    switch_context(b, &arrival, (uint16_t) (b->agent_of_cpu[t->agent] - 1u));
}

/* Mark the CPU busy in its thread; no other one of this group has it, or its
 * guest. */
static void
take_cpu(struct build *b, const struct t_item *t)
{
    uint16_t agent = (uint16_t) (b->agent_of_cpu[t->agent] - 1u);
    struct cpu_now *cpu = &b->cpu[agent];
    uint32_t group = b->threads[t->thread].start + 1;

    if (cpu->thread && cpu->group == group)
        build_fail(b, DIAG_VALUE, t->at, "'%s' runs in two threads at once",
                   b->agents[agent].name);
    else if (is_guest(b, t->ctx) && cpu->inside != t->ctx + 1u)
        build_fail(b, DIAG_VALUE, t->at,
                   "'%s' runs on two CPUs at once; a second virtual CPU is "
                   "'%s.1'",
                   b->p->ctx[t->ctx].name, b->p->ctx[t->ctx].name);
    cpu->thread = t->thread;
    cpu->group = group;
}

uint32_t
start_threads(struct build *b, uint32_t first)
{
    const struct t_item *item =
        (const struct t_item *) (void *) b->s->items->data;
    uint32_t end = first;

    for (; end < b->s->items->len; end++) {
        const struct t_item *t = &item[end];

        if (!b->active[end])
            continue;
        if (t->kind == T_STEP && !t->thread)
            break;
        if (t->kind == T_THREAD && t->agent != PLAN_NONE &&
            t->actor == ACTOR_CPU)
            place_cpu(b, t);
    }
    for (uint32_t i = first; i < end; i++)
        if (b->active[i] && item[i].kind == T_THREAD)
            b->threads[item[i].thread].start = b->in_thread[0];
    for (uint32_t i = first; i < end; i++)
        if (b->active[i] && item[i].kind == T_THREAD &&
            item[i].agent != PLAN_NONE && item[i].actor == ACTOR_CPU)
            take_cpu(b, &item[i]);
    return end;
}

void
set_depths(struct build *b)
{
    for (guint i = 0; i < b->s->items->len; i++) {
        const struct t_item *t = &g_array_index(b->s->items, struct t_item, i);

        if (b->active[i] && t->kind == T_THREAD && t->adversary &&
            b->in_thread[t->thread])
            b->threads[t->thread].depth = t->adversary->depth;
    }
}
