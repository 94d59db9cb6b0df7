/* Sets grow by what cures the first hazard that is left. */
#include "tools/fix.h"

#include <string.h>

#include "tools/fix_try.h"
#include "tools/words.h"

/* Places of one set of families that are explored, and that are built upon:
 * what keeps a search short. */
enum { PLACES_PROVED = 6, PLACES_KEPT = 2 };

struct set {
    uint32_t change[FIX_CHANGES_MAX];
    uint32_t n;
    struct trial_left cured; /* what the last change is for                   */
};

struct group { /* sets of the same families                                   */
    uint32_t proved, kept;
    bool fixed;
};

struct searching {
    struct fixing *f;
    GQueue open;        /* of struct set *, smaller ones first                */
    GHashTable *seen;   /* sets, as text                                      */
    GHashTable *groups; /* families, as text; of struct group *               */
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
    return f;
}

void
fix_free(struct fixing *f)
{
    g_array_unref(f->pool);
    g_array_unref(f->fix);
    g_ptr_array_unref(f->hazard);
    g_free(f);
}

/* ---- whether there is anything to do ---- */

static void
note_hazard(struct fixing *f, const struct bound *b, const struct hazard *h)
{
    const char *text = words_format(
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
    trial_replay(f, &t, NULL, 0);
    if (f->spent >= FIX_WORK)
        f->undecided = true; /* replays are all that is left */
    else if (t.says == TRIAL_NONE || t.says == TRIAL_VOID)
        trial_check(f, &t);
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

static char *
families_of(const struct fixing *f, const struct set *s)
{
    uint32_t family[FIX_CHANGES_MAX];

    for (uint32_t i = 0; i < s->n; i++)
        family[i] = fix_change(f, s->change[i])->family;
    return key_of(family, s->n);
}

static struct group *
group_of(struct searching *k, const struct set *s)
{
    char *key = families_of(k->f, s);
    struct group *g = g_hash_table_lookup(k->groups, key);

    if (!g) {
        g = g_new0(struct group, 1);
        g_hash_table_insert(k->groups, key, g);
    } else {
        g_free(key);
    }
    return g;
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

/* Whether LARGE does what SMALL does, wherever they stand: with a barrier more,
 * or over more lines; a whole policy in place of one of its rules. */
static bool
includes(const struct change *large, const struct change *small)
{
    if (large->family == small->family)
        return true;
    if (large->kind == CHANGE_POLICY)
        return small->kind == CHANGE_RULE && small->part == large->part;
    return large->kind == CHANGE_STEP && small->kind == CHANGE_STEP &&
           large->nstep >= small->nstep &&
           same_actor(&large->step[0], &small->step[0]) &&
           reaches(&large->step[0], &small->step[0]);
}

/* Whether each change of X is in a change of its own of the set. */
static bool
includes_all(const struct fixing *f, const uint32_t *change, uint32_t n,
             const struct fix *x)
{
    uint32_t used = 0;

    for (uint32_t i = 0; i < x->n; i++) {
        uint32_t k = 0;

        while (k < n &&
               (used >> k & 1 || !includes(fix_change(f, change[k]),
                                           fix_change(f, x->change[i]))))
            k++;
        if (k == n)
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
    s->cured = k->trial.left[0];
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
keep_fix(struct searching *k, const struct set *s, struct group *g)
{
    struct fix x = {.n = s->n};

    memcpy(x.change, s->change, sizeof x.change);
    if (!trial_confirm(k->f, &x))
        return;
    g_array_append_val(k->f->fix, x);
    g->fixed = true;
}

/* Sets one larger, with each cure of the hazard that is left. */
static void
grow(struct searching *k, const struct set *s)
{
    g_autoptr(GArray) cure = g_array_new(FALSE, FALSE, sizeof(guint));

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
    struct group *g = group_of(k, s);

    if (g->fixed || is_superset(f, s) || f->spent >= FIX_WORK) {
        f->cut |= f->spent >= FIX_WORK;
        return;
    }
    trial_replay(f, t, s->change, s->n);
    if (t->says == TRIAL_NONE && g->proved < PLACES_PROVED) {
        g->proved++;
        trial_check(f, t);
    }
    if (t->says == TRIAL_NONE && !t->replayed) {
        keep_fix(k, s, g);
    } else if (t->says == TRIAL_HAZARD && s->n < f->options.max &&
               (!s->n ||
                (g->kept < PLACES_KEPT && !trial_left_is(t, s->cured)))) {
        g->kept++;
        grow(k, s);
    }
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
        .groups =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
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
    g_hash_table_unref(k.groups);
    drop_larger(f);
    g_array_sort(f->fix, by_worth);
}
