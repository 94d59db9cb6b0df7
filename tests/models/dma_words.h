/*
 * Words that a remapping unit reads: a small memory, and what was asked of it.
 */
#pragma once

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "models/iommu/unit.h"

enum { DMA_BYTES = 0x20000, DMA_READS = 64 };

struct dma_words {
    uint64_t word[DMA_BYTES / 8];
    uint64_t read[DMA_READS]; /* addresses, in order                         */
    bool snooped[DMA_READS];
    unsigned nread;
};

static inline uint64_t
dma_word(const void *at, uint64_t address, bool snooped)
{
    struct dma_words *m = (struct dma_words *) (uintptr_t) at;

    cr_assert_eq(address % 8, 0);
    cr_assert_lt(address, DMA_BYTES, "read at %#llx",
                 (unsigned long long) address);
    if (m->nread < DMA_READS) {
        m->snooped[m->nread] = snooped;
        m->read[m->nread++] = address;
    }
    return m->word[address / 8];
}

static inline void
dma_put(struct dma_words *m, uint64_t address, uint64_t value)
{
    m->word[address / 8] = value;
}

/* What the unit does with a request; the last rule it left is in RULE, which
 * may be NULL. */
static inline struct unit_answer
dma_ask(const struct iommu_unit *u, struct dma_words *m, uint64_t entry,
        uint32_t has, struct unit_request r, const char **rule)
{
    const struct unit_space s = {
        .word = dma_word, .at = m, .entry = entry, .has = has};
    struct trail why = {0};
    struct unit_answer a;

    m->nread = 0;
    a = u->translate(&s, &r, &why);
    cr_assert_gt(why.n, 0, "no answer without a rule");
    for (unsigned i = 0; i < m->nread; i++) /* what it says is what it did */
        cr_expect_eq(m->snooped[i], m->read[i] - entry < 8 * UNIT_ENTRY_WORDS
                                        ? a.entry_snooped
                                        : a.walk_snooped);
    if (rule)
        *rule = why.step[why.n - 1].rule->id;
    return a;
}

/* The words that tables of this name print as CSV, one row after another. */
struct dma_rows {
    unsigned n;
    char line[64][80];
    unsigned ncolumn;
};

static inline void
dma_emit(void *to, const char *const cell[])
{
    struct dma_rows *rows = to;
    char *line = rows->line[rows->n++];

    line[0] = '\0';
    for (unsigned i = 0; i < rows->ncolumn; i++) {
        strcat(line, i ? "," : "");
        strcat(line, cell[i]);
    }
}
