#include "sim/litmus/print.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- conditions ---- */

static bool
holds(const struct litmus_term *t, const uint64_t *value)
{
    switch ((enum litmus_term_kind) t->kind) {
    case TERM_TRUE:
        return true;
    case TERM_FALSE:
        return false;
    case TERM_IS:
        return value[t->column] == (uint64_t) t->number;
    case TERM_NOT:
        return !holds(t->left, value);
    case TERM_AND:
        return holds(t->left, value) && holds(t->right, value);
    case TERM_OR:
        return holds(t->left, value) || holds(t->right, value);
    case TERM_IMPLIES:
        return !holds(t->left, value) || holds(t->right, value);
    }
    return false;
}

struct litmus_verdict
litmus_judge(const struct litmus *t, const struct litmus_states *s)
{
    struct litmus_verdict v = {.observation = "Sometimes"};

    for (uint32_t i = 0; i < s->n; i++)
        if (holds(t->condition, s->value + (size_t) i * t->ncolumn))
            v.positive++;
        else
            v.negative++;
    if (!v.positive)
        v.observation = "Never";
    else if (!v.negative)
        v.observation = "Always";
    v.ok = t->asks == ASKS_EXISTS       ? v.positive > 0
           : t->asks == ASKS_NOT_EXISTS ? v.positive == 0
                                        : v.negative == 0;
    return v;
}

/* ---- states ---- */

static int
compare(const uint64_t *a, const uint64_t *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return (int64_t) a[i] < (int64_t) b[i] ? -1 : 1;
    return 0;
}

static int
by_value(const void *a, const void *b, void *ncolumn)
{
    return compare(a, b, *(const uint32_t *) ncolumn);
}

void
litmus_tidy(const struct litmus *t, struct litmus_states *s)
{
    uint32_t ncolumn = t->ncolumn, n = 0;
    size_t bytes = ncolumn * sizeof *s->value;

    if (!ncolumn) { /* all states look alike */
        s->n = s->n && (!t->filter || holds(t->filter, s->value));
        return;
    }
    g_qsort_with_data(s->value, (gint) s->n, bytes, by_value, &ncolumn);
    for (uint32_t i = 0; i < s->n; i++) {
        const uint64_t *from = s->value + (size_t) i * ncolumn;
        uint64_t *to = s->value + (size_t) n * ncolumn;

        if ((n && !compare(to - ncolumn, from, ncolumn)) ||
            (t->filter && !holds(t->filter, from)))
            continue;
        memmove(to, from, bytes);
        n++;
    }
    s->n = n;
}

/* ---- out ---- */

static void
print_column(const struct litmus *t, uint32_t column, FILE *out)
{
    const struct litmus_column *c = &t->column[column];
    const struct litmus_dialect *d = t->dialect;
    uint32_t i = 0;

    if (c->thread == PLAN_NONE) {
        fprintf(out, "[%s]", t->location[c->id].name);
        return;
    }
    while (d->reg[i].number != c->id)
        i++;
    fprintf(out, "%u:%s", c->thread, d->reg[i].name);
}

static void
print_state(const struct litmus *t, const uint64_t *value, FILE *out)
{
    for (uint32_t i = 0; i < t->ncolumn; i++) {
        fputs(i ? " " : "", out);
        print_column(t, i, out);
        fprintf(out, "=%" PRId64 ";", (int64_t) value[i]);
    }
    fputc('\n', out);
}

/* Parentheses where herd has them: OR and IMPLIES in AND; in IMPLIES all but
 * itself; IMPLIES in OR. */
static bool
needs_parentheses(uint8_t above, uint8_t here)
{
    return (above == TERM_AND && (here == TERM_OR || here == TERM_IMPLIES)) ||
           (above == TERM_OR && here == TERM_IMPLIES) ||
           (above == TERM_IMPLIES && (here == TERM_AND || here == TERM_OR));
}

static void
print_term(const struct litmus *t, const struct litmus_term *f, uint8_t above,
           FILE *out)
{
    bool parentheses = needs_parentheses(above, f->kind);

    fputs(parentheses ? "(" : "", out);
    switch ((enum litmus_term_kind) f->kind) {
    case TERM_TRUE:
    case TERM_FALSE:
        fputs(f->kind == TERM_TRUE ? "true" : "false", out);
        break;
    case TERM_IS:
        print_column(t, f->column, out);
        fprintf(out, "=%" PRId64, f->number);
        break;
    case TERM_NOT:
        fputs("not (", out);
        print_term(t, f->left, TERM_TRUE, out);
        fputc(')', out);
        break;
    case TERM_AND:
    case TERM_OR:
    case TERM_IMPLIES:
        print_term(t, f->left, f->kind, out);
        fputs(f->kind == TERM_AND  ? " /\\ "
              : f->kind == TERM_OR ? " \\/ "
                                   : " => ",
              out);
        print_term(t, f->right, f->kind, out);
        break;
    }
    fputs(parentheses ? ")" : "", out);
}

void
litmus_print(const struct litmus *t, const struct litmus_states *s,
             const char *stronger, FILE *out)
{
    static const char *const kind[] = {"Allowed", "Forbidden", "Required"};
    static const char *const asks[] = {"exists", "~exists", "forall"};
    struct litmus_verdict v = litmus_judge(t, s);
    bool turned = t->asks == ASKS_NOT_EXISTS; /* witnesses of what is asked */
    struct span hash = litmus_info(t->src, "Hash");

    fprintf(out, "Test %s %s\nStates %u\n", t->name, kind[t->asks], s->n);
    for (uint32_t i = 0; i < s->n; i++)
        print_state(t, s->value + (size_t) i * t->ncolumn, out);
    fprintf(out, "%s\nWitnesses\nPositive: %u Negative: %u\n",
            v.ok ? "Ok" : "No", turned ? v.negative : v.positive,
            turned ? v.positive : v.negative);
    fprintf(out, "Condition %s (", asks[t->asks]);
    print_term(t, t->condition, TERM_TRUE, out);
    fprintf(out, ")\nObservation %s %s %u %u\n", t->name, v.observation,
            v.positive, v.negative);
    if (stronger)
        fprintf(out, "Not covered: %s\n", stronger);
    if (hash.src)
        fprintf(out, "Hash=%.*s\n", (int) (hash.to - hash.from),
                hash.src->text + hash.from);
    fputc('\n', out);
}
