/*
 * Plans with a step more: what a remedy proposes, without a file.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/plan.h"

/* The plan with STEP before step AT of the whole program, at its end if AT is
 * their count.  Events that stood there stay in front of it. */
struct plan plan_with(const struct plan *p, const struct plan_step *step,
                      uint32_t at, struct arena *arena);

/* The context that a CPU is in before step AT: nothing else can be written
 * there without a switch.  A CPU that has done nothing is in the host's. */
uint16_t plan_context(const struct plan *p, uint16_t agent, uint32_t at);

/* "cpu0 guest: clflush buf+64": a step of a CPU as a scenario writes it. */
const char *plan_step_text(const struct plan *p, const struct plan_step *s,
                           struct arena *arena);
