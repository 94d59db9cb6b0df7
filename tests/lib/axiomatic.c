#include "tests/lib/axiomatic.h"

#include <criterion/criterion.h>
#include <string.h>

enum { EVENTS = 20, LOCS = 3, INIT = LOCS };

struct event_of { /* the first LOCS are the initial writes                    */
    struct weak_op op;
    int thread; /* -1: initial                                                */
    int at;     /* place in its thread                                        */
};

typedef bool relation[EVENTS][EVENTS];

struct execution {
    const struct weak_program *p;
    struct event_of e[EVENTS];
    int n;
    int rf[EVENTS]; /* of a read: the write                                   */
    int co[EVENTS]; /* of a write: its place among those of its location      */
    relation addr, data, ctrl;
    struct strings *end;
};

static bool
is_write(const struct event_of *e)
{
    return strchr("WVL", e->op.kind) != NULL;
}

static bool
is_read(const struct event_of *e)
{
    return strchr("RAQ", e->op.kind) != NULL;
}

static bool
is_memory(const struct event_of *e)
{
    return is_read(e) || is_write(e);
}

static bool
po(const struct execution *x, int a, int b)
{
    return x->e[a].thread == x->e[b].thread && x->e[a].thread >= 0 &&
           x->e[a].at < x->e[b].at;
}

static bool
same_loc(const struct execution *x, int a, int b)
{
    return is_memory(&x->e[a]) && is_memory(&x->e[b]) &&
           x->e[a].op.loc == x->e[b].op.loc;
}

static bool
co(const struct execution *x, int a, int b)
{
    return is_write(&x->e[a]) && is_write(&x->e[b]) && same_loc(x, a, b) &&
           x->co[a] < x->co[b];
}

static bool
rf(const struct execution *x, int a, int b)
{
    return is_read(&x->e[b]) && x->rf[b] == a;
}

static bool
fr(const struct execution *x, int a, int b)
{
    return is_read(&x->e[a]) && is_write(&x->e[b]) && same_loc(x, a, b) &&
           x->co[x->rf[a]] < x->co[b];
}

static bool
cyclic(relation r, int n)
{
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; r[i][k] && j < n; j++)
                r[i][j] |= r[k][j];
    for (int i = 0; i < n; i++)
        if (r[i][i])
            return true;
    return false;
}

static bool
coherent(const struct execution *x)
{
    relation r = {{false}};

    for (int a = 0; a < x->n; a++)
        for (int b = 0; b < x->n; b++)
            r[a][b] = (po(x, a, b) && same_loc(x, a, b)) || co(x, a, b) ||
                      rf(x, a, b) || fr(x, a, b);
    return !cyclic(r, x->n);
}

/* A fence of one of these kinds between two operations. */
static bool
fenced(const struct execution *x, int a, int b, const char *kinds)
{
    for (int f = 0; f < x->n; f++)
        if (strchr(kinds, x->e[f].op.kind) && po(x, a, f) && po(x, f, b))
            return true;
    return false;
}

/* What keeps A before B when both are of one thread. */
static bool
barrier_ordered(const struct execution *x, int a, int b)
{
    char ka = x->e[a].op.kind, kb = x->e[b].op.kind;

    if (!po(x, a, b) || !is_memory(&x->e[a]) || !is_memory(&x->e[b]))
        return false;
    return fenced(x, a, b, "F") || (ka == 'L' && kb == 'A') || ka == 'A' ||
           ka == 'Q' || kb == 'L' ||
           (is_read(&x->e[a]) && fenced(x, a, b, "D")) ||
           (is_write(&x->e[a]) && is_write(&x->e[b]) && fenced(x, a, b, "S"));
}

static bool
dependency_ordered(const struct execution *x, int a, int b)
{
    if (x->addr[a][b] || x->data[a][b])
        return true;
    if (x->ctrl[a][b] && is_write(&x->e[b]))
        return true;
    for (int c = 0; c < x->n; c++) {
        if (x->addr[a][c] && po(x, c, b) && is_write(&x->e[b]))
            return true;
        if ((x->addr[a][c] || x->data[a][c]) && rf(x, c, b) && po(x, c, b))
            return true;
        if (x->e[c].op.kind != 'I' || !po(x, c, b) || !is_read(&x->e[b]))
            continue;
        if (x->ctrl[a][c])
            return true;
        for (int d = 0; d < x->n; d++)
            if (x->addr[a][d] && po(x, d, c))
                return true;
    }
    return false;
}

static bool
allowed(const struct execution *x)
{
    relation r = {{false}};

    if (!coherent(x))
        return false;
    for (int a = 0; a < x->n; a++)
        for (int b = 0; b < x->n; b++) {
            bool external = x->e[a].thread != x->e[b].thread;

            r[a][b] =
                (external && (rf(x, a, b) || co(x, a, b) || fr(x, a, b))) ||
                (po(x, a, b) && same_loc(x, a, b) && is_write(&x->e[b])) ||
                barrier_ordered(x, a, b) || dependency_ordered(x, a, b);
        }
    return !cyclic(r, x->n);
}

