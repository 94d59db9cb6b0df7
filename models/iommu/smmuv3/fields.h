/*
 * Fields of stream table entries, context descriptors and descriptors of
 * translation tables.  Names are the manual's; the first number of an STE's or
 * a CD's field is its 64-bit word.
 *
 * SMMU (IHI 0070 G.b), 5.2 and 5.4; L6.16 drivers/iommu/arm/arm-smmu-v3/
 * arm-smmu-v3.h and drivers/iommu/io-pgtable-arm.c.
 */
#pragma once

#include <stdint.h>

#define SMMU_BIT(n) (UINT64_C(1) << (n))

struct smmu_field {
    uint8_t word, low, bits;
};

// clang-format off

/* Stream table entry, 8 words. */
#define STE_V        ((struct smmu_field){ 0, 0, 1 })
#define STE_CONFIG   ((struct smmu_field){ 0, 1, 3 })
#define STE_S1FMT    ((struct smmu_field){ 0, 4, 2 })
#define STE_S1CTXPTR ((struct smmu_field){ 0, 6, 50 })  /* address bits 55:6 */
#define STE_S1CDMAX  ((struct smmu_field){ 0, 59, 5 })
#define STE_S1DSS    ((struct smmu_field){ 1, 0, 2 })
#define STE_S1CIR    ((struct smmu_field){ 1, 2, 2 })
#define STE_S1COR    ((struct smmu_field){ 1, 4, 2 })
#define STE_S1CSH    ((struct smmu_field){ 1, 6, 2 })
#define STE_MEV      ((struct smmu_field){ 1, 19, 1 })
#define STE_S2FWB    ((struct smmu_field){ 1, 25, 1 })
#define STE_EATS     ((struct smmu_field){ 1, 28, 2 })
#define STE_STRW     ((struct smmu_field){ 1, 30, 2 })
#define STE_MEMATTR  ((struct smmu_field){ 1, 32, 4 })
#define STE_MTCFG    ((struct smmu_field){ 1, 36, 1 })
#define STE_ALLOCCFG ((struct smmu_field){ 1, 37, 4 })
#define STE_SHCFG    ((struct smmu_field){ 1, 44, 2 })
#define STE_S2VMID   ((struct smmu_field){ 2, 0, 16 })
#define STE_S2T0SZ   ((struct smmu_field){ 2, 32, 6 })
#define STE_S2SL0    ((struct smmu_field){ 2, 38, 2 })
#define STE_S2IR0    ((struct smmu_field){ 2, 40, 2 })
#define STE_S2OR0    ((struct smmu_field){ 2, 42, 2 })
#define STE_S2SH0    ((struct smmu_field){ 2, 44, 2 })
#define STE_S2TG     ((struct smmu_field){ 2, 46, 2 })
#define STE_S2PS     ((struct smmu_field){ 2, 48, 3 })
#define STE_S2AA64   ((struct smmu_field){ 2, 51, 1 })
#define STE_S2ENDI   ((struct smmu_field){ 2, 52, 1 })
#define STE_S2AFFD   ((struct smmu_field){ 2, 53, 1 })
#define STE_S2PTW    ((struct smmu_field){ 2, 54, 1 })
#define STE_S2HD     ((struct smmu_field){ 2, 55, 1 })
#define STE_S2HA     ((struct smmu_field){ 2, 56, 1 })
#define STE_S2R      ((struct smmu_field){ 2, 58, 1 })
#define STE_S2TTB    ((struct smmu_field){ 3, 4, 48 })  /* address bits 51:4 */

