/* Threads in rounds. */

#include "sim/explore/pool.h"

#include <glib.h>
#include <stdbool.h>

struct hand {
    struct pool *pool;
    unsigned i;
    GThread *thread;
};

struct pool {
    GMutex lock;
    GCond begin, end;
    void (*work)(void *to, unsigned i);
    void *to;
    unsigned n, round, busy; /* busy: still in this round                     */
    bool made, quit;
    struct hand *hand; /* [n]; the first is the calling thread's              */
};

static void *
run(void *to)
{
    const struct hand *h = to;
    struct pool *p = h->pool;

    g_mutex_lock(&p->lock);
    for (unsigned round = 0;; round++) {
        while (p->round == round && !p->quit)
            g_cond_wait(&p->begin, &p->lock);
        if (p->quit)
            break;
        g_mutex_unlock(&p->lock);
        p->work(p->to, h->i);
        g_mutex_lock(&p->lock);
        if (!--p->busy)
            g_cond_signal(&p->end);
    }
    g_mutex_unlock(&p->lock);
    return NULL;
}

struct pool *
pool_new(unsigned n)
{
    struct pool *p = g_new0(struct pool, 1);

    g_mutex_init(&p->lock);
    g_cond_init(&p->begin);
    g_cond_init(&p->end);
    p->n = n;
    p->hand = g_new0(struct hand, n);
    return p;
}

/* With fewer threads than were asked for it works as well. */
static void
make_threads(struct pool *p)
{
    unsigned i;

    for (i = 1; i < p->n; i++) {
        struct hand *h = &p->hand[i];

        *h = (struct hand){p, i, NULL};
        h->thread = g_thread_try_new("explore", run, h, NULL);
        if (!h->thread)
            break;
    }
    p->n = i;
    p->made = true;
}

void
pool_run(struct pool *p, void (*work)(void *to, unsigned i), void *to)
{
    if (!p->made)
        make_threads(p);
    g_mutex_lock(&p->lock);
    p->work = work;
    p->to = to;
    p->busy = p->n - 1;
    p->round++;
    g_cond_broadcast(&p->begin);
    g_mutex_unlock(&p->lock);
    work(to, 0);
    g_mutex_lock(&p->lock);
    while (p->busy)
        g_cond_wait(&p->end, &p->lock);
    g_mutex_unlock(&p->lock);
}

void
pool_free(struct pool *p)
{
    g_mutex_lock(&p->lock);
    p->quit = true;
    g_cond_broadcast(&p->begin);
    g_mutex_unlock(&p->lock);
    for (unsigned i = 1; p->made && i < p->n; i++)
        g_thread_join(p->hand[i].thread);
    g_mutex_clear(&p->lock);
    g_cond_clear(&p->begin);
    g_cond_clear(&p->end);
    g_free(p->hand);
    g_free(p);
}
