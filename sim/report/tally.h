/*
 * All that a case showed, equal things counted: what two policies, or two
 * versions of one, are compared by.  Conditions are no hazards (R18), and
 * neither claims nor cost count.
 */
#pragma once

#include <glib.h>

#include "sim/report/suite.h"

struct tally_item {
    const char *kind, *victim,
        *severity;       /* of hazards; or of a refusal: NULL */
    const char *refusal; /* what; NULL: a hazard             */
    uint32_t line; /* of a refusal, if lines count, else 0                    */
    uint32_t n;    /* how many different ones                                 */
};

struct tally {
    GArray *item; /* of struct tally_item, the most severe first              */
    GPtrArray *last; /* explored: what registers end with, sorted, of char *; */
    uint32_t stuck_line; /* or SUITE_NOWHERE                                  */
    uint8_t level;       /* enum finding_level                                */
    bool explored;
    bool open; /* explored, but not to the end: nothing is known to be absent */
};

/* LINES: a refusal at another line is another one, and last states count; else
 * only what stays when a scenario is edited elsewhere.  The texts are the
 * case's own. */
struct tally tally_of(const struct suite_case *c, bool lines);
void tally_clear(struct tally *t);

/* The reverse of tally_text() without lines; false if the text is none.  The
 * texts live in WORDS. */
bool tally_parse(const char *text, GStringChunk *words, struct tally *out);

/* "leak victim guest (security), 2 stale-read victim vm2 (functional), refused
 * -EINVAL at line 12"; "no hazard". */
void tally_text(const struct tally *t, GString *out);

enum tally_order {
    TALLY_SAME,
    TALLY_BETTER, /* B is less severe, or shows less of what A shows          */
    TALLY_WORSE,
    TALLY_OTHER, /* as severe, and each shows what the other does not         */
};

/* What becomes of A in B; swapped, better and worse change places. */
enum tally_order tally_compare(const struct tally *a, const struct tally *b);

extern const char *const tally_order_name[];
