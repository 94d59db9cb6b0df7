/* Hazards and places in words, as claims are written. */

#include <stdio.h>
#include <string.h>

#include "sim/engine/verdict.h"

char *
hazard_phrase(const struct bound *b, const struct hazard *h,
              struct arena *arena)
{
    char text[160];
    int n = snprintf(text, sizeof text, "%s victim %s", hazard_names[h->kind],
                     b->plan->principal[h->victim].name);

    if (h->cause)
        snprintf(text + n, sizeof text - (size_t) n, " cause %s",
                 cause_names[h->cause]);
    return arena_text(arena, text, strlen(text));
}

char *
place_phrase(const struct bound *b, struct location p, struct arena *arena)
{
    const char *agent = b->plan->agent[p.agent].name;
    const char *dirty = p.dirty ? "dirty " : "";
    char text[96];

    switch ((enum holder_kind) p.holder) {
    case HOLDER_MEMORY:
        snprintf(text, sizeof text, "in memory");
        break;
    case HOLDER_LLC:
        snprintf(text, sizeof text, "%sin the last-level cache", dirty);
        break;
    case HOLDER_CACHE:
        snprintf(text, sizeof text, "%sin %s's cache", dirty, agent);
        break;
    case HOLDER_WCB:
        snprintf(text, sizeof text, "in %s's %s", agent,
                 b->model->merging_name);
        break;
    case HOLDER_WINDOW:
        snprintf(text, sizeof text, "in %s's %s", agent,
                 window_name(b, p.agent));
        break;
    case HOLDER_NOWHERE:
        snprintf(text, sizeof text, "nowhere any more");
        break;
    }
    return arena_text(arena, text, strlen(text));
}
