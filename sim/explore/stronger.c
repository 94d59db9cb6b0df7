/* Shapes of programs that a machine is stronger about. */

#include "sim/explore/stronger.h"

#include <glib.h>
#include <string.h>

#include "sim/core/control.h"

/* Lines of older accesses: two are enough to tell of any line whether there is
 * another one. */
struct older {
    uint32_t line[2];
    uint32_t n;
};

static void
add_line(struct older *o, uint32_t line)
{
    if (o->n < 2 && (!o->n || o->line[0] != line))
        o->line[o->n++] = line;
}

/* The order classes an operation may have, whatever its memory's type is by
 * then; a bit each. */
static uint32_t
classes_of(const struct bound *b, const struct op *op)
{
    uint32_t set = 0;

    if (op->class ||
        (op->kind != OP_STORE && op->kind != OP_LOAD && op->kind != OP_POLL))
        return ORDER_BIT(op->class);
    for (uint32_t config = 0; config < b->control->nconfig; config++) {
        const struct xlat *x =
            control_xlat(b, control_translate(b, config, op->vpage));

        if (!x->fault)
            set |= ORDER_BIT(op_class(b, op, x));
    }
    return set;
}

/* Whether an access to LINE would be the younger one of a pair. */
static bool
pairs(const struct stronger *s, const struct older *o, uint32_t line)
{
    return o->n && (s->same_line || o->n > 1 || o->line[0] != line);
}

/* Whether an operation of the top level interleaves with others as the younger
 * one of a pair: a store to a doorbell, which a device goes on from (R36). */
static bool
rings(const struct bound *b, uint32_t i)
{
    uint32_t position = i + 1 - b->thread_op[0];

    if (i + 1 < b->thread_op[1] && b->op[i + 1].bell)
        return true;
    for (uint32_t t = 1; t < b->nthread; t++)
        if (b->thread_start[t] == position && b->op[b->thread_op[t]].bell)
            return true;
    return false;
}

/* Some operations in program order; O is what came before them, with no fence
 * since. */
static bool
find_pair(const struct bound *b, const struct stronger *s, uint32_t first,
          uint32_t n, struct older *o)
{
    for (uint32_t i = first; i < first + n; i++) {
        const struct op *op = &b->op[i];
        uint32_t line = op_is_memory(op) ? op->line : UINT32_MAX;
        uint32_t set;

        if (b->agent_cpu[op->agent] == 0xff)
            continue;
        set = classes_of(b, op);
        if (set & s->younger && pairs(s, o, line) &&
            (op->thread || rings(b, i)))
            return true;
        if (set & s->fence && !op_is_optional(b, i))
            o->n = 0;
        if (set & s->older)
            add_line(o, line);
    }
    return false;
}

/* What agents do one after another is not interleaved with anything, doorbells
 * aside: else only threads can tell.  An adversary may take its menu in any
 * order. */
static bool
thread_has(const struct bound *b, const struct stronger *s, uint32_t t)
{
    uint32_t first = b->thread_op[t], n = b->thread_op[t + 1] - first;
    struct older o = {.n = 0};

    if (!n || !op_is_optional(b, first))
        return find_pair(b, s, first, n, &o);
    if (thread_length(b, t) < 2)
        return false;
    return find_pair(b, s, first, b->menu[t], &o) ||
           find_pair(b, s, first, b->menu[t], &o);
}

static bool
program_has(const struct bound *b, const struct stronger *s)
{
    for (uint32_t t = 0; t < b->nthread; t++)
        if (thread_has(b, s, t))
            return true;
    return false;
}

/* Whether the address of a read comes from another one. */
static bool
has_late_address(const struct bound *b, const struct op *op)
{
    for (uint32_t i = 0; i < op->nneed; i++)
        if (b->need[op->need + i].kind == NEED_ADDRESS)
            return true;
    return false;
}

/* Two reads of one word, where loads perform late: in order here, though they
 * need not be where both get the same write. */
static bool
reads_again(const struct bound *b, uint32_t t)
{
    for (uint32_t i = b->thread_op[t]; i < b->thread_op[t + 1]; i++) {
        const struct op *op = &b->op[i];

        if (op->kind != OP_LOAD || !has_late_address(b, op))
            continue;
        for (uint32_t k = i + 1; k < b->thread_op[t + 1]; k++)
            if (b->op[k].kind == OP_LOAD && b->op[k].line == op->line &&
                op_overlaps(op, &b->op[k]))
                return true;
    }
    return false;
}

/* An atomic operation is done at one moment, so that all of it waits for what
 * its write alone has to wait for. */
static bool
waits_whole(const struct bound *b, uint32_t t)
{
    for (uint32_t i = b->thread_op[t]; i < b->thread_op[t + 1]; i++)
        for (uint32_t k = 0; b->op[i].kind == OP_RMW && k < b->op[i].nneed; k++)
            if (b->need[b->op[i].need + k].kind != NEED_ADDRESS)
                return true;
    return false;
}

