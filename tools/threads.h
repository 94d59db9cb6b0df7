/*
 * Threads that share one piece of work until nothing is left of it.
 */
#pragma once

#include <glib.h>

/* WORK(TO) in N threads, of which one is the caller's.  Where the system has
 * no more threads, fewer do it. */
void threads_run(const char *name, unsigned n, GThreadFunc work, void *to);
