/* Everything the x86 model offers, in one place. */

#include "models/x86_pat_ept/model.h"

#include <stddef.h>

#include "models/x86_pat_ept/litmus.h"
#include "models/x86_pat_ept/lower.h"
#include "models/x86_pat_ept/order.h"
#include "models/x86_pat_ept/plane.h"
#include "models/x86_pat_ept/rules.h"
#include "models/x86_pat_ept/type_tables.h"

static const struct word types[] = {
    {"WB",  "write-back",                       NULL, MT_WB },
    {"WC",  "write-combining",                  NULL, MT_WC },
    {"WT",  "write-through",                    NULL, MT_WT },
    {"WP",  "write-protected",                  NULL, MT_WP },
    {"UC-", "uncached, a WC MTRR overrides it", NULL, MT_UCM},
    {"UC",  "uncached",                         NULL, MT_UC },
};

static const struct word quirks[] = {
    {"cd-nw-cleared",    "KVM_X86_QUIRK_CD_NW_CLEARED",    NULL, QUIRK_CD_NW_CLEARED},
    {"ignore-guest-pat", "KVM_X86_QUIRK_IGNORE_GUEST_PAT", NULL,
     QUIRK_IGNORE_GUEST_PAT                                                         },
};

static const struct word slot_flags[] = {
    {"noncoherent-dma", "KVM_MEM_NON_COHERENT_DMA of January 2024", NULL,
     SLOT_NONCOHERENT_DMA},
};

/* Of the guest that every scenario has, principal 2. */
static const struct word states[] = {
    {"ncdma", "how many devices are registered as non-coherent", NULL,
     (uint32_t) (WORD_NONCOHERENT(2) - CONTROL_SPACE)},
};

static const struct platform_key_def keys[X86_KEYS] = {
    [KEY_VENDOR] = {"vendor",       "intel amd", VENDOR_INTEL, 1,
                    "whose rules: EPT or nested paging, what an exit drains"},
    [KEY_WBINVD_EXITS] = {"wbinvd-exits", "no yes",    1,            1,
                    "whether a guest's WBINVD exits"                        },
};

static const char *
type_name(uint32_t attr)
{
    return attr < X_COUNT ? x86_eff_name[attr] : "none";
}

static const char *
gave_name(const struct rule *r, uint32_t gave)
{
    (void) r;
    return gave ? x86_gave_name(gave) : "";
}

static uint32_t
lower(const struct platform *p, struct attr out[][ACCESS_KINDS], uint32_t max)
{
    (void) max;
    x86_lower(out, p->key[PK_SELF_SNOOP]);
    return X_COUNT;
}

static const char *
check_reg(uint32_t reg, uint64_t value)
{
    if (reg == REG_CR0)
        return value & ~(CR0_PG | CR0_CD) ? "only PG and CD are modelled"
                                          : NULL;
    return x86_msr_fault(reg, value, 0);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct model x86_model = {
    .name = "x86_pat_ept",
    .arch = "x86",
    .title = "x86: PAT, MTRR, EPT and nested paging under KVM",
    .verb = x86_verbs,
    .nverb = X86_VERBS,
    .type = types,
    .ntype = COUNT(types),
    .slot_flag = slot_flags,
    .nslot_flag = COUNT(slot_flags),
    .quirk = quirks,
    .nquirk = COUNT(quirks),
    .state = states,
    .nstate = COUNT(states),
    .key = keys,
    .nkey = X86_KEYS,
    .policy = &x86_policy_vocab,
    .reg = x86_msrs,
    .nreg = X86_MSRS,
    .rule = x86_rules,
    .nrule = RULE_COUNT,
    .table = x86_type_tables,
    .ntable = X86_TYPE_TABLES,
    .litmus = x86_litmus,
    .nlitmus = X86_DIALECTS,
    .waits = x86_waits,
    .stronger = x86_stronger,
    .nstronger = X86_STRONGER,
    .at_issue = &x86_at_issue,
    .handover = &x86_handover,
    .signal_class = O_SIGNAL,
    .clean_verb = "clflush",
    .drain_verb = "sfence",
    .whole_verb = "wbinvd",
    .forget_verb = "flush-tlb",
    .stores_name = "store buffer",
    .merging_name = "write-combining buffer",
    .default_type = MT_WB,
    .device_type = MT_UCM,
    .type_name = type_name,
    .gave_name = gave_name,
    .lower = lower,
    .check_reg = check_reg,
    .check_plan = x86_check_plan,
    .lay = x86_lay,
    .resolve = x86_resolve,
    .resolve_fresh = x86_resolve_fresh,
    .control = x86_control,
    .end_vm = x86_end_vm,
    .known = x86_known,
};
