/* Sets of changes as lines of files. */
#include <string.h>

#include "sim/engine/plan_edit.h"
#include "tools/fix.h"
#include "tools/words.h"

/* ---- lines of a text ---- */

/* Line N, from 1, without its end, in memory of the caller's. */
static char *
line_of(const char *text, uint32_t n)
{
    while (text && n-- > 1) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    if (!text)
        return g_strdup("");
    return g_strndup(text, strcspn(text, "\n"));
}

static const char *
kept(const struct fixing *f, char *text)
{
    const char *out = arena_text(f->keep, text, strlen(text));

    g_free(text);
    return out;
}

static void
add(GArray *out, struct fix_line l)
{
    g_array_append_val(out, l);
}

/* ---- the scenario ---- */

static void
step_lines(const struct fixing *f, const struct change *c, GArray *out)
{
    const struct scenario *sc = f->case_->scenario;
    g_autofree char *there = line_of(sc->src->text, c->step[0].line);
    int indent = (int) strspn(there, " \t");

    for (uint32_t i = 0; i < c->nstep; i++)
        add(out,
            (struct fix_line){
                .file = sc->file,
                .line = c->step[i].line,
                .text = words_format(f->keep, "%.*s%s", indent, there,
                                     plan_step_text(&f->case_->experiment->plan,
                                                    &c->step[i], f->keep))});
}

/* "iommu dmar0 vtd has c" with one word more. */
static void
unit_line(const struct fixing *f, const struct change *c, GArray *out)
{
    const struct scenario *sc = f->case_->scenario;
    const struct plan *p = &f->case_->experiment->plan;
    uint32_t line = p->unit[c->unit].line;
    const char *was = kept(f, line_of(sc->src->text, line));
    size_t length = strcspn(was, "#");

    while (length > 0 && g_ascii_isspace(was[length - 1]))
        length--;
    add(out, (struct fix_line){
                 .file = sc->file,
                 .line = line,
                 .text = words_format(
                     f->keep, "%.*s%s %s%s", (int) length, was,
                     g_strstr_len(was, (gssize) length, " has ") ? "," : " has",
                     c->has.name, was + length),
                 .old = was});
}

static gint
by_line(gconstpointer a, gconstpointer b)
{
    const struct fix_line *x = a, *y = b;

    return (x->line > y->line) - (x->line < y->line);
}

GString *
fix_text(const struct fixing *f, const struct fix *fix)
{
    const struct scenario *sc = f->case_->scenario;
    GString *out = g_string_new(NULL);
    g_autoptr(GArray) change =
        g_array_new(FALSE, TRUE, sizeof(struct fix_line));
    g_auto(GStrv) line = g_strsplit(sc->src->text, "\n", -1);
    guint next = 0;

    for (uint32_t i = 0; i < fix->n; i++) {
        const struct change *c = fix_change(f, fix->change[i]);

        if (c->kind == CHANGE_STEP)
            step_lines(f, c, change);
        else if (c->kind == CHANGE_UNIT)
            unit_line(f, c, change);
    }
    g_array_sort(change, by_line); /* is stable */
    for (uint32_t i = 0; line[i]; i++) {
        bool gone = false;

        for (; next < change->len; next++) {
            const struct fix_line *l =
                &g_array_index(change, struct fix_line, next);

            if (l->line != i + 1)
                break;
            g_string_append_printf(out, "%s\n", l->text);
            gone |= l->old != NULL;
        }
        if (!gone)
            g_string_append_printf(out, "%s%s", line[i],
                                   line[i + 1] ? "\n" : "");
    }
    return out;
}

/* ---- policies and platforms ---- */

/* Whether the rules name the hook themselves: "before map -> nothing"; else
 * they stand below its heading, as those of decisions do. */
static bool
names_hook(const struct decision_def *d, const struct policy_table *t)
{
    g_autofree char *hook =
        d->position ? g_strdup_printf("%s %s ", d->position, d->name) : NULL;

    return hook && t->n > 0 && g_str_has_prefix(t->rule[0].why.says, hook);
}

/* What two tables begin and end with alike, which stays where it is. */
struct alike {
    uint32_t first, last;
};

static bool
same_text(const struct policy_rule *a, const struct policy_rule *b)
{
    return a->line && b->line && strcmp(a->why.says, b->why.says) == 0;
}

static struct alike
alike(const struct policy_table *a, const struct policy_table *b)
{
    struct alike n = {0, 0};
    uint32_t most = MIN(a->n, b->n);

    while (n.first < most && same_text(&a->rule[n.first], &b->rule[n.first]))
        n.first++;
    while (n.first + n.last < most &&
           same_text(&a->rule[a->n - 1 - n.last], &b->rule[b->n - 1 - n.last]))
        n.last++;
    return n;
}

/* The rules that go.  L then is where others come: behind them, or beside what
 * stays. */
static void
rules_that_go(const struct policy_table *t, struct alike stays,
              struct fix_line *l, GArray *out)
{
    for (uint32_t i = 0; i < t->n - stays.last; i++) {
        if (!t->rule[i].line)
            continue;
        l->line = t->rule[i].line;
        if (i >= stays.first)
            add(out, (struct fix_line){.file = l->file,
                                       .line = l->line,
                                       .where = l->where,
                                       .old = t->rule[i].why.says});
    }
    if (l->line || !stays.last)
        return;
    l->line = t->rule[t->n - stays.last].line;
    l->behind = false;
}

