/*
 * The machine: what may happen next, and what happens.
 *
 * machine_step() is the only place where anything has an effect.  Replay takes
 * one enabled event at a time, explore takes all of them; neither adds a rule.
 * The machine allocates nothing, reads no clock and prints nothing; what it
 * does it says as transactions to a sink, before the change is made where the
 * old state matters (write-backs, invalidations, writes), after it otherwise.
 */
#pragma once

#include "sim/core/bound.h"
#include "sim/core/hazard.h"

enum event_kind {
    EV_NONE,
    EV_ISSUE,    /* thread `slot` takes its next operation; an adversary the
                    one of its menu that `line` says, or stops (the menu's
                    length)                                                   */
    EV_PERFORM,  /* entry `slot` of window `agent` performs                   */
    EV_WC_DRAIN, /* CPU `agent`, buffer `slot`, granule `line` or DRAIN_ALL   */
    EV_EVICT,    /* holder `agent` gives up `line`                            */
    EV_FILL,     /* CPU `agent` reads `line` speculatively                    */
    EV_TLB_DROP, /* CPU `agent` forgets page `line`                           */
};

#define DRAIN_ALL UINT32_MAX
enum { EVENT_ALT = 0x8000 };

struct event {
    uint8_t kind;  /* enum event_kind                                         */
    uint8_t agent; /* CPU index (or holder)                                   */
    uint16_t slot; /* EVENT_ALT: the other supplier (R9); of an operation that
                      would fault: somebody else has filled the entry         */
    uint32_t line;
};

enum txn_kind {
    TX_ISSUE,       /* an operation left program order                        */
    TX_READ,        /* a granule was read: version, from `holder`             */
    TX_FILL,        /* a line came into a private cache, from `holder`        */
    TX_STORE,       /* a store entered the window                             */
    TX_WRITE_CACHE, /* a store was performed in the private cache, or, with
                       holder HOLDER_LLC, a device's write in the last level  */
    TX_WRITE_MEMORY, /* a write reached memory                                */
    TX_WC_PUT,       /* a store went into a WC buffer                         */
    TX_WC_DRAIN,     /* a buffer (or chunk) left                              */
    TX_WRITE_BACK,   /* before: a dirty line goes to memory                   */
    TX_VICTIM,       /* a private line goes to the last level                 */
    TX_INVALIDATE,   /* before: a copy goes; cause says why                   */
    TX_FENCE,
    TX_LINE_OP,
    TX_ARRIVE, /* an access reached a device: line, op; version = bytes       */
    TX_SPECULATE, /* a speculative read that allocates nothing                */
    TX_CONTROL,   /* a control operation or fault; version = edge number      */
    TX_FLUSH_ALL, /* whole caches; word = lines written back                  */
    TX_REFUSED,   /* version = errno; word = the translation that denies it,
                     counted from 1, or 0                                     */
    TX_CONDITION, /* version = enum condition                                 */
    TX_COUNTED,   /* version = enum counted                                   */
    TX_OWNER,
    TX_SIGNAL,
    TX_KINDS
};

/* Why a copy left or was written back. */
enum txn_cause {
    BY_EVICTION,
    BY_LINE_OP,
    BY_FLUSH_ALL,
    BY_SNOOP,   /* another agent's access                                     */
    BY_DISCARD, /* invalidated without write-back                             */
};

struct txn { /* what observers hear                                           */
    uint8_t kind;   /* enum txn_kind                                          */
    uint8_t agent;  /* plan agent                                             */
    uint8_t holder; /* enum holder_kind, of the data                          */
    uint8_t owner;  /* CPU index of that holder                               */
    uint8_t cause;  /* enum txn_cause                                         */
    uint8_t attr;   /* of the access                                          */
    uint16_t word;  /* granule, or a count                                    */
    uint32_t line, version, op;
};

struct sink {
    void (*hear)(struct sink *to, const struct bound *b, const cell *m,
                 const struct txn *t);
    uint32_t deaf; /* kinds of transaction it does not want, one bit each     */
};

static inline void
say(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    if (to && !(to->deaf >> t->kind & 1))
        to->hear(to, b, m, t);
}

/* What the memory type answered to the access of a TX_REFUSED; NULL if that was
 * not the reason. */
const struct denial *txn_denial(const struct bound *b, const struct txn *t);

/* Cache states of a holder. */
enum { LINE_I, LINE_S, LINE_E, LINE_M, LINE_O };

/* Every event that may happen now, in a fixed order; at most b->max_events. */
uint32_t machine_enabled(const struct bound *b, const cell *m,
                         struct event *out);

/* Makes one enabled event happen. */
void machine_step(const struct bound *b, cell *m, struct event e,
                  struct sink *to);

/* Whether a thread may take its next operation, an adversary this one of its
 * menu; whether it has one. */
bool machine_can_issue(const struct bound *b, const cell *m, uint32_t thread,
                       uint32_t choice);
bool machine_thread_done(const struct bound *b, const cell *m, uint32_t thread);
bool machine_can_perform(const struct bound *b, const cell *m, uint32_t cpu,
                         uint32_t slot);

/* Whether nothing that OP must be able to see is in the CPU's write-combining
 * or merge buffers: where an order edge waits for those (rule R1). */
bool machine_buffers_handed_over(const struct bound *b, const cell *m,
                                 uint32_t cpu, const struct op *op);

/* What a platform may leave open, a key each (R8, R9, R13). */
enum open_choice {
    CHOICE_OWN_LOAD, /* PK_WC_OWN_LOAD                                       */
    CHOICE_UNCACHED, /* PK_CLEAN_HIT_UNCACHED                                */
    CHOICE_DMA,      /* PK_CLEAN_HIT_DMA                                     */
    CHOICE_PEER,     /* PK_CLEAN_HIT_PEER                                    */
    CHOICE_DMA_LOOKUP, /* PK_DMA_LOOKUP                                      */
    CHOICE_LOOKUP,     /* model->lookup_key                                  */
    CHOICES
};

/* On which of them it turns what the enabled event E does, whichever way: a
 * bit each. */
uint32_t machine_choices(const struct bound *b, const cell *m, struct event e);

/* Whether the CPU's hardware may read LINE unasked now. */
bool machine_can_speculate(const struct bound *b, const cell *m, uint32_t cpu,
                           uint32_t line);

/* Whether an operation, once its turn is past, has had its effect: it is not
 * one that the control plane refuses, and if an adversary's, it was chosen. */
bool machine_happens(const struct bound *b, const cell *m, uint32_t op);

/* The value of a version; a register's travels with the version it held. */
uint64_t machine_value(const struct bound *b, const cell *m, uint32_t version);

/* Closes the control plane and computes the packed form; false when there are
 * more configurations than CONFIGS_MAX. */
bool squeeze_prepare(struct bound *b);

/* Packs the cells that can vary into nwords words, and back. */
void squeeze(const struct bound *b, const cell *m, uint64_t *w);
void spread(const struct bound *b, const uint64_t *w, cell *m);
