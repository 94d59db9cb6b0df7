/*
 * A bound experiment: plan, model, platform and policies, resolved once.
 *
 * Everything here is constant while running (the control plane fills its memo
 * tables, which cannot be observed).  What can change is the array of cells,
 * laid out at bind time: nothing that cannot change in this very run is in it.
 *
 *   cells    the data plane and the machine's own state; one field, one cell;
 *            0 = nothing.  memcpy, memcmp; squeezed to bits when stored.
 *   config   the control plane: page-table words, registers, memslots, policy
 *            memory.  Interned; the state carries its number only.
 *   bound    this.
 *
 * Words that every operation names together are one granule, and have one
 * cell.  A copy of a granule is a version: which write it came from.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/attr.h"
#include "sim/core/io.h"
#include "sim/core/model.h"
#include "sim/core/plan.h"
#include "sim/core/semantic.h"

typedef uint32_t cell;

enum { CPUS_MAX = 16, GRANULES_MAX = 8, HOLDER_LLC_INDEX = 0 };

struct op { /* one access of one line, or one other operation                 */
    uint8_t kind; /* enum op_kind                                            */
    uint8_t agent;
    uint8_t class; /* order class where the translation does not give it      */
    uint8_t gran0, ngran;
    bool join; /* waits for the threads that start here                       */
    uint16_t flags; /* enum op_flag                                           */
    uint16_t ctx, vpage, thread, result;
    uint32_t lineoff; /* line = translation's first line + this               */
    uint32_t line;    /* the line its mapping was written for                 */
    uint32_t vers;    /* store: local versions at bound.local[vers + k]       */
    uint32_t reads;   /* load: what is right at bound.want[reads + k]         */
    uint32_t step;    /* of the plan                                          */
    uint32_t arg;     /* control number, signal, owner's principal            */
    uint64_t value;   /* poll: the value awaited                              */
    uint16_t value_reg; /* store: the register written out, or PLAN_NONE  */
    uint16_t nneed;     /* registers waited for, where loads perform late     */
    uint32_t need;      /* the first of them in bound.need                    */
    uint32_t bell;      /* with OPF_HANDOVER, the device's first step after its
                           doorbell was rung: the store that did + 1, else 0       */
};

struct need { /* a register without which an operation cannot perform         */
    uint32_t from; /* the operation before that sets it + 1; 0: whichever of
                      its thread is in the window                             */
    uint16_t reg;
    uint8_t kind; /* enum need_kind                                           */
    bool value;   /* it is what is stored                                     */
};

struct version { /* one write of one granule; local 0 is what was there first */
    uint32_t op; /* OP_INITIAL for the first                            */
    uint32_t from; /* value cell + 1 when the value is a register's, or the
                      one read plus `value`; the cell holds the version it is
                      taken from + 1                                     */
    uint64_t value;
    uint16_t writer; /* principal                                           */
    bool public;     /* host-public: zeroes                                 */
};

#define OP_INITIAL UINT32_MAX
#define WANT_SLOW  UINT32_MAX

struct line { /* what a line id stands for                                    */
    uint64_t pa;
    uint32_t page; /* number of its host page                               */
    uint16_t region;
    uint8_t ngran;
    uint8_t first[GRANULES_MAX], words[GRANULES_MAX]; /* of each granule      */
    uint32_t gid; /* number of its first granule                              */
};

struct xlat { /* one resolved translation, interned                           */
    uint32_t line0;
    uint8_t attr, fault;
    bool no_snoop, unsent; /* as in struct walked, as what follows            */
    uint32_t other;        /* the translation with the opposite attribute     */
    const struct denial *unaligned, *atomic, *store;
};

struct layout { /* where the cells of a kind begin                            */
    uint32_t pc, window, wcb, tlb, reg, value, config, flag, ctx, seen, arrived;
    uint32_t choice; /* what adversaries chose: one cell for each position    */
    uint32_t mark;   /* of the explorer: one bit cell for each                */
    uint32_t line;
    uint32_t line_stride, holder_stride, wcb_stride, granules;
    uint32_t ncell;
};

struct order; /* happens-before, see order.h */

struct bound {
    const struct plan *plan;
    const struct model *model;
    const struct platform *platform;
    const struct policy_stack *policy;
    struct arena *arena;

