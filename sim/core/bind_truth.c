/* What each read ought to return, from the order of the program alone. */

#include "sim/core/binding.h"
#include "sim/core/order.h"

struct truth {
    struct binding *k;
    uint32_t *want, *seen, *quiet_from, *dirties;
    uint8_t *quiet;
    uint32_t *last_write; /* [ngranule] local version, file order             */
    uint32_t *write_op;   /* [ngranule] operation + 1                         */
    struct last_read {
        uint32_t op; /* + 1                                                   */
        uint32_t read;
    } * last_read; /* [nprincipal][ngranule], within the thread           */
    uint32_t nseen;
};

/* Two choices of an adversary at one position. */
static bool
instead_of(const struct bound *b, uint32_t w, uint32_t op)
{
    return op_is_optional(b, w) && b->op[w].thread == b->op[op].thread &&
           op_position(b, w) == op_position(b, op);
}

/* What is right is the last write in the order of the file. */
static bool
in_file_order(const struct bound *b)
{
    return b->nthread == 1 && rule_on(b, SEM_PROGRAM_ORDER) &&
           rule_on(b, SEM_FILE_ORDER);
}

/* With threads: the one write that is right whatever happens, or WANT_SLOW. */
static uint32_t
settled_write(const struct bound *b, uint32_t gid, uint32_t read)
{
    uint32_t base = b->version_base[gid];
    uint32_t n = b->version_base[gid + 1] - base, best = 0;

    for (uint32_t v = 1; v < n; v++) {
        uint32_t w = b->version[base + v].op;

        if (w == read || order_before(b, read, w) || instead_of(b, w, read))
            continue;
        if (!order_before(b, w, read) || op_is_optional(b, w))
            return WANT_SLOW;
        if (!best || order_before(b, b->version[base + best].op, w))
            best = v;
        else if (!order_before(b, w, b->version[base + best].op))
            return WANT_SLOW;
    }
    return best;
}

/* Nobody wrote the granule at the same time as or after the read R1, or not
 * before R2 is done. */
static enum quiet
quiet_between(const struct truth *t, uint32_t gid, uint32_t r1, uint32_t r2)
{
    const struct bound *b = t->k->b;
    enum quiet quiet = op_is_optional(b, r2) ? QUIET_UNLESS_CHOSEN : QUIET_YES;

    if (in_file_order(b))
        return t->write_op[gid] <= r1 ? QUIET_YES : QUIET_NO;
    for (uint32_t v = b->version_base[gid] + 1; v < b->version_base[gid + 1];
         v++) {
        uint32_t w = b->version[v].op;

        if (order_before(b, w, r1) || order_before(b, r2, w))
            continue;
        if (!op_is_optional(b, w) || w == r2)
            return QUIET_NO;
        quiet = QUIET_UNLESS_CHOSEN;
    }
    return quiet;
}

/* This read's last-read cell is that of the one before it.  An adversary's is
 * followed by a cell that says it wrote since. */
static void
follow(struct truth *t, const struct op *op, uint32_t gid, uint32_t i,
       uint32_t k, const struct last_read *last)
{
    const struct bound *b = t->k->b;
    bool adversary = op_is_optional(b, i);
    uint32_t r1 = adversary ? b->thread_op[op->thread] : last->op - 1;

    if (!t->seen[last->read]) {
        t->seen[last->read] = ++t->nseen;
        t->nseen += adversary;
    }
    t->seen[op->reads + k] = t->seen[last->read];
    t->quiet[op->reads + k] = (uint8_t) quiet_between(t, gid, r1, i);
    if (b->has_adversary)
        t->quiet_from[op->reads + k] = r1;
}

static void
note_read(struct truth *t, const struct op *op, uint32_t i, uint32_t k)
{
    struct bound *b = t->k->b;
    uint32_t gid = b->line[op->line].gid + op->gran0 + k;
    uint32_t who = op_principal(b, op);
    struct last_read *last = &t->last_read[who * b->ngranule + gid];

    t->want[op->reads + k] =
        in_file_order(b) ? t->last_write[gid] : settled_write(b, gid, i);
    if (last->op && b->op[last->op - 1].thread == op->thread)
        follow(t, op, gid, i, k, last);
    last->op = i + 1;
    last->read = op->reads + k;
}

static void
note_write(struct truth *t, const struct op *op, uint32_t i, uint32_t k)
{
    const struct bound *b = t->k->b;
    uint32_t gid = b->line[op->line].gid + op->gran0 + k;

    t->last_write[gid] = b->local[op->vers + k];
    t->write_op[gid] = i + 1;
}

/* The last-read cells of an adversary that its writes concern: known when all
 * its operations are. */
static void
note_dirties(struct truth *t, uint32_t thread)
{
    const struct bound *b = t->k->b;

    for (uint32_t i = b->thread_op[thread]; i < b->thread_op[thread + 1]; i++) {
        const struct op *op = &b->op[i];
        uint32_t gid = b->line[op->line].gid + op->gran0;

        for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++) {
            const struct last_read *last =
                &t->last_read[op_principal(b, op) * b->ngranule + gid + g];

            if (last->op && b->op[last->op - 1].thread == thread &&
                t->seen[last->read])
                t->dirties[op->vers + g] = t->seen[last->read] + 1;
        }
    }
}

static void
note_thread(struct truth *t, uint32_t thread)
{
    const struct bound *b = t->k->b;

    for (uint32_t i = b->thread_op[thread]; i < b->thread_op[thread + 1]; i++) {
        const struct op *op = &b->op[i];

        for (uint32_t g = 0; reads_versions(op) && g < op->ngran; g++)
            note_read(t, op, i, g);
        for (uint32_t g = 0; makes_versions(op) && g < op->ngran; g++)
            note_write(t, op, i, g);
    }
    if (b->choice_cell[thread])
        note_dirties(t, thread);
}

void
bind_truth(struct binding *k)
{
    struct bound *b = k->b;
    struct truth t = {.k = k};
    size_t n = (size_t) b->ngranule + 1;

    b->order = order_make(b, k->arena, &k->why);
    if (!b->order)
        return;
    t.want = arena_new_array(k->arena, uint32_t, b->nread + 1);
    t.seen = arena_new_array(k->arena, uint32_t, b->nread + 1);
    t.quiet = arena_new_array(k->arena, uint8_t, b->nread + 1);
    t.last_write = arena_new_array(k->arena, uint32_t, n);
    t.write_op = arena_new_array(k->arena, uint32_t, n);
    t.last_read =
        arena_new_array(k->arena, struct last_read, n * k->plan->nprincipal);
    b->want = t.want;
    b->seen_cell = t.seen;
    b->quiet = t.quiet;
    if (b->has_adversary) {
        t.quiet_from = arena_new_array(k->arena, uint32_t, b->nread + 1);
        t.dirties = arena_new_array(k->arena, uint32_t, k->nlocal + 1u);
        b->quiet_from = t.quiet_from;
        b->dirties = t.dirties;
    }
    if (k->plan->unjudged)
        return;
    b->judged = true;
    for (uint32_t i = 0; i < b->nthread; i++)
        note_thread(&t, i);
    b->nseen = t.nseen;
}
