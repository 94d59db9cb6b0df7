#include "tools/check_bounds.h"

#include <string.h>

#include "sim/base/names.h"
#include "tools/complain.h"
#include "tools/options.h"

/* In the order of their bits. */
static const char *const reductions[] = {"ample", "dead", NULL};

/* ---- lists ---- */

static uint32_t
number_of(const char *name, const char *const *names)
{
    for (uint32_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    g_assert_not_reached();
}

/* The bits of names with commas; false with the fault told. */
static bool
read_list(const char *option, const char *text, const char *const *names,
          uint32_t *bits)
{
    g_auto(GStrv) word = g_strsplit(text, ",", -1);

    if (!*word)
        return option_is_one_of(option, "", names);
    for (unsigned i = 0; word[i]; i++) {
        if (!option_is_one_of(option, word[i], names))
            return false;
        *bits |= 1u << number_of(word[i], names);
    }
    return true;
}

static bool
read_reductions(const struct bounds_said *said, uint32_t *reduce)
{
    const char *text = said->no_reduce ? "none" : said->reduce;

    *reduce = REDUCE_ALL;
    if (said->reduce && said->no_reduce && strcmp(said->reduce, text) != 0) {
        tell("check: --reduce %s and --no-reduce contradict each other",
             said->reduce);
        return false;
    }
    if (!text || strcmp(text, "all") == 0)
        return true;
    *reduce = 0;
    return strcmp(text, "none") == 0 ||
           read_list("reduce", text, reductions, reduce);
}

/* ---- properties ---- */

static bool
read_properties(char *const *said, uint32_t *bits)
{
    const char *name[PROPERTIES + 1] = {NULL};
    uint32_t at[PROPERTIES], n = 0, found = 0;

    /* One stack has nothing to be the same as; one's own has no name. */
    for (uint32_t i = 0; i < PROPERTIES; i++)
        if (property_names[i] && i != PROPERTY_SAME_OUTCOMES) {
            at[n] = i;
            name[n++] = property_names[i];
        }
    for (unsigned i = 0; said && said[i]; i++)
        if (!read_list("property", said[i], name, &found))
            return false;
    for (uint32_t i = 0; i < n; i++)
        if (found >> i & 1)
            *bits |= 1u << at[i];
    return true;
}

/* ---- sizes ---- */

/* "64M": bytes, or K, M, G of 1024. */
static bool
read_bytes(const char *text, uint64_t *bytes)
{
    static const char units[] = "KMG";
    const char *end;
    guint64 n = 0;
    size_t length = strspn(text, "0123456789");
    g_autofree char *digits = g_strndup(text, length);
    unsigned shift = 0;

    end = text + length;
    if (*end && strchr(units, *end)) {
        shift = 10 * (unsigned) (strchr(units, *end) - units + 1);
        end++;
    }
    if (*end || !g_ascii_string_to_unsigned(digits, 10, 0, UINT64_MAX >> shift,
                                            &n, NULL)) {
        tell("check: --memory takes a number of bytes, as 512M or 4G, not '%s'",
             text);
        return false;
    }
    *bytes = n << shift;
    return true;
}

static bool
is_bound(const char *option, gint64 value, gint64 max)
{
    if (value == BOUND_UNSAID || (value > 0 && value <= max))
        return true;
    tell(value > max ? "check: --%s is at most %" G_GINT64_FORMAT
         : value == 0
             ? "check: --%s 0 would explore nothing; leave it out for no bound"
             : "check: --%s takes no negative number",
         option, max);
    return false;
}

bool
bounds_read(const struct bounds_said *said, struct check_settings *out)
{
    uint64_t bytes = 0;

    if (!is_bound("max-states", said->max_states, UINT32_MAX - 1) ||
        !is_bound("max-depth", said->max_depth, INT32_MAX) ||
        (said->memory && !read_bytes(said->memory, &bytes)))
        return false;
    if (said->memory && bytes == 0) {
        tell("check: --memory 0 would explore nothing; leave it out for no "
             "bound");
        return false;
    }
    if (said->max_states > 0)
        out->explore.max_states = (uint64_t) said->max_states;
    if (said->max_depth > 0)
        out->explore.max_depth = (uint32_t) said->max_depth;
    out->explore.max_bytes = bytes;
    return read_reductions(said, &out->explore.reduce) &&
           read_properties(said->property, &out->property);
}

/* ---- in words ---- */

char *
bounds_reductions(const struct explore_options *o)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; reductions[i]; i++)
        if (o->reduce >> i & 1)
            g_string_append_printf(out, "%s%s", out->len ? " " : "",
                                   reductions[i]);
    return g_string_free(out, FALSE);
}

char *
bounds_words(const struct explore_options *o, const struct bounds_said *said)
{
    GString *out = g_string_new(NULL);

    if (o->max_states)
        g_string_append_printf(out, ", max-states %" G_GUINT64_FORMAT,
                               o->max_states);
    if (o->max_depth)
        g_string_append_printf(out, ", max-depth %u", o->max_depth);
    if (o->max_bytes)
        g_string_append_printf(out, ", memory %s", said->memory);
    if (o->compact)
        g_string_append(out, ", hash compaction");
    g_string_erase(out, 0, out->len ? 2 : 0);
    return g_string_free(out, FALSE);
}
