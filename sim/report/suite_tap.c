/* A run as TAP 13, which prove and TAP::Parser take, and which is TAP 14 but
 * for the number: a test point for each scenario, policy, point and claim. */
#include "sim/report/suite.h"

/* A description: '#' begins a directive, so it is escaped. */
static void
put_text(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, (unsigned char) *text < ' ' ? ' ' : *text);
    }
}

static void
put_yaml(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, "  %s: \"", name);
    for (; value && *value; value++) {
        if (*value == '"' || *value == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, (unsigned char) *value < ' ' ? ' ' : *value);
    }
    g_string_append(out, "\"\n");
}

static void
put_claim(GString *out, uint64_t number, const struct suite_scenario *s,
          const struct suite_case *c, const struct suite_claim *k)
{
    g_autoptr(GString) name = g_string_new(s->name);
    g_autofree char *seen = suite_claim_seen(c, k);

    g_string_append_printf(name, " %s ", c->policy);
    suite_point(s, c, name);
    g_strchomp(name->str);
    g_string_append_printf(out, "%s %" G_GUINT64_FORMAT " - ",
                           k->holds == SUITE_FAILS ? "not ok" : "ok", number);
    put_text(out, name->str);
    g_string_append_printf(out, ": line %u: ", k->line);
    put_text(out, k->text);
    if (k->holds == SUITE_EVERY_SCHEDULE)
        g_string_append(out, " # SKIP speaks about every schedule");
    else if (k->holds == SUITE_OPEN)
        g_string_append(out, " # SKIP undecided within the bounds");
    g_string_append_c(out, '\n');
    if (k->holds != SUITE_FAILS)
        return;
    g_string_append(out, "  ---\n");
    put_yaml(out, "file", s->file);
    g_string_append_printf(out, "  line: %u\n", k->line);
    put_yaml(out, "expected", k->text);
    put_yaml(out, "seen", seen);
    g_string_append(out, "  ...\n");
}

static void
write_tap(const struct suite *s, const struct suite_options *o, FILE *out)
{
    g_autoptr(GString) text = g_string_new("TAP version 13\n");
    uint64_t total = suite_count_all(s).claims, number = 0;

    (void) o;
    g_string_append_printf(text, "1..%" G_GUINT64_FORMAT "%s\n", total,
                           total ? "" : " # SKIP no claims");
    for (uint32_t i = 0; i < s->nscenario; i++) {
        const struct suite_scenario *sc = &s->scenario[i];

        for (uint64_t k = 0; k < sc->ncase; k++)
            for (uint32_t j = 0; j < sc->at[k].nclaim; j++)
                put_claim(text, ++number, sc, &sc->at[k], &sc->at[k].claim[j]);
    }
    fwrite(text->str, 1, text->len, out);
}

const struct suite_writer suite_tap = {"tap", write_tap};
