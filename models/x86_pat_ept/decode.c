#include "models/x86_pat_ept/decode.h"

#include <stddef.h>

/* The three-bit encodings shared by IA32_PAT, the MTRRs and EPT entries.
 * SDM vol. 3A, "Memory Types That Can Be Encoded With PAT" (Table 11-10) and
 * "Memory Types That Can Be Encoded in MTRRs" (Table 11-8), 325384-059US; vol.
 * 3C, 28.2.6.2 for EPT.  7 is UC- in IA32_PAT and reserved elsewhere. */
static const uint8_t type_of[8] = {
    MT_UC, MT_WC, MT_NONE, MT_NONE, MT_WT, MT_WP, MT_WB, MT_UCM,
};

static const uint8_t code_of[MT_COUNT] = {
    [MT_UC] = 0, [MT_WC] = 1, [MT_WT] = 4,
    [MT_WP] = 5, [MT_WB] = 6, [MT_UCM] = 7,
};

enum { EPT_TYPE_SHIFT = 3, PTE_PWT_SHIFT = 3 };

/* Bits 51 to MAXPHYADDR, reserved in every register and entry. */
static uint64_t
beyond_physical(unsigned maxphyaddr)
{
    if (!maxphyaddr || maxphyaddr >= 52)
        return 0;
    return X86_ADDR_MASK & ~((UINT64_C(1) << maxphyaddr) - 1);
}

uint64_t
x86_level_size(unsigned level)
{
    switch (level) {
    case LEVEL_4K:
        return UINT64_C(1) << 12;
    case LEVEL_2M:
        return UINT64_C(1) << 21;
    case LEVEL_1G:
        return UINT64_C(1) << 30;
    default:
        return 0;
    }
}

int
x86_pat_reserved(uint64_t msr)
{
    for (unsigned i = 0; i < X86_PAT_FIELDS; i++)
        if (!x86_pat_type(msr, i))
            return (int) i;
    return -1;
}

uint8_t
x86_pat_type(uint64_t msr, unsigned index)
{
    uint64_t field = msr >> 8 * index & 0xff;

    return field < 8 ? type_of[field] : MT_NONE;
}

uint64_t
x86_pat_make(const uint8_t type[X86_PAT_FIELDS])
{
    uint64_t msr = 0;

    for (unsigned i = 0; i < X86_PAT_FIELDS; i++)
        msr |= (uint64_t) code_of[type[i]] << 8 * i;
    return msr;
}

int
x86_pat_find(uint64_t msr, uint8_t type)
{
    for (unsigned i = 0; i < X86_PAT_FIELDS; i++)
        if (x86_pat_type(msr, i) == type)
            return (int) i;
    return -1;
}

static uint64_t
pat_bit(unsigned level)
{
    return level == LEVEL_4K ? X86_PTE_PAT_4K : X86_PTE_PAT_LARGE;
}

/* SDM vol. 3A, "Selection of PAT Entries with PAT, PCD, and PWT Flags" (Table
 * 11-11 in 325384-059US). */
unsigned
x86_pat_index(uint64_t leaf, unsigned level)
{
    return x86_pat_table_index(leaf) + (leaf & pat_bit(level) ? 4 : 0);
}

unsigned
x86_pat_table_index(uint64_t entry)
{
    return (unsigned) (entry >> PTE_PWT_SHIFT & 3);
}

uint64_t
x86_pat_bits(unsigned index, unsigned level)
{
    return (uint64_t) (index & 3) << PTE_PWT_SHIFT |
           (index & 4 ? pat_bit(level) : 0);
}

uint64_t
x86_pte_set_index(uint64_t leaf, unsigned index, unsigned level)
{
    return (leaf & ~x86_pat_bits(7, level)) | x86_pat_bits(index, level);
}

uint64_t
x86_pte(uint64_t pa, uint64_t flags, unsigned index, unsigned level)
{
    uint64_t leaf = pa | flags | X86_PTE_P;

    if (level > LEVEL_4K)
        leaf |= X86_PTE_PS;
    return leaf | x86_pat_bits(index, level);
}

uint64_t
x86_table(uint64_t pa, uint64_t flags, unsigned index)
{
    return pa | flags | X86_PTE_P | (uint64_t) (index & 3) << PTE_PWT_SHIFT;
}

bool
x86_pte_is_leaf(uint64_t entry, unsigned level)
{
    return level == LEVEL_4K || (level < LEVEL_TOP && entry & X86_PTE_PS);
}

uint64_t
x86_pte_address(uint64_t entry, unsigned level)
{
    uint64_t size = x86_level_size(level);

    if (!x86_pte_is_leaf(entry, level))
        return entry & X86_ADDR_MASK;
    return entry & X86_ADDR_MASK & ~(size - 1);
}

/* SDM vol. 3A, "Formats of CR3 and Paging-Structure Entries with 4-Level
 * Paging" (Figure 4-11 in 325384-059US). */
const char *
x86_pte_fault(uint64_t entry, unsigned level, unsigned maxphyaddr)
{
    uint64_t low;

    if (entry & beyond_physical(maxphyaddr))
        return "address bits beyond MAXPHYADDR";
    if (level == LEVEL_TOP && entry & X86_PTE_PS)
        return "bit 7 of a PML4 entry";
    if (level == LEVEL_4K || !x86_pte_is_leaf(entry, level))
        return NULL;

    /* a large leaf: bit 12 is PAT, the rest below its size is reserved */
    low = (x86_level_size(level) - 1) & X86_ADDR_MASK & ~X86_PTE_PAT_LARGE;
    return entry & low ? "address bits below the page size" : NULL;
}

