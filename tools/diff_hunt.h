/*
 * The search itself: the smallest program of some settings on which their two
 * policies differ.
 */
#pragma once

#include "sim/explore/differ.h"
#include "tools/diff_settings.h"

struct hunt_result {
    struct differ_result differ;
    bool replay_only; /* over every schedule either can do what the other can,
                         and so it was with all that were tried */
    uint32_t passed; /* of that kind, before another one                      */
};

/* Up to LENGTH operations; false with the fault told, if programs cannot begin
 * as a setting says. */
bool diff_hunt(const struct settings_of *settings, uint32_t length,
               unsigned jobs, struct hunt_result *out);
