/*
 * A whole schedule: a plan's events as events of the machine, one for one, and
 * back.  What an explorer finds becomes something to write down and replay.
 */
#pragma once

#include "sim/core/machine.h"

struct arena;

/* Whether the plan's events are all that happens, in this order. */
bool schedule_is_whole(const struct plan *p);

/* Whether a page is of what an event is about: a map, or a region that a device
 * reaches. */
bool schedule_about_page(const struct bound *b, const struct plan_event *e,
                         uint32_t vpage);

/* Which of the N enabled events of state M the plan's event stands for; N if
 * none. */
uint32_t schedule_find(const struct bound *b, const cell *m,
                       const struct plan_event *e, const struct event *enabled,
                       uint32_t n);

/* The plan's events that stand for these N events from the first state on, in
 * ARENA. */
struct plan_event *schedule_of(const struct bound *b, const struct event *e,
                               uint32_t n, struct arena *arena, uint32_t *nout);
