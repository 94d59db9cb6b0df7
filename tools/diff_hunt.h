/*
 * The search itself: the smallest program of some settings on which their two
 * policies differ.
 */
#pragma once

#include "sim/explore/differ.h"
#include "tools/diff_settings.h"

/* Up to LENGTH operations; false with the fault told, if programs cannot begin
 * as a setting says. */
bool diff_hunt(const struct settings_of *settings, uint32_t length,
               unsigned jobs, struct differ_result *out);
