/* The errors of Linux as the files write them, "-EINVAL", by the numbers they
 * have on every architecture that mtsim models, whatever the host calls them.
 */
#pragma once

#include "sim/base/names.h"

extern const struct name errno_names[];
