/* Instructions become steps; registers are followed. */

#include <string.h>

#include "sim/core/verbs.h"
#include "sim/litmus/building.h"

bool
build_refuse(struct building *b, enum diag_id id, struct span at,
             const char *why)
{
    diag_add(b->sink, id, at, "%s", why);
    return false;
}

/* ---- sizes ---- */

static bool
agree_on_size(struct building *b, uint32_t location, uint8_t bits,
              struct span at)
{
    if (!b->size[location]) {
        b->size[location] = bits;
        b->sized[location] = at;
    }
    if (b->size[location] == bits)
        return true;
    diag_add(b->sink, DIAG_UNSUPPORTED, at,
             "'%s' is accessed with %u and with %u bits; accesses of mixed "
             "size are not modelled",
             b->t->location[location].name, b->size[location], bits);
    diag_note(b->sink, b->sized[location], "%u bits here", b->size[location]);
    return false;
}

static bool
is_memory(const struct litmus_operand *o)
{
    return o->kind == OPND_LOCATION || o->kind == OPND_POINTER;
}

/* Bits of an access: as its name says, or its register. */
static bool
access_bits(struct building *b, const struct litmus_step *s, uint8_t *bits)
{
    *bits = s->bits;
    for (unsigned i = 0; i < s->noperand; i++) {
        const struct litmus_operand *o = &s->operand[i];

        if (o->kind != OPND_REG)
            continue;
        if (*bits && *bits != o->bits)
            return build_refuse(
                b, DIAG_UNSUPPORTED, o->at,
                "this register is not of the size of the access");
        *bits = o->bits;
    }
    return true;
}

/* ---- steps ---- */

/* The location an operand stands for. */
static bool
place(struct building *b, uint32_t thread, const struct litmus_operand *o,
      uint32_t *location)
{
    const struct held *h;

    *location = o->id;
    if (o->kind == OPND_LOCATION)
        return true;
    h = &b->held[thread][o->id];
    *location = h->id;
    if (h->kind != FROM_MEMORY)
        return build_refuse(
            b, DIAG_KIND, o->at,
            "this register does not hold the address of a location");
    return true;
}

static struct plan_step *
new_step(struct building *b, uint32_t thread, const char *verb, struct span at)
{
    struct plan_step *s = &b->step[b->nstep];

    *s = (struct plan_step){
        .verb = verb_find(b->t->model, verb, strlen(verb)),
        .agent = (uint16_t) thread,
        .to_ctx = PLAN_NONE,
        .thread = (uint16_t) (thread + 1),
        .result = PLAN_NONE,
        .line = source_place(at.src, at.from).line,
        .text = arena_text(b->arena, at.src->text + at.from, at.to - at.from),
    };
    if (!s->verb) {
        build_refuse(b, DIAG_UNSUPPORTED, at,
                     "the machine has no such operation");
        return NULL;
    }
    b->nstep++;
    return s;
}

static void
add_address(struct building *b, struct plan_step *s, uint32_t location)
{
    if (!b->region[location]) {
        uint16_t n = 1;

        for (uint32_t i = 0; i < b->t->nlocation; i++)
            n = b->region[i] >= n ? (uint16_t) (b->region[i] + 1) : n;
        b->region[location] = n;
    }
    s->operand[s->noperand++] =
        (struct plan_operand){.kind = OPERAND_ADDRESS,
                              .id = b->region[location] - 1u,
                              .to = WORD_BYTES};
}

/* An access of the memory that O names. */
static struct plan_step *
access_step(struct building *b, uint32_t thread, const struct litmus_step *s,
            const struct litmus_operand *o, const char *verb)
{
    struct plan_step *out;
    uint32_t location;
    uint8_t bits;

    if (!place(b, thread, o, &location) || !access_bits(b, s, &bits) ||
        (b->t->location[location].bits &&
         !agree_on_size(b, location, b->t->location[location].bits,
                        b->t->location[location].at)) ||
        (bits && !agree_on_size(b, location, bits, s->at)))
        return NULL;
    out = new_step(b, thread, verb, s->at);
    if (out)
        add_address(b, out, location);
    return out;
}

/* The value that is stored: a number or what was loaded. */
static bool
add_value(struct building *b, uint32_t thread, struct plan_step *s,
          const struct litmus_operand *o)
{
    struct held h = {.kind = FROM_NUMBER, .number = o->number};

    if (o->kind == OPND_REG)
        h = b->held[thread][o->id];
    if (h.kind == FROM_MEMORY)
        return build_refuse(
            b, DIAG_UNSUPPORTED, o->at,
            "addresses cannot be stored: memory holds numbers only");
    if (h.kind == FROM_REG && h.number)
        return build_refuse(
            b, DIAG_UNSUPPORTED, o->at,
            "what is computed from a loaded value cannot be stored");
    s->operand[s->noperand++] =
        h.kind == FROM_REG
            ? (struct plan_operand){.kind = OPERAND_REG, .id = h.id}
            : (struct plan_operand){.kind = OPERAND_VALUE, .number = h.number};
    return true;
}

static void
load_into(struct building *b, uint32_t thread, struct plan_step *s,
          uint32_t reg)
{
    s->result = b->nreg++;
    b->held[thread][reg] = (struct held){.kind = FROM_REG, .id = s->result};
}

