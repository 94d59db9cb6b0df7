/* What bind's passes share.  Internal to the core. */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/bound.h"
#include "sim/core/control.h"

struct touch { /* a step names some words of one host line                    */
    uint64_t line_pa;
    uint32_t step;
    uint8_t first, words;
};

struct binding {
    const struct plan *plan;
    struct arena *arena;
    struct bound *b;
    struct touch *touch;
    uint32_t ntouch;
    struct line *line; /* sorted by address                                 */
    struct page *page; /* sorted                                            */
    uint32_t npage;
    uint32_t *cpu_pages; /* [nctx * nmap] first vpage + 1                     */
    uint32_t *dma_pages; /* [nagent * nregion] first vpage + 1                */
    uint32_t *versions;  /* per granule: versions so far                      */
    uint32_t nlocal;     /* entries of bound.local                            */
    uint32_t nchoice;    /* positions of adversaries                          */
    struct control_op *control;
    const char *why;
};

/* Passes, in this order. */
void bind_lines(struct binding *k);
void bind_pages(struct binding *k);
void bind_threads(struct binding *k);
void bind_ops(struct binding *k);
void bind_needs(struct binding *k);
void bind_versions(struct binding *k);
void bind_truth(struct binding *k);
void bind_layout(struct binding *k);

/* With a rule off that is no more than a table: the table without it.  After
 * the platform's keys and attributes; after the operations. */
void bind_without_platform(struct bound *b);
void bind_without_order(struct bound *b);

struct target { /* what a step's address or doorbell stands for               */
    uint16_t map;    /* PLAN_NONE for a device                                */
    uint16_t region; /* PLAN_NONE: the step names no memory                   */
    uint64_t from, to; /* bytes within the region                             */
};
struct target step_target(const struct plan *p, const struct plan_step *s);

/* Operations that a step becomes. */
uint32_t step_ops(const struct plan *p, const struct plan_step *s);

/* How many positions an adversary has; 0 for other threads. */
uint32_t adversary_depth(const struct plan *p, uint32_t thread);

enum { ADVERSARY_MAX = 65536 }; /* operations to choose from, in all          */

/* The value operand of a step: a number, or the register it is taken from. */
const struct plan_operand *step_value(const struct plan_step *s);

/* The value a step writes, where it is known before the run. */
uint64_t step_static_value(const struct plan_step *s);

/* Number of the line at this host address, UINT32_MAX if none. */
uint32_t binding_line(const struct binding *k, uint64_t line_pa);

/* Whether a step accesses what its address names, rather than just naming it.
 */
static inline bool
step_accesses(const struct plan_step *s)
{
    return s->verb->kind != OP_CONTROL && s->verb->kind != OP_OWNER;
}

/* Operations of a control step. */
static inline uint8_t
control_phases(const struct plan_step *s)
{
    return s->verb->phases ? s->verb->phases : 1;
}

static inline const struct plan_operand *
step_address(const struct plan_step *s)
{
    for (uint32_t i = 0; i < s->noperand; i++)
        if (s->operand[i].kind == OPERAND_ADDRESS)
            return &s->operand[i];
    return NULL;
}
