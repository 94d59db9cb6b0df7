/*
 * Some threads that do one thing together, then the next: each round ends for
 * all of them before the call returns.
 */
#pragma once

struct pool;

/* N threads in all, the calling one included; made at the first round. */
struct pool *pool_new(unsigned n);
void pool_free(struct pool *p);

/* Calls WORK with 0 on the calling thread and 1 to n - 1 on the others. */
void pool_run(struct pool *p, void (*work)(void *to, unsigned i), void *to);
