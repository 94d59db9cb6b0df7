/*
 * The manuals' combining tables, cell for cell, and nothing else.
 *
 * A cell that the manual does not print is zero.  What a cell means for an
 * access is effective.c's business.
 */
#pragma once

#include <stdint.h>

#include "models/x86_pat_ept/types.h"

/* Intel: MTRR type (or EPT type), PAT type -> enum x86_mt and CELL_NOTE*. */
extern const uint8_t x86_mtrr_pat[MT_COUNT][MT_COUNT];

/* The AMD tables are indexed by enum x86_apm on both axes, in the order of
 * the manual's rows and columns. */

/* AMD, first step of nested paging: guest PAT, host PAT -> enum x86_apm. */
extern const uint8_t x86_npt_pat[APM_COUNT][APM_COUNT];

/* AMD, second step: combined PAT, MTRR -> enum x86_apm. */
extern const uint8_t x86_npt_mtrr[APM_COUNT][APM_COUNT];

/* AMD without nested paging: PAT, MTRR -> enum x86_apm. */
extern const uint8_t x86_amd_mtrr[APM_COUNT][APM_COUNT];

/* Document, title and number of each. */
extern const char x86_mtrr_pat_cite[];
extern const char x86_npt_pat_cite[];
extern const char x86_npt_mtrr_cite[];
extern const char x86_amd_mtrr_cite[];
