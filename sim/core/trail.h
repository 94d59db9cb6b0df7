/*
 * Why an answer is what it is.
 *
 * Whoever decides something leaves the rule that decided it in a trail: the
 * same call that computes the answer explains it, so there is no second
 * implementation for `explain`.  Rule ids are stable; `diff` compares them.
 * A NULL trail means nobody asked.
 */
#pragma once

#include <stdint.h>

struct rule {
    const char *id;   /* stable, unique, dotted: "model.table.rule"        */
    const char *cite; /* document, section or table title, revision       */
    const char *says; /* one sentence in plain words, no full stop        */
};

enum { TRAIL_MAX = 24 };

struct trail {
    uint32_t n;
    struct {
        const struct rule *rule;
        uint32_t gave; /* the answer, in the deciding model's own code    */
    } step[TRAIL_MAX];
};

/* Notes that RULE gave GAVE, and gives GAVE back.  A full trail keeps its
 * first TRAIL_MAX steps. */
static inline uint32_t
decide(struct trail *why, const struct rule *rule, uint32_t gave)
{
    if (why && why->n < TRAIL_MAX) {
        why->step[why->n].rule = rule;
        why->step[why->n].gave = gave;
        why->n++;
    }
    return gave;
}