/* Whether the table or a fence of it keeps a younger operation behind one. */
static bool
kept_behind(const struct bound *b, uint32_t older, uint32_t younger)
{
    uint32_t first = classes_of(b, &b->op[older]);
    uint32_t last = classes_of(b, &b->op[younger]);
    bool waits = true;

    for (uint32_t c = 0; c < ORDER_CLASSES; c++)
        waits &= !(last & ORDER_BIT(c)) || (b->waits[c] & first) == first;
    for (uint32_t f = older + 1; f < younger && !waits; f++) {
        bool holds = b->op[f].kind == OP_FENCE && !op_is_optional(b, f) &&
                     (b->waits[b->op[f].class] & first) == first;

        for (uint32_t c = 0; c < ORDER_CLASSES; c++)
            holds &= !(last & ORDER_BIT(c)) ||
                     b->waits[c] & ORDER_BIT(b->op[f].class);
        waits = holds;
    }
    return waits;
}

static bool
depends(const struct bound *b, uint32_t younger, uint32_t older)
{
    const struct op *op = &b->op[younger];

    for (uint32_t i = 0; i < op->nneed; i++)
        if (need_is_of(b, &b->need[op->need + i], op, &b->op[older]))
            return true;
    return false;
}

/* What depends on an atomic operation: on its read, and not on its write. */
static bool
depends_on_half(const struct bound *b, uint32_t t)
{
    uint32_t end = b->thread_op[t + 1];

    for (uint32_t i = b->thread_op[t]; i < end; i++)
        for (uint32_t k = i + 1; b->op[i].kind == OP_RMW && k < end; k++)
            if (depends(b, k, i) && !kept_behind(b, i, k))
                return true;
    return false;
}

static bool
same_word(const struct bound *b, uint32_t i, uint32_t k)
{
    return b->op[i].line == b->op[k].line && op_overlaps(&b->op[i], &b->op[k]);
}

/* An atomic operation that waits for the store before it, though it could read
 * what that is about to write; and something behind it that could tell.  What
 * an adversary may do in one place comes once. */
static bool
takes_nothing(const struct bound *b, uint32_t t)
{
    uint32_t end = b->thread_op[t + 1];

    for (uint32_t i = b->thread_op[t]; i < end; i++)
        for (uint32_t k = i + 1; b->op[i].kind == OP_STORE && k < end; k++)
            if (b->op[k].kind == OP_RMW && same_word(b, i, k) &&
                op_position(b, i) < op_position(b, k) &&
                op_position(b, k) + 1 < thread_length(b, t) &&
                !kept_behind(b, i, k))
                return true;
    return false;
}

static bool
lacks_data(const struct bound *b, const struct op *op)
{
    for (uint32_t i = 0; i < op->nneed; i++)
        if (b->need[op->need + i].kind != NEED_BRANCH)
            return op->kind == OP_STORE;
    return false;
}

/* A load that waits for a store of its word that lacks something, though it
 * could take what a later one is about to write. */
static bool
waits_for_both(const struct bound *b, uint32_t t)
{
    uint32_t end = b->thread_op[t + 1];

    for (uint32_t i = b->thread_op[t]; i < end; i++) {
        bool again = false;

        for (uint32_t k = i + 1; lacks_data(b, &b->op[i]) && k < end; k++) {
            if (!op_is_memory(&b->op[k]) || !same_word(b, i, k))
                continue;
            if (again && b->op[k].kind == OP_LOAD && !kept_behind(b, i, k))
                return true;
            again |= b->op[k].kind == OP_STORE;
        }
    }
    return false;
}

static const struct {
    bool (*in)(const struct bound *, uint32_t);
    const char *says;
} late[] = {
    {reads_again,
     "two loads of one word may be out of order when both get the same write"},
    {waits_whole,     "the read of an atomic operation need not wait for what its "
                  "write waits for"                         },
    {depends_on_half, "what depends on what an atomic operation read may come "
                      "before its write"                },
    {takes_nothing,   "an atomic operation may read what an older store of its "
                    "CPU is about to write"               },
    {waits_for_both,  "a load may take what a store is about to write while one "
                     "before that lacks its data"        },
};

static bool
any_late(const struct bound *b, bool (*in)(const struct bound *, uint32_t))
{
    for (uint32_t t = 1; b->late_loads && t < b->nthread; t++)
        if (in(b, t))
            return true;
    return false;
}

static void
add_shape(GString *text, const char *says)
{
    g_string_append_printf(text, "%s%s", text->len ? "; " : "", says);
}

const char *
stronger_in(const struct bound *b, struct arena *arena)
{
    g_autoptr(GString) text = g_string_new("");

    for (uint32_t i = 0; i < b->model->nstronger; i++)
        if (program_has(b, &b->model->stronger[i]))
            add_shape(text, b->model->stronger[i].says);
    for (uint32_t i = 0; i < sizeof late / sizeof *late; i++)
        if (any_late(b, late[i].in))
            add_shape(text, late[i].says);
    return text->len ? arena_text(arena, text->str, text->len) : NULL;
}
