/* The x86 model: PAT, MTRRs, EPT and nested paging, under KVM policies. */
#pragma once

#include "sim/core/model.h"

extern const struct model x86_model;
