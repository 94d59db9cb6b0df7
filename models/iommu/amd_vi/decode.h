/*
 * Formats of AMD-Vi: device table entries, and entries of host (version 1)
 * page tables.
 *
 * AMD 48882, device table entry and page table entry; positions as in
 * VirtualBox, VBox/iommu-amd.h, and Linux 6.16,
 * drivers/iommu/amd/amd_iommu_types.h.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define AMD_VI_ADDR UINT64_C(0x000ffffffffff000) /* bits 51:12 */

/* ---- device table entry: words 0 to 3 ---- */

#define AMD_VI_DTE_V         UINT64_C(1)
#define AMD_VI_DTE_TV        (UINT64_C(1) << 1)
#define AMD_VI_DTE_HAD       (UINT64_C(3) << 7)
#define AMD_VI_DTE_MODE(n)   ((uint64_t) (n) << 9)
#define AMD_VI_DTE_GIOV      (UINT64_C(1) << 54)
#define AMD_VI_DTE_GV        (UINT64_C(1) << 55)
#define AMD_VI_DTE_IR        (UINT64_C(1) << 61)
#define AMD_VI_DTE_IW        (UINT64_C(1) << 62)
#define AMD_VI_DTE_DOMAIN(n) ((uint64_t) (n))    /* word 1 */
#define AMD_VI_DTE_I         (UINT64_C(1) << 32) /* word 1: bit 96 */
#define AMD_VI_DTE_SD        (UINT64_C(1) << 38) /* word 1: bit 102 */
#define AMD_VI_DTE_ATTRV     (UINT64_C(1) << 54) /* word 3: bit 246 */
#define AMD_VI_DTE_MODE0FC   (UINT64_C(1) << 55) /* word 3: bit 247 */

/* ---- page table entry ---- */

#define AMD_VI_PTE_PR      UINT64_C(1)
#define AMD_VI_PTE_A       (UINT64_C(1) << 5)
#define AMD_VI_PTE_D       (UINT64_C(1) << 6) /* leaves */
#define AMD_VI_PTE_NEXT(n) ((uint64_t) (n) << 9)
#define AMD_VI_PTE_U       (UINT64_C(1) << 59) /* leaves */
#define AMD_VI_PTE_FC      (UINT64_C(1) << 60) /* leaves */
#define AMD_VI_PTE_IR      (UINT64_C(1) << 61)
#define AMD_VI_PTE_IW      (UINT64_C(1) << 62)

/* Next level: a leaf of the level's own size, or of one in its address. */
enum { NEXT_LEAF = 0, NEXT_SIZED_LEAF = 7 };

enum amd_vi_entry_state {
    DTE_GOOD,
    DTE_PASSED,   /* V = 0: all requests pass as they are                     */
    DTE_BLOCKED,  /* TV = 0: none does                                        */
    DTE_RESERVED, /* a reserved bit, or mode 7                                */
    DTE_GUEST,    /* guest (version 2) tables, which this model leaves out    */
};

/* A device table entry in fields. */
struct amd_vi_entry {
    uint8_t state; /* enum amd_vi_entry_state; the rest only if DTE_GOOD      */
    uint8_t mode;  /* levels of the tables; 0: none, the address is physical  */
    bool read, write;
    bool iotlb;        /* takes requests that a device has translated         */
    bool walk_snooped; /* !SD */
    uint16_t domain;
    uint64_t root;
};

struct amd_vi_entry amd_vi_decode_entry(const uint64_t word[4], uint32_t has);

/* Levels count from 1, the 4K leaves. */
uint64_t amd_vi_level_size(unsigned level);
uint64_t amd_vi_offset(uint64_t address, unsigned level);

bool amd_vi_is_leaf(uint64_t entry);

/* Bytes that a leaf of this level maps; 0 if the address encodes a size that
 * this level does not hold. */
uint64_t amd_vi_leaf_size(uint64_t leaf, unsigned level);

/* Bits that must be 0 in this entry, or a next level that leads nowhere. */
bool amd_vi_reserved(uint64_t entry, unsigned level);
