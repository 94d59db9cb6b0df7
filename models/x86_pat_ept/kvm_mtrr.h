/*
 * How KVM up to 6.10 looks a guest-physical page up in the guest's MTRRs.
 *
 * Not the hardware's rules (mtrr.c): variable ranges are walked by descending
 * base, and the answer depends on that order.  A policy mechanism, removed
 * in 6.11.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/x86_pat_ept/mtrr.h"

/* Type KVM gives the 4K page at GPA, enum x86_mt, never undefined.
 * CPUID_HAS_MTRR: whether the guest's CPUID shows the MTRR feature. */
uint8_t kvm_mtrr_lookup(const struct x86_mtrr *guest, uint64_t gpa,
                        bool cpuid_has_mtrr, struct trail *why);
