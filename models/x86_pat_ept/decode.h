/*
 * Hardware encodings: MSRs, page-table entries, EPT entries and the EPTP, to
 * types and back, and which values the hardware refuses.
 *
 * Every function here is about one register or one entry; walking tables is
 * walk.c, matching address ranges mtrr.c.  Functions named *_fault return NULL
 * for a legal value, else the reason in a few words.  Physical-address width
 * is a parameter where a rule depends on it; 0 stands for 52.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/x86_pat_ept/types.h"
#include "sim/core/model.h"

/* IA32_PAT after power-up or reset: WB WT UC- UC, twice.
 * SDM vol. 3A, "Memory Type Setting of PAT Entries Following a Power-up or
 * Reset" (Table 11-12 in 325384-059). */
#define X86_PAT_RESET UINT64_C(0x0007040600070406)

/* What Linux writes: WB WC UC- UC WB WP UC- WT.
 * Linux 6.16, arch/x86/mm/pat/memtype.c, pat_bp_init(). */
#define X86_PAT_LINUX UINT64_C(0x0407050600070106)

/* What Linux writes on CPUs with the PAT erratum: WB WC UC- UC, twice. */
#define X86_PAT_LINUX_ERRATUM UINT64_C(0x0007010600070106)

enum { X86_PAT_FIELDS = 8 };

/* Table levels: where an entry stands.  A leaf at level 1 maps 4K, at level 2
 * 2M, at level 3 1G. */
enum x86_level {
    LEVEL_NONE,
    LEVEL_4K,
    LEVEL_2M,
    LEVEL_1G,
    LEVEL_TOP, /* PML4                                                        */
};

/* Bytes a leaf of this level maps; 0 for LEVEL_NONE and LEVEL_TOP. */
uint64_t x86_level_size(unsigned level);

/* Page-table entries (guest tables, and AMD nested tables). */
#define X86_PTE_P         UINT64_C(0x1)
#define X86_PTE_RW        UINT64_C(0x2)
#define X86_PTE_US        UINT64_C(0x4)
#define X86_PTE_PWT       UINT64_C(0x8)
#define X86_PTE_PCD       UINT64_C(0x10)
#define X86_PTE_A         UINT64_C(0x20)
#define X86_PTE_D         UINT64_C(0x40)
#define X86_PTE_PS        UINT64_C(0x80) /* in a leaf above level 1          */
#define X86_PTE_PAT_4K    UINT64_C(0x80) /* in a 4K leaf                     */
#define X86_PTE_PAT_LARGE UINT64_C(0x1000)
#define X86_PTE_NX        (UINT64_C(1) << 63)
#define X86_ADDR_MASK     UINT64_C(0x000ffffffffff000)

/* EPT entries. */
#define X86_EPT_R    UINT64_C(0x1)
#define X86_EPT_W    UINT64_C(0x2)
#define X86_EPT_X    UINT64_C(0x4)
#define X86_EPT_RWX  UINT64_C(0x7)
#define X86_EPT_IPAT UINT64_C(0x40)
#define X86_EPT_PS   UINT64_C(0x80)
#define X86_EPTP_AD  UINT64_C(0x40) /* in the EPTP: accessed and dirty flags */

/* --- IA32_PAT ---------------------------------------------------------- */

/* The lowest field whose value is reserved (WRMSR raises #GP), or -1. */
int x86_pat_reserved(uint64_t msr);

/* Type in field INDEX (0 to 7); MT_NONE if that field is reserved. */
uint8_t x86_pat_type(uint64_t msr, unsigned index);

/* The register with these types in its fields. */
uint64_t x86_pat_make(const uint8_t type[X86_PAT_FIELDS]);

/* The lowest index whose field holds TYPE, or -1. */
int x86_pat_find(uint64_t msr, uint8_t type);

/* PAT index of a leaf: 4*PAT + 2*PCD + PWT. */
unsigned x86_pat_index(uint64_t leaf, unsigned level);

/* PAT index for reading the table that ENTRY (or CR3) points to: 2*PCD + PWT;
 * such accesses use fields 0 to 3 only. */
unsigned x86_pat_table_index(uint64_t entry);

/* The PAT, PCD and PWT bits that select INDEX in a leaf of this level. */
uint64_t x86_pat_bits(unsigned index, unsigned level);

/* LEAF with its PAT, PCD and PWT bits changed to select INDEX. */
uint64_t x86_pte_set_index(uint64_t leaf, unsigned index, unsigned level);

/* --- building page-table entries --------------------------------------- */

/* A leaf mapping PA; FLAGS are X86_PTE_* bits, P and (above 4K) PS are added.
 */
