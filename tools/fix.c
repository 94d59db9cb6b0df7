/* Sets grow by what cures the first hazard that is left. */
#include "tools/fix.h"

#include <string.h>

#include "sim/engine/cure.h"
#include "sim/policy/stack.h"
#include "tools/fix_try.h"
#include "tools/words.h"

struct set {
    uint32_t change[FIX_CHANGES_MAX];
    uint32_t n;
};

struct searching {
    struct fixing *f;
    GQueue open;      /* of struct set *, smaller ones first                  */
    GHashTable *seen; /* sets, as text                                        */
    struct trial trial;
};

struct fixing *
fix_new(const struct outcome_request *q, struct shipped *shipped,
        const struct fix_options *o, struct arena *keep)
{
    struct fixing *f = g_new0(struct fixing, 1);

    f->case_ = q;
    f->shipped = shipped;
    f->options = *o;
    f->keep = keep;
    f->pool = g_array_new(FALSE, TRUE, sizeof(struct change));
    f->fix = g_array_new(FALSE, TRUE, sizeof(struct fix));
    f->hazard = g_ptr_array_new();
    f->schedule = g_array_new(FALSE, TRUE, sizeof(struct trace));
    return f;
}

void
fix_free(struct fixing *f)
{
    g_array_unref(f->pool);
    g_array_unref(f->fix);
    g_ptr_array_unref(f->hazard);
    g_array_unref(f->schedule);
    g_free(f);
}

uint8_t
fix_property(const struct fixing *f)
{
    const struct plan *p = &f->case_->experiment->plan;

    if (f->options.property != PROPERTIES)
        return f->options.property;
    for (uint16_t i = 0; i < p->nthread; i++)
        if (p->thread[i].depth > 0)
            return PROPERTY_HOST_SAFE;
    return PROPERTIES;
}

/* ---- whether there is anything to do ---- */

static void
note_hazard(struct fixing *f, const struct bound *b, const struct hazard *h)
{
    const char *text;

    if (!fix_counts(f, b->plan, h))
        return;
    text = words_format(
        f->keep, "%s victim %s cause %s%s", hazard_names[h->kind],
        b->plan->principal[h->victim].name, cause_names[h->cause],
        h->severity == SEVERITY_SECURITY ? " severity security" : "");

    for (guint i = 0; i < f->hazard->len; i++)
        if (strcmp(f->hazard->pdata[i], text) == 0)
            return;
    g_ptr_array_add(f->hazard, (gpointer) (uintptr_t) text);
}

/* The hazards of one replay, or all that were found in schedules. */
static void
note_hazards(struct fixing *f, const struct trial *t)
{
    for (uint32_t i = 0; !t->check.bound && i < t->nfound; i++)
        note_hazard(f, t->bound, &t->found[i]);
    for (uint32_t i = 0; t->check.bound && i < t->check.nhazard; i++)
        note_hazard(f, t->check.bound, &t->check.hazard[i].hazard);
}

bool
fix_has_hazard(struct fixing *f)
{
    struct trial t;
    bool has;

    trial_init(&t);
    trial_sample(f, &t, NULL, 0);
    if (t.says == TRIAL_NONE && f->spent >= FIX_WORK)
        f->unproved++; /* replays are all that is left */
    else if (t.says == TRIAL_NONE || t.says == TRIAL_VOID)
        trial_prove(f, &t, NULL, 0);
    has = t.says == TRIAL_HAZARD;
    if (has)
        note_hazards(f, &t);
    trial_clear(&t);
    return has;
}

/* ---- sets ---- */

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;

    return (x > y) - (x < y);
}

