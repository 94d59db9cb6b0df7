/*
 * The fixed words of scenarios: hazards, causes, severities, conditions,
 * counted events, errors.  Each look-up gives the value or -1, and then offers
 * the words there are to NEAR.
 */
#pragma once

#include <stddef.h>

#include "sim/base/names.h"

int word_hazard(const char *text, size_t length, struct nearest *near);
int word_cause(const char *text, size_t length, struct nearest *near);
int word_severity(const char *text, size_t length, struct nearest *near);
int word_condition(const char *text, size_t length, struct nearest *near);
int word_counted(const char *text, size_t length, struct nearest *near);

/* "-EINVAL": 22; "mmio-exit": REFUSAL_MMIO_EXIT. */
int word_errno(const char *text, size_t length, struct nearest *near);
