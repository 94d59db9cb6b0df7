/* Theorems by policies, as a table for a document. */
#include <string.h>

#include "sim/report/suite.h"

/* The names of all policies under which there is a theorem, in order. */
static GPtrArray *
all_policies(const struct suite *s)
{
    GPtrArray *out = g_ptr_array_new();

    for (uint32_t i = 0; i < s->nscenario; i++)
        for (uint64_t k = 0; k < s->scenario[i].ncase; k++) {
            const struct suite_case *c = &s->scenario[i].at[k];
            bool any = false;

            for (uint32_t j = 0; j < c->nclaim; j++)
                any |= c->claim[j].theorem != NULL;
            for (guint j = 0; any && j < out->len; j++)
                any = strcmp(out->pdata[j], c->policy) != 0;
            if (any)
                g_ptr_array_add(out, (gpointer) (uintptr_t) c->policy);
        }
    return out;
}

/* The theorems of a scenario in order of their lines: a claim for each. */
static GPtrArray *
all_theorems(const struct suite_scenario *s)
{
    GPtrArray *out = g_ptr_array_new();

    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nclaim; k++) {
            const struct suite_claim *c = &s->at[i].claim[k];
            guint at = 0;

            while (c->theorem && at < out->len &&
                   ((struct suite_claim *) out->pdata[at])->line < c->line)
                at++;
            if (c->theorem &&
                (at == out->len ||
                 ((struct suite_claim *) out->pdata[at])->line != c->line))
                g_ptr_array_insert(out, (gint) at, (gpointer) (uintptr_t) c);
        }
    return out;
}

/* Failing beats undecided beats the rest. */
static int
rank(const struct suite_claim *c)
{
    return !c                        ? 0
           : c->holds == SUITE_FAILS ? 3
           : c->holds == SUITE_OPEN  ? 2
                                     : 1;
}

/* The worst that became of a theorem under a policy at any point. */
static const struct suite_claim *
worst(const struct suite_scenario *s, uint32_t line, const char *policy)
{
    const struct suite_claim *out = NULL;

    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nclaim; k++) {
            const struct suite_claim *c = &s->at[i].claim[k];

            if (c->theorem && c->line == line &&
                strcmp(s->at[i].policy, policy) == 0 && rank(c) > rank(out))
                out = c;
        }
    return out;
}

static void
put_theorems(GString *out, const struct suite_scenario *s,
             const GPtrArray *policies)
{
    g_autoptr(GPtrArray) theorems = all_theorems(s);

    for (guint i = 0; i < theorems->len; i++) {
        const struct suite_claim *t = theorems->pdata[i];

        g_string_append_printf(out, "| %s | %s |", t->theorem, t->states);
        for (guint k = 0; k < policies->len; k++) {
            const struct suite_claim *c = worst(s, t->line, policies->pdata[k]);

            g_string_append_printf(out, " %s |", c ? c->says : "");
        }
        g_string_append_c(out, '\n');
    }
}

static void
write_markdown(const struct suite *s, const struct suite_options *o, FILE *out)
{
    g_autoptr(GPtrArray) policies = all_policies(s);
    g_autoptr(GString) text = g_string_new("| theorem | states |");

    (void) o;
    for (guint i = 0; i < policies->len; i++)
        g_string_append_printf(text, " %s |", (char *) policies->pdata[i]);
    g_string_append(text, "\n| --- | --- |");
    for (guint i = 0; i < policies->len; i++)
        g_string_append(text, " --- |");
    g_string_append_c(text, '\n');
    for (uint32_t i = 0; i < s->nscenario; i++)
        put_theorems(text, &s->scenario[i], policies);
    fwrite(text->str, 1, text->len, out);
}

const struct suite_writer suite_markdown = {"markdown", write_markdown};
