/* What was found, for a terminal or a mail. */
#include <string.h>

#include "sim/core/claim.h"
#include "sim/report/wrap.h"
#include "tools/fix.h"
#include "tools/words.h"

enum { SHOWN = 8, NOTE_COLUMN = 44 };

/* A path as it is printed: what is shipped from where it is shipped. */
static const char *
shown_path(const struct fixing *f, const char *path)
{
    const char *dir = f->shipped->dir;

    if (dir && g_str_has_prefix(path, dir) && path[strlen(dir)] == '/')
        return path + strlen(dir) + 1;
    return path;
}

static void
put_wrapped(GString *out, unsigned indent, const char *text)
{
    g_string_append_printf(out, "%*s", (int) indent, "");
    wrap(out, text, indent + 2);
}

static void
put_change(GString *out, char mark, const char *text, const char *note)
{
    g_autoptr(GString) line = g_string_new(NULL);

    g_string_append_printf(line, "   %c %s", mark, text);
    /* What goes is found by its line, what comes is copied: it stays whole. */
    if (mark == '-' && columns(line->str) > PAGE_COLUMNS)
        g_string_append(g_string_truncate(line, PAGE_COLUMNS - 3), "...");
    if (note &&
        MAX(columns(line->str), NOTE_COLUMN) + strlen(note) + 4 > PAGE_COLUMNS)
        g_string_append_printf(
            line, "\n%*s",
            (int) MIN(NOTE_COLUMN, PAGE_COLUMNS - 4 - strlen(note)), "");
    else if (note && columns(line->str) < NOTE_COLUMN)
        pad(line, "", NOTE_COLUMN - columns(line->str));
    if (note)
        g_string_append_printf(line, "  # %s", note);
    g_string_append_printf(out, "%s\n", line->str);
}

static void
put_line(const struct fixing *f, const struct fix_line *l, GString *out)
{
    if (l->old)
        put_change(out, '-', l->old + strspn(l->old, " \t"),
                   words_format(f->keep, "line %u", l->line));
    if (!l->text)
        return;
    put_change(out, '+', l->text + strspn(l->text, " \t"),
               l->old ? l->note
               : l->note
                   ? l->note
                   : words_format(f->keep, "%s line %u",
                                  l->behind ? "after" : "before", l->line));
}

static void
put_lines(const struct fixing *f, const struct fix *x, GString *out)
{
    g_autoptr(GArray) line = fix_lines(f, x);
    const char *file = NULL, *where = NULL;
    bool other = false;

    for (guint i = 0; i < line->len; i++) {
        const struct fix_line *l = &g_array_index(line, struct fix_line, i);

        if (!l->file) {
            g_string_append_printf(out, "   policy %s in place of %s\n",
                                   l->text, l->old);
            other = true;
            continue;
        }
        if (g_strcmp0(file, l->file) != 0 || g_strcmp0(where, l->where) != 0)
            put_wrapped(out, 3,
                        words_format(f->keep, "%s%s%s", shown_path(f, l->file),
                                     l->where ? ", " : "",
                                     l->where ? l->where : ""));
        file = l->file;
        where = l->where;
        put_line(f, l, out);
    }
    if (other)
        g_string_append_printf(out, "   --policy %s\n", fix_stack_name(f, x));
}

static const char *
cost_words(const struct fixing *f, const struct fix *x)
{
    uint64_t more =
        x->cycles > f->cycles ? x->cycles - f->cycles : f->cycles - x->cycles;

    if (!more)
        return words_format(f->keep, "as many cycles as before, %llu",
                            (unsigned long long) f->cycles);
    return words_format(f->keep, "%llu cycle%s %s, %llu instead of %llu",
                        (unsigned long long) more, more == 1 ? "" : "s",
                        x->cycles > f->cycles ? "more" : "less",
                        (unsigned long long) x->cycles,
                        (unsigned long long) f->cycles);
}

