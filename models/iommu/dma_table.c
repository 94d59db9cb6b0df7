/* Every row comes out of the unit: its own entry and leaf are written and
 * walked. */

#include "models/iommu/dma_table.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#include "models/iommu/amd_vi/unit.h"
#include "models/iommu/outcome.h"
#include "models/iommu/smmuv3/smmuv3.h"
#include "models/iommu/unit.h"
#include "models/iommu/vtd/unit.h"

typedef void emit_row(void *to, const char *const cell[]);

/* ---- what a request meets ---- */

struct behind {
    const char *name;
    const struct iommu_unit *unit; /* NULL: none                              */
    uint32_t has;
    uint8_t mode; /* enum unit_mode                                           */
    bool force, translated;
};
// clang-format off
static const struct behind behind[] = {
    { "none", NULL, 0, 0, false, false },
    { "vtd pass-through", &iommu_vtd, VTD_PT, UNIT_PASS, false, false },
    { "vtd SNP=0", &iommu_vtd, VTD_SC, UNIT_SECOND, false, false },
    { "vtd SNP=1", &iommu_vtd, VTD_SC, UNIT_SECOND, true, false },
    { "vtd SNP=1, translated", &iommu_vtd, VTD_SC | VTD_DT, UNIT_SECOND, true,
      true },
    { "amd-vi pass-through", &iommu_amd_vi, 0, UNIT_PASS, false, false },
    { "amd-vi FC=0", &iommu_amd_vi, 0, UNIT_SECOND, false, false },
    { "amd-vi FC=1", &iommu_amd_vi, 0, UNIT_SECOND, true, false },
    { "amd-vi FC=1, translated", &iommu_amd_vi, AMD_VI_IOTLB, UNIT_SECOND, true,
      true },
    { "smmuv3, NSsys=0", &iommu_smmuv3, 0, UNIT_SECOND, false, false },
    { "smmuv3, NSsys=1", &iommu_smmuv3, SMMU_NSSYS, UNIT_SECOND, false, false },
    { "smmuv3, CANWBS", &iommu_smmuv3, SMMU_NSSYS | SMMU_CANWBS, UNIT_SECOND,
      true, false },
    { "smmuv3, CANWBS, translated", &iommu_smmuv3,
      SMMU_NSSYS | SMMU_CANWBS | SMMU_ATS, UNIT_SECOND, true, true },
};
// clang-format on
enum { BEHINDS = sizeof behind / sizeof *behind };

/* ---- one page in a table of its own ---- */

enum { ENTRY = 0x1000, ROOT = 0x2000, PAGE = 0x1000, DATA = 0x8000 };
enum { WORDS = UNIT_ENTRY_WORDS + UNIT_LEVELS };

struct words {
    unsigned n;
    uint64_t at[WORDS], value[WORDS];
};

static void
put(struct words *w, uint64_t at, uint64_t value)
{
    assert(w->n < WORDS);
    w->at[w->n] = at;
    w->value[w->n++] = value;
}

static uint64_t
word(const void *at, uint64_t address, bool snooped)
{
    const struct words *w = at;

    (void) snooped;
    for (unsigned i = 0; i < w->n; i++)
        if (w->at[i] == address)
            return w->value[i];
    return 0;
}

static void
lay(struct words *w, const struct behind *b)
{
    const struct unit_config c = {.has = b->has,
                                  .mode = b->mode,
                                  .force = b->force,
                                  .domain = 1,
                                  .second = ROOT};
    uint32_t leaf = LEAF_READ | LEAF_WRITE | (b->force ? LEAF_FORCE : 0);
    uint64_t entry[UNIT_ENTRY_WORDS], table = ROOT;

    b->unit->entry(&c, entry);
    for (unsigned i = 0; i < UNIT_ENTRY_WORDS; i++)
        put(w, ENTRY + i * 8, entry[i]);
    for (unsigned level = UNIT_LEVELS; level; level--, table += PAGE)
        put(w, table + b->unit->offset(DATA, level),
            level > 1 ? b->unit->next(&c, table + PAGE, level)
                      : b->unit->leaf(&c, DATA, leaf));
}

static const char *
outcome(const struct behind *b, bool no_snoop)
{
    const struct unit_request r = {
        .address = DATA, .no_snoop = no_snoop, .translated = b->translated};
    struct unit_answer a = {.snooped = !no_snoop};
    struct words w = {0};

    if (b->unit) {
        const struct unit_space s = {
            .word = word, .at = &w, .entry = ENTRY, .has = b->has};

        lay(&w, b);
        a = b->unit->translate(&s, &r, NULL);
    }
    if (a.fault)
        return unit_outcome_name(OUTCOME_FAULT + a.fault);
    return unit_outcome_name(a.snooped ? OUTCOME_SNOOPED : OUTCOME_UNSNOOPED);
}

