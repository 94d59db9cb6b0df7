/* Every row comes out of the unit: its own entry and leaf are written and
 * walked. */

#include "models/iommu/dma_table.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "models/iommu/outcome.h"
#include "models/iommu/unit.h"

typedef void emit_row(void *to, const char *const cell[]);

/* ---- what a request meets ---- */

struct behind {
    const struct iommu_unit *unit; /* NULL: none                              */
    const struct unit_example *as;
};

/* The Nth thing to be behind: nothing, then the examples of every kind of unit;
 * false where there are no more. */
static bool
find_behind(unsigned n, struct behind *b)
{
    *b = (struct behind){NULL, NULL};
    if (n-- == 0)
        return true;
    for (unsigned k = 0; iommu_units[k]; k++)
        for (const struct unit_example *e = iommu_units[k]->example;
             e && e->says; e++)
            if (n-- == 0) {
                *b = (struct behind){iommu_units[k], e};
                return true;
            }
    return false;
}

enum { NAME = 64 };

static const char *
behind_name(const struct behind *b, char name[NAME])
{
    if (!b->unit)
        return "none";
    snprintf(name, NAME, "%s %s", b->unit->name, b->as->says);
    return name;
}

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
    const struct unit_config c = {.has = b->as->has,
                                  .mode = b->as->mode,
                                  .force = b->as->force,
                                  .domain = 1,
                                  .second = ROOT};
    uint32_t leaf = LEAF_READ | LEAF_WRITE | (b->as->force ? LEAF_FORCE : 0);
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
    const struct unit_request r = {.address = DATA,
                                   .no_snoop = no_snoop,
                                   .translated = b->unit && b->as->translated};
    struct unit_answer a = {.snooped = !no_snoop};
    struct words w = {0};

    if (b->unit) {
        const struct unit_space s = {
            .word = word, .at = &w, .entry = ENTRY, .has = b->as->has};

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
    struct behind b;
    char name[NAME];

    for (unsigned i = 0; find_behind(i / MAKINGS, &b); i++) {
        unsigned m = i % MAKINGS;

        emit(to,
             (const char *const[]){behind_name(&b, name), bit(m, ATTRIBUTE),
                                   bit(m, ENABLED), bit(m, DISOBEYS),
                                   bit(m, HONOURS), outcome(&b, no_snoop(m))});
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
    struct behind b;
    char name[NAME];

    for (unsigned i = 0; find_behind(i / 2, &b); i++)
        emit(to, (const char *const[]){behind_name(&b, name), request[i % 2],
                                       outcome(&b, i % 2)});
}

static const char cite[] =
    "Linux 6.16, include/uapi/linux/pci_regs.h, PCI_EXP_DEVCTL_NOSNOOP_EN; "
    "commits 6043257b1de0 and 71cfafda9c9b; of each unit, the table of its "
    "name";

static const char *const request_note[] = {
    "bit: Enable No Snoop, bit 11 of Device Control.  It permits the attribute "
    "and forces nothing; a device may disobey it.",
    "A root complex that ignores the attribute snoops for every request.",
    NULL,
};
static const char *const unit_note[] = {
    "translated: the device has the translation (ATS).  Forcing in leaves "
    "reaches untranslated requests only; what the root complex does is not in "
    "leaves.",
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
