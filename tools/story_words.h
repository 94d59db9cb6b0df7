/*
 * What a log holds, in words: accesses, transactions, changes.
 */
#pragma once

#include "sim/engine/log.h"
#include "tools/words.h"

/* "guest's mapping of buf, made as WC", "gpu's bus address of buf": what an
 * operation went through; NULL if it names no memory. */
const char *story_through(const struct bound *b, uint32_t op,
                          struct arena *arena);

/* The effective type behind attribute number ATTR. */
const char *story_type(const struct bound *b, uint32_t attr);

/* What the transactions of a step did, of const char *, equal ones on
 * neighbouring memory put together.  END is a state with the values. */
void story_did(const struct log *log, const cell *end,
               const struct log_step *step, GPtrArray *out,
               struct arena *arena);

/* What hardware did unasked, as the schedule has it: "unasked: evict buf". */
const char *story_event(const struct bound *b, const struct plan_event *e,
                        struct arena *arena);

/* "cpu0 cache: buf = 1 (dirty), written by cpu0 in step 3": what the step
 * changed, neighbouring memory put together. */
void story_now(const struct log *log, const cell *end,
               const struct log_step *step, GPtrArray *out,
               struct arena *arena);
