#include "tools/diff_cause.h"

#include <string.h>

#include "sim/policy/stack.h"
#include "tools/decided.h"
#include "tools/models.h"
#include "tools/outcome.h"

struct diff_finder {
    struct arena plan, work, keep;
    struct diag_sink *sink;
};

struct table_place { /* a table of a stack */
    bool shared;
    uint32_t table;
};

struct finding_out { /* one request                                           */
    const struct diff_cause_request *q;
    struct diff_finder *f;
    const struct scenario *sc[2];
    const struct experiment *e[2];
    const struct policy_stack *stack[2];
    struct point point;
    GArray *decided[2]; /* of struct decided                                  */
};

struct diff_finder *
diff_finder_new(void)
{
    struct diff_finder *f = g_new0(struct diff_finder, 1);

    arena_init(&f->plan, 0);
    arena_init(&f->work, 0);
    arena_init(&f->keep, 0);
    f->sink = diag_sink_new();
    return f;
}

void
diff_finder_free(struct diff_finder *f)
{
    arena_clear(&f->plan);
    arena_clear(&f->work);
    arena_clear(&f->keep);
    diag_sink_free(f->sink);
    g_free(f);
}

/* ---- tables ---- */

static const struct policy_table *
table_at(const struct policy_stack *s, struct table_place p)
{
    return p.shared ? &s->shared[p.table] : &s->table[p.table];
}

/* The tables in which the stacks differ, of struct table_place. */
static GArray *
different_tables(const struct finding_out *t)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct table_place));

    for (unsigned shared = 0; shared < 2; shared++) {
        const struct policy_vocab *v = diff_vocab(t->sc[0], shared);

        for (uint32_t i = 0; v && i < v->ndecision; i++) {
            struct table_place p = {shared, i};

            if (!policy_same_table(table_at(t->stack[0], p),
                                   table_at(t->stack[1], p)))
                g_array_append_val(out, p);
        }
    }
    return out;
}

/* ---- what would come out ---- */

/* Whether a stack with one table of the other's comes out as WANTED. */
static bool
gives(const struct finding_out *t, unsigned side, struct table_place p,
      const struct suite_case *wanted)
{
    struct policy_stack hybrid = *t->stack[side];
    g_autoptr(GPtrArray) stacks = g_ptr_array_new();
    struct scenario sc = *t->sc[side];
    struct outcome_request r = {.scenario = &sc,
                                .experiment = t->e[side],
                                .point = &t->point,
                                .brief = true,
                                .work = &t->f->work,
                                .keep = &t->f->keep};
    struct suite_case got;
    const char *why = NULL;
    struct tally x, y;
    bool same;

    *(p.shared ? &hybrid.shared[p.table] : &hybrid.table[p.table]) =
        *table_at(t->stack[!side], p);
    g_ptr_array_add(stacks, &hybrid);
    sc.stacks = stacks;
    arena_reset(&t->f->work);
    arena_reset(&t->f->keep);
    if (!outcome_of_case(&r, &got, &why))
        return false;
    if (t->q->cost)
        return got.cycles == wanted->cycles;
    x = tally_of(&got, true);
    y = tally_of(wanted, true);
    same = tally_compare(&x, &y) == TALLY_SAME;
    tally_clear(&x);
    tally_clear(&y);
    return same;
}

/* The table that makes the difference: given to either, it does what the other
 * policy does; else what does so for one of them.  NULL: no single one. */
static const struct table_place *
find_table(const struct finding_out *t, const GArray *tables)
{
    const struct table_place *found = NULL;

    for (guint i = 0; i < tables->len; i++) {
        const struct table_place *p =
            &g_array_index(tables, struct table_place, i);
        bool there = gives(t, 0, *p, t->q->b), back = gives(t, 1, *p, t->q->a);

        if (there && back)
            return p;
        if ((there || back) && !found)
            found = p;
    }
    return found;
}

/* Whether a table makes some difference. */
static bool
matters(const struct finding_out *t, struct table_place p)
{
    return t->q->explored || !gives(t, 0, p, t->q->a) ||
           !gives(t, 1, p, t->q->b);
}

/* ---- where rules part ---- */

/* The nth rule of a table in a trail, or NULL. */
static const struct policy_rule *
rule_of(const struct policy_table *table, const struct trail *why, uint32_t nth)
{
    for (uint32_t i = 0; i < why->n; i++)
        for (uint32_t k = 0; k < table->n; k++)
            if (why->step[i].rule == &table->rule[k].why && nth-- == 0)
                return &table->rule[k];
    return NULL;
}

