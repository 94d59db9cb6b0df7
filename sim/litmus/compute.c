/* What is computed in registers, and from which loaded values. */

#include "sim/litmus/building.h"

/* ---- dependencies ---- */

static bool
join_one(struct building *b, struct deps *to, uint16_t reg, struct span at)
{
    for (uint32_t i = 0; i < to->n; i++)
        if (to->reg[i] == reg)
            return true;
    if (to->n == DEPS) {
        diag_add(b->sink, DIAG_TOO_MANY, at,
                 "this depends on more than %d loads", DEPS);
        return false;
    }
    to->reg[to->n++] = reg;
    return true;
}

bool
build_join_all(struct building *b, struct deps *to, const struct deps *from,
               struct span at)
{
    for (uint32_t i = 0; i < from->n; i++)
        if (!join_one(b, to, from->reg[i], at))
            return false;
    return true;
}

bool
build_join(struct building *b, struct deps *to, const struct held *h,
           struct span at)
{
    if (!b->t->dialect->depends)
        return true;
    return build_join_all(b, to, &h->from, at) &&
           (h->kind != FROM_REG || join_one(b, to, h->id, at));
}

static bool
needs_already(const struct plan_step *s, uint16_t reg, uint8_t kind)
{
    for (uint32_t i = 0; i < s->nneed; i++)
        if (s->need[i] == reg && s->need_kind[i] == kind)
            return true;
    return false;
}

bool
build_need(struct building *b, struct plan_step *s, const struct deps *deps,
           uint8_t kind, struct span at)
{
    for (uint32_t i = 0; i < deps->n; i++) {
        if (needs_already(s, deps->reg[i], kind))
            continue;
        if (s->nneed == STEP_NEEDS) {
            diag_add(b->sink, DIAG_TOO_MANY, at,
                     "this depends on more than %d loads", STEP_NEEDS);
            return false;
        }
        s->need_kind[s->nneed] = kind;
        s->need[s->nneed++] = deps->reg[i];
    }
    return true;
}

/* ---- registers ---- */

struct held
build_held(const struct building *b, uint32_t thread,
           const struct litmus_operand *o)
{
    if (o->kind == OPND_NUMBER || o->id + 1 == b->t->dialect->zero)
        return (struct held){.kind = FROM_NUMBER, .number = o->number};
    return b->course[thread].held[o->id];
}

void
build_hold(struct building *b, uint32_t thread, uint32_t reg, struct held h)
{
    if (reg + 1 != b->t->dialect->zero)
        b->course[thread].held[reg] = h;
}

/* ---- arithmetic ---- */

struct sum {
    const struct litmus_step *s;
    struct held left, right;
    bool same; /* both are one register                                       */
};

static bool
refuse_sum(struct building *b, const struct sum *sum)
{
    bool address = sum->left.kind == FROM_MEMORY;
    struct span at = sum->s->operand[0].at;

    if (sum->s->insn->does == LITMUS_XOR)
        return build_refuse(b, DIAG_UNSUPPORTED, sum->s->at,
                            "only known numbers are computed with");
    if (!address)
        at = sum->s->operand[sum->s->noperand - 1].at;
    return build_refuse(b, DIAG_UNSUPPORTED, at,
                        address ? "addresses are not computed"
                                : "only known numbers can be added");
}

/* A number is added to what is no number. */
static bool
add_known(struct building *b, const struct sum *sum, struct held *out)
{
    bool minus = sum->s->insn->does == LITMUS_SUBTRACT ||
                 sum->s->insn->does == LITMUS_DECREMENT;
    const struct held *known = &sum->right;

    *out = sum->left;
    if (known->kind != FROM_NUMBER && !minus) {
        *out = sum->right;
        known = &sum->left;
    }
    if (known->kind != FROM_NUMBER ||
        (out->kind == FROM_MEMORY && known->number))
        return refuse_sum(b, sum);
    out->number += minus ? -known->number : known->number;
    return true;
}

static uint64_t
of_numbers(uint8_t does, uint64_t left, uint64_t right)
{
    switch (does) {
    case LITMUS_XOR:
        return left ^ right;
    case LITMUS_AND:
        return left & right;
    case LITMUS_OR:
        return left | right;
    case LITMUS_SUBTRACT:
    case LITMUS_DECREMENT:
        return left - right;
    default:
        return left + right;
    }
}

