/*
 * Who owns a region, to whom a version was given, whose data it carries (R22).
 * Internal to the core; the judge asks.
 */
#pragma once

#include "sim/core/judge.h"

/* Principals that own a region in state M, one bit each. */
uint64_t owners_now(const struct bound *b, const cell *m, uint32_t region);

/* With the VMM, where a guest is among them: it reads and writes its guests'
 * memory by right. */
uint64_t with_vmm(const struct bound *b, uint64_t owners);

/* Whether version V of granule GID was given to principal P, as far as state M
 * says what adversaries did. */
bool given_to(const struct bound *b, const cell *m, uint32_t region,
              uint32_t gid, uint32_t v, uint16_t p);

/* Whose data version V carries: its writer's, and that of the registers it was
 * computed from. */
uint64_t label_of(const struct bound *b, const cell *m, uint32_t v);
