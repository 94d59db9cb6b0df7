/*
 * Verbs that every architecture has: plain accesses, DMA, doorbells, signals,
 * ownership.  Looked up after the model's own.
 */
#pragma once

#include "sim/core/model.h"

extern const struct verb core_verbs[];
extern const uint32_t core_verb_count;

/* The verb of this name, the model's first; NULL if there is none. */
const struct verb *verb_find(const struct model *model, const char *name,
                             size_t length);
