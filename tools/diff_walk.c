/* Two machines, one program. */
#include "tools/diff_walk.h"

#include <string.h>

#include "sim/core/access.h"
#include "sim/core/judge.h"
#include "sim/engine/stepping.h"

enum { SHOWN = 1u << TX_READ | 1u << TX_REFUSED | 1u << TX_ARRIVE };

struct side {
    struct sink sink; /* first: the machine's sink is the side                */
    struct bound *b;
    cell *start, *at, *next; /* after the beginning, P, and P and OP          */
    GArray *shown;           /* of uint64_t: what the last step showed        */
    uint64_t trace; /* of all that was done, by a hash                        */
    cell before;    /* the configuration in which the step began              */
    GArray *config;
};

struct diff_walk {
    const struct beginning *b;
    const struct plan *plan;
    struct arena arena;
    struct side side[2];
    struct state_words words;
    uint32_t n; /* operations of P                                            */
    bool apart; /* P has shown something                                      */
};

/* ---- what a step shows ---- */

static void
show(struct side *s, uint64_t kind, uint64_t x, uint64_t y)
{
    uint64_t row[3] = {kind, x, y};

    g_array_append_vals(s->shown, row, 3);
}

/* What is wrong with what a read got, two machines share if they got the same;
 * the judge, who asks for the order of the program, does not know it here. */
static bool
is_of_reads(const struct hazard *h)
{
    return h->kind == HAZARD_STALE_READ || h->kind == HAZARD_UNSTABLE_READ ||
           h->kind == HAZARD_LEAK;
}

static void
show_hazards(struct side *s, const cell *m, const struct txn *t)
{
    struct hazard h[JUDGE_MAX];
    uint32_t n = judge(s->b, m, t, h);

    for (uint32_t i = 0; i < n; i++)
        if (!is_of_reads(&h[i]))
            show(s, 100u + h[i].kind, h[i].victim, h[i].severity);
}

/* Only then the judge has more to say about a read than what it got. */
static bool
read_may_be_wrong(const struct bound *b, const struct txn *t)
{
    return b->uncontained || b->alias_fatal ||
           b->plan->region[b->line[t->line].region].kind == REGION_MMIO;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct side *s = (struct side *) to;

    if (t->kind == TX_READ)
        show(s, t->kind, t->line, t->version);
    else if (t->kind == TX_REFUSED)
        show(s, t->kind, t->version, 0);
    else if (t->kind == TX_ARRIVE)
        show(s, t->kind, (uint64_t) t->line << 32 | t->word, t->version);
    if (JUDGED_KINDS >> t->kind & 1 &&
        (t->kind != TX_READ || read_may_be_wrong(b, t)))
        show_hazards(s, m, t);
}

static bool
shown_same(const struct diff_walk *w)
{
    const GArray *a = w->side[0].shown, *b = w->side[1].shown;

    /* an array that was never added to has no data */
    return a->len == b->len &&
           (!a->len ||
            memcmp(a->data, b->data, a->len * sizeof(uint64_t)) == 0);
}

/* ---- steps ---- */

/* Operation OP at position AT, from M; false if it can never happen. */
static bool
take(struct diff_walk *w, struct side *s, cell *m, uint32_t at, uint32_t op)
{
    const struct alphabet *a = &w->b->alphabet;

    g_array_set_size(s->shown, 0);
    s->before = m[s->b->at.config];
    if (op < a->nstep)
        return stepping_take(s->b, m, program_step(a, at, op), &s->sink);
    stepping_unasked(s->b, m, op - a->nstep, &s->sink);
    return true;
}

static struct differ_key
key_of(struct diff_walk *w, bool next)
{
    struct state_pair pair = {.ntop = w->b->alphabet.ntop,
                              .nstep = w->b->alphabet.nstep};

    for (unsigned i = 0; i < 2; i++) {
        pair.b[i] = w->side[i].b;
        pair.m[i] = next ? w->side[i].next : w->side[i].at;
        pair.config[i] = w->side[i].config;
    }
    return state_key(&pair, &w->words);
}

/* Of a program that has shown something: never one that has not. */
static struct differ_key
key_apart(struct differ_key key)
{
    key.half[0] = ~key.half[0];
    return key;
}

struct differ_key
diff_walk_key(struct diff_walk *w)
{
    return key_of(w, false);
}

static size_t
state_bytes(const struct side *s)
{
    return s->b->at.ncell * sizeof(cell);
}

void
diff_walk_go(struct diff_walk *w, const struct differ_program *p)
{
    for (unsigned i = 0; i < 2; i++)
        memcpy(w->side[i].at, w->side[i].start, state_bytes(&w->side[i]));
    w->apart = false;
    for (uint32_t k = 0; k < p->n; k++) {
        for (unsigned i = 0; i < 2; i++)
            take(w, &w->side[i], w->side[i].at, k, p->op[k]);
        w->apart |= !shown_same(w);
    }
    w->n = p->n;
}

