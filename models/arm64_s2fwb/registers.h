/*
 * The system registers that attributes and walks need: names, numbers, fields,
 * values, and what may be written.
 *
 * A bit is modelled, or accepted because it changes neither translation nor
 * attributes of the EL1&0 regime (traps, the half of TTBR1_EL1), or refused
 * with a reason.  CTR_EL0 and CLIDR_EL1 are facts of a platform.
 */
#pragma once

#include <stdint.h>

#include "sim/core/model.h"

/* The number in MRS and MSR: op0, op1, CRn, CRm, op2. */
#define ARM64_SYSREG(op0, op1, crn, crm, op2)                                  \
    ((op0) << 14 | (op1) << 11 | (crn) << 7 | (crm) << 3 | (op2))

enum arm64_register {
    REGISTER_NONE,
    SCTLR_EL1 = ARM64_SYSREG(3, 0, 1, 0, 0),
    TTBR0_EL1 = ARM64_SYSREG(3, 0, 2, 0, 0),
    TCR_EL1 = ARM64_SYSREG(3, 0, 2, 0, 2),
    MAIR_EL1 = ARM64_SYSREG(3, 0, 10, 2, 0),
    HCR_EL2 = ARM64_SYSREG(3, 4, 1, 1, 0),
    VTTBR_EL2 = ARM64_SYSREG(3, 4, 2, 1, 0),
    VTCR_EL2 = ARM64_SYSREG(3, 4, 2, 1, 2),
};

enum { ARM64_REGISTERS = 7 };
extern const struct word arm64_registers[ARM64_REGISTERS];

/* REGISTER_NONE if unknown. */
uint32_t arm64_register_find(const char *name);
/* NULL if unknown. */
const char *arm64_register_name(uint32_t reg);

#define ARM64_SCTLR_M UINT64_C(0x1)
#define ARM64_SCTLR_C UINT64_C(0x4)
#define ARM64_SCTLR_I UINT64_C(0x1000)

#define ARM64_HCR_VM   UINT64_C(1)
#define ARM64_HCR_SWIO (UINT64_C(1) << 1)
#define ARM64_HCR_PTW  (UINT64_C(1) << 2)
#define ARM64_HCR_FB   (UINT64_C(1) << 9)
#define ARM64_HCR_BSU  (UINT64_C(3) << 10)
#define ARM64_HCR_DC   (UINT64_C(1) << 12)
#define ARM64_HCR_TSW  (UINT64_C(1) << 22)
#define ARM64_HCR_TVM  (UINT64_C(1) << 26)
#define ARM64_HCR_CD   (UINT64_C(1) << 32)
#define ARM64_HCR_ID   (UINT64_C(1) << 33)
#define ARM64_HCR_FWB  (UINT64_C(1) << 46)

#define ARM64_TCR_EPD0 (UINT64_C(1) << 7)
#define ARM64_TCR_TBI0 (UINT64_C(1) << 37)

/* T0SZ, bits 5:0 of TCR_EL1 and VTCR_EL2: input addresses have 64 - T0SZ
 * bits. */
unsigned arm64_input_bits(uint64_t tcr);

/* Output bits that TCR_EL1.IPS or VTCR_EL2.PS (0 to 7) stands for: at most 48,
 * as the 4K granule has without FEAT_LPA2. */
unsigned arm64_output_bits(unsigned ps);

/* First level of lookup, 0 to 2; the register passed arm64_register_fault. */
unsigned arm64_stage1_start(uint64_t tcr);
unsigned arm64_stage2_start(uint64_t vtcr);

/* Linux: a value of MAIR_EL1 since MT_DEVICE_GRE and MT_NORMAL_WT are gone. */
#define ARM64_MAIR_LINUX UINT64_C(0x000000040044ffff)
enum {
    LINUX_NORMAL,
    LINUX_NORMAL_TAGGED, /* 0xff until the CPU has FEAT_MTE2, then 0xf0       */
    LINUX_NORMAL_NC,
    LINUX_DEVICE_nGnRnE,
    LINUX_DEVICE_nGnRE
};

/* Linux's TCR_EL1 with 48-bit addresses and 4K pages, without hardware access
 * flags. */
#define ARM64_TCR_LINUX UINT64_C(0x00000035b5503510)

/* KVM's VTCR_EL2 for a machine of 48-bit addresses, likewise. */
#define ARM64_VTCR_KVM UINT64_C(0x80053590)

/* KVM's HCR_GUEST_FLAGS.  KVM adds FWB where the CPU has it, else TVM until the
 * guest's caches are on. */
#define ARM64_HCR_KVM UINT64_C(0x00000008807d663f)

/* What a virtual CPU of KVM starts with; registers whose reset value is UNKNOWN
 * start as 0. */
uint64_t arm64_register_reset(uint32_t reg);

/* What is wrong with this value for a CPU with these features (enum
 * arm64_feature), or NULL: reserved encodings, and fields that are not
 * modelled. */
const char *arm64_register_fault(uint32_t reg, uint64_t value,
                                 unsigned features);
