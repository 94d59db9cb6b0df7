/* The arm64 architecture, as sim/core/model.h wants it. */
#pragma once

#include "sim/core/model.h"

extern const struct model arm64_model;
