/* A run as JUnit XML: a testsuite for each scenario, a testcase for each
 * policy, point and claim. */
#include <string.h>

#include "sim/report/markup.h"
#include "sim/report/suite.h"

static char *
escaped(const char *text)
{
    GString *out = g_string_new(NULL);

    markup_text(out, text);
    return g_string_free(out, FALSE);
}

static void
put_failure(GString *out, const struct suite_scenario *s,
            const struct suite_case *c, const struct suite_claim *k)
{
    g_autofree char *plain = suite_claim_seen(c, k);
    g_autofree char *seen = escaped(plain);
    g_autofree char *text = escaped(k->text);
    g_autofree char *file = escaped(s->file);

    g_string_append_printf(out,
                           "      <failure message=\"but %s\">%s:%u: %s\n"
                           "but %s</failure>\n",
                           seen, file, k->line, text, seen);
}

static void
put_claim(GString *out, const struct suite_scenario *s,
          const struct suite_case *c, const struct suite_claim *k)
{
    g_autoptr(GString) point = g_string_new(c->policy);
    g_autofree char *class = escaped(s->name);
    g_autofree char *text = escaped(k->text);
    g_autofree char *where = NULL;

    g_string_append_c(point, ' ');
    suite_point(s, c, point);
    where = escaped(g_strchomp(point->str));
    g_string_append_printf(out,
                           "    <testcase classname=\"%s\" "
                           "name=\"%s: line %u: %s\"",
                           class, where, k->line, text);
    if (k->holds == SUITE_HOLDS) {
        g_string_append(out, "/>\n");
        return;
    }
    g_string_append(out, ">\n");
    if (k->holds == SUITE_FAILS)
        put_failure(out, s, c, k);
    else
        g_string_append_printf(out, "      <skipped message=\"%s\"/>\n",
                               k->holds == SUITE_OPEN
                                   ? "undecided within the bounds"
                                   : "speaks about every schedule");
    g_string_append(out, "    </testcase>\n");
}

static void
put_scenario(GString *out, const struct suite_scenario *s)
{
    struct suite_count c = suite_count(s);
    g_autofree char *name = escaped(s->name);
    g_autofree char *file = escaped(s->file);

    g_string_append_printf(
        out,
        "  <testsuite name=\"%s\" file=\"%s\" "
        "tests=\"%" G_GUINT64_FORMAT "\" failures=\"%" G_GUINT64_FORMAT
        "\" errors=\"0\" skipped=\"%" G_GUINT64_FORMAT "\">\n",
        name, file, c.claims, c.failed, c.every_schedule + c.open);
    for (uint64_t i = 0; i < s->ncase; i++)
        for (uint32_t k = 0; k < s->at[i].nclaim; k++)
            put_claim(out, s, &s->at[i], &s->at[i].claim[k]);
    g_string_append(out, "  </testsuite>\n");
}

static void
write_junit(const struct suite *s, const struct suite_options *o, FILE *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    struct suite_count all = suite_count_all(s);

    (void) o;
    g_string_append_printf(text,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<testsuites name=\"mtsim %s\" "
                           "tests=\"%" G_GUINT64_FORMAT
                           "\" failures=\"%" G_GUINT64_FORMAT
                           "\" errors=\"0\">\n",
                           s->version, all.claims, all.failed);
    for (uint32_t i = 0; i < s->nscenario; i++)
        put_scenario(text, &s->scenario[i]);
    g_string_append(text, "</testsuites>\n");
    fwrite(text->str, 1, text->len, out);
}

const struct suite_writer suite_junit = {"junit", write_junit};