/* Rules of a policy's file whose place others take; these stand behind the last
 * statement of a policy that has none. */
static void
rule_lines(const struct fixing *f, const struct change *c, GArray *out)
{
    const struct outcome_request *q = f->case_;
    const struct policy_stack *stack = q->scenario->stacks->pdata[q->stack];
    struct policy_set *set = f->shipped->policies;
    const struct policy *now = stack->part[c->part];
    const struct decision_def *d = &policy_words(set, now)->decision[c->table];
    const struct policy_table *old = &now->table[c->table];
    const struct policy_table *new = &c->from->table[c->table];
    bool hook = names_hook(d, new);
    bool own = policy_gives(set, now, c->table);
    struct alike stays = {0, 0};
    const char *at = ""; /* where the first one stands, if nothing says so    */
    guint before = out->len;
    struct fix_line l = {.file = policy_source(set, now)->name,
                         .where = words_format(f->keep, "%s%s%s",
                                               d->position ? d->position : "",
                                               d->position ? " " : "", d->name),
                         .behind = true};

    if (own && hook == names_hook(d, old))
        stays = alike(old, new);
    if (own)
        rules_that_go(old, stays, &l, out);
    if (!hook && (!l.line || names_hook(d, old)))
        l.text = words_format(f->keep, "  %s", l.where);
    if (!l.line)
        l.line = policy_last_line(set, now);
    if (out->len == before && !l.text)
        at = words_format(f->keep, "%s line %u, ",
                          l.behind ? "after" : "before", l.line);
    if (l.text)
        add(out, l);
    for (uint32_t i = stays.first; i < new->n - stays.last; i++) {
        l.text = words_format(f->keep, "  %s%s", hook ? "" : "  ",
                              new->rule[i].why.says);
        l.note = words_format(f->keep, "%sas %s:%u", at, c->from->name,
                              new->rule[i].line);
        at = "";
        add(out, l);
    }
}

static void
platform_line(const struct fixing *f, const struct change *c, GArray *out)
{
    const struct outcome_request *q = f->case_;
    const struct platform *p = scenario_platform(q->scenario, q->experiment);
    const struct source *src = shipped_platform_source(f->shipped, p->name);
    const struct platform_key_def *key = &q->scenario->model->key[c->key];
    const char *choice = key->choices ? strchr(key->choices, ' ') : NULL;
    g_auto(GStrv) line = g_strsplit(src->text, "\n", -1);
    struct fix_line l = {.file = src->name, .behind = true};

    for (uint32_t i = 0; line[i]; i++) {
        const char *word = line[i] + strspn(line[i], " \t");
        size_t n = strlen(key->name);

        if (*word && *word != '#' && !l.old)
            l.line = i + 1;
        if (strncmp(word, key->name, n) == 0 && g_ascii_isspace(word[n])) {
            l.old = words_format(f->keep, "%s", line[i]);
            l.line = i + 1;
        }
    }
    l.behind = !l.old;
    l.text =
        words_format(f->keep, "  %s %s", key->name, choice ? choice + 1 : "1");
    add(out, l);
}

const char *
fix_stack_name(const struct fixing *f, const struct fix *fix)
{
    const struct outcome_request *q = f->case_;
    const struct policy_stack *stack = q->scenario->stacks->pdata[q->stack];
    g_autoptr(GString) out = g_string_new(NULL);

    for (uint32_t i = 0; i < stack->npart; i++) {
        const char *name = stack->part[i]->name;
        bool said = !(stack->assumed >> i & 1);

        for (uint32_t k = 0; k < fix->n; k++) {
            const struct change *c = fix_change(f, fix->change[k]);

            if (c->kind == CHANGE_POLICY && c->part == i)
                name = c->from->name;
            said |= (c->kind == CHANGE_POLICY || c->kind == CHANGE_RULE) &&
                    c->part == i;
        }
        if (said)
            g_string_append_printf(out, "%s%s", out->len ? "+" : "", name);
    }
    return words_format(f->keep, "%s", out->str);
}

GArray *
fix_lines(const struct fixing *f, const struct fix *fix)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct fix_line));

    for (uint32_t i = 0; i < fix->n; i++) {
        const struct change *c = fix_change(f, fix->change[i]);

        switch ((enum change_kind) c->kind) {
        case CHANGE_STEP:
            step_lines(f, c, out);
            break;
        case CHANGE_UNIT:
            unit_line(f, c, out);
            break;
        case CHANGE_RULE:
            rule_lines(f, c, out);
            break;
        case CHANGE_PLATFORM:
            platform_line(f, c, out);
            break;
        case CHANGE_POLICY: {
            const struct policy_stack *stack =
                f->case_->scenario->stacks->pdata[f->case_->stack];

            add(out, (struct fix_line){.old = stack->part[c->part]->name,
                                       .text = c->from->name});
            break;
        }
        }
    }
    return out;
}
