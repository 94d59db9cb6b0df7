/* A replay told for a terminal or a mail. */
#include "sim/report/story.h"
#include "sim/report/wrap.h"

enum { INDENT = 4, RULE_WIDTH = 18 };

struct teller {
    GString *out;
    GHashTable *known; /* rules told in full already                          */
    bool colour;
};

static void
put_line(struct teller *t, unsigned indent, const char *text)
{
    g_string_append_printf(t->out, "%*s", (int) indent, "");
    wrap(t->out, text, indent + 2);
}

/* A rule: what it gave; the first time also what it says and who says so. */
static void
put_rule(struct teller *t, const struct story_rule *r, unsigned indent)
{
    g_autoptr(GString) head = g_string_new(r->id);
    bool first = g_hash_table_add(t->known, (gpointer) (uintptr_t) r->id);

    if (r->gave && *r->gave)
        g_string_append_printf(head, " gives %s", r->gave);
    if (first && r->says)
        g_string_append_printf(head, ": %s", r->says);
    put_line(t, indent, head->str);
    if (first && r->cite) {
        g_autofree char *cite = g_strdup_printf("(%s)", r->cite);

        put_line(t, indent + 4, cite);
    }
}

static void
put_access(struct teller *t, const struct story_step *s)
{
    if (s->control)
        put_line(t, INDENT, s->control);
    for (guint i = 0; i < s->rules->len; i++)
        put_rule(t, s->rules->pdata[i], INDENT + 2);
    if (s->through) {
        g_autofree char *text =
            s->type ? g_strdup_printf("through %s: effective type %s",
                                      s->through, s->type)
                    : g_strdup_printf("through %s", s->through);

        put_line(t, INDENT, text);
    }
    for (guint i = 0; i < s->why->len; i++)
        put_rule(t, s->why->pdata[i], INDENT + 2);
}

static void
put_hazard(struct teller *t, const struct story_hazard *h)
{
    g_autofree char *what = g_strdup_printf("HAZARD %s: %s", h->kind, h->says);
    g_autofree char *who = g_strdup_printf(
        "victim %s, severity %s, cause %s%s%s", h->victim, h->severity,
        h->cause, *h->conditions ? "; conditions: " : "", h->conditions);

    if (t->colour)
        g_string_append(t->out, "\033[1;31m");
    put_line(t, INDENT, what);
    if (t->colour)
        g_string_append(t->out, "\033[0m");
    put_line(t, INDENT + 2, who);
    if (h->path)
        put_line(t, INDENT + 2, h->path);
    for (guint i = 0; i < h->why->len; i++)
        put_rule(t, h->why->pdata[i], INDENT + 4);
    if (h->remedy)
        put_line(t, INDENT + 2, h->remedy);
}

static void
put_step(struct teller *t, const struct story_step *s)
{
    GString *out = t->out;

    if (s->implied && !s->through && !s->control && s->did->len == 0 &&
        s->now->len == 0 && s->hazard->len == 0)
        return;
    if (t->colour)
        g_string_append(out, "\033[1m");
    if (s->number)
        g_string_append_printf(out, "%u. ", s->number);
    g_string_append_printf(out, "%s%s", s->text,
                           s->implied ? " (implied)" : "");
    if (t->colour)
        g_string_append(out, "\033[0m");
    if (s->line)
        g_string_append_printf(out, "   (line %u)", s->line);
    g_string_append_c(out, '\n');
    put_access(t, s);
    for (guint i = 0; i < s->did->len; i++)
        put_line(t, INDENT, s->did->pdata[i]);
    for (guint i = 0; i < s->now->len; i++) {
        g_string_append(out, i ? "          " : "    now:  ");
        wrap(out, s->now->pdata[i], INDENT + 8);
    }
    for (guint i = 0; i < s->hazard->len; i++)
        put_hazard(t, s->hazard->pdata[i]);
    g_string_append_c(out, '\n');
}

static void
put_heading(struct teller *t, const struct story *s)
{
    g_autofree char *name = g_strdup_printf("%s (%s)", s->scenario, s->file);
    g_autofree char *assumed =
        s->defaults && *s->defaults
            ? g_strdup_printf(", by default %s,", s->defaults)
            : NULL;
    g_autofree char *where = g_strdup_printf(
        "under %s%s%s%s on %s", s->policy, *s->point ? " with " : "", s->point,
        assumed ? assumed : "", s->platform);

    wrap(t->out, name, 2);
    if (s->title)
        wrap(t->out, s->title, 2);
    wrap(t->out, where, 2);
}

void
story_text(const struct story *s, bool colour, FILE *out)
{
    struct teller t = {.out = g_string_new(NULL),
                       .known = g_hash_table_new(g_str_hash, g_str_equal),
                       .colour = colour};

    put_heading(&t, s);
    if (s->about)
        wrap(t.out, s->about, 0);
    g_string_append_c(t.out, '\n');
    for (guint i = 0; i < s->step->len; i++)
        put_step(&t, s->step->pdata[i]);
    wrap(t.out, s->ending, 0);
    fwrite(t.out->str, 1, t.out->len, out);
    g_string_free(t.out, TRUE);
    g_hash_table_unref(t.known);
}
