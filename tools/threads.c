#include "tools/threads.h"

void
threads_run(const char *name, unsigned n, GThreadFunc work, void *to)
{
    g_autoptr(GPtrArray) thread = g_ptr_array_new();
    GThread *one;

    while (thread->len + 1 < n &&
           (one = g_thread_try_new(name, work, to, NULL)) != NULL)
        g_ptr_array_add(thread, one);
    work(to);
    for (guint i = 0; i < thread->len; i++)
        g_thread_join(thread->pdata[i]);
}
