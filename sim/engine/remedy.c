/* One operation more, and the same schedule again. */

#include "sim/engine/remedy.h"

#include <stdio.h>
#include <string.h>

#include "sim/core/verbs.h"

/* What a cause asks for: which verb, and who executes it. */
struct cure {
    bool drain;     /* empty WC buffers; else clean the line                  */
    bool by_reader; /* else by whoever wrote what was wanted                  */
    bool old_writer; /* lost writes: by whoever wrote what replaced it        */
    bool known;
};

static struct cure
cure_of(const struct hazard *h)
{
    switch ((enum hazard_cause) h->cause) {
    case CAUSE_DIRTY_LINE_NOT_SNOOPED:
    case CAUSE_STORE_BUFFER_PENDING:
        return (struct cure){.known = true};
    case CAUSE_WRITE_COMBINING_PENDING:
    case CAUSE_FLUSH_PENDING:
        return (struct cure){.drain = true, .known = true};
    case CAUSE_WRITE_COMBINING_ORDER: /* between the late write and the other */
        return (struct cure){.drain = true, .old_writer = true, .known = true};
    case CAUSE_MERGED: /* between the accesses that came together */
    case CAUSE_FORWARDED:
        return (struct cure){.drain = true, .by_reader = true, .known = true};
    case CAUSE_STALE_CLEAN_LINE:
        return (struct cure){.by_reader = true, .known = true};
    case CAUSE_DIRTY_EVICTION:
    case CAUSE_FALSE_SHARING:
    case CAUSE_MAINTENANCE_WRITEBACK:
        return (struct cure){.old_writer = true, .known = true};
    case CAUSE_NONE:
    case CAUSE_LOST_EARLIER:
    case CAUSE_INVALIDATE_DISCARD:
    case CAUSE_SPLIT:
    case CAUSE_SPECULATIVE_ACCESS:
    case CAUSE_CACHEABLE_MMIO:
    case CAUSE_ALIAS_ERRATUM:
    case CAUSE_WHOLE_CACHE_FLUSH:
    case CAUSE_UNCONTAINED:
    case CAUSES:
        break;
    }
    return (struct cure){0};
}

/* The step whose agent and context execute the cure; -1 if there is none. */
static int64_t
actor(const struct bound *b, const struct hazard *h, struct cure c)
{
    uint32_t op = c.by_reader    ? h->op
                  : c.old_writer ? b->version[h->got].op
                                 : b->version[h->wanted].op;

    if (op == OP_INITIAL)
        return -1;
    if (b->agent_cpu[b->op[op].agent] != 0xff)
        return b->op[op].step;
    for (uint32_t i = 0; i < b->plan->nstep; i++) /* any CPU will do */
        if (b->plan->step[i].ctx != PLAN_NONE)
            return i;
    return -1;
}

/* The map through which the context names the hazard's word. */
static const struct plan_map *
map_for(const struct bound *b, const struct hazard *h, uint16_t ctx,
        uint64_t *offset)
{
    const struct plan *p = b->plan;
    const struct line *l = &b->line[h->line];

    *offset = l->pa - p->region[l->region].pa + h->word * WORD_BYTES;
    for (uint32_t m = 0; m < p->nmap; m++)
        if (p->map[m].region == l->region &&
            p->map[m].principal == p->ctx[ctx].principal &&
            *offset >= p->map[m].offset &&
            *offset < p->map[m].offset + p->map[m].size)
            return &p->map[m];
    return NULL;
}

static bool
make_step(const struct bound *b, const struct hazard *h, struct cure c,
          struct plan_step *s)
{
    int64_t who = actor(b, h, c);
    const char *name = c.drain ? b->model->drain_verb : b->model->clean_verb;
    const struct plan_map *m;
    uint64_t offset;

    if (who < 0 || !name)
        return false;
    *s = b->plan->step[who];
    s->verb = verb_find(b->model, b->plan->io, name, strlen(name));
    s->result = PLAN_NONE;
    s->noperand = 0;
    if (!s->verb || s->ctx == PLAN_NONE)
        return false;
    if (c.drain)
        return true;
    m = map_for(b, h, s->ctx, &offset);
    if (!m)
        return false;
    s->operand[s->noperand++] =
        (struct plan_operand){.kind = OPERAND_ADDRESS,
                              .id = (uint32_t) (m - b->plan->map),
                              .from = offset - m->offset,
                              .to = offset - m->offset + WORD_BYTES};
    return true;
}

/* The plan with STEP before step AT of the whole program. */
static struct plan
plan_with(const struct plan *p, const struct plan_step *step, uint32_t at,
          struct arena *arena)
{
    struct plan q = *p;
    struct plan_step *steps =
        arena_new_array(arena, struct plan_step, p->nstep + 1u);
    struct plan_event *events =
        arena_new_array(arena, struct plan_event, p->nevent + 1u);
    struct plan_thread *threads =
        arena_new_array(arena, struct plan_thread, p->nthread + 1u);
    uint32_t before = 0, top = 0;