    const struct op *op; /* thread by thread, in program order                */
    const uint32_t *thread_op; /* [nthread + 1] first operation of a thread   */
    const uint32_t *length;    /* [nthread] operations it runs, at most   */
    const uint32_t *menu;      /* [nthread] operations to choose from at each
                                  position: operation = first + position * menu +
                                  choice; 1 unless it is an adversary              */
    const uint32_t *choice_cell;  /* [nthread] of its first position; 0: no
                                     adversary, and choice is always 0        */
    const uint32_t *refused_cell; /* [nop] of a write: it was refused; 0: no
                                     such cell.  NULL: what is refused always
                                     is, or nothing                          */
    const uint32_t *owner_op;     /* [nowner] operations that change owners   */
    const uint32_t *thread_start; /* [nthread] main operation it starts at   */
    const uint32_t *step_op, *step_nop; /* [nstep] operations of a step; of an
                                           adversary's, the first position's  */
    const struct vpage *vpage;
    const uint32_t *vpage_lines; /* lines an operation may name through it   */
    const struct line *line;
    const struct version *version; /* by global number                        */
    const uint32_t *version_base;  /* [ngranule + 1] global of a local 0      */
    const uint32_t *local;         /* local versions that stores make         */
    const uint32_t *want;          /* local versions that loads ought to get  */
    const uint32_t *seen_cell;     /* per read: its last-read cell, or 0      */
    const uint8_t *quiet;          /* per read: enum quiet                    */
    const uint32_t *quiet_from;    /* per read: the last read before it; NULL
                                      without adversaries                        */
    const uint32_t *dirties; /* per local of a store: the cell that says an
                                adversary wrote since it read, or 0; NULL
                                without adversaries                        */
    const struct need *need;
    const uint32_t *rewrite; /* [nop] the next operation of the thread that sets
                                the same register + 1, or 0; NULL unless loads
                                perform late                                  */
    const uint16_t *cpu_agent; /* [nwindow]                                   */
    const uint8_t *agent_cpu;  /* [nagent], 0xff for devices                  */
    const uint8_t *agent_window; /* [nagent], 0xff: operations perform as they
                                    issue */
    const struct order *order;
    struct control *control;
    struct attr attr[64][ACCESS_KINDS];
    uint32_t nattr; /* the model's; those of enum dma_attr follow             */

    uint32_t nop, nthread, nvpage, nline, nversion, ngranule, nreg, nread;
    uint32_t ncontrol; /* control operations of the program                   */
    uint32_t nowner;
    uint32_t nvalue;   /* value cells                                         */
    uint32_t nseen;    /* last-read cells                                     */
    uint32_t nmark;    /* of the explorer                                     */
    const cell *start; /* the first state                                     */
    uint32_t ncpu, depth, nwcb;
    uint32_t nwindow; /* one for each CPU, then one for each device whose writes
                         may pass one another                                 */
    uint32_t ntlb; /* rows of cached translations: none, or one for each CPU and
                      one more for devices behind units                       */
    uint32_t waits[ORDER_CLASSES];
    uint32_t at_issue, handover;
    uint32_t max_events;
    uint8_t without; /* enum semantic: the rule that is off, or SEM_NONE      */
    bool flush_wc;   /* PK_FLUSH_EMPTIES_WC                                   */
    bool has_llc, has_owned, judged, has_adversary;
    bool has_tlb, has_iotlb; /* translations of CPUs, of devices can change   */
    bool strangers;   /* data of more than one principal: leaks can be        */
    bool any_order;   /* bind_request.any_order                              */
    bool alias_fatal; /* R10                                                  */
    bool late_loads;  /* some load performs later than it issues              */
    bool looks_up;    /* some access looks for dirty copies alone (R13)       */
    bool host_fills;  /* PK_HOST_FILLS                                        */
    bool dma_allocates; /* PK_DMA_ALLOCATES, and there is a last level        */
    bool uncontained; /* of some region (R26)                                 */
    uint8_t own_load, supply_uncached, supply_dma, supply_peer;
    uint8_t dma_lookup; /* enum lookup                                        */

    struct layout at;
    const struct packing *packing; /* how states are stored, see packing.h   */
    uint32_t nwords;               /* of a packed state                      */
};

/* Whether nobody wrote a granule at the same time as or after the last read,
 * or not before this read is done. */
enum quiet {
    QUIET_NO,
    QUIET_YES,
    QUIET_UNLESS_CHOSEN, /* an adversary may have, so the state decides       */
};

static inline bool
rule_on(const struct bound *b, enum semantic s)
{
    return b->without != (uint8_t) s;
}

struct bind_request {
    const struct plan *plan;
    const struct platform *platform;
    const struct policy_stack *policy;
    struct arena *arena; /* everything is taken from it                       */
    enum semantic without; /* for mutation tests: a rule that is off          */
    uint32_t nmark;    /* cells of one bit that the explorer sets           */
    bool every_choice; /* R9: platform keys that no public source settles
                          count as `either`                                 */
    bool any_order;    /* of a plan of one thread: steps are taken in orders of
                          the caller's, so each may come after another agent's,
                          and what a read ought to return is not asked        */
    bool background;   /* R16: an idle host CPU that may fill and evict is
                          added to bound.plan as agent "idle", where the host
                          maps memory cacheable                             */
};

/* Binds; NULL with *WHY set (a sentence) when the plan is impossible: threads
 * that wait for each other, too many CPUs. */
struct bound *bind_plan(const struct bind_request *q, const char **why);

/* Frees what the control plane holds outside the arena. */
void bound_done(struct bound *b);

/* The first state. */
void machine_start(const struct bound *b, cell *m);

/* ---- small readers, used everywhere ---- */

static inline cell *
line_cells(const struct bound *b, const cell *m, uint32_t line)
{
    return (cell *) (uintptr_t) (m + b->at.line +
                                 (uint64_t) line * b->at.line_stride);
}