uint64_t
x86_ept_leaf(uint64_t pa, unsigned level, uint64_t rwx, uint8_t type, bool ipat)
{
    uint64_t leaf = pa | rwx;

    if (level > LEVEL_4K)
        leaf |= X86_EPT_PS;
    return x86_ept_set_type(leaf, type, ipat);
}

uint64_t
x86_ept_table(uint64_t pa)
{
    return pa | X86_EPT_RWX;
}

uint8_t
x86_ept_type(uint64_t leaf)
{
    return x86_mtrr_type(leaf >> EPT_TYPE_SHIFT & 7);
}

bool
x86_ept_ipat(uint64_t leaf)
{
    return leaf & X86_EPT_IPAT;
}

uint64_t
x86_ept_set_type(uint64_t leaf, uint8_t type, bool ipat)
{
    leaf &= ~(UINT64_C(7) << EPT_TYPE_SHIFT | X86_EPT_IPAT);
    leaf |= (uint64_t) code_of[type] << EPT_TYPE_SHIFT;
    return ipat ? leaf | X86_EPT_IPAT : leaf;
}

/* Whether EPT entry ends the walk. */
static bool
ept_is_leaf(uint64_t entry, unsigned level)
{
    return x86_pte_is_leaf(entry, level); /* bit 7 means the same in both */
}

/* SDM vol. 3C, "EPT Misconfigurations" (28.2.3.1 in 325384-059US) and the
 * entry formats of Tables 28-1 to 28-6.  Execute-only entries are legal here:
 * IA32_VMX_EPT_VPID_CAP[0] is taken as 1. */
const char *
x86_ept_fault(uint64_t entry, unsigned level, unsigned maxphyaddr)
{
    uint64_t size = x86_level_size(level);

    if ((entry & X86_EPT_W) && !(entry & X86_EPT_R))
        return "writable but not readable";
    if (entry & beyond_physical(maxphyaddr))
        return "address bits beyond MAXPHYADDR";
    if (level == LEVEL_TOP)
        return entry & 0xf8 ? "bits 7:3 of a PML4 entry" : NULL;
    if (!ept_is_leaf(entry, level))
        return entry & 0x78 ? "bits 6:3 of an entry that is no leaf" : NULL;
    if (!x86_ept_type(entry))
        return "reserved memory type";

    return entry & (size - 1) & X86_ADDR_MASK
               ? "address bits below the page size"
               : NULL;
}

uint64_t
x86_eptp(uint64_t pa, uint8_t type)
{
    return pa | UINT64_C(3) << 3 | code_of[type];
}

uint8_t
x86_eptp_type(uint64_t eptp)
{
    uint8_t type = x86_mtrr_type(eptp & 7);

    return type == MT_UC || type == MT_WB ? type : MT_NONE;
}

/* SDM vol. 3C, "Format of Extended-Page-Table Pointer" (Table 24-8) and
 * 26.2.1.1 in 325384-059US. */
const char *
x86_eptp_fault(uint64_t eptp, unsigned maxphyaddr)
{
    if (!x86_eptp_type(eptp))
        return "memory type neither UC nor WB";
    if ((eptp >> 3 & 7) != 3)
        return "walk length other than 4";
    if (eptp & 0xf80)
        return "bits 11:7 are reserved";

    return eptp & (beyond_physical(maxphyaddr) | ~(X86_ADDR_MASK | 0xfff))
               ? "address bits beyond MAXPHYADDR"
               : NULL;
}

uint8_t
x86_mtrr_type(uint64_t code)
{
    return code < 7 ? type_of[code] : MT_NONE; /* 7 is UC-, in PAT only */
}

uint64_t
x86_mtrr_def_make(uint8_t type, bool enable, bool fixed_enable)
{
    return code_of[type] | (enable ? X86_MTRR_DEF_E : 0) |
           (fixed_enable ? X86_MTRR_DEF_FE : 0);
}

uint64_t
x86_physbase_make(uint64_t base, uint8_t type)
{
    return base | code_of[type];
}

uint64_t
x86_physmask_make(uint64_t size, unsigned maxphyaddr)
{
    return (X86_ADDR_MASK & ~beyond_physical(maxphyaddr) & ~(size - 1)) |
           X86_MTRR_MASK_V;
}

uint64_t
x86_mtrr_fixed_make(const uint8_t type[8])
{
    return x86_pat_make(type);
}

/* SDM vol. 3A, "IA32_MTRR_DEF_TYPE MSR" (11.11.2.1 in 325384-059US). */
const char *
x86_mtrr_def_fault(uint64_t msr)
{
    if (!x86_mtrr_type(msr & 0xff))
        return "reserved memory type";
    return msr & ~UINT64_C(0xcff) ? "bits 9:8 and 63:12 are reserved" : NULL;
}

const char *
x86_mtrr_fixed_fault(uint64_t msr)
{
    for (unsigned i = 0; i < 8; i++)
        if (!x86_mtrr_type(msr >> 8 * i & 0xff))
            return "reserved memory type";
    return NULL;
}

/* SDM vol. 3A, "Variable Range MTRRs" (11.11.2.3 in 325384-059US). */
const char *
x86_physbase_fault(uint64_t msr, unsigned maxphyaddr)
{
    if (!x86_mtrr_type(msr & 0xff))
        return "reserved memory type";
    if (msr & 0xf00)
        return "bits 11:8 are reserved";
    return msr & (beyond_physical(maxphyaddr) | ~(X86_ADDR_MASK | 0xfff))
               ? "address bits beyond MAXPHYADDR"
               : NULL;
}

const char *
x86_physmask_fault(uint64_t msr, unsigned maxphyaddr)
{
    if (msr & 0x7ff)
        return "bits 10:0 are reserved";
    return msr & (beyond_physical(maxphyaddr) | ~(X86_ADDR_MASK | 0xfff))
               ? "address bits beyond MAXPHYADDR"
               : NULL;
}
