#include "sim/policy/lint.h"

#include <string.h>

#include "sim/policy/internal.h"
#include "sim/policy/show.h"

enum { LINT_FACTS_MAX = 18, LINES_SHOWN = 4 };

/* No rule: nobody decides the input, or it cannot occur. */
#define NOBODY       UINT32_MAX
#define CANNOT_OCCUR (UINT32_MAX - 1)

/* One table, and the inputs that its rules tell apart. */
struct walk {
    const struct policy_entry *e;
    const struct policy_vocab *v;
    const struct decision_def *def;
    struct policy_table own; /* without the model's default                   */
    uint64_t facts;          /* the rules mention, or these depend on         */
    uint8_t bit[64];         /* of each of them                               */
    uint32_t nfact;
    uint32_t *first; /* [1 << nfact] rule that decides, or one of the above   */
    struct diag_sink *sink;
};

/* ---- inputs ---- */

static uint64_t
input_facts(const struct walk *w, uint32_t input)
{
    uint64_t facts = 0;

    for (uint32_t i = 0; i < w->nfact; i++)
        facts |= (uint64_t) (input >> i & 1) << w->bit[i];
    return facts;
}

static bool
can_occur(const struct walk *w, uint64_t facts)
{
    for (uint32_t i = 0; i < w->v->nexclusive; i++)
        if ((w->v->exclusive[i][0] & ~w->facts) == 0 &&
            (facts & w->v->exclusive[i][0]) == w->v->exclusive[i][1])
            return false;
    return true;
}

/* The facts the rules ask, and all that the vocabulary ties to them. */
static void
collect_facts(struct walk *w)
{
    uint64_t before;

    for (uint32_t i = 0; i < w->own.n; i++)
        w->facts |= w->own.rule[i].care;
    do {
        before = w->facts;
        for (uint32_t i = 0; i < w->v->nexclusive; i++)
            if (w->v->exclusive[i][0] & w->facts)
                w->facts |= w->v->exclusive[i][0];
    } while (w->facts != before);
    for (uint32_t i = 0; i < 64; i++)
        if (w->facts >> i & 1)
            w->bit[w->nfact++] = (uint8_t) i;
}

static void
decide_inputs(struct walk *w)
{
    for (uint32_t input = 0; input < 1U << w->nfact; input++) {
        uint64_t facts = input_facts(w, input);
        const struct policy_rule *r = policy_first(&w->own, facts);

        if (!can_occur(w, facts))
            w->first[input] = CANNOT_OCCUR;
        else
            w->first[input] = r ? (uint32_t) (r - w->own.rule) : NOBODY;
    }
}

/* ---- findings ---- */

/* How many rules are named as the ones that come before, and their lines. */
struct shadow {
    uint32_t n;
    uint32_t by[LINES_SHOWN]; /* the first of them                            */
};

/* Which rules decide the inputs that rule R matches. */
static struct shadow
find_shadow(const struct walk *w, const struct policy_rule *r)
{
    struct shadow s = {0};
    uint32_t nrule = w->own.n;
    bool *seen = g_new0(bool, nrule + 1);

    for (uint32_t input = 0; input < 1U << w->nfact; input++) {
        uint32_t first = w->first[input];

        if (first >= nrule || seen[first] ||
            (input_facts(w, input) & r->care) != r->want)
            continue;
        seen[first] = true;
    }
    for (uint32_t i = 0; i < nrule; i++)
        if (seen[i]) {
            if (s.n < LINES_SHOWN)
                s.by[s.n] = i;
            s.n++;
        }
    g_free(seen);
    return s;
}

static void
report_unreached(const struct walk *w, uint32_t t, uint32_t i)
{
    const struct policy_rule *r = &w->own.rule[i];
    struct shadow s = find_shadow(w, r);
    GString *lines = g_string_new(NULL);

    for (uint32_t k = 0; k < s.n && k < LINES_SHOWN; k++)
        g_string_append_printf(lines, "%s%u", k ? ", " : "",
                               w->own.rule[s.by[k]].line);
    if (s.n == 0)
        diag_add(w->sink, DIAG_RULE_UNREACHED, w->e->rule_at[t][i],
                 "nothing reaches line %u: no input that can occur has these "
                 "facts",
                 r->line);
    else
        diag_add(w->sink, DIAG_RULE_UNREACHED, w->e->rule_at[t][i],
                 "nothing reaches line %u: line%s %s%s decide%s first", r->line,
                 s.n > 1 ? "s" : "", lines->str,
                 s.n > LINES_SHOWN ? " and others" : "", s.n > 1 ? "" : "s");
    for (uint32_t k = 0; k < s.n && k < LINES_SHOWN; k++)
        diag_note(w->sink, w->e->rule_at[t][s.by[k]], "this one decides");
    g_string_free(lines, TRUE);
}

static unsigned
find_unreached(const struct walk *w, uint32_t t)
{
    bool *reached = g_new0(bool, w->own.n + 1);
    unsigned found = 0;

    for (uint32_t input = 0; input < 1U << w->nfact; input++)
        if (w->first[input] < w->own.n)
            reached[w->first[input]] = true;
    for (uint32_t i = 0; i < w->own.n; i++)
        if (!reached[i]) {
            report_unreached(w, t, i);
            found++;
        }
    g_free(reached);
    return found;
}

static unsigned
find_unmet(const struct walk *w, uint32_t t)
{
    uint32_t unmet = 0, example = 0;
    char *input;

    for (uint32_t i = 1U << w->nfact; i-- > 0;)
        if (w->first[i] == NOBODY) {
            unmet++;
            example = i;
        }
    if (unmet == 0)
        return 0;
    input = w->facts ? policy_when(w->v, w->facts, input_facts(w, example))
                     : g_strdup("any input");
    diag_add(w->sink, DIAG_INPUT_UNMET, w->e->heading[t],
             "'%s' has no rule for %s%s", w->def->name, input,
             unmet > 1 ? ", and not only there" : "");
    g_free(input);
    return 1;
}

static unsigned
lint_table(const struct policy_entry *e, uint32_t t, struct diag_sink *sink)
{
    struct walk w = {
        .e = e,
        .v = e->arch->vocab,
        .def = &e->arch->vocab->decision[t],
        .own = {e->policy.table[t].rule, e->own[t]},
        .sink = sink
    };
    unsigned found;

    collect_facts(&w);
    if (w.nfact > LINT_FACTS_MAX) {
        diag_add(sink, DIAG_TOO_MANY, e->heading[t],
                 "'%s' asks %u facts; lint walks at most %d", w.def->name,
                 w.nfact, LINT_FACTS_MAX);
        return 1;
    }
    w.first = g_new(uint32_t, 1U << w.nfact);
    decide_inputs(&w);
    found = find_unreached(&w, t);
    if (w.def->total)
        found += find_unmet(&w, t);
    g_free(w.first);
    return found;
}

unsigned
policy_lint(const struct policy_set *set, const struct policy *p,
            struct diag_sink *sink)
{
    const struct policy_entry *e = entry_of(set, p);
    const struct policy_vocab *v = e->arch->vocab;
    unsigned found = 0;

    for (uint32_t t = 0; t < v->ndecision; t++) {
        if (e->gives[t]) {
            found += lint_table(e, t, sink);
        } else if (v->decision[t].total && !p->base &&
                   strcmp(v->decision[t].layer, v->layer[p->layer]) == 0) {
            diag_add(sink, DIAG_INPUT_UNMET, e->name,
                     "policy '%s' does not give '%s'", p->name,
                     v->decision[t].name);
            found++;
        }
    }
    return found;
}
