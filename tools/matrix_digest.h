/*
 * A number for all that decides about the cells of a matrix: what is merged
 * must have the same.
 */
#pragma once

#include "tools/matrix_plan.h"

/* 16 hexadecimal digits, to be g_free()d.  Not from several threads. */
char *matrix_digest(const struct matrix_plan *p, const struct matrix_ask *ask);

/* A stable number for a case, by its values and not by its place. */
uint64_t matrix_key(const struct matrix_frame *f, const uint32_t *at);
