/* What the parts of the reader share.  Internal to sim/litmus. */
#pragma once

#include "sim/litmus/litmus.h"
#include "sim/litmus/scan.h"

struct reader {
    struct scan scan;
    struct litmus *test;
    struct arena *arena;
    struct diag_sink *sink;
    const struct model *const *models;
    struct litmus_term **atom; /* [natom] TERM_IS, columns not yet in order   */
    uint32_t nterm, natom;
    uint32_t depth; /* of parentheses                                         */
    bool failed;
};

/* Says what is wrong, and that reading is over.  Always false. */
bool read_fail(struct reader *r, enum diag_id id, struct span at,
               const char *fmt, ...) G_GNUC_PRINTF(4, 5);

/* The same about the current token: "WHAT expected". */
bool read_expected(struct reader *r, const char *what);

/* Goes on if the current token is of this kind. */
bool read_sign(struct reader *r, int kind);
bool read_need(struct reader *r, int kind, const char *what);

/* The text of a span in the arena. */
char *read_text(struct reader *r, struct span at);

/* The location of this name, made if it is new; LITMUS_LOCATIONS if there are
 * too many, which is told. */
uint32_t read_location(struct reader *r, struct span at);

/* The register of this name; NULL if there is none. */
const struct litmus_reg *read_reg(const struct reader *r, struct span at);

/* Notes that an access is so many bits wide; tells when another is not. */
bool read_size(struct reader *r, uint32_t location, uint8_t bits,
               struct span at);

/* Whether a span is this name. */
bool read_spells(struct span at, const char *name, bool any_case);

/* Parts of a test, in order; false with the fault told. */
bool read_header(struct reader *r);
bool read_start(struct reader *r); /* { ... }                                 */
bool read_program(struct reader *r);
bool read_insn_operands(struct reader *r, struct litmus_step *s);
bool read_tail(struct reader *r); /* locations, filter, condition             */
