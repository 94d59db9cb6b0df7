/*
 * What `mtsim new` writes: files that are right as they stand, with comments
 * on what to change.  All results are to be g_free()d.
 */
#pragma once

#include <glib.h>

#include "sim/base/source.h"

char *skeleton_scenario(const char *name);
char *skeleton_policy(const char *name);

/* A platform file LIKE, under another name. */
char *skeleton_platform(const struct source *like, const char *name);
