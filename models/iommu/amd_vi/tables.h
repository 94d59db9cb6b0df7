/*
 * Whether a request snoops: the decision table of AMD-Vi, row by row.
 */
#pragma once

#include <stdint.h>

enum amd_vi_row_kind {
    AMD_VI_FC_CLEAR, /* by tables, FC of the leaf                             */
    AMD_VI_FC_SET,
    AMD_VI_PASS,    /* mode 0: there is no leaf                               */
    AMD_VI_INVALID, /* V = 0: nor an entry                                    */
    AMD_VI_ROWS
};

struct amd_vi_row {
    uint8_t outcome[2]; /* enum unit_outcome, by the no-snoop attribute      */
    uint8_t rule;       /* enum amd_vi_rule, with the row's source           */
};

extern const struct amd_vi_row amd_vi_rows[AMD_VI_ROWS];