uint64_t x86_pte(uint64_t pa, uint64_t flags, unsigned index, unsigned level);

/* An entry pointing to the table at PA; INDEX 0 to 3 sets PCD and PWT. */
uint64_t x86_table(uint64_t pa, uint64_t flags, unsigned index);

/* Whether a present entry of this level ends the walk. */
bool x86_pte_is_leaf(uint64_t entry, unsigned level);

/* Physical address in a leaf of this level, or of the table it points to. */
uint64_t x86_pte_address(uint64_t entry, unsigned level);

/* Reserved bits set in a present entry. */
const char *x86_pte_fault(uint64_t entry, unsigned level, unsigned maxphyaddr);

/* --- EPT ---------------------------------------------------------------- */

/* A leaf mapping PA with access RWX (X86_EPT_*) and memory type TYPE. */
uint64_t x86_ept_leaf(uint64_t pa, unsigned level, uint64_t rwx, uint8_t type,
                      bool ipat);

/* An entry pointing to the table at PA, all accesses allowed. */
uint64_t x86_ept_table(uint64_t pa);

/* Memory type of a leaf; MT_NONE for 2, 3 and 7. */
uint8_t x86_ept_type(uint64_t leaf);

bool x86_ept_ipat(uint64_t leaf);

/* LEAF with another type and IPAT bit. */
uint64_t x86_ept_set_type(uint64_t leaf, uint8_t type, bool ipat);

/* Why a present entry is an EPT misconfiguration. */
const char *x86_ept_fault(uint64_t entry, unsigned level, unsigned maxphyaddr);

/* EPTP for a 4-level walk from the table at PA; TYPE is MT_UC or MT_WB. */
uint64_t x86_eptp(uint64_t pa, uint8_t type);

/* Type for reading EPT tables; MT_NONE if neither UC nor WB. */
uint8_t x86_eptp_type(uint64_t eptp);

/* Why VM entry refuses this EPTP. */
const char *x86_eptp_fault(uint64_t eptp, unsigned maxphyaddr);

/* --- MTRRs -------------------------------------------------------------- */

/* IA32_MTRR_DEF_TYPE and PHYSMASKn bits. */
#define X86_MTRR_DEF_FE UINT64_C(0x400)
#define X86_MTRR_DEF_E  UINT64_C(0x800)
#define X86_MTRR_MASK_V UINT64_C(0x800)

/* Type of an MTRR type field; MT_NONE if reserved. */
uint8_t x86_mtrr_type(uint64_t code);

/* IA32_MTRR_DEF_TYPE with this default type. */
uint64_t x86_mtrr_def_make(uint8_t type, bool enable, bool fixed_enable);
uint64_t x86_physbase_make(uint64_t base, uint8_t type);

/* PHYSMASK, valid bit set, for a range of SIZE bytes (a power of two). */
uint64_t x86_physmask_make(uint64_t size, unsigned maxphyaddr);

/* A fixed-range register with these types, lowest address first. */
uint64_t x86_mtrr_fixed_make(const uint8_t type[8]);

const char *x86_mtrr_def_fault(uint64_t msr);
const char *x86_mtrr_fixed_fault(uint64_t msr);
const char *x86_physbase_fault(uint64_t msr, unsigned maxphyaddr);
const char *x86_physmask_fault(uint64_t msr, unsigned maxphyaddr);

/* --- MSRs by name ------------------------------------------------------- */

enum x86_msr_number {
    MSR_NONE,
    MSR_MTRRCAP = 0xfe,
    MSR_PHYSBASE0 = 0x200, /* + 2n, and the mask right after it               */
    MSR_FIX64K_00000 = 0x250,
    MSR_FIX16K_80000 = 0x258,
    MSR_FIX16K_A0000 = 0x259,
    MSR_FIX4K_C0000 = 0x268, /* to 0x26f, one for each 32K                    */
    MSR_FIX4K_F8000 = 0x26f,
    MSR_PAT = 0x277,
    MSR_DEF_TYPE = 0x2ff,
};

enum { X86_MTRR_VARIABLE = 10, X86_MTRR_FIXED = 11 };

/* Names as in the SDM ("IA32_PAT"), codes are their numbers; ascending. */
enum { X86_MSRS = 34 };
extern const struct word x86_msrs[X86_MSRS];

/* Number of the MSR with this name, MSR_NONE if unknown. */
uint32_t x86_msr_find(const char *name);

/* Name of this MSR, NULL if unknown. */
const char *x86_msr_name(uint32_t number);

/* Why WRMSR of VALUE to this MSR raises #GP. */
const char *x86_msr_fault(uint32_t number, uint64_t value, unsigned maxphyaddr);
