#include "models/x86_pat_ept/type_tables.h"

#include <stddef.h>

#include "models/x86_pat_ept/effective.h"
#include "models/x86_pat_ept/tables.h"

/* The orders in which the manuals print rows and columns.  MTRRs and EPT
 * entries have no UC-. */
static const uint8_t sdm_pat[] = {MT_UC, MT_UCM, MT_WC, MT_WT, MT_WB, MT_WP};
static const uint8_t sdm_mtrr[] = {MT_UC, MT_WC, MT_WT, MT_WB, MT_WP};
static const uint8_t apm_pat[] = {MT_UC, MT_UCM, MT_WC, MT_WP, MT_WT, MT_WB};
static const uint8_t apm_mtrr[] = {MT_UC, MT_WC, MT_WP, MT_WT, MT_WB};

enum { PATS = 6, MTRRS = 5 };

static const char *const bit[] = {"0", "1"};

/* rules.md R7 in the printed word: whether the type obliges the CPU to look
 * into caches.  Cacheable types look there anyway. */
static const char *
snoop(uint8_t eff)
{
    switch (eff) {
    case X_WB:
    case X_WT:
    case X_WP:
        return "-";
    default:
        return x86_snoop_required(eff) ? "required" : "optional";
    }
}

static void
pat_mtrr_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned i = 0; i < PATS * MTRRS; i++) {
        struct x86_access a = {
            .paging = PAGING_INTEL,
            .pat = sdm_pat[i / MTRRS],
            .mtrr = sdm_mtrr[i % MTRRS],
        };
        uint8_t eff = x86_effective(&a, NULL);

        emit(to, (const char *const[]){x86_mt_name[a.pat], x86_mt_name[a.mtrr],
                                       x86_eff_name[eff], snoop(eff)});
    }
}

static void
ept_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned i = 0; i < 2 * 2 * PATS * MTRRS; i++) {
        struct x86_access a = {
            .paging = PAGING_EPT,
            .cr0_cd = i / MTRRS / PATS / 2,
            .ipat = i / MTRRS / PATS % 2,
            .pat = sdm_pat[i / MTRRS % PATS],
            .host = sdm_mtrr[i % MTRRS],
        };
        uint8_t eff = x86_effective(&a, NULL);

        emit(to, (const char *const[]){x86_mt_name[a.pat], x86_mt_name[a.host],
                                       bit[a.ipat], bit[a.cr0_cd],
                                       x86_eff_name[eff], snoop(eff)});
    }
}

static void
npt_rows(void (*emit)(void *to, const char *const cell[]), void *to)
{
    for (unsigned i = 0; i < PATS * PATS * MTRRS; i++) {
        struct x86_access a = {
            .paging = PAGING_NPT,
            .pat = apm_pat[i / MTRRS / PATS],
            .host = apm_pat[i / MTRRS % PATS],
            .mtrr = apm_mtrr[i % MTRRS],
        };

        emit(to, (const char *const[]){x86_mt_name[a.pat], x86_mt_name[a.host],
                                       x86_mt_name[a.mtrr],
                                       x86_eff_name[x86_effective(&a, NULL)]});
    }
}

static const char *const pat_mtrr_column[] = {"pat", "mtrr", "effective",
                                              "snoop"};
static const char *const ept_column[] = {"pat", "ept",       "ipat",
                                         "cd",  "effective", "snoop"};
static const char *const npt_column[] = {"guest_pat", "host_pat", "mtrr",
                                         "effective"};

static const char required[] =
    "required: the type obliges the CPU to look into caches, because UC came "
    "from the page tables (footnote 2).";
static const char optional[] =
    "optional: UC came from the MTRR or the EPT (footnote 1), or the type is "
    "WC; only a CPU with self-snoop looks.";
static const char cacheable[] = "-: a cacheable type, coherent anyway.";

static const char older[] =
    "Older editions call UC- with WP, WT with WC, WT with WP, WP with WC and "
    "WP with WT undefined (footnote 3).";
static const char misconfigured[] =
    "The MTRRs have no say.  EPT types 2, 3 and 7 are an EPT "
    "misconfiguration.";
static const char no_fill[] =
    "With cd = 1 lines that hit are still seen (Table 11-5), hence required.  "
    "KVM never sets CD in hardware.";

static const char *const pat_mtrr_note[] = {
    "CR0.CD = 0.", required, optional, cacheable, older, NULL,
};
static const char *const ept_note[] = {
    misconfigured, no_fill, required, optional, cacheable, NULL,
};
static const char *const npt_note[] = {
    "gCR0.CD = hCR0.CD = 0; either of them set gives CD.",
    "CD and WC+ look into every cache; WC and UC do not.",
    "KVM leaves host_pat at WB.",
    NULL,
};

static const char ept_cite[] =
    "Intel SDM vol. 3C (325384-059US), 28.2.6.2 \"Memory Type Used for "
    "Translated Guest-Physical Addresses\", with vol. 3A Table 11-7";
static const char npt_cite[] =
    "AMD APM vol. 2 (24593), 15.25.8, \"Combining Guest and Host PAT Types\" "
    "(Table 15-19), then \"Combining PAT and MTRR Types\" (Table 15-20)";

// clang-format off
const struct table x86_type_tables[X86_TYPE_TABLES] = {
    {
        .name = "x86-pat-mtrr",
        .title = "Intel: PAT type and MTRR type",
        .cite = x86_mtrr_pat_cite,
        .column = pat_mtrr_column,
        .ncolumn = 4,
        .row_axis = 0,
        .col_axis = 1,
        .first_value = 2,
        .note = pat_mtrr_note,
        .rows = pat_mtrr_rows,
    },
    {
        .name = "x86-ept",
        .title = "Intel: guest PAT type and EPT leaf",
        .cite = ept_cite,
        .column = ept_column,
        .ncolumn = 6,
        .row_axis = 0,
        .col_axis = 1,
        .first_value = 4,
        .note = ept_note,
        .rows = ept_rows,
    },
    {
        .name = "amd-npt",
        .title = "AMD: guest PAT, host PAT and MTRR types",
        .cite = npt_cite,
        .column = npt_column,
        .ncolumn = 4,
        .row_axis = 0,
        .col_axis = 1,
        .first_value = 3,
        .note = npt_note,
        .rows = npt_rows,
    },
};
// clang-format on
