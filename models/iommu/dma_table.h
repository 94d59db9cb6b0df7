/*
 * What becomes of a device's request on its way to memory, for printing: who
 * may make it skip the caches, and which unit takes that back.
 */
#pragma once

#include "sim/core/table.h"

/* dma_lines.c: what DMA does to a line in a cache. */
extern const struct table iommu_dma_lines;

extern const struct table *const iommu_dma_tables[]; /* NULL at the end */