/* A loaded value and a mask: none of its bits, which is seen in the end. */
static bool
and_known(struct building *b, const struct sum *sum, struct held *out)
{
    bool first = sum->left.kind == FROM_NUMBER;
    const struct held *known = first ? &sum->left : &sum->right;
    const struct held *other = first ? &sum->right : &sum->left;

    if (known->kind != FROM_NUMBER || other->kind != FROM_REG || other->number)
        return refuse_sum(b, sum);
    if (known->number && (!b->masked.mask || known->number < b->masked.mask))
        b->masked = (struct masked){sum->s->at, known->number};
    *out = (struct held){.kind = FROM_NUMBER};
    return true;
}

static bool
is_zero(const struct held *h)
{
    return h->kind == FROM_NUMBER && !h->number;
}

static bool
result_of(struct building *b, const struct sum *sum, struct held *out)
{
    uint8_t does = sum->s->insn->does;

    *out = (struct held){.kind = FROM_NUMBER};
    if (sum->same && (does == LITMUS_XOR || does == LITMUS_SUBTRACT))
        return true;
    if (sum->left.kind == FROM_NUMBER && sum->right.kind == FROM_NUMBER) {
        out->number = of_numbers(does, sum->left.number, sum->right.number);
        return true;
    }
    if (sum->same && (does == LITMUS_AND || does == LITMUS_OR)) {
        *out = sum->left;
        return true;
    }
    if (does == LITMUS_AND)
        return and_known(b, sum, out);
    if (does == LITMUS_XOR ||
        (does == LITMUS_OR && !is_zero(&sum->left) && !is_zero(&sum->right)))
        return refuse_sum(b, sum);
    return add_known(b, sum, out);
}

bool
build_compute(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    static const struct litmus_operand one = {.kind = OPND_NUMBER, .number = 1};
    const struct litmus_operand *to = &s->operand[0];
    const struct litmus_operand *left = &s->operand[s->noperand > 2];
    const struct litmus_operand *right =
        s->noperand > 1 ? &s->operand[s->noperand - 1] : &one;
    struct sum sum = {.s = s};
    struct held out;
    struct deps from = {.n = 0};

    for (unsigned i = 0; i < s->noperand; i++)
        if (s->operand[i].kind != OPND_REG &&
            (!i || s->operand[i].kind != OPND_NUMBER))
            return build_refuse(b, DIAG_UNSUPPORTED, s->at,
                                "only registers are computed with");
    sum.left = build_held(b, thread, left);
    sum.right = build_held(b, thread, right);
    sum.same = left->kind == OPND_REG && right->kind == OPND_REG &&
               left->id == right->id;
    if (!build_join(b, &from, &sum.left, s->at) ||
        !build_join(b, &from, &sum.right, s->at) || !result_of(b, &sum, &out))
        return false;
    out.from = from;
    build_hold(b, thread, to->id, out);
    return true;
}

bool
build_check_masks(struct building *b)
{
    uint64_t lowest = b->masked.mask & -b->masked.mask;

    if (!b->masked.mask || b->sum < lowest)
        return true;
    return build_refuse(b, DIAG_UNSUPPORTED, b->masked.at,
                        "bits of loaded values cannot be taken apart, only "
                        "those that no value here has");
}

/* ---- branches ---- */

/* CBZ W0,L; TBZ W0,#1,L; CMP W0,W1; B.EQ L; B L. */
bool
build_branch(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    struct course *c = &b->course[thread];
    struct deps on = {.n = 0};

    if (s->insn->does == LITMUS_BRANCH_IF)
        on = c->compared;
    for (unsigned i = 0; i < s->noperand; i++) {
        struct held h;

        if (s->operand[i].kind != OPND_REG)
            continue;
        h = build_held(b, thread, &s->operand[i]);
        if (!build_join(b, &on, &h, s->at))
            return false;
    }
    if (s->insn->does == LITMUS_COMPARE) {
        c->compared = on;
        return true;
    }
    return build_join_all(b, &c->branches, &on, s->at) &&
           build_join_all(b, &c->restart, &on, s->at);
}
