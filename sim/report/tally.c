#include "sim/report/tally.h"

#include <string.h>

#include "sim/report/finding.h"

const char *const tally_order_name[] = {
    [TALLY_SAME] = "same",
    [TALLY_BETTER] = "better",
    [TALLY_WORSE] = "worse",
    [TALLY_OTHER] = "other",
};

/* ---- items ---- */

/* The place of a word among the levels, or of a kind among the kinds. */
static unsigned
level_of(const char *severity)
{
    unsigned i = 0;

    while (i + 1 < FINDING_LEVELS &&
           strcmp(finding_level_name[i], severity) != 0)
        i++;
    return i;
}

static unsigned
kind_place(const char *kind)
{
    unsigned i = 0;

    while (finding_words[i].name && strcmp(finding_words[i].name, kind) != 0)
        i++;
    return i;
}

/* Hazards before refusals, the most severe first. */
static gint
by_badness(gconstpointer a, gconstpointer b)
{
    const struct tally_item *x = a, *y = b;
    int order;

    if (!x->refusal != !y->refusal)
        return x->refusal ? 1 : -1;
    if (x->refusal) {
        order = (x->line > y->line) - (x->line < y->line);
        return order ? order : strcmp(x->refusal, y->refusal);
    }
    order = (int) level_of(y->severity) - (int) level_of(x->severity);
    if (!order)
        order = (int) kind_place(x->kind) - (int) kind_place(y->kind);
    return order ? order : strcmp(x->victim, y->victim);
}

static void
add(GArray *to, struct tally_item is)
{
    for (guint i = 0; i < to->len; i++) {
        struct tally_item *old = &g_array_index(to, struct tally_item, i);

        if (by_badness(old, &is) == 0) {
            old->n++;
            old->always += is.always;
            return;
        }
    }
    is.n = 1;
    g_array_append_val(to, is);
}

static void
add_hazards(GArray *to, const struct suite_case *c)
{
    for (uint32_t i = 0; !c->check && i < c->nhazard; i++)
        add(to, (struct tally_item){.kind = c->hazard[i].kind,
                                    .victim = c->hazard[i].victim,
                                    .severity = c->hazard[i].severity});
    for (uint32_t i = 0; c->check && i < c->check->nshown; i++)
        add(to, (struct tally_item){.kind = c->check->shown[i].kind,
                                    .victim = c->check->shown[i].victim,
                                    .severity = c->check->shown[i].severity,
                                    .always = c->check->shown[i].always});
}

/* ---- last states ---- */

static gint
by_text(gconstpointer a, gconstpointer b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static GPtrArray *
last_states(const struct suite_check *k)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t i = 0; i < k->nlast; i++) {
        GString *one = g_string_new(NULL);

        for (uint32_t v = 0; v < k->ncolumn; v++)
            if (!k->last[i].unset[v])
                g_string_append_printf(one, "%s%s=%" G_GUINT64_FORMAT,
                                       one->len ? " " : "", k->column[v],
                                       k->last[i].value[v]);
        g_ptr_array_add(out, g_string_free(one, FALSE));
    }
    g_ptr_array_sort(out, by_text);
    return out;
}

/* ---- a case ---- */

struct tally
tally_of(const struct suite_case *c, bool lines)
{
    struct tally t = {
        .item = g_array_new(FALSE, FALSE, sizeof(struct tally_item)),
        .last = c->check ? last_states(c->check) : NULL,
        .stuck_line = c->stuck_line,
        .level = finding_of(c).level,
        .explored = c->check != NULL,
        .open = c->check && !c->check->complete,
    };

    add_hazards(t.item, c);
    for (uint32_t i = 0; i < c->nrefusal; i++)
        add(t.item,
            (struct tally_item){.refusal = c->refusal[i].what,
                                .line = lines ? c->refusal[i].line : 0});
    g_array_sort(t.item, by_badness);
    return t;
}

void
tally_clear(struct tally *t)
{
    g_clear_pointer(&t->item, g_array_unref);
    g_clear_pointer(&t->last, g_ptr_array_unref);
}

static void
item_text(const struct tally *t, const struct tally_item *is, GString *out)
{
    if (is->n > 1)
        g_string_append_printf(out, "%u ", is->n);
    if (is->refusal) {
        g_string_append_printf(out, "refused %s", is->refusal);
        if (is->line)
            g_string_append_printf(out, " at line %u", is->line);
        return;
    }
    g_string_append_printf(out, "%s victim %s (%s)", is->kind, is->victim,
                           is->severity);
    if (!t->explored)
        return;
    if (is->always == is->n)
        g_string_append(out, " always");
    else if (is->always == 0)
        g_string_append(out, " possible");
    else
        g_string_append_printf(out, " possible, %u always", is->always);
}

void
tally_text(const struct tally *t, GString *out)
{
    for (guint i = 0; i < t->item->len; i++) {
        g_string_append(out, i ? ", " : "");
        item_text(t, &g_array_index(t->item, struct tally_item, i), out);
    }
    if (t->stuck_line != SUITE_NOWHERE)
        g_string_append_printf(out, "%sline %u can never run",
                               t->item->len ? ", " : "", t->stuck_line);
    else if (t->item->len == 0)
        g_string_append(out, t->open ? "no hazard so far" : "no hazard");
}

/* ---- order ---- */

static const struct tally_item *
find(const struct tally *t, const struct tally_item *like)
{
    for (guint i = 0; i < t->item->len; i++) {
        const struct tally_item *is =
            &g_array_index(t->item, struct tally_item, i);

        if (by_badness(is, like) == 0)
            return is;
    }
    return NULL;
}

/* Whether A shows something that B does not, or not as often. */
static bool
shows_more(const struct tally *a, const struct tally *b)
{
    for (guint i = 0; i < a->item->len; i++) {
        const struct tally_item *is =
            &g_array_index(a->item, struct tally_item, i);
        const struct tally_item *other = find(b, is);

        if (!other || is->n > other->n || is->always > other->always)
            return true;
    }
    return a->stuck_line != SUITE_NOWHERE && a->stuck_line != b->stuck_line;
}

static bool
same_last(const struct tally *a, const struct tally *b)
{
    guint n = a->last ? a->last->len : 0;

    if (n != (b->last ? b->last->len : 0))
        return false;
    for (guint i = 0; i < n; i++)
        if (strcmp(a->last->pdata[i], b->last->pdata[i]) != 0)
            return false;
    return true;
}

enum tally_order
tally_compare(const struct tally *a, const struct tally *b)
{
    bool more = shows_more(a, b), less = shows_more(b, a);

    if (!more && !less)
        return same_last(a, b) ? TALLY_SAME : TALLY_OTHER;
    if (a->level != b->level)
        return a->level > b->level ? TALLY_BETTER : TALLY_WORSE;
    if (more && less)
        return TALLY_OTHER;
    return more ? TALLY_BETTER : TALLY_WORSE;
}