static char *
key_of(const uint32_t *number, uint32_t n)
{
    uint32_t sorted[FIX_CHANGES_MAX];
    GString *out = g_string_new(NULL);

    memcpy(sorted, number, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    for (uint32_t i = 0; i < n; i++)
        g_string_append_printf(out, "%u.", sorted[i]);
    return g_string_free(out, FALSE);
}

static bool
same_actor(const struct plan_step *a, const struct plan_step *b)
{
    return a->verb == b->verb && a->agent == b->agent && a->ctx == b->ctx;
}

static bool
reaches(const struct plan_step *wide, const struct plan_step *s)
{
    const struct plan_operand *a = &wide->operand[0], *b = &s->operand[0];

    return wide->noperand == s->noperand &&
           (!s->noperand ||
            (a->id == b->id && a->from <= b->from && a->to >= b->to));
}

/* What a set is made of: a setting, or one step of a change. */
struct part {
    uint32_t change;
    const struct plan_step *step; /* NULL: a setting                          */
};

enum { PARTS_MAX = FIX_CHANGES_MAX * FIX_STEPS };

static uint32_t
parts_of(const struct fixing *f, const uint32_t *change, uint32_t n,
         struct part *out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = fix_change(f, change[i]);

        if (c->kind != CHANGE_STEP)
            out[count++] = (struct part){change[i], NULL};
        else
            for (uint8_t k = 0; k < c->nstep; k++)
                out[count++] = (struct part){change[i], &c->step[k]};
    }
    return count;
}

/* Whether LARGE does what SMALL does, wherever they stand: over more lines, or
 * a whole policy in place of one of its rules. */
static bool
includes(const struct fixing *f, const struct part *large,
         const struct part *small)
{
    const struct change *a = fix_change(f, large->change);
    const struct change *b = fix_change(f, small->change);

    if (large->step || small->step)
        return large->step && small->step &&
               same_actor(large->step, small->step) &&
               reaches(large->step, small->step);
    return large->change == small->change ||
           (a->kind == CHANGE_POLICY && b->kind == CHANGE_RULE &&
            b->part == a->part &&
            policy_same_table(&a->from->table[b->table],
                              &b->from->table[b->table]));
}

/* Whether each part of X is in a part of its own of the set. */
static bool
includes_all(const struct fixing *f, const uint32_t *change, uint32_t n,
             const struct fix *x)
{
    struct part large[PARTS_MAX], small[PARTS_MAX];
    uint32_t nlarge = parts_of(f, change, n, large);
    uint32_t nsmall = parts_of(f, x->change, x->n, small);
    uint32_t used = 0;

    for (uint32_t i = 0; i < nsmall; i++) {
        uint32_t k = 0;

        while (k < nlarge &&
               (used >> k & 1 || !includes(f, &large[k], &small[i])))
            k++;
        if (k == nlarge)
            return false;
        used |= 1u << k;
    }
    return true;
}

static bool
is_superset(const struct fixing *f, const struct set *s)
{
    for (guint i = 0; i < f->fix->len; i++) {
        const struct fix *x = &g_array_index(f->fix, struct fix, i);

        if (includes_all(f, s->change, s->n, x))
            return true;
    }
    return false;
}

static void
push(struct searching *k, const struct set *base, uint32_t change)
{
    struct set *s;

    for (uint32_t i = 0; i < base->n; i++)
        if (base->change[i] == change ||
            !fix_agree(fix_change(k->f, base->change[i]),
                       fix_change(k->f, change)))
            return;
    s = g_new(struct set, 1);
    *s = *base;
    s->change[s->n++] = change;
    if (g_hash_table_add(k->seen, key_of(s->change, s->n)))
        g_queue_push_tail(&k->open, s);
    else
        g_free(s);
}

static void
push_settings(struct searching *k, const struct set *base)
{
    for (guint i = 0; i < k->f->pool->len; i++)
        if (fix_change(k->f, i)->kind != CHANGE_STEP)
            push(k, base, i);
}

/* ---- the search ---- */

static void
keep_fix(struct fixing *f, const struct set *s)
{
    struct fix x = {.n = s->n};

    memcpy(x.change, s->change, sizeof x.change);
    for (uint32_t i = 0; i < x.n; i++)
        x.machine |= fix_change(f, x.change[i])->kind == CHANGE_UNIT ||
                     fix_change(f, x.change[i])->kind == CHANGE_PLATFORM;
    trial_measure(f, &x);
    g_array_append_val(f->fix, x);
}

