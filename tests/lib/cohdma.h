/*
 * The benchmark system of the literature on our bench page: two MESI CPUs with
 * a two-entry store buffer each, one no-snoop DMA engine, two lines.  Built as
 * a plan, run by the machine like any scenario.
 */
#pragma once

#include "sim/core/bound.h"

struct cohdma {
    struct plan plan;
    struct platform platform;
    struct model model;
    struct arena *arena;
};

/* Fills *S and binds it; everything lives in ARENA. */
struct bound *cohdma_bind(struct cohdma *s, struct arena *arena);
