#include "models/iommu/amd_vi/type_tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/iommu/amd_vi/decode.h"
#include "models/iommu/amd_vi/tables.h"
#include "models/iommu/amd_vi/unit.h"
#include "models/iommu/outcome.h"

/* A device's entry, and tables that map its first page. */
enum { ROOT = 0x1000, LEAF_AT = 0x2000, TABLES = 0x3000 };

struct place {
    uint64_t entry[UNIT_ENTRY_WORDS];
    uint64_t table[TABLES >> 12]; /* the first word of each page              */
};

static uint64_t
word(const void *at, uint64_t address, bool snooped)
{
    const struct place *p = at;

    (void) snooped;
    return address < sizeof p->entry ? p->entry[address / 8]
                                     : p->table[address >> 12];
}

static const char *const row_name[AMD_VI_ROWS] = {
    [AMD_VI_FC_CLEAR] = "tables; fc=0",
    [AMD_VI_FC_SET] = "tables; fc=1",
    [AMD_VI_PASS] = "mode=0",
    [AMD_VI_INVALID] = "v=0",
};

/* What a read of the first page meets. */
static const char *
outcome(unsigned row, bool no_snoop)
{
    const struct unit_config c = {
        .mode = row < AMD_VI_PASS ? UNIT_SECOND : UNIT_PASS,
        .second = ROOT,
    };
    uint32_t force = row == AMD_VI_FC_SET ? LEAF_FORCE : 0;
    struct place p = {0};
    const struct unit_space s = {.word = word, .at = &p};
    const struct unit_request r = {.no_snoop = no_snoop};
    struct unit_answer a;

    if (row != AMD_VI_INVALID)
        iommu_amd_vi.entry(&c, p.entry);
    p.table[ROOT >> 12] = iommu_amd_vi.next(&c, LEAF_AT, 2);
    p.table[LEAF_AT >> 12] = iommu_amd_vi.leaf(&c, 0, LEAF_READ | force);
    a = iommu_amd_vi.translate(&s, &r, NULL);
    if (a.fault)
        return unit_outcome_name(OUTCOME_FAULT + a.fault);
    return unit_outcome_name(a.snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
}

static void
rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    static const char *const bit[] = {"0", "1"};

    for (unsigned i = 0; i < AMD_VI_ROWS * 2; i++)
        emit(to, (const char *const[]){row_name[i / 2], bit[i % 2],
                                       outcome(i / 2, i % 2)});
}

static const char *const column[] = {"entry", "no_snoop", "outcome"};

static const char *const note[] = {
    "no_snoop: the attribute of an untranslated request.  A translated one "
    "(ATS) keeps its attribute.",
    "FC is bit 60 of a leaf of host (version 1) tables.  Linux sets it in "
    "every "
    "leaf.",
    "mode=0 and v=0 are derived: there is no leaf.",
    "Left out: guest (version 2) tables, which have no FC, and AttrV with "
    "Mode0FC of the device table entry; how they treat no-snoop is not in the "
    "sources.",
    NULL,
};

const struct table amd_vi_type_table = {
    .name = "amd-vi",
    .title = "AMD-Vi: whether a request snoops",
    .cite = "AMD 48882, page table entry, FC; Linux 6.16, "
            "drivers/iommu/amd/io_pgtable.c",
    .column = column,
    .ncolumn = 3,
    .row_axis = 0,
    .col_axis = 1,
    .first_value = 2,
    .note = note,
    .rows = rows,
};