/* Whether the case as it is shows such a hazard: no change brought it. */
static bool
is_of_case(const struct fixing *f, const struct hazard *h)
{
    for (guint i = 0; i < f->hazard->len; i++)
        if (g_str_has_prefix(f->hazard->pdata[i], hazard_names[h->kind]) &&
            strstr(f->hazard->pdata[i], cause_names[h->cause]))
            return true;
    return false;
}

/* A hazard of the case that no operation is known against. */
static void
note_incurable(struct fixing *f, const struct hazard *h)
{
    const char *text = words_format(
        f->keep, "%s cause %s", hazard_names[h->kind], cause_names[h->cause]);

    if (cures_known(h->cause) || !is_of_case(f, h))
        return;
    if (!f->incurable)
        f->incurable = text;
    else if (!strstr(f->incurable, text))
        f->incurable = words_format(f->keep, "%s, %s", f->incurable, text);
}

/* Sets one larger, with each cure of the hazard that is left. */
static void
grow(struct searching *k, const struct set *s)
{
    g_autoptr(GArray) cure = g_array_new(FALSE, FALSE, sizeof(guint));

    note_incurable(k->f, &k->trial.hazard);
    fix_cures(k->f, &k->trial.variant, trial_bound(&k->trial), &k->trial.hazard,
              cure);
    for (guint i = 0; i < cure->len; i++)
        push(k, s, g_array_index(cure, guint, i));
    push_settings(k, s);
}

static void
try_set(struct searching *k, const struct set *s)
{
    struct fixing *f = k->f;
    struct trial *t = &k->trial;
    uint64_t unwritten = f->unwritten;

    if (is_superset(f, s))
        return;
    if (f->spent >= FIX_WORK) {
        f->left[s->n]++;
        f->not_grown |= s->n < f->options.max;
        return;
    }
    trial_sample(f, t, s->change, s->n);
    if (t->says == TRIAL_NONE || t->says == TRIAL_VOID)
        trial_prove(f, t, s->change, s->n);
    if (t->says == TRIAL_NONE)
        keep_fix(f, s);
    else if (t->says == TRIAL_HAZARD && s->n < f->options.max)
        grow(k, s);
    f->stuck += t->says == TRIAL_VOID && f->unwritten == unwritten;
}

/* What was found before something smaller was. */
static void
drop_larger(struct fixing *f)
{
    for (guint i = f->fix->len; i-- > 0;) {
        const struct fix *x = &g_array_index(f->fix, struct fix, i);
        bool larger = false;

        for (guint k = 0; k < f->fix->len && !larger; k++)
            larger =
                k != i && includes_all(f, x->change, x->n,
                                       &g_array_index(f->fix, struct fix, k));
        if (larger)
            g_array_remove_index(f->fix, i);
    }
}

static int
by_worth(const void *a, const void *b)
{
    const struct fix *x = a, *y = b;

    if (!x->refused != !y->refused)
        return x->refused ? 1 : -1;
    if (x->machine != y->machine)
        return x->machine ? 1 : -1;
    if (x->cycles != y->cycles)
        return x->cycles < y->cycles ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

void
fix_search(struct fixing *f)
{
    struct searching k = {
        .f = f,
        .open = G_QUEUE_INIT,
        .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    struct set *s = g_new0(struct set, 1);

    fix_add_settings(f);
    trial_init(&k.trial);
    g_queue_push_tail(&k.open, s);
    while ((s = g_queue_pop_head(&k.open))) {
        try_set(&k, s);
        g_free(s);
    }
    trial_clear(&k.trial);
    g_hash_table_unref(k.seen);
    drop_larger(f);
    g_array_sort(f->fix, by_worth);
}

bool
fix_is_complete(const struct fixing *f)
{
    for (uint32_t n = 0; n <= FIX_CHANGES_MAX; n++)
        if (f->left[n])
            return false;
    return !f->unproved && !f->unwritten;
}
