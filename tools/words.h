/*
 * What the machine knows by number, in words.  Texts live in the arena.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/hazard.h"
#include "sim/core/machine.h"

/* Like printf. */
const char *words_format(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A copy. */
const char *words_keep(struct arena *a, const char *text);

/* Small numbers as they are, large ones hexadecimal. */
const char *words_number(struct arena *a, uint64_t value);

/* "buf", "buf+64": a granule of a line. */
const char *words_memory(const struct bound *b, uint32_t line, uint32_t word,
                         struct arena *a);

/* What a hazard was, after its kind: "gpu read 0 from buf, should be 1 (dirty
 * in cpu0's cache)".  M is a state with the values. */
const char *words_hazard(const struct bound *b, const cell *m,
                         const struct hazard *h, struct arena *a);

/* Whether an unstable read went back to older data. */
bool words_went_back(const struct bound *b, const struct hazard *h);

/* Bits of enum condition: "alias flush-ignored"; "" for none. */
const char *words_conditions(uint32_t bits, struct arena *a);

/* Why something had no effect: "-EINVAL", "stage-1 Alignment fault", "-EFAULT,
 * stage-2 Alignment fault"; "an injected fault" for error 0 alone.  DENIAL: by
 * the memory type, or NULL. */
const char *words_refusal(uint32_t error, const struct denial *denial,
                          struct arena *a);

/* What a rule of a trail gave, in words of the model that has the rule. */
const char *words_gave(const struct bound *b, const struct rule *rule,
                       uint32_t gave);

const char *words_agent(const struct bound *b, uint32_t agent);
