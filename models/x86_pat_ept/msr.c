/* The MSRs this model knows: names, numbers, and what may be written. */

#include <stddef.h>
#include <string.h>

#include "models/x86_pat_ept/decode.h"

/* SDM vol. 4 names; SDM vol. 3A, "Address Mapping for Fixed-Range MTRRs"
 * (Table 11-9 in 325384-059US) for the fixed ranges. */
// clang-format off
const struct word x86_msrs[X86_MSRS] = {
    { "IA32_MTRRCAP",         NULL, NULL, MSR_MTRRCAP },
    { "IA32_MTRR_PHYSBASE0",  NULL, NULL, 0x200 },
    { "IA32_MTRR_PHYSMASK0",  NULL, NULL, 0x201 },
    { "IA32_MTRR_PHYSBASE1",  NULL, NULL, 0x202 },
    { "IA32_MTRR_PHYSMASK1",  NULL, NULL, 0x203 },
    { "IA32_MTRR_PHYSBASE2",  NULL, NULL, 0x204 },
    { "IA32_MTRR_PHYSMASK2",  NULL, NULL, 0x205 },
    { "IA32_MTRR_PHYSBASE3",  NULL, NULL, 0x206 },
    { "IA32_MTRR_PHYSMASK3",  NULL, NULL, 0x207 },
    { "IA32_MTRR_PHYSBASE4",  NULL, NULL, 0x208 },
    { "IA32_MTRR_PHYSMASK4",  NULL, NULL, 0x209 },
    { "IA32_MTRR_PHYSBASE5",  NULL, NULL, 0x20a },
    { "IA32_MTRR_PHYSMASK5",  NULL, NULL, 0x20b },
    { "IA32_MTRR_PHYSBASE6",  NULL, NULL, 0x20c },
    { "IA32_MTRR_PHYSMASK6",  NULL, NULL, 0x20d },
    { "IA32_MTRR_PHYSBASE7",  NULL, NULL, 0x20e },
    { "IA32_MTRR_PHYSMASK7",  NULL, NULL, 0x20f },
    { "IA32_MTRR_PHYSBASE8",  NULL, NULL, 0x210 },
    { "IA32_MTRR_PHYSMASK8",  NULL, NULL, 0x211 },
    { "IA32_MTRR_PHYSBASE9",  NULL, NULL, 0x212 },
    { "IA32_MTRR_PHYSMASK9",  NULL, NULL, 0x213 },
    { "IA32_MTRR_FIX64K_00000", NULL, NULL, MSR_FIX64K_00000 },
    { "IA32_MTRR_FIX16K_80000", NULL, NULL, MSR_FIX16K_80000 },
    { "IA32_MTRR_FIX16K_A0000", NULL, NULL, MSR_FIX16K_A0000 },
    { "IA32_MTRR_FIX4K_C0000", NULL, NULL, 0x268 },
    { "IA32_MTRR_FIX4K_C8000", NULL, NULL, 0x269 },
    { "IA32_MTRR_FIX4K_D0000", NULL, NULL, 0x26a },
    { "IA32_MTRR_FIX4K_D8000", NULL, NULL, 0x26b },
    { "IA32_MTRR_FIX4K_E0000", NULL, NULL, 0x26c },
    { "IA32_MTRR_FIX4K_E8000", NULL, NULL, 0x26d },
    { "IA32_MTRR_FIX4K_F0000", NULL, NULL, 0x26e },
    { "IA32_MTRR_FIX4K_F8000", NULL, NULL, 0x26f },
    { "IA32_PAT",             NULL, NULL, MSR_PAT },
    { "IA32_MTRR_DEF_TYPE",   NULL, NULL, MSR_DEF_TYPE },
};
// clang-format on

uint32_t
x86_msr_find(const char *name)
{
    for (unsigned i = 0; i < X86_MSRS; i++)
        if (!strcmp(x86_msrs[i].name, name))
            return x86_msrs[i].code;
    return MSR_NONE;
}

const char *
x86_msr_name(uint32_t number)
{
    for (unsigned i = 0; i < X86_MSRS; i++)
        if (x86_msrs[i].code == number)
            return x86_msrs[i].name;
    return NULL;
}

const char *
x86_msr_fault(uint32_t number, uint64_t value, unsigned maxphyaddr)
{
    if (!x86_msr_name(number))
        return "no such MSR in this model";
    if (number == MSR_MTRRCAP)
        return "IA32_MTRRCAP is read-only";
    if (number == MSR_PAT)
        return x86_pat_reserved(value) < 0 ? NULL
                                           : "a PAT field holds a reserved "
                                             "type";
    if (number == MSR_DEF_TYPE)
        return x86_mtrr_def_fault(value);
    if (number >= MSR_FIX64K_00000)
        return x86_mtrr_fixed_fault(value);

    return number % 2 ? x86_physmask_fault(value, maxphyaddr)
                      : x86_physbase_fault(value, maxphyaddr);
}