/* Holder 0 is the last level, 1 + cpu a private cache: state, then versions. */
static inline cell *
holder_cells(const struct bound *b, cell *line, uint32_t holder)
{
    return line + b->at.granules + holder * b->at.holder_stride;
}

static inline uint32_t
version_of(const struct bound *b, uint32_t line, uint32_t gran, uint32_t local)
{
    return b->version_base[b->line[line].gid + gran] + local;
}

/* Operations that a thread runs, at most. */
static inline uint32_t
thread_length(const struct bound *b, uint32_t thread)
{
    return b->length[thread];
}

/* How many operations of its thread come before it. */
static inline uint32_t
op_position(const struct bound *b, uint32_t op)
{
    uint32_t t = b->op[op].thread;

    return (op - b->thread_op[t]) / b->menu[t];
}

/* Whether an operation is no more than a choice of an adversary. */
static inline bool
op_is_optional(const struct bound *b, uint32_t op)
{
    return b->has_adversary && op != OP_INITIAL &&
           b->choice_cell[b->op[op].thread];
}

/* On whose behalf an operation acts. */
static inline uint16_t
op_principal(const struct bound *b, const struct op *op)
{
    if (op->ctx != PLAN_NONE)
        return b->plan->ctx[op->ctx].principal;
    if (op->agent < b->plan->nagent)
        return b->plan->agent[op->agent].principal;
    return 0;
}

static inline bool
makes_versions(const struct op *op)
{
    return op->kind == OP_STORE || op->kind == OP_RMW;
}

static inline bool
reads_versions(const struct op *op)
{
    return op->kind == OP_LOAD || op->kind == OP_RMW || op->kind == OP_POLL;
}

/* What the operation meets where the memory type of a translation does not
 * allow it; NULL if it works. */
static inline const struct denial *
op_denial(const struct op *op, const struct xlat *x)
{
    if (op->kind == OP_RMW)
        return x->atomic;
    if (op->kind == OP_STORE && x->store)
        return x->store;
    return (op->kind == OP_LOAD || op->kind == OP_STORE) &&
                   op->flags & OPF_UNALIGNED
               ? x->unaligned
               : NULL;
}

/* The cell of a cached translation; TLB is a CPU, or ncpu for the units, which
 * need no more, as a page is one device's. */
static inline uint32_t
tlb_cell(const struct bound *b, uint32_t tlb, uint32_t vpage)
{
    return b->at.tlb + tlb * b->nvpage + vpage;
}

/* Whose it is. */
static inline uint16_t
tlb_agent(const struct bound *b, uint32_t tlb, uint32_t vpage)
{
    return tlb < b->ncpu ? b->cpu_agent[tlb] : b->vpage[vpage].ctx_agent;
}

/* Whether an operation goes through a translation. */
static inline bool
op_is_memory(const struct op *op)
{
    return op->kind == OP_LOAD || op->kind == OP_STORE || op->kind == OP_RMW ||
           op->kind == OP_LINE || op->kind == OP_POLL;
}

static inline const struct attr *
xlat_attr(const struct bound *b, const struct xlat *x, const struct op *op)
{
    return &b->attr[x->attr][op->flags & OPF_NONTEMPORAL ? 1 : 0];
}

/* The order class of an operation: its own, else of the memory it accesses. */
static inline uint32_t
op_class(const struct bound *b, const struct op *op, const struct xlat *x)
{
    if (op->class)
        return op->class;
    if (op->kind == OP_STORE)
        return xlat_attr(b, x, op)->store_class;
    if (op->kind == OP_LOAD || op->kind == OP_POLL)
        return b->attr[x->attr][ACCESS_PLAIN].load_class;
    return ORDER_NONE;
}

/* Whether a CPU's read of this class waits in the window. */
static inline bool
reads_late(const struct bound *b, uint32_t class)
{
    return b->late_loads && class && !(b->at_issue >> class & 1);
}

/* Whether SOURCE is the operation that gives OP this register. */
static inline bool
need_is_of(const struct bound *b, const struct need *n, const struct op *op,
           const struct op *source)
{
    if (n->from)
        return (uint32_t) (source - b->op) + 1 == n->from;
    return source->result == n->reg && source->thread == op->thread;
}

/* What an agent's window is called. */
static inline const char *
window_name(const struct bound *b, uint32_t agent)
{
    return b->agent_cpu[agent] == 0xff ? "posted writes"
                                       : b->model->stores_name;
}

/* R36: some device's writes may pass one another. */
static inline bool
has_relaxed(const struct bound *b)
{
    return b->nwindow != b->ncpu;
}

/* R36: a device's write that others of it may pass. */
static inline bool
is_relaxed(const struct bound *b, const struct op *op)
{
    return op->kind == OP_STORE && b->agent_window[op->agent] != 0xff &&
           b->agent_cpu[op->agent] == 0xff;
}

/* Whether two accesses of one line have a granule in common. */
static inline bool
op_overlaps(const struct op *x, const struct op *y)
{
    return x->gran0 < y->gran0 + y->ngran && y->gran0 < x->gran0 + x->ngran;
}
