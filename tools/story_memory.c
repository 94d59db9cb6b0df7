#include "tools/story_memory.h"

#include <glib.h>

#include "sim/core/access.h"
#include "tools/words.h"

struct span_of
granule_span(const struct bound *b, uint32_t line, uint32_t gran)
{
    const struct line *l = &b->line[line];
    uint64_t at = l->pa - b->plan->region[l->region].pa;

    return (struct span_of){
        l->region, at + (uint64_t) l->first[gran] * WORD_BYTES,
        at + (uint64_t) (l->first[gran] + l->words[gran]) * WORD_BYTES};
}

struct span_of
line_span(const struct bound *b, uint32_t line)
{
    uint64_t at = b->line[line].pa - b->plan->region[b->line[line].region].pa;

    return (struct span_of){b->line[line].region, at, at + LINE_BYTES};
}

const char *
span_words(const struct bound *b, struct span_of s, struct arena *a)
{
    const char *name = b->plan->region[s.region].name;

    if (s.to - s.from > WORD_BYTES)
        return words_format(a,
                            "%s[%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT "]",
                            name, s.from, s.to);
    return s.from ? words_format(a, "%s+%" G_GUINT64_FORMAT, name, s.from)
                  : name;
}

const char *
home_words(const struct bound *b, uint32_t line)
{
    return line_is_mmio(b, line) ? "the device" : "memory";
}