/* ---- instructions ---- */

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
    if (is_memory(to)) {
        if (is_memory(from))
            return build_refuse(
                b, DIAG_KIND, from->at,
                "one of the operands has to be a register or a number");
        out = access_step(b, thread, s, to,
                          s->insn->verb ? s->insn->verb : "store");
        return out && add_value(b, thread, out, from);
    }
    if (s->insn->does == LITMUS_STORE)
        return build_refuse(b, DIAG_KIND, to->at, "a place in memory expected");
    if (is_memory(from)) {
        out = access_step(b, thread, s, from, "load");
        if (out)
            load_into(b, thread, out, to->id);
        return out;
    }
    if (from->kind == OPND_REG)
        b->held[thread][to->id] = b->held[thread][from->id];
    else
        b->held[thread][to->id] =
            (struct held){.kind = FROM_NUMBER, .number = from->number};
    return true;
}

/* Of the two operands of an exchange, the one in memory and the other. */
static bool
split(struct building *b, const struct litmus_step *s,
      const struct litmus_operand **memory, const struct litmus_operand **reg)
{
    bool first = is_memory(&s->operand[0]);

    *memory = &s->operand[!first];
    *reg = &s->operand[first];
    if (is_memory(*memory) && (*reg)->kind == OPND_REG)
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
    out = access_step(b, thread, s, memory, s->insn->verb);
    if (!out || !add_value(b, thread, out, reg))
        return false;
    load_into(b, thread, out, reg->id);
    return true;
}

/* What is to be added: a number known by now. */
static bool
addend(struct building *b, uint32_t thread, const struct litmus_step *s,
       uint64_t *number)
{
    const struct litmus_operand *o = &s->operand[1];
    bool minus =
        s->insn->does == LITMUS_SUBTRACT || s->insn->does == LITMUS_DECREMENT;

    *number = 1;
    if (s->noperand == 2) {
        const struct held *h = &b->held[thread][o->id];

        *number = o->kind == OPND_REG ? h->number : o->number;
        if (is_memory(o) || (o->kind == OPND_REG && h->kind != FROM_NUMBER))
            return build_refuse(b, DIAG_UNSUPPORTED, o->at,
                                "only known numbers can be added");
    }
    if (minus)
        *number = -*number;
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
    uint64_t number;

    if (fetch && s->operand[1].kind != OPND_REG)
        return build_refuse(b, DIAG_KIND, s->operand[1].at,
                            "a register expected");
    if (!addend(b, thread, s, &number))
        return false;
    if (to->kind == OPND_REG && !fetch) {
        struct held *h = &b->held[thread][to->id];

        if (h->kind == FROM_MEMORY)
            return build_refuse(b, DIAG_UNSUPPORTED, to->at,
                                "addresses are not computed");
        h->number += number;
        return true;
    }
    if (!is_memory(to))
        return build_refuse(b, DIAG_KIND, to->at, "a place in memory expected");
    out = access_step(b, thread, s, to, s->insn->verb);
    if (!out)
        return false;
    out->operand[out->noperand++] =
        (struct plan_operand){.kind = OPERAND_VALUE, .number = number};
    if (fetch)
        load_into(b, thread, out, s->operand[1].id);
    return true;
}

/* Of a register with itself: zero.  Of two known numbers: a number. */
static bool
do_xor(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    const struct litmus_operand *to = &s->operand[0], *from = &s->operand[1];
    struct held *h = &b->held[thread][to->id], other = {.kind = FROM_NUMBER};

    if (to->kind != OPND_REG || is_memory(from))
        return build_refuse(b, DIAG_UNSUPPORTED, s->at,
                            "only registers are computed with");
    other.number = from->number;
    if (from->kind == OPND_REG)
        other = b->held[thread][from->id];
    if (from->kind == OPND_REG && from->id == to->id)
        *h = (struct held){.kind = FROM_NUMBER};
    else if (h->kind == FROM_NUMBER && other.kind == FROM_NUMBER)
        h->number ^= other.number;
    else
        return build_refuse(b, DIAG_UNSUPPORTED, s->at,
                            "only known numbers are computed with");
    return true;
}

static bool
do_line(struct building *b, uint32_t thread, const struct litmus_step *s)
{
    struct plan_step *out;
    uint32_t location;

    if (!is_memory(&s->operand[0]))
        return build_refuse(b, DIAG_KIND, s->operand[0].at,
                            "a place in memory expected");
    if (!place(b, thread, &s->operand[0], &location))
        return false;
    out = new_step(b, thread, s->insn->verb, s->at);
    if (out)
        add_address(b, out, location);
    return out;
}

static bool
changes_memory(const struct litmus_step *s)
{
    return s->insn->does >= LITMUS_EXCHANGE && s->insn->does <= LITMUS_XOR &&
           (is_memory(&s->operand[0]) ||
            (s->insn->does == LITMUS_EXCHANGE && is_memory(&s->operand[1])));
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
        return do_xor(b, thread, s);
    case LITMUS_FENCE:
        return new_step(b, thread, s->insn->verb, s->at);
    case LITMUS_LINE:
        return do_line(b, thread, s);
    case LITMUS_NOTHING:
    case LITMUS_REFUSED:
        break;
    }
    return true;
}