    for (uint32_t i = 0; i < at; i++) {
        steps[i] = p->step[i];
        before += p->step[i].thread == step->thread;
        top += !p->step[i].thread;
    }
    steps[at] = *step;
    for (uint32_t i = at; i < p->nstep; i++)
        steps[i + 1] = p->step[i];
    for (uint32_t i = 0; i < p->nevent; i++) {
        events[i] = p->event[i];
        if (events[i].thread == step->thread && events[i].before >= before &&
            before)
            events[i].before++;
    }
    for (uint32_t i = 0; i < p->nthread; i++) {
        threads[i] = p->thread[i];
        if (i && !step->thread && threads[i].start > top)
            threads[i].start++;
    }
    q.step = steps;
    q.nstep++;
    q.event = events;
    q.thread = threads;
    return q;
}

/* Whether the hazard is gone when STEP stands before step AT. */
static bool
helps(const struct bound *b, const struct hazard *h,
      const struct replay_options *o, const struct plan_step *step, uint32_t at)
{
    struct arena arena;
    struct plan plan;
    struct bind_request q = {.platform = b->platform,
                             .policy = b->policy,
                             .arena = &arena,
                             .without = b->without};
    struct replay_options quiet = {.seed = o->seed, .no_timing = true};
    struct replay_result r;
    const char *why = NULL;
    struct bound *cured;
    bool gone = true;

    arena_init(&arena, 0);
    plan = plan_with(b->plan, step, at, &arena);
    q.plan = &plan;
    cured = bind_plan(&q, &why);
    if (cured) {
        r = replay(cured, &arena, &quiet);
        for (uint32_t i = 0; i < r.nhazard; i++)
            gone &= r.hazard[i].kind != h->kind ||
                    r.hazard[i].victim != h->victim ||
                    r.hazard[i].step != h->step + (at <= h->step);
        gone &= r.stuck_step == UINT32_MAX;
    }
    bound_done(cured);
    arena_clear(&arena);
    return cured && gone;
}

/* The step behind the last store of the same CPU to the line of the access. */
static uint32_t
behind_own_store(const struct bound *b, const struct hazard *h)
{
    const struct op *op = &b->op[h->op];
    uint32_t behind = 0;

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *o = &b->op[i];

        if (o->kind == OP_STORE && o->agent == op->agent &&
            o->line == op->line && o->step < h->step && o->step >= behind)
            behind = o->step + 1;
    }
    return behind;
}

/* Between which steps of the program it has to stand. */
static void
window(const struct bound *b, const struct hazard *h, struct cure c,
       uint32_t *from, uint32_t *to)
{
    uint32_t wrote = b->version[h->wanted].op;
    uint32_t old = b->version[h->got].op;

    *from = wrote == OP_INITIAL ? 0 : b->op[wrote].step + 1;
    *to = h->step;
    if (h->kind == HAZARD_REGISTER_ACCESS) {
        *from = behind_own_store(b, h);
    } else if (c.old_writer) { /* before the write that will be lost */
        bool read = h->kind == HAZARD_UNORDERED_WRITE && !*from;

        /* What a late write came after may be a read, which is no version. */
        *to = *from ? *from - 1 : read ? b->plan->nstep : 0;
        *from = old == OP_INITIAL ? 0 : b->op[old].step + 1;
    }
}

static void
describe(const struct bound *b, const struct plan_step *s, struct remedy *r,
         struct arena *arena)
{
    const struct plan *p = b->plan;
    char where[64] = "";
    char text[256];

    if (s->noperand && s->operand[0].from)
        snprintf(where, sizeof where, " %s+%llu", p->map[s->operand[0].id].name,
                 (unsigned long long) s->operand[0].from);
    else if (s->noperand)
        snprintf(where, sizeof where, " %s", p->map[s->operand[0].id].name);
    snprintf(text, sizeof text, "%s %s: %s%s", p->agent[s->agent].name,
             p->ctx[s->ctx].name, s->verb->name, where);
    r->text = arena_text(arena, text, strlen(text));
    snprintf(text, sizeof text, "%s line %u, before line %u",
             r->first_step ? "after" : "from",
             p->step[r->first_step ? r->first_step - 1 : 0].line,
             p->step[r->last_step].line);
    r->between = arena_text(arena, text, strlen(text));
}

struct remedy
remedy_of(const struct bound *b, const struct hazard *h,
          const struct replay_options *o, struct arena *arena)
{
    struct remedy r = {.text = "no single operation", .between = ""};
    struct cure c = cure_of(h);
    struct plan_step step;
    uint32_t from, to;

    if (!c.known || !make_step(b, h, c, &step))
        return r;
    window(b, h, c, &from, &to);
    for (uint32_t at = from; at <= to && at < b->plan->nstep; at++) {
        if (b->plan->step[at].thread != step.thread)
            continue;
        if (!helps(b, h, o, &step, at)) {
            if (r.found)
                break;
            continue;
        }
        if (!r.found)
            r.first_step = at;
        r.found = true;
        r.last_step = at;
    }
    if (r.found)
        describe(b, &step, &r, arena);
    return r;
}
