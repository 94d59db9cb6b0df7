/*
 * Verbs that every architecture has: plain accesses, DMA, doorbells, signals,
 * ownership.  Looked up after those of the models.
 */
#pragma once

#include "sim/core/model.h"

extern const struct verb core_verbs[];
extern const uint32_t core_verb_count;

/* The verb of this name: the model's, that of IO (which may be NULL) or one of
 * these; NULL if there is none. */
const struct verb *verb_find(const struct model *model,
                             const struct io_model *io, const char *name,
                             size_t length);

/* Whether this verb is one of IO's, which may be NULL. */
bool verb_is_io(const struct io_model *io, const struct verb *verb);
