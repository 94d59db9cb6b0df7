/*
 * From effective memory types to what the machine executes.
 *
 * In the ACCESS_NONTEMPORAL row only the store side matters: a non-temporal
 * load of WB memory stays an ordinary cacheable load on all known CPUs, so
 * loads always take the ACCESS_PLAIN row.
 */
#pragma once

#include <stdbool.h>

#include "models/x86_pat_ept/types.h"
#include "sim/core/attr.h"

/* SELF_SNOOP: CPUID.01H:EDX.SS, the CPU snoops its caches for all of its own
 * transactions, also where the type does not oblige it to. */
void x86_lower(struct attr out[X_COUNT][ACCESS_KINDS], bool self_snoop);
