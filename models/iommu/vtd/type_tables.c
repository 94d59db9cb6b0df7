#include "models/iommu/vtd/type_tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/iommu/outcome.h"
#include "models/iommu/vtd/decode.h"
#include "models/iommu/vtd/tables.h"
#include "models/iommu/vtd/unit.h"

/* ---- a device's entry, and tables that map its first page ---- */

enum {
    SECOND = 0x1000,
    SECOND_1G = 0x2000,
    FIRST = 0x3000,
    FIRST_1G = 0x4000,
    TABLES = 0x5000
};

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

struct kind {
    const char *name;
    uint8_t row;  /* enum vtd_mode                                           */
    uint8_t mode; /* enum unit_mode                                          */
    bool scalable;
};

static const struct kind kinds[] = {
    {"off",             VTD_OFF,           UNIT_PASS,   false},
    {"legacy-pass",     VTD_PASS,          UNIT_PASS,   false},
    {"scalable-pass",   VTD_SCALABLE_PASS, UNIT_PASS,   true },
    {"legacy-second",   VTD_SECOND,        UNIT_SECOND, false},
    {"scalable-second", VTD_SECOND,        UNIT_SECOND, true },
    {"first",           VTD_FIRST,         UNIT_FIRST,  true },
    {"nested",          VTD_NESTED,        UNIT_NESTED, true },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* What a read of the first page meets. */
static const char *
outcome(const struct kind *k, bool sc, bool set, bool no_snoop)
{
    uint32_t has = VTD_PT | (sc ? VTD_SC : 0) |
                   (k->scalable ? VTD_SCALABLE | VTD_NEST : 0);
    const struct unit_config second = {.mode = UNIT_SECOND};
    const struct unit_config c = {
        .has = has,
        .mode = k->mode,
        .force = set,
        .second = SECOND,
        .first = FIRST,
    };
    uint32_t flags = LEAF_READ | (set ? LEAF_FORCE : 0);
    struct place p = {0};
    const struct unit_space s = {.word = word, .at = &p, .has = has};
    const struct unit_request r = {.no_snoop = no_snoop};
    struct unit_answer a;

    if (k->row == VTD_OFF)
        return unit_outcome_name(
            vtd_find_row(VTD_OFF, sc, set)->outcome[no_snoop]);
    if (k->row != VTD_SECOND)
        flags &= ~(uint32_t) LEAF_FORCE;
    iommu_vtd.entry(&c, p.entry);
    p.table[SECOND >> 12] = iommu_vtd.next(&second, SECOND_1G, 4);
    p.table[SECOND_1G >> 12] = iommu_vtd.leaf(&second, 0, flags) | VTD_S2_PS;
    p.table[FIRST >> 12] = iommu_vtd.guest_next(&c, FIRST_1G, 4);
    p.table[FIRST_1G >> 12] = iommu_vtd.guest_leaf(&c, 0) | VTD_S1_PS;
    a = iommu_vtd.translate(&s, &r, NULL);
    if (a.fault)
        return unit_outcome_name(OUTCOME_FAULT + a.fault);
    return unit_outcome_name(a.snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
}

static const char *
control_name(uint8_t control, bool set)
{
    switch (control) {
    case CONTROL_SNP:
        return set ? "snp=1" : "snp=0";
    case CONTROL_PGSNP:
        return set ? "pgsnp=1" : "pgsnp=0";
    default:
        return "-";
    }
}

/* ---- rows ---- */

typedef void row_of(const struct kind *k, bool sc, bool set,
                    const char *control,
                    void (*emit)(void *to, const char *const cell[]), void *to);

static const char *const bit[] = {"0", "1"};

static void
each(row_of *row, void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned i = 0; i < KINDS * 4; i++) {
        const struct kind *k = &kinds[i / 4];
        bool sc = !(i / 2 % 2), set = i % 2;
        const struct vtd_row *r = vtd_find_row(k->row, sc, set);

        if (r->control != CONTROL_NONE || !set)
            row(k, sc, set, control_name(r->control, set), emit, to);
    }
}

static void
flat(const struct kind *k, bool sc, bool set, const char *control,
     void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned ns = 0; ns < 2; ns++)
        emit(to, (const char *const[]){k->name, bit[sc], control, bit[ns],
                                       outcome(k, sc, set, ns)});
}

static void
flat_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    each(flat, emit, to);
}

static void
wide(const struct kind *k, bool sc, bool set, const char *control,
     void (*emit)(void *to, const char *const cell[]), void *to)
{
    emit(to, (const char *const[]){k->name, bit[sc], control,
                                   outcome(k, sc, set, false),
                                   outcome(k, sc, set, true)});
}

static void
wide_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    each(wide, emit, to);
}

/* ---- tables ---- */

static const char *const flat_column[] = {"mode", "sc", "control", "no_snoop",
                                          "outcome"};
static const char *const wide_column[] = {"mode", "SC", "control", "snoop",
                                          "no-snoop"};

static const char cite[] =
    "Intel VT-d specification, ECAP_REG.SC; Linux 6.16, "
    "drivers/iommu/intel/pasid.c; Linux commits 71cfafda9c9b, 6043257b1de0, "
    "0fa6f0893466";

static const char *const note[] = {
    "snoop, no-snoop: the attribute of an untranslated request.  A translated "
    "one (ATS) keeps its attribute in every mode that takes it.",
    "SNP is bit 11 of the second-stage leaf, PGSNP bit 88 of the PASID-table "
    "entry.  Without SC both are reserved.",
    "nested: SNP of the second-stage leaf is clear.  Whether it counts where "
    "PGSNP is clear is not public; the unit's nested-snp decides.",
    "Pass-through, off, and sc = 0 with PGSNP clear are derived; the rest is "
    "in "
    "the sources.",
    NULL,
};

static const struct table folded = {
    .name = "vtd",
    .title = "VT-d: whether a request snoops",
    .cite = cite,
    .column = wide_column,
    .ncolumn = 5,
    .row_axis = -1,
    .col_axis = -1,
    .first_value = 3,
    .note = note,
    .rows = wide_rows,
};
static const struct table *const folds[] = {&folded, NULL};

const struct table vtd_type_table = {
    .name = "vtd",
    .title = "VT-d: whether a request snoops",
    .cite = cite,
    .column = flat_column,
    .ncolumn = 5,
    .row_axis = -1,
    .col_axis = -1,
    .first_value = 4,
    .folded = folds,
    .note = note,
    .rows = flat_rows,
};
