/*
 * Programs of one beginning, step by step under two policies at once, and what
 * each step shows of them.  One thread's own.
 */
#pragma once

#include "sim/explore/state_key.h"
#include "tools/diff_settings.h"

struct diff_walk;

/* Programs of up to LENGTH operations; NULL with *WHY set if there are none. */
struct diff_walk *diff_walk_new(const struct beginning *b, uint32_t length,
                                const char **why);
void diff_walk_free(struct diff_walk *w);

/* The states it is in. */
struct differ_key diff_walk_key(struct diff_walk *w);

/* Goes to where P leads to. */
void diff_walk_go(struct diff_walk *w, const struct differ_program *p);

/* What operation OP comes to from there; KEY may be NULL.  Where P has shown
 * something already, whatever is there may be the answer. */
enum differ_said diff_walk_try(struct diff_walk *w, uint32_t op,
                               struct differ_key *key);

/* Of P with each step of the alphabet behind it, run in order: whether the two
 * machines do anything differently, seen or not. */
void diff_walk_part(struct diff_walk *w, const struct differ_program *p,
                    bool *parts);
