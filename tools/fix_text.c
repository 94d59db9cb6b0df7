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

/* The rules that go; the line of the last one, or 0. */
static uint32_t
rules_that_go(const struct policy_table *t, const char *file, const char *where,
              GArray *out)
{
    uint32_t last = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->rule[i].line)
            continue;
        last = t->rule[i].line;
        add(out, (struct fix_line){.file = file,
                                   .line = last,
                                   .where = where,
                                   .old = t->rule[i].why.says});
    }
    return last;
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
    const struct policy_table *new = &c->from->table[c->table];
    bool hook = names_hook(d, new);
    const char *where =
        words_format(f->keep, "%s%s%s", d->position ? d->position : "",
                     d->position ? " " : "", d->name);
    struct fix_line l = {
        .file = policy_source(set, now)->name, .where = where, .behind = true};

    if (policy_gives(set, now, c->table))
        l.line = rules_that_go(&now->table[c->table], l.file, where, out);
    if (!hook && (!l.line || names_hook(d, &now->table[c->table])))
        l.text =
            words_format(f->keep, "  %s%s%s", d->position ? d->position : "",
                         d->position ? " " : "", d->name);
    if (!l.line)
        l.line = policy_last_line(set, now);
    if (l.text)
        add(out, l);
    for (uint32_t i = 0; i < new->n; i++) {
        l.text = words_format(f->keep, "  %s%s", hook ? "" : "  ",
                              new->rule[i].why.says);
        l.note =
            words_format(f->keep, "as %s:%u", c->from->name, new->rule[i].line);
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
