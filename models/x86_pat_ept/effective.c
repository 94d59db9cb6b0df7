#include "models/x86_pat_ept/effective.h"

#include "models/x86_pat_ept/rules.h"
#include "models/x86_pat_ept/tables.h"

/* The effective type that a cell of the SDM's table means. */
static uint8_t
from_cell(uint8_t cell)
{
    static const uint8_t plain[MT_COUNT] = {
        [MT_WC] = X_WC,
        [MT_WT] = X_WT,
        [MT_WB] = X_WB,
        [MT_WP] = X_WP,
    };

    if (cell & CELL_NOTE1)
        return X_UC_MTRR;
    if (cell & CELL_NOTE2)
        return X_UC_PAGE;
    return plain[cell & CELL_TYPE];
}

/* The effective type that the APM's last table means.  It prints UC only
 * where the MTRR is UC; UC of the page tables over other MTRRs is CD. */
static uint8_t
from_apm(uint8_t apm)
{
    static const uint8_t eff[APM_COUNT] = {
        [APM_UC] = X_UC_MTRR, [APM_WC] = X_WC, [APM_WCP] = X_WCP,
        [APM_WP] = X_WP,      [APM_WT] = X_WT, [APM_WB] = X_WB,
        [APM_CD] = X_CD,
    };

    return eff[apm];
}

static uint8_t
gave(struct trail *why, enum x86_rule rule, uint8_t eff)
{
    if (!eff)
        rule = RULE_NO_TYPE;
    return (uint8_t) decide(why, &x86_rules[rule], eff);
}

/* The PAT type that counts; WHY learns how it was selected. */
static uint8_t
pat_input(const struct x86_access *a, enum x86_rule table, struct trail *why)
{
    enum x86_rule rule = RULE_PAT;
    uint8_t pat = a->pat;

    if (a->purpose == FOR_TABLE) {
        rule = table;
    } else if (a->paging_off && a->purpose == FOR_DATA) {
        rule = RULE_PAGING_OFF;
        pat = MT_WB;
    }
    decide(why, &x86_rules[rule], GAVE_MT + pat);
    return pat;
}

static uint8_t
intel(const struct x86_access *a, struct trail *why)
{
    uint8_t pat;

    if (a->cr0_cd)
        return gave(why, RULE_INTEL_CD, X_UC_PAGE);

    pat = pat_input(a, RULE_INTEL_TABLE, why);
    return gave(why, RULE_INTEL_COMBINE, from_cell(x86_mtrr_pat[a->mtrr][pat]));
}

/* An EPT paging-structure entry itself. */
static uint8_t
ept_table(const struct x86_access *a, struct trail *why)
{
    if (a->cr0_cd)
        return gave(why, RULE_EPT_TABLE_CD, X_UC_PAGE);
    if (a->host == MT_WB)
        return gave(why, RULE_EPT_TABLE, X_WB);
    return gave(why, RULE_EPT_TABLE, a->host == MT_UC ? X_UC_MTRR : X_NONE);
}

static uint8_t
ept(const struct x86_access *a, struct trail *why)
{
    uint8_t alone = from_cell(x86_mtrr_pat[a->host][MT_WB]);
    uint8_t pat;

    if (a->purpose == FOR_HOST_TABLE)
        return ept_table(a, why);
    if (!alone) /* the walk ends before any type is used */
        return (uint8_t) decide(why, &x86_rules[RULE_EPT_MISCONFIG], X_NONE);
    if (a->cr0_cd)
        return gave(why, RULE_EPT_CD, X_UC_PAGE);
    if (a->ipat)
        return gave(why, RULE_EPT_IPAT, alone);

    pat = pat_input(a, RULE_EPT_GUEST_TABLE, why);
    return gave(why, RULE_EPT_COMBINE, from_cell(x86_mtrr_pat[a->host][pat]));
}

static uint8_t
amd(const struct x86_access *a, struct trail *why)
{
    uint8_t pat;

    if (a->cr0_cd)
        return gave(why, RULE_AMD_CD, X_CD);

    pat = pat_input(a, RULE_AMD_TABLE, why);
    return gave(why, RULE_AMD_COMBINE,
                from_apm(x86_amd_mtrr[x86_apm_of(pat)][x86_apm_of(a->mtrr)]));
}

static uint8_t
npt(const struct x86_access *a, struct trail *why)
{
    uint8_t both, mtrr = x86_apm_of(a->mtrr);

    if (a->cr0_cd)
        return gave(why, RULE_NPT_CD, X_CD);
    if (a->purpose == FOR_HOST_TABLE)
        return gave(why, RULE_NPT_TABLE,
                    from_apm(x86_amd_mtrr[x86_apm_of(a->host)][mtrr]));

    both = x86_apm_of(pat_input(a, RULE_NPT_GUEST_TABLE, why));
    both = x86_npt_pat[both][x86_apm_of(a->host)];
    decide(why, &x86_rules[RULE_NPT_PAT], GAVE_APM + both);
    return gave(why, RULE_NPT_MTRR, from_apm(x86_npt_mtrr[both][mtrr]));
}

uint8_t
x86_effective(const struct x86_access *a, struct trail *why)
{
    switch (a->paging) {
    case PAGING_INTEL:
        return intel(a, why);
    case PAGING_EPT:
        return ept(a, why);
    case PAGING_AMD:
        return amd(a, why);
    case PAGING_NPT:
        return npt(a, why);
    default:
        return gave(why, RULE_NO_TYPE, X_NONE);
    }
}

bool
x86_snoop_required(uint8_t eff)
{
    return eff == X_UC_PAGE || eff == X_WCP || eff == X_CD;
}
