/*
 * What must hold in every state, and of every transaction, whatever happens.
 */
#pragma once

#include "sim/core/machine.h"

/* What is wrong with a state, or NULL: two writers of a line, a copy beside a
 * writer's, a version that is none of its granule's. */
const char *state_fault(const struct bound *b, const cell *m);

/* What is wrong with a transaction: a clean line written back (R12), data that
 * is not of its line. */
const char *txn_fault(const struct bound *b, const cell *m,
                      const struct txn *t);