/* Context descriptor, 8 words. */
#define CD_T0SZ      ((struct smmu_field){ 0, 0, 6 })
#define CD_TG0       ((struct smmu_field){ 0, 6, 2 })
#define CD_IR0       ((struct smmu_field){ 0, 8, 2 })
#define CD_OR0       ((struct smmu_field){ 0, 10, 2 })
#define CD_SH0       ((struct smmu_field){ 0, 12, 2 })
#define CD_EPD0      ((struct smmu_field){ 0, 14, 1 })
#define CD_ENDI      ((struct smmu_field){ 0, 15, 1 })
#define CD_EPD1      ((struct smmu_field){ 0, 30, 1 })
#define CD_V         ((struct smmu_field){ 0, 31, 1 })
#define CD_IPS       ((struct smmu_field){ 0, 32, 3 })
#define CD_AFFD      ((struct smmu_field){ 0, 35, 1 })
#define CD_AA64      ((struct smmu_field){ 0, 41, 1 })
#define CD_HD        ((struct smmu_field){ 0, 42, 1 })
#define CD_HA        ((struct smmu_field){ 0, 43, 1 })
#define CD_R         ((struct smmu_field){ 0, 45, 1 })
#define CD_A         ((struct smmu_field){ 0, 46, 1 })
#define CD_ASET      ((struct smmu_field){ 0, 47, 1 })
#define CD_ASID      ((struct smmu_field){ 0, 48, 16 })
#define CD_TTB0      ((struct smmu_field){ 1, 4, 48 })  /* address bits 51:4 */
#define CD_MAIR      ((struct smmu_field){ 3, 0, 64 })
// clang-format on

/* STE.Config. */
enum {
    CONFIG_ABORT = 0,
    CONFIG_PASSES = 4, /* this bit and these two                              */
    CONFIG_S2 = 2,
    CONFIG_S1 = 1,
};

enum { S1DSS_SSID0 = 2, S1C_WBRA = 1, EATS_FULL = 1, SHCFG_INCOMING = 1 };
enum { TG_4K = 0, PS_48_BITS = 5, REGION_NC = 0, REGION_WBWA = 1 };

/* SH[1:0]. */
enum { SH_ENCODED_OSH = 2, SH_ENCODED_ISH = 3 };

/* Bytes of CD.MAIR as Linux and its guests have them, and their indices. */
enum {
    MAIR_NC = 0x44,
    MAIR_WB = 0xff,
    MAIR_DEVICE = 0x04,
    MAIR_INC_OWB = 0xf4
};
enum { INDEX_NC, INDEX_WB, INDEX_DEVICE, INDEX_INC_OWB };

/* Descriptors: VMSAv8-64, 4K granule, 48-bit addresses. */
#define DESC_VALID            SMMU_BIT(0)
#define DESC_TABLE            SMMU_BIT(1) /* level 3: a page                        */
#define DESC_SH(n)            ((uint64_t) (n) << 8)
#define DESC_AF               SMMU_BIT(10)
#define DESC_ADDRESS          UINT64_C(0x0000fffffffff000)
#define S1_INDEX(n)           ((uint64_t) (n) << 2)
#define S1_UNPRIVILEGED       SMMU_BIT(6) /* AP[1] */
#define S1_READ_ONLY          SMMU_BIT(7) /* AP[2]                                  */
#define S1_NOT_GLOBAL         SMMU_BIT(11)
#define S2_MEMATTR(n)         ((uint64_t) (n) << 2)
#define S2_READ               SMMU_BIT(6) /* S2AP[0]                                */
#define S2_WRITE              SMMU_BIT(7) /* S2AP[1]                                */
#define TABLE_NO_UNPRIVILEGED SMMU_BIT(61) /* APTable[0] */
#define TABLE_READ_ONLY       SMMU_BIT(62) /* APTable[1]                      */

/* MemAttr of stage 2 as Linux writes it. */
enum {
    S2_DEVICE = 0x1, /* Device-nGnRE                                          */
    S2_NC = 0x5,
    S2_WB = 0xf, /* stage 1 may weaken it                                 */
    S2_FORCE_WB = 0x6,
};

static inline uint64_t
smmu_get(const uint64_t *word, struct smmu_field f)
{
    return word[f.word] >> f.low & (UINT64_MAX >> (64 - f.bits));
}

/* ORs V into a field that is 0. */
static inline void
smmu_put(uint64_t *word, struct smmu_field f, uint64_t v)
{
    word[f.word] |= (v & (UINT64_MAX >> (64 - f.bits))) << f.low;
}
