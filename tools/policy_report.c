#include "tools/policy_report.h"

#include <string.h>

char *
words_joined(const char *const *word, uint32_t n, const char *between)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < n; i++)
        g_string_append_printf(out, "%s%s", i ? between : "", word[i]);
    return g_string_free(out, FALSE);
}

char *
stack_parts(const struct policy_stack *stack, bool assumed, bool shared,
            const char *between)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < stack->npart; i++) {
        const struct policy *p = stack->part[i];

        if ((stack->assumed >> i & 1) == assumed && (shared || !p->shared))
            g_string_append_printf(out, "%s%s", out->len ? between : "",
                                   p->name);
    }
    return g_string_free(out, FALSE);
}

/* "NAME:LINE": in a column of rules the word policy says nothing. */
static const char *
short_id(const char *id)
{
    return g_str_has_prefix(id, "policy ") ? id + strlen("policy ") : id;
}

/* Rules that follow each other and have one source, in one note. */
static void
add_source_notes(struct report_table *t, const GArray *rows,
                 const char *common_cite)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    const char *cite = NULL;

    for (guint i = 0; i <= rows->len; i++) {
        const struct policy_row *row =
            i < rows->len ? &g_array_index(rows, struct policy_row, i) : NULL;
        const char *own = row && !row->fallback ? row->cite : NULL;

        if (g_strcmp0(own, common_cite) == 0)
            own = NULL;
        if (cite && g_strcmp0(own, cite) != 0) {
            g_autofree char *note = g_strdup_printf("%s: %s", ids->str, cite);

            report_note(t, note);
            g_string_truncate(ids, 0);
        }
        cite = own;
        if (own)
            g_string_append_printf(ids, "%s%s", ids->len ? ", " : "",
                                   short_id(row->id));
    }
}

/* Readers see a table's name and the policy's own source once. */
void
policy_rules(struct report *r, const GArray *rows, const char *common_cite,
             bool to_read)
{
    struct report_table *t = report_table(r, "rules", NULL, NULL);
    const char *last = "";

    report_column(t, "decision");
    report_column(t, "when");
    report_column(t, "does");
    report_column(t, "rule");
    if (!to_read)
        report_column(t, "source");
    for (guint i = 0; i < rows->len; i++) {
        const struct policy_row *row =
            &g_array_index(rows, struct policy_row, i);
        bool again = to_read && strcmp(last, row->table) == 0;

        report_row(t, (const char *const[]){again ? "" : row->table, row->when,
                                            row->does,
                                            row->fallback ? "default"
                                            : to_read     ? short_id(row->id)
                                                          : row->id,
                                            row->cite});
        last = row->table;
    }
    if (to_read)
        add_source_notes(t, rows, common_cite);
}

void
policy_describe(const struct policy_set *set, const struct policy *p,
                struct report *r)
{
    g_autofree char *also = words_joined(p->also, p->nalso, ", ");
    g_autofree char *tags = words_joined(p->tag, p->ntag, ", ");
    const struct policy_vocab *v = policy_words(set, p);
    g_autoptr(GString) facts = g_string_new(NULL);

    g_string_append_printf(facts, "Layer %s of %s%s%s.", v->layer[p->layer],
                           p->arch, p->shared ? ", for every architecture" : "",
                           policy_is_default(set, p) ? ", its default" : "");
    if (p->nalso)
        g_string_append_printf(facts, "  Also called %s.", also);
    if (p->ntag)
        g_string_append_printf(facts, "  Tags: %s.", tags);
    if (p->base)
        g_string_append_printf(facts, "  Starts from %s.", p->base);
    if (p->title)
        report_paragraph(r, p->title);
    report_paragraph(r, facts->str);
    if (p->cite) {
        g_autofree char *cite = g_strconcat("Source: ", p->cite, NULL);

        report_paragraph(r, cite);
    }
}
