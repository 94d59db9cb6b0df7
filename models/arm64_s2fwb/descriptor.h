/*
 * Fields of stage-1 and stage-2 descriptors: 4K granule, 48-bit output
 * addresses (TCR_EL1.DS and VTCR_EL2.DS = 0), EL1&0 regime.
 *
 * Arm ARM (DDI 0487), "VMSAv8-64 translation table format descriptors".
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define ARM64_DESC_VALID UINT64_C(1)
#define ARM64_DESC_TABLE UINT64_C(2) /* level 3: a page */
#define ARM64_DESC_SH(n) ((uint64_t) (n) << 8)
#define ARM64_DESC_AF    (UINT64_C(1) << 10)
#define ARM64_DESC_ADDR  UINT64_C(0x0000fffffffff000) /* bits 47:12 */

/* Leaves of stage 1. */
#define ARM64_S1_ATTR(n) ((uint64_t) (n) << 2)
#define ARM64_S1_EL0     (UINT64_C(1) << 6) /* AP[1]                          */
#define ARM64_S1_RO      (UINT64_C(1) << 7) /* AP[2]                          */
#define ARM64_S1_PXN     (UINT64_C(1) << 53)
#define ARM64_S1_UXN     (UINT64_C(1) << 54)

/* Tables of stage 1: limits of all that is below. */
#define ARM64_TABLE_PXN    (UINT64_C(1) << 59)
#define ARM64_TABLE_UXN    (UINT64_C(1) << 60)
#define ARM64_TABLE_NO_EL0 (UINT64_C(1) << 61) /* APTable[0] */
#define ARM64_TABLE_RO     (UINT64_C(1) << 62) /* APTable[1]                  */

/* Leaves of stage 2. */
#define ARM64_S2_MEMATTR(n) ((uint64_t) (n) << 2)
#define ARM64_S2_READ       (UINT64_C(1) << 6) /* S2AP[0]                     */
#define ARM64_S2_WRITE      (UINT64_C(1) << 7) /* S2AP[1]                     */
#define ARM64_S2_XN(n)      ((uint64_t) (n) << 53) /* FEAT_XNX                */

/* XN[1:0] of stage 2. */
enum { XN_NEITHER, XN_EL1, XN_BOTH, XN_EL0 };

enum arm64_descriptor { DESC_INVALID, DESC_NEXT_TABLE, DESC_LEAF };

/* Bytes that a leaf of this level maps. */
uint64_t arm64_level_size(unsigned level);

/* What a descriptor of this level is, enum arm64_descriptor. */
uint8_t arm64_descriptor_kind(uint64_t descriptor, unsigned level);

/* Output address of a leaf.  Bits below the level's size are RES0 and do not
 * count: arm64_leaf_fault names them. */
uint64_t arm64_leaf_address(uint64_t leaf, unsigned level);

/* What is wrong with a descriptor of this level, though the hardware may walk
 * it: an encoding that does not map here, or RES0 address bits; NULL if
 * nothing.  For whoever writes tables by hand. */
const char *arm64_descriptor_fault(uint64_t descriptor, unsigned level);

/* What is wrong with the fields of a leaf of stage 1 whose address comes from
 * elsewhere; NULL if nothing. */
const char *arm64_leaf_fields_fault(uint64_t fields);