/* Whether a rule makes anything happen: where something is only done if a rule
 * says so, none is as good as one that says 'nothing'. */
static bool
does(const struct finding_out *t, struct table_place p,
     const struct policy_rule *r)
{
    const struct policy_vocab *v = diff_vocab(t->sc[0], p.shared);

    return r && (!v->decision[p.table].position || r->naction != 1 ||
                 strcmp(v->action[r->action[0].code].name, "nothing") != 0);
}

struct parting {
    const struct policy_rule *rule[2]; /* NULL: none of the table             */
};

static bool
parts(const struct finding_out *t, struct table_place p, const struct trail *a,
      const struct trail *b, struct parting *out)
{
    for (uint32_t i = 0;; i++) {
        const struct policy_rule *x = rule_of(table_at(t->stack[0], p), a, i);
        const struct policy_rule *y = rule_of(table_at(t->stack[1], p), b, i);

        if (!x && !y)
            return false;
        if (x && y ? policy_same_actions(x, y)
                   : !does(t, p, x) && !does(t, p, y))
            continue;
        *out = (struct parting){
            {x, y}
        };
        return true;
    }
}

/* The same decision in the other run. */
static const struct decided *
like(const GArray *list, const struct decided *d)
{
    for (guint i = 0; i < list->len; i++) {
        const struct decided *o = &g_array_index(list, struct decided, i);

        if (o->step == d->step && o->control == d->control && o->nth == d->nth)
            return o;
    }
    return NULL;
}

/* Whether a hazard showed or something was refused in a step. */
static bool
went_wrong(const struct suite_case *c, uint32_t step)
{
    for (uint32_t i = 0; i < c->nhazard; i++)
        if (c->hazard[i].step == step + 1)
            return true;
    for (uint32_t i = 0; i < c->nrefusal; i++)
        if (c->refusal[i].step == step + 1)
            return true;
    return false;
}

/* Whether A came before B, in whichever run. */
static bool
came_before(const struct decided *a, const struct decided *b)
{
    if (a->step != b->step)
        return a->step < b->step;
    if (a->control != b->control)
        return a->control;
    return a->nth < b->nth;
}

/* Keeps in OUT where the rules of a table part in a decision of a run, if that
 * is before *FIRST. */
static void
meet(const struct finding_out *t, struct table_place p, unsigned side,
     const struct decided *d, const struct decided **first, struct parting *out)
{
    static const struct trail none;
    const struct decided *o = like(t->decided[!side], d);
    const struct trail *other = o ? &o->why : &none;

    if ((!*first || came_before(d, *first)) &&
        parts(t, p, side ? other : &d->why, side ? &d->why : other, out))
        *first = d;
}

/* The first decision at which the rules of a table part, of those that went
 * wrong first. */
static bool
find_parting(const struct finding_out *t, struct table_place p,
             struct parting *out)
{
    const struct decided *first = NULL;

    for (unsigned pass = 0; pass < 2 && !first; pass++)
        for (unsigned side = 0; side < 2; side++)
            for (guint i = 0; i < t->decided[side]->len; i++) {
                const struct decided *d =
                    &g_array_index(t->decided[side], struct decided, i);

                if (pass == 1 || went_wrong(t->q->a, d->step) ||
                    went_wrong(t->q->b, d->step))
                    meet(t, p, side, d, &first, out);
            }
    return first != NULL;
}

/* ---- words ---- */

/* "on wbinvd", "stage2". */
static char *
table_name(const struct finding_out *t, struct table_place p)
{
    const struct decision_def *d =
        &diff_vocab(t->sc[0], p.shared)->decision[p.table];

    return g_strdup_printf("%s%s%s", d->position ? d->position : "",
                           d->position ? " " : "", d->name);
}

/* The policy of a stack that has a table, or as the user called the stack. */
static const char *
owner_name(const struct finding_out *t, unsigned side, struct table_place p)
{
    const struct policy_vocab *v = diff_vocab(t->sc[0], p.shared);
    const struct policy_stack *s = t->stack[side];
    const struct diff_side *is = &t->q->side[side];

    for (uint32_t i = 0; i < s->npart; i++)
        if (s->part[i]->shared == p.shared &&
            strcmp(v->layer[s->part[i]->layer], v->decision[p.table].layer) ==
                0 &&
            !g_str_has_suffix(is->said, ".policy"))
            return s->part[i]->name;
    return is->said;
}

