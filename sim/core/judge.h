/*
 * The judge: the only code that says hazard.
 *
 * An observer of transactions.  It asks what the order of the program demands
 * (bound.want, order.h) and compares it with what happened; it changes nothing
 * and remembers nothing.  Rules R18 to R25 of the design decide victim, cause
 * and severity.
 */
#pragma once

#include "sim/core/hazard.h"
#include "sim/core/machine.h"

enum { JUDGE_MAX = 3 * GRANULES_MAX };

/* The kinds of transaction that can be wrong at all. */
#define JUDGED_KINDS                                                           \
    (1u << TX_READ | 1u << TX_WRITE_BACK | 1u << TX_INVALIDATE |               \
     1u << TX_FILL | 1u << TX_ARRIVE | 1u << TX_SPECULATE | 1u << TX_WC_PUT |  \
     1u << TX_WRITE_CACHE | 1u << TX_WRITE_MEMORY | 1u << TX_WC_DRAIN |        \
     1u << TX_LINE_OP)

/* What is wrong with one transaction, if anything; at most JUDGE_MAX. */
uint32_t judge(const struct bound *b, const cell *m, const struct txn *t,
               struct hazard out[JUDGE_MAX]);

/* Where a version is: the copy that is nearest to being visible. */
struct location place_of(const struct bound *b, const cell *m, uint32_t line,
                         uint32_t gran, uint32_t local);

/* Principals that own a region when operation OP runs, one bit each. */
uint64_t owners_at(const struct bound *b, uint32_t region, uint32_t op);

/* Whether two live CPU translations give LINE different types (R18). */
bool line_aliased(const struct bound *b, const cell *m, uint32_t line);

/* Whether the translation an operation uses is older than the tables and the
 * policy's inputs (R18). */
bool translation_stale(const struct bound *b, const cell *m,
                       const struct op *op, uint32_t xlat);

/* Conditions an access is under as it issues (TX_ISSUE), one bit each. */
uint8_t access_conditions(const struct bound *b, const cell *m,
                          const struct txn *t);

/* Conditions a hazard about LINE came through, where NOTED were so far. */
uint8_t hazard_conditions(const struct bound *b, const cell *m, uint32_t noted,
                          uint32_t line);

/* Whether a transaction is a read of what is right, with nothing else that
 * could be wrong with it: spares the judge the common case. */
static inline bool
judge_is_plain(const struct bound *b, const cell *m, const struct txn *t)
{
    const struct op *op;
    uint32_t k, local;

    if (t->kind != TX_READ || b->strangers || b->alias_fatal || !b->judged ||
        b->uncontained || t->holder == HOLDER_WINDOW)
        return false;
    op = &b->op[t->op];
    k = op->reads + t->word - op->gran0;
    local = t->version - b->version_base[b->line[t->line].gid + t->word];
    return b->want[k] == local && (!b->seen_cell[k] || !m[b->seen_cell[k]] ||
                                   m[b->seen_cell[k]] - 1 == local ||
                                   (b->nthread == 1 && !b->quiet[k]));
}
