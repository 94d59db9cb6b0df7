/*
 * Reading VT-d's tables: the second stage, the first, and one on top of the
 * other.  The walker only reads and sets no accessed or dirty flags.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/iommu/unit.h"
#include "models/iommu/vtd/decode.h"

struct vtd_walk {
    uint8_t fault; /* enum unit_fault; the rest only if UNIT_OK              */
    uint8_t rule;  /* enum vtd_rule of a fault                               */
    bool read, write;
    bool snp;    /* of the second stage's leaf                               */
    uint64_t pa; /* of the byte                                              */
};

/* Translates ADDRESS by the tables of entry E (VTD_SECOND, VTD_FIRST or
 * VTD_NESTED).  Rights of the access itself are not checked; the second stage
 * must let the unit read the tables of the first. */
struct vtd_walk vtd_walk(const struct unit_space *s, const struct vtd_entry *e,
                         uint64_t address);
