/*
 * What a matrix is made of, from a command line and scenario files: which cases
 * there are, on which axes, and which axes are rows, columns and pages.
 */
#pragma once

#include "sim/report/matrix.h"
#include "tools/sweep.h"

struct matrix_ask {
    char **files;
    char **policy, **param; /* as of 'mtsim run'; may be NULL                 */
    char *platform;         /* names with commas, "all"; or NULL              */
    char *rows, *columns, *pages; /* axes with commas, pages also "none"; NULL:
                                     the scenario's, else what suits          */
    uint8_t shows;                /* enum matrix_shows                        */
    const struct check_settings *check; /* explore; NULL: replay              */
    const char *bounds; /* of exploring, in words; it decides about cells     */
};

/* A scenario of the list on the axes. */
struct matrix_place {
    uint64_t first; /* number of its first case                   */
    uint32_t scenario, platform; /* values; platform may be MATRIX_NONE       */
    uint32_t *policy; /* [stack] value                              */
    uint32_t *axis;   /* [param] axis                               */
    uint32_t **value; /* [param][value] value on that axis          */
};

enum { MATRIX_POLICY_AXIS = 2 };

struct matrix_plan {
    struct matrix_frame frame;
    GPtrArray *list; /* of struct scenario *                                  */
    struct matrix_place *place; /* [list->len]                                */
    GPtrArray *axes; /* of struct axis_room *, inside                         */
    struct matrix_axis axis[MATRIX_AXES];
    char *title, *digest, *overruled;
    GPtrArray *files; /* of char *                                            */
};

/* NULL with the fault told and STATUS set. */
struct matrix_plan *matrix_plan(const struct matrix_ask *ask,
                                struct shipped *shipped, int *status);
void matrix_plan_free(struct matrix_plan *p);

/* Which values a case has, in AT[naxis]; its number. */
uint64_t matrix_plan_case(const struct matrix_plan *p, uint32_t scenario,
                          uint64_t point, uint32_t stack, uint32_t *at);
