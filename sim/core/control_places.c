#include "sim/core/control_places.h"

/* With more, operations are taken to come in any order: what is closed over
 * may be more than there is, never less. */
enum { PLACES_MAX = 4096 };

struct finder {
    const struct bound *b;
    struct places *p;
    uint32_t **op;      /* [nthread][count] control operations in order       */
    uint32_t *count;    /* [nthread]                                          */
    GPtrArray *at;      /* of GBytes: [nthread] taken, by place               */
    GHashTable *number; /* of those: place + 1                                */
};

static bool
is_chosen(const struct bound *b, uint32_t thread)
{
    return b->has_adversary && b->choice_cell[thread];
}

static void
list_operations(struct finder *f)
{
    const struct bound *b = f->b;

    f->op = g_new(uint32_t *, b->nthread);
    f->count = g_new0(uint32_t, b->nthread);
    for (uint32_t t = 0; t < b->nthread; t++) {
        uint32_t first = b->thread_op[t], end = b->thread_op[t + 1];

        f->op[t] = g_new(uint32_t, end - first + 1);
        for (uint32_t i = first; i < end; i++) {
            if (b->op[i].kind != OP_CONTROL)
                continue;
            if (is_chosen(b, t))
                f->p->any_time[b->op[i].arg] = 1;
            else
                f->op[t][f->count[t]++] = i;
        }
    }
}

/* The next control operation of a thread, counted in its operations; the end
 * of the program if there is none. */
static uint32_t
next_at(const struct finder *f, const uint32_t *taken, uint32_t t)
{
    return taken[t] < f->count[t] ? f->op[t][taken[t]] - f->b->thread_op[t]
                                  : UINT32_MAX;
}

/* Whether all threads have ended that the top level waits for on its way to
 * operation number TO. */
static bool
have_joined(const struct finder *f, const uint32_t *taken, uint32_t to)
{
    const struct bound *b = f->b;

    for (uint32_t t = 1; t < b->nthread; t++)
        if (b->thread_start[t] <= to && taken[t] < f->count[t] &&
            b->op[b->thread_op[0] + b->thread_start[t]].join)
            return false;
    return true;
}

/* Whether a thread can take its next control operation: the top level is at
 * the operation the thread starts at, or can get there: between two of its own
 * around it, with the threads that stand before ended. */
static bool
can_take(const struct finder *f, const uint32_t *taken, uint32_t t)
{
    uint32_t at = next_at(f, taken, t), start = f->b->thread_start[t];

    if (at == UINT32_MAX)
        return false;
    if (!t)
        return have_joined(f, taken, at);
    return (!start || have_joined(f, taken, start - 1)) &&
           start <= next_at(f, taken, 0) &&
           (!taken[0] || f->op[0][taken[0] - 1] - f->b->thread_op[0] < start);
}

static uint32_t
place_of(struct finder *f, const uint32_t *taken)
{
    GBytes *key = g_bytes_new(taken, f->b->nthread * sizeof *taken);
    uint32_t n = GPOINTER_TO_UINT(g_hash_table_lookup(f->number, key));

    if (n) {
        g_bytes_unref(key);
        return n - 1;
    }
    g_ptr_array_add(f->at, key);
    g_hash_table_insert(f->number, key, GUINT_TO_POINTER(f->at->len));
    return f->at->len - 1;
}

static void
add_steps(struct finder *f, uint32_t place)
{
    const struct bound *b = f->b;
    size_t bytes;
    uint32_t *taken = g_memdup2(g_bytes_get_data(f->at->pdata[place], &bytes),
                                b->nthread * sizeof *taken);

    for (uint32_t t = 0; t < b->nthread; t++) {
        struct place_step step;

        if (!can_take(f, taken, t))
            continue;
        step.id = b->op[f->op[t][taken[t]]].arg;
        taken[t]++;
        step.to = place_of(f, taken);
        taken[t]--;
        g_array_append_val(f->p->step, step);
    }
    g_free(taken);
}

static void
add_end(struct places *p)
{
    uint32_t end = p->step->len;

    g_array_append_val(p->first, end);
}

/* One place, where everything may come. */
static void
give_up_order(const struct bound *b, struct places *p)
{
    g_array_set_size(p->step, 0);
    g_array_set_size(p->first, 0);
    add_end(p);
    add_end(p);
    p->n = 1;
    for (uint32_t i = 0; i < b->nop; i++)
        if (b->op[i].kind == OP_CONTROL)
            p->any_time[b->op[i].arg] = 1;
}

static void
find_in_order(struct finder *f)
{
    uint32_t *taken = g_new0(uint32_t, f->b->nthread);
    uint32_t n;

    place_of(f, taken);
    for (n = 0; n < f->at->len && f->at->len <= PLACES_MAX; n++) {
        add_end(f->p);
        add_steps(f, n);
    }
    add_end(f->p);
    f->p->n = f->at->len;
    g_free(taken);
}

void
places_find(const struct bound *b, struct places *p)
{
    struct finder f = {.b = b, .p = p};

    p->step = g_array_new(FALSE, FALSE, sizeof(struct place_step));
    p->first = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    p->any_time = g_new0(uint8_t, b->ncontrol + 1);
    f.at = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
    f.number = g_hash_table_new(g_bytes_hash, g_bytes_equal);
    list_operations(&f);
    if (!b->any_order && rule_on(b, SEM_TOP_LEVEL))
        find_in_order(&f);
    if (!p->n || p->n > PLACES_MAX)
        give_up_order(b, p);
    g_hash_table_destroy(f.number);
    g_ptr_array_free(f.at, TRUE);
    for (uint32_t t = 0; t < b->nthread; t++)
        g_free(f.op[t]);
    g_free(f.op);
    g_free(f.count);
}

void
places_clear(struct places *p)
{
    g_array_free(p->step, TRUE);
    g_array_free(p->first, TRUE);
    g_free(p->any_time);
}