/* ---- what a device sends ---- */

/* Bits of a request's making. */
enum { HONOURS = 1, DISOBEYS = 2, ENABLED = 4, ATTRIBUTE = 8, MAKINGS = 16 };

static bool
no_snoop(unsigned making)
{
    return making & ATTRIBUTE && making & (ENABLED | DISOBEYS) &&
           making & HONOURS;
}

static const char *
bit(unsigned making, unsigned which)
{
    return making & which ? "1" : "0";
}

static void
rows(emit_row *emit, void *to)
{
    for (unsigned i = 0; i < BEHINDS * MAKINGS; i++) {
        const struct behind *b = &behind[i / MAKINGS];
        unsigned m = i % MAKINGS;

        emit(to,
             (const char *const[]){b->name, bit(m, ATTRIBUTE), bit(m, ENABLED),
                                   bit(m, DISOBEYS), bit(m, HONOURS),
                                   outcome(b, no_snoop(m))});
    }
}

/* ---- folded ---- */

static void
request_rows(emit_row *emit, void *to)
{
    static const char *const device[] = {
        "no attribute",
        "attribute, bit clear",
        "attribute, bit clear, disobeys",
        "attribute, bit set",
    };
    static const uint8_t making[] = {0, ATTRIBUTE, ATTRIBUTE | DISOBEYS,
                                     ATTRIBUTE | ENABLED};
    static const char *const root[] = {"ignores", "honours"};

    for (unsigned i = 0; i < 8; i++)
        emit(to,
             (const char *const[]){
                 device[i / 2], root[i % 2],
                 no_snoop(making[i / 2] | (i % 2 ? HONOURS : 0u)) ? "no-snoop"
                                                                  : "snoop"});
}

static void
unit_rows(emit_row *emit, void *to)
{
    static const char *const request[] = {"snoop", "no-snoop"};

    for (unsigned i = 0; i < BEHINDS * 2; i++)
        emit(to, (const char *const[]){behind[i / 2].name, request[i % 2],
                                       outcome(&behind[i / 2], i % 2)});
}

static const char cite[] =
    "Linux 6.16, include/uapi/linux/pci_regs.h, PCI_EXP_DEVCTL_NOSNOOP_EN; "
    "SMMU (IHI 0070 G.b), 13.6.1.1; AMD 48882, FC; Linux commits 6043257b1de0 "
    "and 71cfafda9c9b, VT-d SNP";

static const char *const request_note[] = {
    "bit: Enable No Snoop, bit 11 of Device Control.  It permits the attribute "
    "and forces nothing; a device may disobey it.",
    "A root complex that ignores the attribute snoops for every request.",
    NULL,
};
static const char *const unit_note[] = {
    "translated: the device has the translation (ATS).  Forcing in leaves "
    "reaches untranslated requests only; CANWBS is the root complex's.",
    "Linux 6.16 writes FC=1 in every leaf, and SNP=1 where a domain enforces "
    "coherency.",
    "An agent whose platform says llc-coherent is snooped whatever it sends.",
    NULL,
};

static const char *const request_column[] = {"device", "root complex",
                                             "request"};
static const char *const unit_column[] = {"unit", "request", "outcome"};
static const char *const column[] = {"unit",     "attribute", "enable",
                                     "disobeys", "honours",   "outcome"};

static const struct table request = {
    .name = "dma",
    .title = "DMA: which requests are no-snoop",
    .cite = cite,
    .column = request_column,
    .ncolumn = 3,
    .row_axis = 0,
    .col_axis = 1,
    .first_value = 2,
    .note = request_note,
    .rows = request_rows,
};
static const struct table unit = {
    .name = "dma",
    .title = "DMA: what becomes of a request",
    .cite = cite,
    .column = unit_column,
    .ncolumn = 3,
    .row_axis = 0,
    .col_axis = 1,
    .first_value = 2,
    .note = unit_note,
    .rows = unit_rows,
};
static const struct table *const folded[] = {&request, &unit, NULL};

static const struct table dma = {
    .name = "dma",
    .title = "DMA: whether a request looks into the caches",
    .cite = cite,
    .column = column,
    .ncolumn = 6,
    .row_axis = -1,
    .col_axis = -1,
    .first_value = 5,
    .folded = folded,
    .note = unit_note,
    .rows = rows,
};
const struct table *const iommu_dma_tables[] = {&dma, &iommu_dma_lines, NULL};