/* ------------------------------------------------------------------- values */

/* The load of its thread that gave a register before the operation. */
static int
source(const struct execution *x, int op, int reg)
{
    int best = -1;

    for (int a = 0; a < x->n; a++)
        if (is_read(&x->e[a]) && x->e[a].op.number == reg && po(x, a, op) &&
            (best < 0 || po(x, best, a)))
            best = a;
    return best;
}

static unsigned
value_of(const struct execution *x, int e, int hops)
{
    int from;

    if (hops > EVENTS)
        return 99; /* out of thin air: not allowed anyway */
    if (is_read(&x->e[e]))
        return value_of(x, x->rf[e], hops + 1);
    if (x->e[e].op.kind != 'V')
        return x->e[e].op.number;
    from = source(x, e, x->e[e].op.number);
    return value_of(x, from, hops + 1);
}

static void
note_end(const struct execution *x)
{
    g_autoptr(GString) s = g_string_new("");

    for (int reg = 0; reg < 8; reg++) {
        int last = -1;

        for (int a = 0; a < x->n; a++)
            if (is_read(&x->e[a]) && x->e[a].op.number == reg &&
                (last < 0 || po(x, last, a)))
                last = a;
        if (last >= 0)
            g_string_append_printf(s, "r%d=%u ", reg, value_of(x, last, 0));
    }
    for (int loc = 0; loc < LOCS; loc++) {
        uint64_t at = 0x100000 + weak_offset(x->p, (char) ('x' + loc));
        int last = loc;

        for (int a = 0; a < x->n; a++)
            if (co(x, last, a))
                last = a;
        if (value_of(x, last, 0))
            g_string_append_printf(
                s, "%lx.%lu=%u ", (unsigned long) (at & ~63ul),
                (unsigned long) (at % 64 / 8), value_of(x, last, 0));
    }
    if (!g_hash_table_contains(x->end->known, s->str)) {
        char *text = g_strdup(s->str);

        g_hash_table_add(x->end->known, text);
        g_ptr_array_add(x->end->list, text);
    }
}

/* --------------------------------------------------------------- candidates */

static void
choose_co(struct execution *x, int e)
{
    int before = 0;

    while (e < x->n && !is_write(&x->e[e]))
        e++;
    if (e == x->n) {
        if (allowed(x))
            note_end(x);
        return;
    }
    for (int w = 0; w < e; w++)
        before += is_write(&x->e[w]) && same_loc(x, w, e);
    for (int place = before; place >= 1; place--) {
        for (int w = 0; w < e; w++) /* those behind make room */
            if (is_write(&x->e[w]) && same_loc(x, w, e) && x->co[w] >= place)
                x->co[w]++;
        x->co[e] = place;
        choose_co(x, e + 1);
        for (int w = 0; w < e; w++)
            if (is_write(&x->e[w]) && same_loc(x, w, e) && x->co[w] > place)
                x->co[w]--;
    }
}

static void
choose_rf(struct execution *x, int e)
{
    while (e < x->n && !is_read(&x->e[e]))
        e++;
    if (e == x->n) {
        choose_co(x, INIT);
        return;
    }
    for (int w = 0; w < x->n; w++)
        if (is_write(&x->e[w]) && same_loc(x, w, e)) {
            x->rf[e] = w;
            choose_rf(x, e + 1);
        }
}

static void
depend(struct execution *x, relation r, int op, int reg)
{
    int from = reg < 0 ? -1 : source(x, op, reg);

    if (from >= 0)
        r[from][op] = true;
}

static void
find_dependencies(struct execution *x)
{
    for (int e = INIT; e < x->n; e++) {
        const struct weak_op *op = &x->e[e].op;

        depend(x, x->addr, e, op->addr);
        depend(x, x->data, e, op->kind == 'V' ? op->number : -1);
        for (int a = INIT; a < e; a++) /* a branch holds for what follows */
            if (po(x, a, e) && x->e[a].op.ctrl >= 0)
                x->ctrl[source(x, a, x->e[a].op.ctrl)][e] = true;
        depend(x, x->ctrl, e, op->ctrl);
    }
}

void
axiomatic_add(struct strings *end, const struct weak_program *p)
{
    struct execution x = {.p = p, .n = INIT, .end = end};

    for (int loc = 0; loc < LOCS; loc++)
        x.e[loc] = (struct event_of){
            {'W', (char) ('x' + loc), 0, -1, -1},
            -1, 0
        };
    for (int t = 0; t < WEAK_THREADS && p->thread[t]; t++) {
        struct weak_thread w = weak_parse(p->thread[t]);

        for (uint32_t i = 0; i < w.n; i++) {
            cr_assert_lt(x.n, EVENTS);
            x.e[x.n++] = (struct event_of){w.op[i], t, (int) i};
        }
    }
    find_dependencies(&x);
    choose_rf(&x, INIT);
}
