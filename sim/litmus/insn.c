/* Instructions become steps; registers are followed. */

#include "sim/litmus/building.h"

static bool
do_move(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *to = &s->operand[0], *from = &s->operand[1];
    struct plan_step *out;

    if (to->kind == OPND_NUMBER)
        return build_refuse(
            b, DIAG_KIND, to->at,
            b->t->dialect->source_first
                ? "the last operand is the destination, and no number"
                : "the first operand is the destination, and no "
                  "number");
    if (build_is_memory(to)) {
        if (build_is_memory(from))
            return build_refuse(
                b, DIAG_KIND, from->at,
                "one of the operands has to be a register or a number");
        out = build_access(b, thread, s, to,
                           s->insn->verb ? s->insn->verb : "store");
        return out && build_value(b, thread, out, from);
    }
    if (s->insn->does == LITMUS_STORE)
        return build_refuse(b, DIAG_KIND, to->at, "a place in memory expected");
    if (build_is_memory(from)) {
        out = build_access(b, thread, s, from, "load");
        if (out)
            build_load(b, thread, out, to->id);
        return out;
    }
    build_hold(b, thread, to->id, build_held(b, thread, from));
    return true;
}

/* LDR X0,[X1] and its like, which is nothing else. */
static bool
do_load(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *to = &s->operand[0], *from = &s->operand[1];
    struct plan_step *out;

    if (to->kind != OPND_REG)
        return build_refuse(b, DIAG_KIND, to->at, "a register expected");
    if (!build_is_memory(from))
        return build_refuse(b, DIAG_KIND, from->at,
                            "a place in memory expected");
    out = build_access(b, thread, s, from,
                       s->insn->verb ? s->insn->verb : "load");
    if (out)
        build_load(b, thread, out, to->id);
    return out;
}

static bool
do_set(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *to = &s->operand[0], *from = &s->operand[1];

    if (to->kind != OPND_REG || build_is_memory(from))
        return build_refuse(b, DIAG_KIND, s->at,
                            "registers and numbers expected");
    build_hold(b, thread, to->id, build_held(b, thread, from));
    return true;
}

/* Of the two operands of an exchange, the one in memory and the other. */
static bool
split(struct building *b, const struct litmus_step *s,
      const struct litmus_operand **memory, const struct litmus_operand **reg)
{
    bool first = build_is_memory(&s->operand[0]);

    *memory = &s->operand[!first];
    *reg = &s->operand[first];
    if (build_is_memory(*memory) && (*reg)->kind == OPND_REG)
        return true;
    return build_refuse(b, DIAG_KIND, s->at,
                        "a register and a place in memory expected");
}

static bool
do_exchange(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *memory, *reg;
    struct plan_step *out;

    if (!split(b, s, &memory, &reg))
        return false;
    out = build_access(b, thread, s, memory, s->insn->verb);
    if (!out || !build_value(b, thread, out, reg))
        return false;
    if (s->noperand > 2)
        reg = &s->operand[2];
    return build_load_old(b, thread, out, reg);
}

/* What is added to memory: a number known by now. */
static bool
addend(struct building *b, uint32_t thread, const struct litmus_step *s,
       struct held *h)
{
    static const struct litmus_operand one = {.kind = OPND_NUMBER, .number = 1};
    const struct litmus_operand *o = s->noperand > 1 ? &s->operand[1] : &one;
    bool minus =
        s->insn->does == LITMUS_SUBTRACT || s->insn->does == LITMUS_DECREMENT;

    if (!build_is_memory(o))
        *h = build_held(b, thread, o);
    if (build_is_memory(o) || h->kind != FROM_NUMBER)
        return build_refuse(b, DIAG_UNSUPPORTED, o->at,
                            "only known numbers can be added");
    b->sum += h->number;
    if (minus)
        h->number = -h->number;
    return true;
}

/* ADD, SUB, INC, DEC and XADD: of a register here, of memory in one piece by
 * the machine. */
