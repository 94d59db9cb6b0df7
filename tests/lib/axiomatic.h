/*
 * The same programs by axioms: all executions that a multi-copy atomic, weakly
 * ordered architecture allows, each written as tests/lib/everywhere.h writes an
 * end.  From the published model of Armv8 (Deacon's aarch64.cat; Pulte et al.,
 * "Simplifying ARM concurrency", POPL 2018), without a machine.  Not for
 * programs that await or are atomic.
 */
#pragma once

#include "tests/lib/everywhere.h"
#include "tests/lib/weak.h"

/* Adds the ends of all allowed executions. */
void axiomatic_add(struct strings *end, const struct weak_program *p);
