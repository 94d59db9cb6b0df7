/* Schedules walked through by hand. */

#include "sim/explore/witness.h"

#include <glib.h>
#include <string.h>

#include "sim/core/judge.h"
#include "sim/explore/collect.h"

struct walk { /* a schedule being taken                                       */
    struct sink sink; /* first                                                */
    const struct sought *sought;
    struct shown shown;
    uint32_t noted; /* conditions so far                                      */
    uint32_t step;  /* of the plan, of the last operation heard of            */
    bool found;
};

static void
note(struct walk *k, const struct bound *b, const cell *m,
     const struct hazard *h)
{
    k->found = true;
    k->shown.hazard = *h;
    k->shown.hazard.step = h->op == OP_INITIAL ? k->step : b->op[h->op].step;
    k->shown.hazard.conditions = hazard_conditions(b, m, k->noted, h->line);
    k->shown.got = machine_value(b, m, h->got);
    k->shown.wanted = machine_value(b, m, h->wanted);
}

static void
look(struct walk *k, const struct bound *b, const cell *m, const struct txn *t)
{
    struct hazard found[JUDGE_MAX];
    uint32_t n = judge(b, m, t, found);

    for (uint32_t i = 0; i < n && !k->found; i++)
        if (hazard_alike(&found[i], k->sought->hazard))
            note(k, b, m, &found[i]);
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct walk *k = (struct walk *) to;

    if (t->op != OP_INITIAL)
        k->step = b->op[t->op].step;
    if (t->kind == TX_ISSUE)
        k->noted |= access_conditions(b, m, t);
    else if (t->kind == TX_CONDITION)
        k->noted |= 1u << t->version;
    if (!k->sought->hazard)
        k->found = k->noted >> k->sought->condition & 1;
    else if (JUDGED_KINDS >> t->kind & 1 && !k->found)
        look(k, b, m, t);
}

static bool
possible(const struct bound *b, const cell *m, struct event e,
         struct event *all)
{
    uint32_t n = machine_enabled(b, m, all);

    for (uint32_t i = 0; i < n; i++)
        if (memcmp(&all[i], &e, sizeof e) == 0)
            return true;
    return false;
}

bool
witness_shows(const struct bound *b, const struct event *event, uint32_t n,
              const struct sought *sought, struct shown *out)
{
    struct walk k = {
        .sink = {hear, 0},
          .sought = sought
    };
    g_autofree struct event *all = g_new(struct event, b->max_events);
    g_autofree cell *m = g_new(cell, b->at.ncell);

    machine_start(b, m);
    for (uint32_t i = 0; i < n && !k.found; i++) {
        if (!possible(b, m, event[i], all))
            return false;
        k.shown.choices |= machine_choices(b, m, event[i]);
        machine_step(b, m, event[i], &k.sink);
        k.shown.nevent = i + 1;
    }
    if (k.found && out)
        *out = k.shown;
    return k.found;
}

uint32_t
witness_shorten(const struct bound *b, struct event *event, uint32_t n,
                const struct sought *sought)
{
    g_autofree struct event *without = g_new(struct event, n + 1);
    struct shown shown;
    uint32_t before;

    do {
        before = n;
        for (uint32_t i = n; i-- > 0;) {
            memcpy(without, event, i * sizeof *event);
            memcpy(without + i, event + i + 1, (n - i - 1) * sizeof *event);
            if (!witness_shows(b, without, n - 1, sought, &shown))
                continue;
            n = shown.nevent;
            memcpy(event, without, n * sizeof *event);
            i = MIN(i, n);
        }
    } while (n < before);
    return n;
}
