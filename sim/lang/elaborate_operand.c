/* Operands get ids and bytes. */
#include "sim/lang/elaborate.h"

static struct at
operand_at(struct at at, const struct t_operand *o)
{
    return at_node(at, o->node);
}

/* The bytes an address operand names of something that has SIZE of them. */
static bool
set_bytes(struct build *b, struct at at, const struct t_operand *o,
          uint64_t size, struct plan_operand *out)
{
    out->from = value_at(&o->from, b->point);
    out->to = o->whole   ? size
              : o->range ? value_at(&o->to, b->point)
                         : out->from + WORD_BYTES;
    if (out->from < out->to && out->to <= size)
        return true;
    return build_fail(
        b, DIAG_VALUE, operand_at(at, o),
        out->from < out->to
            ? "this is outside: it has 0x%" G_GINT64_MODIFIER "x bytes"
            : "this range is empty (of 0x%" G_GINT64_MODIFIER "x bytes)",
        size);
}

bool
build_mapped(struct build *b, struct at at, uint32_t principal,
             const struct t_operand *o, struct plan_operand *out)
{
    uint64_t name = value_at(&o->v, b->point);
    uint16_t map = *build_map(b, principal, name);

    if (!map)
        return build_fail(b, DIAG_UNMAPPED, operand_at(at, o),
                          "'%s' is not mapped for %s", build_name(b, name),
                          b->p->principal[principal].name);
    out->kind = OPERAND_ADDRESS;
    out->id = map - 1u;
    return set_bytes(b, at, o, b->maps[map - 1].size, out);
}

/* A map of this name, whoever has it. */
static const struct plan_map *
any_map(const struct build *b, uint64_t name)
{
    for (uint32_t p = 0; p < b->p->nprincipal; p++)
        if (*build_map(b, p, name))
            return &b->maps[*build_map(b, p, name) - 1];
    return NULL;
}

bool
build_located(struct build *b, struct at at, const struct t_operand *o,
              struct plan_operand *out)
{
    uint64_t name = value_at(&o->v, b->point);
    const struct plan_map *m;

    out->kind = OPERAND_ADDRESS;
    if (b->region[name]) {
        out->id = b->region[name] - 1u;
        return set_bytes(b, at, o, b->regions[out->id].size, out);
    }
    m = any_map(b, name);
    if (!m)
        return build_fail(b, DIAG_NAME_UNKNOWN, operand_at(at, o),
                          "there is no '%s' here", build_name(b, name));
    out->id = m->region;
    if (!set_bytes(b, at, o, m->size, out))
        return false;
    out->from += m->offset;
    out->to += m->offset;
    return true;
}

static bool
set_region(struct build *b, struct at at, const struct t_operand *o,
           struct plan_operand *out)
{
    uint64_t name = value_at(&o->v, b->point);

    if (!b->region[name])
        return build_fail(b, DIAG_NAME_UNKNOWN, operand_at(at, o),
                          "there is no region '%s' here", build_name(b, name));
    out->kind = OPERAND_REGION;
    out->id = b->region[name] - 1u;
    out->to = b->regions[out->id].size;
    return true;
}

static bool
set_device(struct build *b, struct at at, const struct t_operand *o,
           struct plan_operand *out)
{
    uint64_t name = value_at(&o->v, b->point);

    if (!b->device[name])
        return build_fail(b, DIAG_NAME_UNKNOWN, operand_at(at, o),
                          "there is no device '%s' here", build_name(b, name));
    out->kind = OPERAND_DEVICE;
    out->id = b->device[name] - 1u;
    return true;
}

static bool
set_ioas(struct build *b, struct at at, const struct t_operand *o,
         struct plan_operand *out)
{
    uint64_t name = value_at(&o->v, b->point);

    if (!b->ioas[name])
        return build_fail(b, DIAG_NAME_UNKNOWN, operand_at(at, o),
                          "there is no I/O address space '%s' here",
                          build_name(b, name));
    out->kind = OPERAND_IOAS;
    out->id = b->ioas[name] - 1u;
    return true;
}

bool
build_operand(struct build *b, const struct t_item *t,
              const struct t_operand *o, struct plan_operand *out)
{
    uint64_t number = value_at(&o->v, b->point);

    switch (o->letter) {
    case 'A':
        if (t->actor == ACTOR_CPU)
            return build_mapped(b, t->at, b->p->ctx[t->ctx].principal, o, out);
        return build_located(b, t->at, o, out);
    case 'R':
        return set_region(b, t->at, o, out);
    case 'D':
        return set_device(b, t->at, o, out);
    case 'I':
        return set_ioas(b, t->at, o, out);
    case 'C':
        *out = (struct plan_operand){.kind = OPERAND_CPU,
                                     .id = b->agent_of_cpu[number] - 1u};
        return true;
    case 'P':
        *out = (struct plan_operand){.kind = OPERAND_PRINCIPAL,
                                     .id = (uint32_t) number};
        return true;
    case 'S':
        *out = (struct plan_operand){.kind = OPERAND_SIGNAL,
                                     .id = (uint32_t) number};
        return true;
    case 'T':
        *out = (struct plan_operand){.kind = OPERAND_TYPE, .number = number};
        return true;
    case 'M':
    case 'W':
    case 'X':
        *out = (struct plan_operand){.kind = OPERAND_MODEL, .number = number};
        return true;
    default:
        out->kind = o->reg ? OPERAND_REG : OPERAND_VALUE;
        out->id = o->reg ? (uint32_t) number : 0;
        out->number = o->reg ? 0 : number;
        return true;
    }
}

/* ---- registers ---- */

/* Whether a step of this agent, before it in its thread, sets the register. */
static bool
set_before(const struct build *b, const struct plan_step *s, uint16_t reg)
{
    for (const struct plan_step *o = b->steps; o < s; o++)
        if (o->thread == s->thread && o->agent == s->agent && o->result == reg)
            return true;
    return false;
}

void
build_needs(struct build *b, const struct t_item *t, struct plan_step *s)
{
    for (uint32_t i = 0; i < t->nneed; i++) {
        s->need[s->nneed++] = t->need[i];
        if (!set_before(b, s, t->need[i]))
            build_fail(
                b, DIAG_VALUE, t->at,
                "no step of '%s' before this one sets '%s'",
                b->agents[s->agent].name,
                g_array_index(b->s->registers.name, const char *, t->need[i]));
    }
}
