#include "models/x86_pat_ept/kvm_mtrr.h"

#include "models/x86_pat_ept/rules.h"

enum { TYPE_FIELD = 0xff, FIXED_BYTES = 0x100000 };

/* Whether range I overlaps the page at GPA.  KVM takes base and mask for one
 * interval, so unlike the hardware it fills holes in the mask:
 * var_mtrr_range(), match_var_range(). */
static bool
overlaps(const struct x86_mtrr *m, unsigned i, uint64_t gpa)
{
    uint64_t start = m->base[i] & ~(uint64_t) (PAGE_BYTES - 1);
    uint64_t mask = m->mask[i] & ~(uint64_t) (PAGE_BYTES - 1);
    uint64_t last;

    /* set_var_mtrr_msr() extends the mask with ones to the left */
    mask |= ~((UINT64_C(1) << (m->maxphyaddr ? m->maxphyaddr : 52)) - 1);
    last = start | ~mask;
    return (m->mask[i] & X86_MTRR_MASK_V) && start < gpa + PAGE_BYTES &&
           last >= gpa;
}

/* The next matching range after PREV in KVM's list, which is kept by
 * descending raw base register (type bits included): set_var_mtrr_msr().
 * PREV = X86_MTRR_VARIABLE starts; so does the result when none is left. */
static unsigned
next_range(const struct x86_mtrr *m, uint64_t gpa, unsigned prev)
{
    unsigned best = X86_MTRR_VARIABLE;

    for (unsigned i = 0; i < X86_MTRR_VARIABLE; i++) {
        if (!overlaps(m, i, gpa))
            continue;
        /* equal registers hold equal types; the number breaks the tie */
        if (prev < X86_MTRR_VARIABLE &&
            (m->base[i] > m->base[prev] ||
             (m->base[i] == m->base[prev] && i <= prev)))
            continue;
        if (best == X86_MTRR_VARIABLE || m->base[i] > m->base[best])
            best = i;
    }
    return best;
}

static uint8_t
gave(struct trail *why, enum x86_rule rule, uint8_t type)
{
    decide(why, &x86_rules[rule], GAVE_MT + type);
    return type;
}

/* kvm_mtrr_get_guest_memory_type() over variable ranges. */
static uint8_t
variable_type(const struct x86_mtrr *m, uint64_t gpa, struct trail *why)
{
    enum x86_rule rule = RULE_KVM_MTRR_VARIABLE;
    uint8_t type = MT_NONE;

    for (unsigned i = next_range(m, gpa, X86_MTRR_VARIABLE);
         i < X86_MTRR_VARIABLE; i = next_range(m, gpa, i)) {
        uint8_t met = x86_mtrr_type(m->base[i] & TYPE_FIELD);

        if (!type)
            type = met;
        if (type == met)
            continue;
        if (met == MT_UC)
            return gave(why, RULE_KVM_MTRR_UC, MT_UC);
        if (type == MT_UC)
            return gave(why, RULE_KVM_MTRR_UC_LOST, MT_WB);
        if ((type != MT_WT && type != MT_WB) || (met != MT_WT && met != MT_WB))
            return gave(why, RULE_KVM_MTRR_MIXED, MT_WB);
        type = MT_WT;
        rule = RULE_KVM_MTRR_WT_WB;
    }
    return type ? gave(why, rule, type) : MT_NONE;
}

uint8_t
kvm_mtrr_lookup(const struct x86_mtrr *guest, uint64_t gpa, bool cpuid_has_mtrr,
                struct trail *why)
{
    uint8_t type;

    gpa &= ~(uint64_t) (PAGE_BYTES - 1);
    if (!(guest->def_type & X86_MTRR_DEF_E))
        return cpuid_has_mtrr ? gave(why, RULE_KVM_MTRR_OFF, MT_UC)
                              : gave(why, RULE_KVM_MTRR_NO_CPUID, MT_WB);
    if (gpa < FIXED_BYTES && guest->def_type & X86_MTRR_DEF_FE)
        return gave(why, RULE_KVM_MTRR_FIXED, x86_mtrr_fixed(guest, gpa));

    type = variable_type(guest, gpa, why);
    return type ? type
                : gave(why, RULE_KVM_MTRR_DEFAULT,
                       x86_mtrr_type(guest->def_type & TYPE_FIELD));
}