static char *
rule_words(const struct finding_out *t, unsigned side, struct table_place p,
           const struct policy_rule *r)
{
    const struct decision_def *d =
        &diff_vocab(t->sc[0], p.shared)->decision[p.table];
    g_autofree char *table = table_name(t, p);
    g_autofree char *name =
        r ? diff_side_rule(&t->q->side[side], &r->why) : NULL;

    if (!r)
        return g_strdup_printf("%s: no rule of '%s' applies",
                               owner_name(t, side, p), table);
    return g_strdup_printf("%s: %s%s%s", name, d->position ? "" : table,
                           d->position ? "" : ": ", r->why.says);
}

static void
say_parting(const struct finding_out *t, struct table_place p,
            const struct parting *at, struct diff_cause *out)
{
    out->from = rule_words(t, 0, p, at->rule[0]);
    out->to = rule_words(t, 1, p, at->rule[1]);
    out->from_cite = g_strdup(at->rule[0] ? at->rule[0]->why.cite : NULL);
    out->to_cite = g_strdup(at->rule[1] ? at->rule[1]->why.cite : NULL);
}

/* The rules of a table were not asked in so many words. */
static void
say_table(const struct finding_out *t, struct table_place p,
          struct diff_cause *out)
{
    g_autofree char *table = table_name(t, p);

    out->from = g_strdup_printf("%s: '%s'", owner_name(t, 0, p), table);
    out->to = g_strdup_printf("%s: '%s'", owner_name(t, 1, p), table);
}

/* No table alone: the first rules that part, and in which tables more do. */
static void
say_several(const struct finding_out *t, const GArray *tables,
            struct diff_cause *out)
{
    g_autoptr(GString) more = g_string_new(NULL);
    struct parting at;

    for (guint i = 0; i < tables->len; i++) {
        const struct table_place *p =
            &g_array_index(tables, struct table_place, i);
        g_autofree char *name = table_name(t, *p);

        if (!find_parting(t, *p, &at) || !matters(t, *p))
            continue;
        if (!out->from)
            say_parting(t, *p, &at, out);
        else
            g_string_append_printf(more, "%s'%s'", more->len ? ", " : "", name);
    }
    if (more->len && !t->q->explored)
        out->note = g_strdup_printf("only together with %s", more->str);
    else if (more->len)
        out->note = g_strdup_printf("or %s, where they part, too", more->str);
    if (!out->from) {
        out->from = g_strdup(t->q->side[0].said);
        out->to = g_strdup(t->q->side[1].said);
        out->note = g_strdup("no rule that a replay asks parts");
    }
}

/* ---- a request ---- */

static void
say_cause(const struct finding_out *t, struct diff_cause *out)
{
    g_autoptr(GArray) tables = different_tables(t);
    const struct table_place *p = t->q->explored ? NULL : find_table(t, tables);
    struct parting at;

    if (!p)
        say_several(t, tables, out);
    else if (find_parting(t, *p, &at))
        say_parting(t, *p, &at, out);
    else
        say_table(t, *p, out);
}

/* Whether the replays of two cases come out the same. */
static bool
replays_agree(const struct suite_case *a, const struct suite_case *b)
{
    struct tally x = tally_of(a, true), y = tally_of(b, true);
    bool same = tally_compare(&x, &y) == TALLY_SAME;

    tally_clear(&x);
    tally_clear(&y);
    return same;
}

struct diff_cause
diff_cause_of(struct diff_finder *f, const struct diff_cause_request *asked)
{
    struct suite_case replayed[2] = {*asked->a, *asked->b};
    struct diff_cause_request ask = *asked, *q = &ask;
    struct finding_out t = {.q = q, .f = f};
    struct diff_cause out = {0};

    replayed[0].check = replayed[1].check = NULL;
    ask.a = &replayed[0];
    ask.b = &replayed[1];
    if (asked->explored)
        ask.explored = replays_agree(ask.a, ask.b);
    arena_reset(&f->plan);
    for (unsigned i = 0; i < 2; i++) {
        t.sc[i] = q->side[i].list->pdata[q->scenario];
        t.stack[i] = t.sc[i]->stacks->pdata[0];
        points_get(t.sc[i]->points, q->point, &t.point);
        t.e[i] = script_elaborate(t.sc[i]->script, &t.point, &f->plan, f->sink);
        arena_reset(&f->work);
        t.decided[i] = decided_of(t.sc[i], t.e[i], t.stack[i], &f->work);
    }
    say_cause(&t, &out);
    g_array_unref(t.decided[0]);
    g_array_unref(t.decided[1]);
    return out;
}
