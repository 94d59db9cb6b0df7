/* What machine.c, ready.c and micro.c share.  Internal to the core. */
#pragma once

#include "sim/core/access.h"
#include "sim/core/control.h"

static inline const struct op *
next_op(const struct bound *b, const cell *m, uint32_t thread, uint32_t choice)
{
    uint32_t at = m[b->at.pc + thread];

    if (b->has_adversary)
        at = at * b->menu[thread] + choice;
    return &b->op[b->thread_op[thread] + at];
}

/* Where an adversary's choice at its present position is kept. */
static inline cell *
choice_cell(const struct bound *b, const cell *m, uint32_t thread)
{
    return (cell *) (uintptr_t) (m + b->choice_cell[thread] +
                                 m[b->at.pc + thread]);
}

/* Whether translations of the CPU (0xff: a device) are cached. */
static inline bool
caches_translations(const struct bound *b, uint32_t cpu)
{
    return cpu != 0xff ? b->has_tlb : b->has_iotlb;
}

static inline uint32_t
tlb_of(const struct bound *b, uint32_t cpu)
{
    return cpu != 0xff ? cpu : b->ncpu;
}

/* What a unit has cached says where a request goes and what of it is forced;
 * what the request says is as the device is now, and there may be none. */
static inline uint32_t
as_sent(const struct bound *b, const cell *m, uint32_t cached, uint32_t vpage)
{
    uint32_t x = control_translate(b, m[b->at.config], vpage);
    const struct xlat *now = control_xlat(b, x);
    const struct xlat *then = control_xlat(b, cached);

    if (now->unsent)
        return x;
    return now->no_snoop == then->no_snoop ? cached : then->other;
}

/* The translation an access of the CPU (0xff: a device) would use now. */
static inline uint32_t
translation(const struct bound *b, const cell *m, uint32_t cpu, uint32_t vpage)
{
    if (caches_translations(b, cpu) &&
        rule_on(b, cpu != 0xff ? SEM_TLB_CACHES : SEM_IOTLB_CACHES)) {
        cell t = m[tlb_cell(b, tlb_of(b, cpu), vpage)];

        if (t)
            return cpu != 0xff ? t - 1u : as_sent(b, m, t - 1u, vpage);
    }
    return control_translate(b, m[b->at.config], vpage);
}

static inline uint32_t
entry_class(const struct bound *b, const struct op *op, uint32_t x)
{
    return op->class ? op->class : op_class(b, op, control_xlat(b, x));
}

/* Whether an access that is not refused performs as it issues. */
static inline bool
performs_at_issue(const struct bound *b, uint32_t cpu, const struct op *op,
                  uint32_t x)
{
    if (cpu == 0xff)
        return !is_relaxed(b, op);
    return b->at_issue >> entry_class(b, op, x) & 1 ||
           (!makes_versions(op) && !b->late_loads);
}

/* Whether an access is refused where tables and policies are as CONFIG says. */
bool access_refused(const struct bound *b, uint32_t config,
                    const struct op *op);

/* What an access that performs now may do in two ways: of whom and of whether
 * it looks; a fill by the CPU.  Bits as of machine_choices(). */
uint32_t access_choices(const struct bound *b, const cell *m,
                        const struct op *op, const struct xlat *x);
uint32_t fill_choices(const struct bound *b, const cell *m, uint32_t cpu,
                      uint32_t line);

/* R1: whether an order edge from another agent has its machine effect, for the
 * operation that it leads to. */
bool machine_handed_over(const struct bound *b, const cell *m,
                         const struct op *op);

/* Performs one entry of a window. */
void perform_slot(const struct bound *b, cell *m, uint32_t window,
                  uint32_t slot, struct sink *to);

/* Takes the edge of a control operation; whether it changed anything and was
 * not refused. */
bool take_edge(const struct act *a, uint32_t id);

/* No more than the cache maintenance of an edge. */
void maintain_edge(const struct act *a, uint32_t number);

/* Empties the CPU's window and WC buffers, in order. */
void drain_cpu(const struct act *a, uint32_t cpu);

/* R36: nothing of the device's is on its way. */
static inline bool
writes_arrived(const struct bound *b, const cell *m, uint16_t device)
{
    uint32_t window = b->agent_window[device];

    return window == 0xff || !window_cells(b, m, window, 0)[0];
}

/* Says a transaction that is no more than a number. */
void say_number(const struct act *a, uint8_t kind, uint64_t number);
