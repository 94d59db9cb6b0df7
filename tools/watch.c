#include "tools/watch.h"

#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

enum {
    FIRST = G_USEC_PER_SEC,     /* before that nobody wonders                 */
    EVERY = G_USEC_PER_SEC / 4, /* between two lines                          */
    MOMENT = G_USEC_PER_SEC / 50,
    AGAIN = 25, /* moments until a second Ctrl-C counts                       */
};

struct watch {
    int stop; /* atomic                                                       */
    int over; /* atomic: the waiting thread may go                            */
    pthread_t waits;
    sigset_t before; /* mask of the thread that made it                       */
    bool listens, progress;
    GMutex lock; /* of what follows                                           */
    gint64 began, last;
    uint64_t states; /* at `from`                                             */
    gint64 from;     /* when the exploration under way was first heard of     */
    bool written;
};

/* ---- Ctrl-C ---- */

/* One key press may reach us twice, as of the terminal and of a wrapper. */
static void
forget_pending(const sigset_t *interrupt)
{
    const struct timespec now = {0};

    while (sigtimedwait(interrupt, NULL, &now) == SIGINT)
        ;
}

/* Takes the signal out of the way of everybody else: no handler, so nothing
 * that must be reached from one. */
static void *
wait_for_signal(void *data)
{
    struct watch *w = data;
    sigset_t interrupt;
    int number;

    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (sigwait(&interrupt, &number) != 0 || g_atomic_int_get(&w->over))
        return NULL;
    g_atomic_int_set(&w->stop, 1);
    for (unsigned i = 0; !g_atomic_int_get(&w->over); i++) {
        g_usleep(MOMENT);
        if (i == AGAIN) {
            forget_pending(&interrupt);
            pthread_sigmask(SIG_UNBLOCK, &interrupt, NULL);
        }
    }
    return NULL;
}

/* A program that was started with SIGINT ignored goes on ignoring it. */
static bool
is_ignored(void)
{
    struct sigaction now;

    return sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

static void
listen(struct watch *w)
{
    sigset_t interrupt;

    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, &w->before);
    w->listens = pthread_create(&w->waits, NULL, wait_for_signal, w) == 0;
    if (!w->listens)
        pthread_sigmask(SIG_SETMASK, &w->before, NULL);
}

struct watch *
watch_new(bool progress)
{
    struct watch *w = g_new0(struct watch, 1);

    w->progress = progress;
    w->began = w->last = g_get_monotonic_time();
    g_mutex_init(&w->lock);
    if (!is_ignored())
        listen(w);
    return w;
}

void
watch_free(struct watch *w)
{
    if (w->listens) {
        sigset_t interrupt;

        g_atomic_int_set(&w->over, 1);
        if (!g_atomic_int_get(&w->stop))
            pthread_kill(w->waits, SIGINT);
        pthread_join(w->waits, NULL);
        sigemptyset(&interrupt);
        sigaddset(&interrupt, SIGINT);
        if (g_atomic_int_get(&w->stop))
            forget_pending(&interrupt);
        pthread_sigmask(SIG_SETMASK, &w->before, NULL);
    }
    if (w->written)
        fputs("\r\033[K", stderr);
    g_mutex_clear(&w->lock);
    g_free(w);
}

const int *
watch_stop(const struct watch *w)
{
    return &w->stop;
}

/* ---- progress ---- */

static void
print_progress(struct watch *w, const struct explore_progress *p, gint64 now)
{
    double seconds = (double) (now - w->from) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double) (p->states - w->states) / seconds : 0;

    fprintf(stderr,
            "\r\033[K%.2f M states, depth %u, %.2f M to go on from, %.2f M/s, "
            "%.0f MB",
            (double) p->states / 1e6, p->depth, (double) p->frontier / 1e6,
            rate / 1e6, (double) p->bytes / (1 << 20));
    fflush(stderr);
    w->written = true;
    w->last = now;
}

bool
watch_progress(void *watch, const struct explore_progress *p)
{
    struct watch *w = watch;
    gint64 now;

    if (!w->progress)
        return true;
    now = g_get_monotonic_time();
    g_mutex_lock(&w->lock);
    if (!w->from || p->states < w->states) { /* another one began */
        w->from = now;
        w->states = p->states;
    }
    if (now - w->began >= FIRST && now - w->last >= EVERY)
        print_progress(w, p, now);
    g_mutex_unlock(&w->lock);
    return true;
}