enum differ_said
diff_walk_try(struct diff_walk *w, uint32_t op, struct differ_key *key)
{
    bool apart;

    for (unsigned i = 0; i < 2; i++) {
        struct side *s = &w->side[i];

        memcpy(s->next, s->at, state_bytes(s));
        if (!take(w, s, s->next, w->n, op))
            return DIFFER_NEVER;
    }
    apart = w->apart || !shown_same(w);
    if (key)
        *key = apart ? key_apart(key_of(w, true)) : key_of(w, true);
    return apart ? DIFFER_FOUND : DIFFER_SAME;
}

/* ---- what a step does ---- */

/* What stands for the same on both sides: no numbers of configurations and
 * operations, which each side has of its own. */
static void
trace(struct sink *to, const struct bound *b, const cell *m,
      const struct txn *t)
{
    struct side *s = (struct side *) to;
    bool numbered = t->kind == TX_CONTROL || t->kind == TX_REFUSED;
    uint64_t row[3] = {
        (uint64_t) t->kind | (uint64_t) t->agent << 8 |
            (uint64_t) t->holder << 16 | (uint64_t) t->owner << 24 |
            (uint64_t) t->cause << 32 | (uint64_t) t->attr << 40,
        numbered ? 0 : (uint64_t) t->word << 32 | t->line,
        (t->op == OP_INITIAL ? 0 : b->op[t->op].step + 2ULL) << 1 |
            (m[b->at.config] != s->before),
    };

    for (unsigned i = 0; i < 3; i++) {
        s->trace = (s->trace ^ row[i]) * 0x9e3779b97f4a7c15ULL;
        s->trace ^= s->trace >> 29;
    }
}

static void
listen(struct diff_walk *w, bool all)
{
    for (unsigned i = 0; i < 2; i++)
        w->side[i].sink = all ? (struct sink){trace, 0}
                              : (struct sink){hear, ~(JUDGED_KINDS | SHOWN)};
}

void
diff_walk_part(struct diff_walk *w, const struct differ_program *p, bool *parts)
{
    uint64_t before[2];

    listen(w, true);
    w->side[0].trace = w->side[1].trace = 0;
    diff_walk_go(w, p);
    for (unsigned i = 0; i < 2; i++)
        before[i] = w->side[i].trace;
    for (uint32_t op = 0; op < w->b->alphabet.nstep; op++) {
        bool ok = true;

        for (unsigned i = 0; i < 2 && ok; i++) {
            struct side *s = &w->side[i];

            memcpy(s->next, s->at, state_bytes(s));
            s->trace = before[i];
            ok = take(w, s, s->next, w->n, op);
        }
        parts[op] = ok && w->side[0].trace != w->side[1].trace;
    }
    listen(w, false);
}

/* ---- making one ---- */

static bool
make_side(struct diff_walk *w, struct side *s, const struct policy_stack *stack,
          const char **why)
{
    const struct bind_request ask = {
        .plan = w->plan,
        .platform = scenario_platform(w->b->scenario, w->b->experiment),
        .policy = stack,
        .arena = &w->arena,
        .any_order = true,
    };

    s->shown = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    s->config = g_array_new(FALSE, TRUE, sizeof(uint64_t));
    s->b = bind_plan(&ask, why);
    if (!s->b)
        return false;
    if (!stepping_possible(s->b)) {
        *why = "its platform's caches are too small";
        return false;
    }
    s->start = arena_new_array(&w->arena, cell, s->b->at.ncell);
    s->at = arena_new_array(&w->arena, cell, s->b->at.ncell);
    s->next = arena_new_array(&w->arena, cell, s->b->at.ncell);
    machine_start(s->b, s->start);
    for (uint32_t i = 0; i < w->b->alphabet.ntop; i++)
        if (!stepping_take(s->b, s->start, i, &s->sink)) {
            *why = "its beginning waits for ever";
            return false;
        }
    memcpy(s->at, s->start, state_bytes(s));
    return true;
}

struct diff_walk *
diff_walk_new(const struct beginning *b, uint32_t length, const char **why)
{
    struct diff_walk *w = g_new0(struct diff_walk, 1);
    bool ok = true;

    w->b = b;
    arena_init(&w->arena, 0);
    w->plan = program_steps(&b->alphabet, length, &w->arena);
    listen(w, false);
    for (unsigned i = 0; i < 2 && ok; i++)
        ok = make_side(w, &w->side[i], b->stack[i], why);
    if (ok)
        return w;
    diff_walk_free(w);
    return NULL;
}

void
diff_walk_free(struct diff_walk *w)
{
    for (unsigned i = 0; w && i < 2; i++) {
        bound_done(w->side[i].b);
        g_clear_pointer(&w->side[i].shown, g_array_unref);
        g_clear_pointer(&w->side[i].config, g_array_unref);
    }
    if (w) {
        state_words_free(&w->words);
        arena_clear(&w->arena);
    }
    g_free(w);
}
