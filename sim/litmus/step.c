/* Steps: what they access, write and read. */

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

bool
build_is_memory(const struct litmus_operand *o)
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

/* The location an operand stands for, and what its address was computed from.
 */
static bool
place(struct building *b, uint32_t thread, const struct litmus_operand *o,
      uint32_t *location, struct deps *from)
{
    struct litmus_operand index = {.kind = OPND_NUMBER};
    struct held h, added;

    *from = (struct deps){.n = 0};
    *location = o->id;
    if (o->kind == OPND_LOCATION)
        return true;
    if (o->index)
        index = (struct litmus_operand){.kind = OPND_REG, .id = o->index - 1};
    h = build_held(b, thread, o);
    added = build_held(b, thread, &index);
    *location = h.id;
    if (h.kind != FROM_MEMORY)
        return build_refuse(
            b, DIAG_KIND, o->at,
            "this register does not hold the address of a location");
    if (added.kind != FROM_NUMBER || added.number)
        return build_refuse(b, DIAG_UNSUPPORTED, o->at,
                            "only zero can be added to the address of a "
                            "location");
    return build_join(b, from, &h, o->at) &&
           build_join(b, from, &added, o->at) &&
           build_join_all(b, &b->course[thread].restart, from, o->at);
}

struct plan_step *
build_step(struct building *b, uint32_t thread, const char *verb,
           struct span at)
{
    struct plan_step *s = &b->step[b->nstep];

    *s = (struct plan_step){
        .verb = verb_find(b->t->model, NULL, verb, strlen(verb)),
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
    uint32_t word = build_word(b->t, location);

    if (!b->region[word]) {
        b->region[word] = ++b->nregion;
        b->sum += b->t->location[word].first;
    }
    if (!b->map[location])
        b->map[location] = ++b->nmap;
    s->operand[s->noperand++] = (struct plan_operand){
        .kind = OPERAND_ADDRESS, .id = b->map[location] - 1u, .to = WORD_BYTES};
}

/* What a step waits for that was not loaded by itself: its address, and where
 * it changes something, branches. */
static bool
add_needs(struct building *b, uint32_t thread, struct plan_step *s,
          const struct deps *address, struct span at)
{
    struct deps *branches = &b->course[thread].branches;

    if (!build_need(b, s, address, NEED_ADDRESS, at))
        return false;
    if (s->verb->kind == OP_LOAD)
        return true;
    if (!build_need(b, s, branches, NEED_BRANCH, at))
        return false;
    branches->n = 0; /* later ones wait as long as this one does */
    return true;
}

struct plan_step *
build_access(struct building *b, uint32_t thread, const struct litmus_step *s,
             const struct litmus_operand *o, const char *verb)
{
    const struct litmus_location *l;
    struct plan_step *out;
    struct deps address;
    uint32_t location, word;
    uint8_t bits;

    if (!place(b, thread, o, &location, &address) || !access_bits(b, s, &bits))
        return NULL;
    word = build_word(b->t, location);
    l = &b->t->location[word];
    if ((l->bits && !agree_on_size(b, word, l->bits, l->at)) ||
        (bits && !agree_on_size(b, word, bits, s->at)))
        return NULL;
    out = build_step(b, thread, verb, s->at);
    if (!out)
        return NULL;
    add_address(b, out, location);
    return add_needs(b, thread, out, &address, s->at) ? out : NULL;
}

bool
build_line(struct building *b, uint32_t thread, const struct litmus_step *s,
           const struct litmus_operand *o)
{
    struct plan_step *out;
    struct deps from;
    uint32_t location;

    if (!place(b, thread, o, &location, &from))
        return false;
    out = build_step(b, thread, s->insn->verb, s->at);
    if (!out)
        return false;
    add_address(b, out, location);
    return add_needs(b, thread, out, &from, s->at);
}

bool
build_value(struct building *b, uint32_t thread, struct plan_step *s,
            const struct litmus_operand *o)
{
    struct held h = build_held(b, thread, o);

    if (h.kind == FROM_MEMORY)
        return build_refuse(
            b, DIAG_UNSUPPORTED, o->at,
            "addresses cannot be stored: memory holds numbers only");
    if (h.kind == FROM_REG && h.number)
        return build_refuse(
            b, DIAG_UNSUPPORTED, o->at,
            "what is computed from a loaded value cannot be stored");
    b->sum += h.number;
    s->operand[s->noperand++] =
        h.kind == FROM_REG
            ? (struct plan_operand){.kind = OPERAND_REG, .id = h.id}
            : (struct plan_operand){.kind = OPERAND_VALUE, .number = h.number};
    return build_need(b, s, &h.from, NEED_DATA, o->at);
}

void
build_load(struct building *b, uint32_t thread, struct plan_step *s,
           uint32_t reg)
{
    if (reg + 1 == b->t->dialect->zero)
        return;
    s->result = b->nreg++;
    build_hold(b, thread, reg,
               (struct held){.kind = FROM_REG, .id = s->result});
}

bool
build_load_old(struct building *b, uint32_t thread, struct plan_step *s,
               const struct litmus_operand *o)
{
    if (o->id + 1 == b->t->dialect->zero)
        return build_refuse(b, DIAG_UNSUPPORTED, o->at,
                            "what is dropped is not acquired; that is another "
                            "instruction");
    build_load(b, thread, s, o->id);
    return true;
}
