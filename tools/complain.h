/*
 * What the program says on standard error when it cannot do what was asked:
 * one line, "mtsim: " in front.  Faults in the user's files are diagnostics
 * and have their own printer.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "sim/base/diag.h"

void tell(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

/* The same about a GError, which is freed. */
void tell_error(GError *error);

/* Whether to colour what goes to OUT; MODE is auto, always or never. */
bool wants_colour(const char *mode, FILE *out);

/* Prints what the sink holds, on standard error. */
void print_faults(struct diag_sink *sink);
