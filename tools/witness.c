#include "tools/witness.h"

#include <string.h>

#include "sim/core/access.h"
#include "sim/core/control.h"
#include "tools/story_words.h"

/* ---- in words ---- */

/* The operation that an issue takes; NULL if an adversary ends its program. */
static const struct op *
issued(const struct bound *b, const cell *m, const struct event *e)
{
    uint32_t thread = e->slot & ~(uint32_t) EVENT_ALT;
    uint32_t menu = b->menu[thread];
    uint32_t at = m[b->at.pc + thread];

    if (e->line > 0 && e->line >= menu)
        return NULL;
    return &b->op[b->thread_op[thread] + at * menu + e->line];
}

static const char *
step_words(const struct bound *b, const struct op *op, struct arena *a)
{
    const struct plan_step *s = &b->plan->step[op->step];

    if (op_is_memory(op) && b->step_nop[op->step] > 1)
        return words_format(a, "%s, %s", s->text ? s->text : s->verb->name,
                            words_memory(b, op->line, 0, a));
    if (op->kind == OP_CONTROL && b->step_nop[op->step] > 1)
        return words_format(
            a, "%s, part %u of %u", s->text ? s->text : s->verb->name,
            b->control->op[op->arg].phase + 1, b->step_nop[op->step]);
    return words_format(a, "%s", s->text ? s->text : s->verb->name);
}

/* Whether an access found no entry and the host had to make one. */
static bool
is_fault(const struct log *log, uint32_t i)
{
    const struct log_step *s = log_step(log, i);

    for (uint32_t k = s->txn; k < s->txn + s->ntxn; k++) {
        const struct txn *t = &log_txn(log, k)->txn;

        if (t->kind == TX_CONTROL && t->op < log->b->nop &&
            op_is_memory(&log->b->op[t->op]))
            return true;
    }
    return false;
}

static const char *
issue_words(const struct bound *b, const cell *m, const struct event *e,
            struct arena *a)
{
    const struct op *op = issued(b, m, e);
    uint32_t thread = e->slot & ~(uint32_t) EVENT_ALT;

    return op ? step_words(b, op, a)
              : words_format(a, "%s stops", b->plan->thread[thread].name);
}

/* What stands before what an event did. */
static const char *
head_words(const struct bound *b, const cell *m, const struct event *e,
           struct arena *a)
{
    const struct op *op;

    switch ((enum event_kind) e->kind) {
    case EV_ISSUE:
        return issue_words(b, m, e, a);
    case EV_PERFORM:
        op = &b->op[window_cells(b, m, e->agent,
                                 e->slot & ~(uint32_t) EVENT_ALT)[0] -
                    1];
        if (reads_versions(op) || b->late_loads || e->agent >= b->ncpu)
            return words_format(a, "%s, %s",
                                e->slot & ~(uint32_t) EVENT_ALT ? "out of order"
                                                                : "performed",
                                step_words(b, op, a));
        return words_format(a, "%s's %s",
                            words_agent(b, b->cpu_agent[e->agent]),
                            b->model->stores_name);
    case EV_NONE:
    case EV_WC_DRAIN:
    case EV_EVICT:
    case EV_FILL:
        break;
    case EV_TLB_DROP:
        return words_format(a, "unasked: %s forgets a translation",
                            words_agent(b, tlb_agent(b, e->agent, e->line)));
    }
    return "unasked";
}

static const char *
event_words(const struct log *log, uint32_t i, const char *head, const cell *m,
            struct arena *keep)
{
    g_autoptr(GPtrArray) did = g_ptr_array_new();
    const char *out = head;

    story_did(log, m, log_step(log, i), did, keep);
    if (is_fault(log, i))
        out = words_format(keep, "%s (a fault: no entry yet)", head);
    for (guint k = 0; k < did->len; k++)
        out = words_format(keep, "%s%s %s", out, k ? ";" : ":",
                           (const char *) did->pdata[k]);
    return out;
}

struct witness_told
witness_tell(const struct bound *b, const struct witness *w, struct arena *keep,
             struct arena *work)
{
    const char **step = arena_new_array(keep, const char *, w->nevent + 1);
    cell *m = arena_new_array(work, cell, b->at.ncell);
    struct log log = {0};

    memcpy(m, b->start, b->at.ncell * sizeof *m);
    log_init(&log, b);
    for (uint32_t i = 0; i < w->nevent; i++) {
        const char *head = head_words(b, m, &w->event[i], keep);

        machine_step(b, m, w->event[i], &log.sink);
        log_happened(&log, i, m);
        step[i] = event_words(&log, i, head, m, keep);
    }
    log_clear(&log);
    return (struct witness_told){step, m};
}
