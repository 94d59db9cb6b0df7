#include "models/x86_pat_ept/mtrr.h"

#include <stddef.h>

#include "models/x86_pat_ept/rules.h"

enum { MTRR_TYPE_FIELD = 0xff };

/* SDM vol. 3A, "Address Mapping for Fixed-Range MTRRs" (Table 11-9 in
 * 325384-059US): registers and the bytes of a field. */
// clang-format off
static const struct {
    uint32_t start;
    uint32_t msr;  /* of the first register                                   */
    uint8_t first; /* its index in struct x86_mtrr                            */
    uint8_t count; /* registers                                               */
    uint8_t shift; /* log2 of the bytes of one field                          */
} fixed_part[] = {
    { 0x00000, MSR_FIX64K_00000, 0, 1, 16 },
    { 0x80000, MSR_FIX16K_80000, 1, 2, 14 },
    { 0xc0000, MSR_FIX4K_C0000,  3, 8, 12 },
};
// clang-format on

enum {
    FIXED_PARTS = sizeof fixed_part / sizeof *fixed_part,
    FIXED_END = 0x100000
};

uint8_t
x86_mtrr_fixed(const struct x86_mtrr *m, uint64_t pa)
{
    unsigned part = FIXED_PARTS - 1;
    uint64_t field;

    while (pa < fixed_part[part].start)
        part--;
    field = (pa - fixed_part[part].start) >> fixed_part[part].shift;
    return x86_mtrr_type(m->fixed[fixed_part[part].first + field / 8] >>
                             field % 8 * 8 &
                         MTRR_TYPE_FIELD);
}

/* Types of all variable ranges that match PA, as a mask of 1 << type; a
 * reserved type sets bit MT_NONE. */
static unsigned
matching_types(const struct x86_mtrr *m, uint64_t pa, unsigned *count)
{
    unsigned types = 0;

    *count = 0;
    for (unsigned i = 0; i < X86_MTRR_VARIABLE; i++) {
        uint64_t mask = m->mask[i] & X86_ADDR_MASK;

        if (!(m->mask[i] & X86_MTRR_MASK_V))
            continue;
        if ((pa & mask) != (m->base[i] & mask))
            continue;
        types |= 1u << x86_mtrr_type(m->base[i] & MTRR_TYPE_FIELD);
        ++*count;
    }
    return types;
}

static uint8_t
gave(struct trail *why, enum x86_rule rule, uint8_t type)
{
    decide(why, &x86_rules[rule], GAVE_MT + type);
    return type;
}

uint8_t
x86_mtrr_lookup(const struct x86_mtrr *m, uint64_t pa, struct trail *why)
{
    unsigned count, types;

    if (!(m->def_type & X86_MTRR_DEF_E))
        return gave(why, RULE_MTRR_OFF, MT_UC);
    if (pa < FIXED_END && m->def_type & X86_MTRR_DEF_FE)
        return gave(why, RULE_MTRR_FIXED, x86_mtrr_fixed(m, pa));

    types = matching_types(m, pa, &count);
    if (!count)
        return gave(why, RULE_MTRR_DEFAULT,
                    x86_mtrr_type(m->def_type & MTRR_TYPE_FIELD));
    if (types & 1u << MT_NONE)
        return gave(why, RULE_MTRR_UNDEFINED, MT_NONE);
    for (unsigned type = MT_UC; type < MT_COUNT; type++)
        if (types == 1u << type)
            return gave(why, count == 1 ? RULE_MTRR_ONE : RULE_MTRR_SAME,
                        (uint8_t) type);
    if (types & 1u << MT_UC)
        return gave(why, RULE_MTRR_UC, MT_UC);
    if (types == (1u << MT_WT | 1u << MT_WB))
        return gave(why, RULE_MTRR_WT_WB, MT_WT);

    return gave(why, RULE_MTRR_UNDEFINED, MT_NONE);
}

uint64_t *
x86_mtrr_register(struct x86_mtrr *m, uint32_t msr)
{
    uint32_t pair = msr - MSR_PHYSBASE0;

    if (msr == MSR_DEF_TYPE)
        return &m->def_type;
    if (msr >= MSR_PHYSBASE0 && pair < 2 * X86_MTRR_VARIABLE)
        return pair % 2 ? &m->mask[pair / 2] : &m->base[pair / 2];
    for (unsigned i = 0; i < FIXED_PARTS; i++) {
        uint32_t n = msr - fixed_part[i].msr;

        if (msr >= fixed_part[i].msr && n < fixed_part[i].count)
            return &m->fixed[fixed_part[i].first + n];
    }
    return NULL;
}