static void
put_fix(const struct fixing *f, const struct fix *x, guint number, GString *out)
{
    g_string_append_printf(out, "%2u. ", number);
    wrap(out,
         words_format(f->keep, "%s%s%s%s", cost_words(f, x),
                      x->machine ? "; on another machine" : "",
                      x->refused ? "; refused: " : "",
                      x->refused ? x->refused : ""),
         4);
    put_lines(f, x, out);
}

static void
put_head(const struct fixing *f, GString *out)
{
    const struct outcome_request *q = f->case_;
    const struct scenario *sc = q->scenario;
    const struct policy_stack *stack = sc->stacks->pdata[q->stack];
    const char *name = script_name(sc->script);
    const char *point = point_text(sc->script, q->point, f->keep);

    g_string_append_printf(out, "%s\n", name ? name : sc->file);
    put_wrapped(out, 0,
                words_format(f->keep, "under %s%s%s", stack->name,
                             *point ? " with " : "", point));
    for (guint i = 0; i < f->hazard->len; i++)
        put_wrapped(out, 2, f->hazard->pdata[i]);
}

/* What proves a set; of how many. */
static void
put_searched(const struct fixing *f, GString *out)
{
    uint8_t property = fix_property(f);
    const char *says = property == PROPERTIES
                           ? "no hazard in any schedule"
                           : words_format(f->keep, "%s in every schedule",
                                          property_names[property]);

    put_wrapped(
        out, 0,
        words_format(
            f->keep,
            "%s Of sets of up to %u change%s of operations, units, "
            "platform keys and policies: %llu tried, %llu explored.%s",
            f->fix->len ? words_format(f->keep, "Proved, each: %s.", says)
                        : "Nothing found.",
            f->options.max, f->options.max == 1 ? "" : "s",
            (unsigned long long) f->sets, (unsigned long long) f->proofs,
            f->fix->len ? " Cycles are of the slowest agent, approximately: "
                          "what another does meanwhile costs nothing."
                        : ""));
}

/* What the search says nothing about. */
static void
put_unknown(const struct fixing *f, GString *out)
{
    if (f->incurable && !f->fix->len)
        put_wrapped(out, 0,
                    words_format(f->keep,
                                 "No operation is known against %s: there "
                                 "units, platform keys and policies alone were "
                                 "tried.",
                                 f->incurable));
    for (uint32_t n = 1; n <= FIX_CHANGES_MAX; n++)
        if (f->left[n])
            put_wrapped(
                out, 0,
                words_format(f->keep, "Not looked at: %llu sets of %u%s.",
                             (unsigned long long) f->left[n], n,
                             f->not_grown ? ", and what would grow from them"
                                          : ""));
    if (f->unproved)
        put_wrapped(out, 0,
                    words_format(f->keep,
                                 "Not decided: %llu set%s with too many states "
                                 "to explore; no hazard in those seen.",
                                 (unsigned long long) f->unproved,
                                 f->unproved == 1 ? "" : "s"));
    if (f->stuck)
        put_wrapped(out, 0,
                    words_format(f->keep,
                                 "%llu set%s let no execution come to its end.",
                                 (unsigned long long) f->stuck,
                                 f->stuck == 1 ? "" : "s"));
    if (f->unwritten)
        put_wrapped(out, 0,
                    words_format(f->keep,
                                 "Left out: %llu set%s that would change an "
                                 "included file, or a step that one line makes "
                                 "several of.",
                                 (unsigned long long) f->unwritten,
                                 f->unwritten == 1 ? "" : "s"));
}

void
fix_print_text(const struct fixing *f, bool all, GString *out)
{
    guint n = all ? f->fix->len : MIN(f->fix->len, SHOWN);

    put_head(f, out);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < n; i++)
        put_fix(f, &g_array_index(f->fix, struct fix, i), i + 1, out);
    if (n < f->fix->len)
        g_string_append_printf(out, "    %u more: --all\n", f->fix->len - n);
    if (f->fix->len)
        g_string_append_c(out, '\n');
    put_searched(f, out);
    put_unknown(f, out);
}
