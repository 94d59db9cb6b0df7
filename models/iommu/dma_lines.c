/* What DMA does to a line in a cache.  The machine does it
 * (tests/rules/r35-line-states-under-dma.scn); here it is told. */

#include <stddef.h>

#include "models/iommu/dma_table.h"

static const char *const column[] = {"request", "access", "line",
                                     "data",    "after",  "hazard"};
enum { COLUMNS = sizeof column / sizeof *column };

// clang-format off
static const char *const line[][COLUMNS] = {
    { "snoop",    "read",  "invalid", "memory",   "invalid",        "none" },
    { "snoop",    "read",  "clean",   "the copy", "clean",          "none" },
    { "snoop",    "read",  "dirty",   "the copy", "dirty or clean", "none" },
    { "snoop",    "write", "invalid", "memory",   "invalid",        "none" },
    { "snoop",    "write", "clean",   "memory",   "invalid",        "none" },
    { "snoop",    "write", "dirty",   "memory",   "invalid",        "none" },
    { "no-snoop", "read",  "invalid", "memory",   "invalid",        "none" },
    { "no-snoop", "read",  "clean",   "memory",   "clean",          "none" },
    { "no-snoop", "read",  "dirty",   "memory",   "dirty",
      "stale-read" },
    { "no-snoop", "write", "invalid", "memory",   "invalid",        "none" },
    { "no-snoop", "write", "clean",   "memory",   "clean",
      "stale-read" },
    { "no-snoop", "write", "dirty",   "memory",   "dirty",
      "stale-read lost-write" },
};
// clang-format on

static void
rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned i = 0; i < sizeof line / sizeof *line; i++)
        emit(to, line[i]);
}

static const char *const note[] = {
    "data: where a read takes it, where a write puts it.  after: the CPUs' "
    "copy.  A clean copy that is read equals memory.",
    "A write that snoops may be put in the last level of cache instead "
    "(allocating DMA); a dirty line is written back before.",
    "no-snoop, read, dirty: the device sees what was in memory before.  If "
    "that "
    "was another owner's, it leaks.",
    "no-snoop, write, clean: CPUs read the old data until the line goes, then "
    "the new: the value depends on when it is evicted.",
    "no-snoop, write, dirty: CPUs read the old data, and the eviction puts it "
    "over the new.",
    NULL,
};

const struct table iommu_dma_lines = {
    .name = "dma-lines",
    .title = "DMA: what it does to a line in a CPU's cache",
    .cite = "linux-iommu, 2024-01-08 (Jason Gunthorpe) and 2024-05-16 (Alex "
            "Williamson, quoting Kevin Tian), on no-snoop DMA; Intel 248966, "
            "CLFLUSH",
    .column = column,
    .ncolumn = COLUMNS,
    .row_axis = -1,
    .col_axis = -1,
    .first_value = 3,
    .note = note,
    .rows = rows,
};
