/*
 * What exploring found, in words: ends, last states, hazards.
 */
#pragma once

#include "sim/explore/check.h"
#include "tools/check_case.h"

/* Why an exploration ended: "complete", or the option that ended it. */
const char *check_end_words(uint8_t end);

/* "proved", with the bound of the adversaries if there is one; what may be
 * said instead where the machine is stronger than what it stands for (R31). */
const char *check_proved(const struct suite_check *k, struct arena *keep);

/* Why a claim fails: what some schedule ends with, or that none shows it. */
const char *check_why(const struct check_result *r, const struct check_claim *c,
                      const struct suite_check *k, struct arena *keep);

/* The file of a host life cycle among those a scenario was read from (R38);
 * NULL if there is none. */
const char *check_life_cycle(const struct script *s, struct arena *keep);

/* The first words of what the steps of a plan access, each once. */
const struct check_word *check_words_of(const struct plan *p,
                                        struct arena *arena, uint32_t *n);

/* Fill in the hazards, and the last states. */
void check_add_shown(const struct outcome_request *q,
                     const struct check_settings *s,
                     const struct check_result *r, struct suite_check *k);
/* The schedule that ends in an outcome. */
void check_add_end(const struct outcome_request *q,
                   const struct check_result *r, uint32_t outcome,
                   struct suite_claim *out);

/* The schedule that comes under an alias. */
void check_add_alias(const struct outcome_request *q,
                     const struct check_result *r, struct suite_property *out);
void check_add_last(const struct outcome_request *q,
                    const struct check_result *r, struct suite_check *k);
