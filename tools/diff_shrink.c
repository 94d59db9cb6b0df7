/* One line after the other left out, for as long as any can be. */
#include "tools/diff_shrink.h"

#include <string.h>

struct shrinking {
    char **line;
    guint n;
    bool *gone;
    guint claims, program; /* where they begin                                */
};

struct asking {
    bool (*holds)(void *to, const char *text);
    void *to;
};

static bool
begins(const char *line, const char *word)
{
    size_t n = strlen(word);

    return strncmp(line, word, n) == 0 && (line[n] == ' ' || !line[n]);
}

static bool
has_to_stay(const char *line)
{
    return !*line || strcmp(line, "}") == 0 || begins(line, "scenario") ||
           begins(line, "  title") || begins(line, "  cite") ||
           begins(line, "platform") || begins(line, "#");
}

/* The end of what begins with line I: itself, or its block. */
static guint
end_of(const struct shrinking *k, guint i)
{
    if (!g_str_has_suffix(k->line[i], "{"))
        return i + 1;
    while (i < k->n && strcmp(k->line[i], "}") != 0)
        i++;
    return i + 1;
}

/* What is left, with one empty line where there were several. */
static char *
text_of(const struct shrinking *k)
{
    GString *out = g_string_new(NULL);
    bool empty = true;

    for (guint i = 0; i < k->n; i++) {
        if (k->gone[i] || (empty && !*k->line[i]))
            continue;
        empty = !*k->line[i];
        g_string_append_printf(out, "%s\n", k->line[i]);
    }
    return g_string_free(out, FALSE);
}

static struct shrinking
split(const char *text, guint kept)
{
    struct shrinking k = {.line = g_strsplit(text, "\n", -1)};

    k.n = g_strv_length(k.line);
    while (k.n && !*k.line[k.n - 1])
        k.n--;
    k.gone = g_new0(bool, k.n + 1);
    while (k.claims < k.n && !begins(k.line[k.claims], "under"))
        k.claims++;
    k.program = k.claims;
    while (k.program && kept) {
        k.program--;
        kept -= *k.line[k.program] != '\0';
    }
    return k;
}

/* Whether lines I to END can go, of which some may have gone already. */
static bool
leave_out(struct shrinking *k, guint i, guint end, const struct asking *ask,
          char **best)
{
    gsize size = (end - i) * sizeof *k->gone;
    g_autofree bool *before = g_memdup2(k->gone + i, size);
    char *less;

    memset(k->gone + i, true, size);
    less = text_of(k);
    if (ask->holds(ask->to, less)) {
        g_free(*best);
        *best = less;
        return true;
    }
    g_free(less);
    memcpy(k->gone + i, before, size);
    return false;
}

char *
shrink_text(const char *text, guint kept,
            bool (*holds)(void *to, const char *text), void *to)
{
    const struct asking ask = {holds, to};
    struct shrinking k = split(text, kept);
    char *best = text_of(&k);
    bool again = true;

    while (again) {
        again = false;
        for (guint i = k.program; i-- > 0;) {
            guint end = end_of(&k, i);

            if (!k.gone[i] && !has_to_stay(k.line[i]) && end <= k.program)
                again |= leave_out(&k, i, end, &ask, &best);
        }
    }
    g_strfreev(k.line);
    g_free(k.gone);
    return best;
}
