/*
 * What becomes of a request, as a unit's decision tables and its trail say it.
 */
#pragma once

#include <stdint.h>

enum unit_outcome {
    OUTCOME_SNOOPED,
    OUTCOME_UNSNOOPED,
    OUTCOME_FAULT, /* plus an enum unit_fault, where one is known            */
};

/* Printed name of an outcome, or of what a step of a trail gave. */
const char *unit_outcome_name(uint32_t outcome);
