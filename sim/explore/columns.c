/* What last states show. */

#include "sim/explore/columns.h"

struct columns {
    const struct bound *b;
    struct observed_word *word;
    uint32_t n;
};

/* The granule that holds a word; false if no operation names it. */
static bool
find_granule(const struct bound *b, struct observed_word *w)
{
    uint64_t pa = b->plan->region[w->region].pa + w->offset;

    for (uint32_t i = 0; i < b->nline; i++) {
        const struct line *l = &b->line[i];
        uint64_t word = (pa - l->pa) / WORD_BYTES;

        if (pa < l->pa || word >= LINE_WORDS)
            continue;
        for (uint32_t g = 0; g < l->ngran; g++)
            if (word >= l->first[g] && word < l->first[g] + l->words[g]) {
                w->line = i;
                w->gran = g;
                return true;
            }
    }
    return false;
}

static void
add_word(struct columns *k, uint16_t region, uint64_t offset)
{
    struct observed_word w = {.line = (uint32_t) LINE_UNNAMED,
                              .region = region,
                              .offset = word_start(offset)};

    for (uint32_t i = 0; i < k->n; i++)
        if (k->word[i].region == region && k->word[i].offset == w.offset)
            return;
    find_granule(k->b, &w);
    k->word[k->n++] = w;
}

struct observed
columns_of(const struct check_request *q, const struct bound *b)
{
    uint16_t *reg = arena_new_array(q->arena, uint16_t, b->nreg + 1);
    struct columns k = {.b = b};
    uint32_t n = q->nword;

    for (uint16_t i = 0; i < b->nreg; i++)
        reg[i] = i;
    for (uint32_t i = 0; i < q->nclaim; i++)
        n += q->claim[i]->nterm;
    k.word = arena_new_array(q->arena, struct observed_word, n + 1);
    for (uint32_t i = 0; i < q->nword; i++)
        add_word(&k, q->word[i].region, q->word[i].offset);
    for (uint32_t i = 0; i < q->nclaim; i++)
        for (uint32_t j = 0; j < q->claim[i]->nterm; j++)
            if (q->claim[i]->term[j].memory)
                add_word(&k, q->claim[i]->term[j].id,
                         q->claim[i]->term[j].offset);
    return (struct observed){
        .reg = reg, .word = k.word, .nreg = b->nreg, .nword = k.n};
}
