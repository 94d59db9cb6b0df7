/* Two policies of one name. */
#include "tools/diff_namesake.h"

#include <string.h>

#define NAME "the-namesake"

/* The side that is not called by its name; -1: both are.  What was asked for by
 * that name is the shipped one. */
static int
side_of(const struct beginning *b, const struct diff_side *side)
{
    const char *name = b->stack[1]->name;

    if (strcmp(b->stack[0]->name, name) != 0)
        return -1;
    return strcmp(side[1].said, name) == 0 ? 0 : 1;
}

const char *
namesake_name(const struct beginning *b, const struct diff_side *side,
              unsigned which)
{
    return side_of(b, side) == (int) which ? NAME : b->stack[which]->name;
}

char *
namesake_told(const struct beginning *b, const struct diff_side *side,
              const char *text)
{
    GString *out = g_string_new(text);
    int which = side_of(b, side);

    if (which >= 0) {
        g_autofree char *told =
            g_strdup_printf("# under %s:", side[which].said);

        g_string_replace(out, "under " NAME ":", told, 0);
    }
    return g_string_free(out, FALSE);
}
