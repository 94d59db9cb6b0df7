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
                                    .severity = c->check->shown[i].severity});
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
        .last = c->check && lines ? last_states(c->check) : NULL,
        .stuck_line =
            lines || c->stuck_line == SUITE_NOWHERE ? c->stuck_line : 0,
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

/* "-EFAULT, stage-2 Alignment fault" with a colon: commas are between items. */
static void
refusal_text(const struct tally_item *is, GString *out)
{
    g_auto(GStrv) part = g_strsplit(is->refusal, ", ", -1);
    g_autofree char *what = g_strjoinv(": ", part);

    g_string_append_printf(out, "refused %s", what);
    if (is->line)
        g_string_append_printf(out, " at line %u", is->line);
}

static void
item_text(const struct tally *t, const struct tally_item *is, GString *out)
{
    if (is->n > 1)
        g_string_append_printf(out, "%u ", is->n);
    if (is->refusal) {
        refusal_text(is, out);
        return;
    }
    g_string_append_printf(out, "%s victim %s (%s)", is->kind, is->victim,
                           is->severity);
    if (t->explored)
        g_string_append(out, " possible");
}

void
tally_text(const struct tally *t, GString *out)
{
    gsize before = out->len;

    for (guint i = 0; i < t->item->len; i++) {
        g_string_append(out, i ? ", " : "");
        item_text(t, &g_array_index(t->item, struct tally_item, i), out);
    }
    if (t->stuck_line != SUITE_NOWHERE) {
        g_string_append(out, out->len > before ? ", " : "");
        if (t->stuck_line)
            g_string_append_printf(out, "line %u can never run", t->stuck_line);
        else
            g_string_append(out, "a step can never run");
    }
    if (t->open)
        g_string_append_printf(out, "%sundecided",
                               out->len > before ? ", " : "");
    if (out->len == before)
        g_string_append(out, "no hazard");
}

/* ---- reading ---- */

/* Takes WORD off the front of *TEXT; false if it is not there. */
static bool
take(const char **text, const char *word)
{
    if (!g_str_has_prefix(*text, word))
        return false;
    *text += strlen(word);
    return true;
}

/* A number from 1, a blank behind it if TEXT begins with one. */
static uint32_t
take_count(const char **text)
{
    char *end;
    guint64 n = g_ascii_strtoull(*text, &end, 10);

    if (!g_ascii_isdigit(**text) || n == 0 || n > UINT32_MAX)
        return 0;
    *text = end;
    return (uint32_t) n;
}

/* What stands before END, which is taken, too. */
static const char *
take_until(const char **text, const char *end, GStringChunk *words)
{
    const char *at = strstr(*text, end), *from = *text;

    if (!at || at == from)
        return NULL;
    *text = at + strlen(end);
    return g_string_chunk_insert_len(words, from, at - from);
}

static bool
known_words(const struct tally_item *is)
{
    unsigned level = level_of(is->severity);

    return finding_words[kind_place(is->kind)].name &&
           level >= FINDING_PERFORMANCE &&
           strcmp(finding_level_name[level], is->severity) == 0;
}

/* What stands behind a hazard of an explored case. */
static bool
parse_mode(const char *text, bool *explored)
{
    *explored |= take(&text, " possible");
    return *text == '\0';
}

static bool
parse_item(const char *text, GStringChunk *words, struct tally *out)
{
    struct tally_item is = {.n = 1};

    if (g_ascii_isdigit(*text)) {
        is.n = take_count(&text);
        if (is.n < 2 || !take(&text, " "))
            return false;
    }
    if (take(&text, "refused ")) {
        is.refusal = g_string_chunk_insert(words, text);
        g_array_append_val(out->item, is);
        return *text != '\0';
    }
    is.kind = take_until(&text, " victim ", words);
    is.victim = is.kind ? take_until(&text, " (", words) : NULL;
    is.severity = is.victim ? take_until(&text, ")", words) : NULL;
    if (!is.severity || !known_words(&is) || !parse_mode(text, &out->explored))
        return false;
    out->level = MAX(out->level, (uint8_t) level_of(is.severity));
    g_array_append_val(out->item, is);
    return true;
}

/* What is no item; false: it is one. */
static bool
parse_end(const char *text, struct tally *out)
{
    if (strcmp(text, "a step can never run") == 0)
        out->stuck_line = 0;
    else if (strcmp(text, "undecided") == 0)
        out->explored = out->open = true;
    else
        return false;
    return true;
}

/* The level of what has no hazard. */
static uint8_t
calm_level(const struct tally *t)
{
    return t->stuck_line != SUITE_NOWHERE ? FINDING_STUCK
           : t->open                      ? FINDING_UNDECIDED
           : t->item->len                 ? FINDING_REFUSED
                                          : FINDING_SAFE;
}

bool
tally_parse(const char *text, GStringChunk *words, struct tally *out)
{
    g_auto(GStrv) part = g_strsplit(text, ", ", -1);
    bool ok = part[0] != NULL;

    *out = (struct tally){
        .item = g_array_new(FALSE, FALSE, sizeof(struct tally_item)),
        .stuck_line = SUITE_NOWHERE};
    if (strcmp(text, "no hazard") != 0)
        for (unsigned i = 0; ok && part[i]; i++)
            ok = parse_end(part[i], out) || parse_item(part[i], words, out);
    if (out->level < FINDING_PERFORMANCE)
        out->level = calm_level(out);
    if (!ok)
        tally_clear(out);
    return ok;
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

/* Whether A shows something that B does not, or more of it. */
static bool
shows_more(const struct tally *a, const struct tally *b)
{
    for (guint i = 0; i < a->item->len; i++) {
        const struct tally_item *is =
            &g_array_index(a->item, struct tally_item, i);
        const struct tally_item *other = find(b, is);

        if (!other || is->n > other->n)
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