static bool
do_sum(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *to = &s->operand[0];
    bool fetch = s->insn->does == LITMUS_FETCH_ADD;
    struct plan_step *out;
    struct held h;

    if (fetch && s->operand[s->noperand - 1].kind != OPND_REG)
        return build_refuse(b, DIAG_KIND, s->operand[s->noperand - 1].at,
                            "a register expected");
    if (to->kind == OPND_REG && !fetch)
        return build_compute(b, thread, s);
    if (!addend(b, thread, s, &h))
        return false;
    if (!build_is_memory(to))
        return build_refuse(b, DIAG_KIND, to->at, "a place in memory expected");
    out = build_access(b, thread, s, to, s->insn->verb);
    if (!out || !build_need(b, out, &h.from, NEED_DATA, s->at))
        return false;
    out->operand[out->noperand++] =
        (struct plan_operand){.kind = OPERAND_VALUE, .number = h.number};
    return !fetch ||
           build_load_old(b, thread, out, &s->operand[s->noperand - 1]);
}

static bool
do_line(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    struct litmus_operand o = s->operand[0];

    if (s->insn->does == LITMUS_LINE_AT && o.kind == OPND_REG)
        o.kind = OPND_POINTER;
    else if (s->insn->does == LITMUS_LINE_AT)
        return build_refuse(b, DIAG_KIND, o.at, "a register expected");
    if (!build_is_memory(&o))
        return build_refuse(b, DIAG_KIND, o.at, "a place in memory expected");
    return build_line(b, thread, s, &o);
}

/* ISB: what comes after it waits for the branches and addresses before it. */
static bool
do_restart(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    struct course *c = &b->course[thread];
    struct plan_step *out = build_step(b, thread, s->insn->verb, s->at);

    if (!out || !build_need(b, out, &c->restart, NEED_BRANCH, s->at))
        return false;
    c->restart.n = c->branches.n = 0;
    return true;
}

static bool
changes_memory(const struct litmus_step *s)
{
    return s->insn->does >= LITMUS_EXCHANGE && s->insn->does <= LITMUS_XOR &&
           (build_is_memory(&s->operand[0]) ||
            (s->insn->does == LITMUS_EXCHANGE &&
             build_is_memory(&s->operand[1])));
}

bool
build_insn(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    if (s->atomic && !changes_memory(s))
        return build_refuse(b, DIAG_KIND, s->at,
                            "only what reads and writes memory can be locked");
    if (changes_memory(s) && !s->atomic && !s->insn->atomic)
        return build_refuse(
            b, DIAG_UNSUPPORTED, s->at,
            "reading and writing memory by one instruction that is "
            "not locked is not modelled");
    switch ((enum litmus_does) s->insn->does) {
    case LITMUS_MOVE:
    case LITMUS_STORE:
        return do_move(b, thread, s);
    case LITMUS_EXCHANGE:
        return do_exchange(b, thread, s);
    case LITMUS_ADD:
    case LITMUS_SUBTRACT:
    case LITMUS_FETCH_ADD:
    case LITMUS_INCREMENT:
    case LITMUS_DECREMENT:
        return do_sum(b, thread, s);
    case LITMUS_XOR:
    case LITMUS_AND:
    case LITMUS_OR:
        return build_compute(b, thread, s);
    case LITMUS_LOAD:
        return do_load(b, thread, s);
    case LITMUS_SET:
        return do_set(b, thread, s);
    case LITMUS_COMPARE:
    case LITMUS_BRANCH:
    case LITMUS_BRANCH_IF:
        return build_branch(b, thread, s);
    case LITMUS_RESTART:
        return do_restart(b, thread, s);
    case LITMUS_FENCE:
        return build_step(b, thread, s->insn->verb, s->at);
    case LITMUS_LINE:
    case LITMUS_LINE_AT:
        return do_line(b, thread, s);
    case LITMUS_NOTHING:
    case LITMUS_REFUSED:
        break;
    }
    return true;
}
