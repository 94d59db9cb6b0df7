/*
 * Reading AMD-Vi's host page tables.  The walker only reads and sets no
 * accessed or dirty flags.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/iommu/amd_vi/decode.h"
#include "models/iommu/unit.h"

struct amd_vi_walk {
    uint8_t fault;    /* enum unit_fault; the rest only if UNIT_OK            */
    uint8_t rule;     /* enum amd_vi_rule of a fault                          */
    bool read, write; /* of the tables alone                                  */
    bool fc;
    uint64_t pa; /* of the byte                                               */
};

/* Translates ADDRESS by the tables of entry E, of mode 1 to 6. */
struct amd_vi_walk amd_vi_walk(const struct unit_space *s,
                               const struct amd_vi_entry *e, uint64_t address);
