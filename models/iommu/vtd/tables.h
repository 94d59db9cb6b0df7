/*
 * Whether a request snoops: the decision table of VT-d, row by row.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/iommu/vtd/decode.h"

/* The bit that decides, of the leaf or of the PASID-table entry. */
enum vtd_control { CONTROL_NONE, CONTROL_SNP, CONTROL_PGSNP };

enum { VTD_ANY = 2 };

struct vtd_row {
    uint8_t mode;       /* enum vtd_mode                                     */
    uint8_t sc;         /* ECAP.SC; VTD_ANY: whatever it is                  */
    uint8_t control;    /* enum vtd_control                                  */
    uint8_t set;        /* whether that bit is set; VTD_ANY                  */
    uint8_t outcome[2]; /* enum unit_outcome, by the no-snoop attribute      */
    uint8_t rule;       /* enum vtd_rule, with the row's source              */
};

enum { VTD_ROWS = 15 };
extern const struct vtd_row vtd_rows[VTD_ROWS];

/* The row for this mode; there is exactly one. */
const struct vtd_row *vtd_find_row(uint8_t mode, bool sc, bool set);
