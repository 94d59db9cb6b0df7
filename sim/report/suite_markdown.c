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

struct became {
    const struct suite_claim *claim;
    const struct suite_check *check;
};

/* The worst that became of a theorem under a policy at any point. */
static struct became
worst(const struct suite_scenario *s, uint32_t line, const char *policy)
{
    struct became out = {NULL, NULL};

    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nclaim; k++) {
            const struct suite_claim *c = &s->at[i].claim[k];

            if (c->theorem && c->line == line &&
                strcmp(s->at[i].policy, policy) == 0 &&
                rank(c) >= rank(out.claim) &&
                (rank(c) > rank(out.claim) || s->at[i].check->not_covered))
                out = (struct became){c, s->at[i].check};
        }
    return out;
}

/* "proved (2)": within so many operations of adversaries. */
static void
put_cell(GString *out, const struct became *b)
{
    if (!b->claim) {
        g_string_append(out, " |");
        return;
    }
    if (b->claim->holds != SUITE_HOLDS) {
        g_string_append_printf(out, " %s |", b->claim->says);
        return;
    }
    if (g_str_has_prefix(b->claim->states, "not ")) {
        g_string_append(out, " broken |");
        return;
    }
    g_string_append(out, b->check->not_covered ? " holds*" : " proved");
    if (b->check->within)
        g_string_append_printf(out, " (%u)", b->check->within);
    g_string_append(out, " |");
}

static const char *
where(const struct suite_claim *t)
{
    const char *when = strstr(t->text, " when ");

    return when ? when + strlen(" when ") : "";
}

/* A bar would end the cell. */
static void
put_escaped(GString *out, const char *text)
{
    for (; *text; text++)
        g_string_append_printf(out, *text == '|' ? "\\%c" : "%c", *text);
}

static void
put_theorems(GString *out, const struct suite_scenario *s,
             const GPtrArray *policies)
{
    g_autoptr(GPtrArray) theorems = all_theorems(s);

    for (guint i = 0; i < theorems->len; i++) {
        const struct suite_claim *t = theorems->pdata[i];

        g_string_append_printf(out, "| %s | %s | ", t->theorem, t->states);
        put_escaped(out, where(t));
        g_string_append(out, " |");
        for (guint k = 0; k < policies->len; k++) {
            const struct became b = worst(s, t->line, policies->pdata[k]);

            put_cell(out, &b);
        }
        g_string_append_c(out, '\n');
    }
}

static void
write_markdown(const struct suite *s, const struct suite_options *o, FILE *out)
{
    g_autoptr(GPtrArray) policies = all_policies(s);
    g_autoptr(GString) text = g_string_new("| theorem | states | where |");

    (void) o;
    for (guint i = 0; i < policies->len; i++)
        g_string_append_printf(text, " %s |", (char *) policies->pdata[i]);
    g_string_append(text, "\n| --- | --- | --- |");
    for (guint i = 0; i < policies->len; i++)
        g_string_append(text, " --- |");
    g_string_append_c(text, '\n');
    for (uint32_t i = 0; i < s->nscenario; i++)
        put_theorems(text, &s->scenario[i], policies);
    fwrite(text->str, 1, text->len, out);
}

const struct suite_writer suite_markdown = {"markdown", write_markdown};
