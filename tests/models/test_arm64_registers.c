/* What may be written to the system registers, and the values shipped. */

#include <criterion/criterion.h>
#include <string.h>

#include "models/arm64_s2fwb/decode.h"
#include "models/arm64_s2fwb/registers.h"
#include "sim/core/model.h"

#define BIT(n) (UINT64_C(1) << (n))

static bool
says(uint32_t reg, uint64_t value, const char *word)
{
    const char *fault = arm64_register_fault(reg, value, 0);

    return fault && strstr(fault, word);
}

Test(arm64_registers, names_and_numbers)
{
    static const struct {
        const char *name;
        uint32_t number; /* as assemblers encode S<op0>_<op1>_C<n>_C<m>_<op2> */
    } known[] = {
        {"SCTLR_EL1", 0xc080},
        {"TTBR0_EL1", 0xc100},
        {"TCR_EL1",   0xc102},
        {"MAIR_EL1",  0xc510},
        {"HCR_EL2",   0xe088},
        {"VTTBR_EL2", 0xe108},
        {"VTCR_EL2",  0xe10a},
    };

    cr_assert_eq(sizeof known / sizeof *known, ARM64_REGISTERS);
    for (unsigned i = 0; i < ARM64_REGISTERS; i++) {
        cr_expect_eq(arm64_register_find(known[i].name), known[i].number);
        cr_expect_str_eq(arm64_register_name(known[i].number), known[i].name);
    }
    cr_expect_eq(arm64_register_find("TTBR1_EL1"), REGISTER_NONE);
    cr_expect_null(arm64_register_name(REGISTER_NONE));
    cr_expect_not_null(arm64_register_fault(0xc101, 0, 0));
}

Test(arm64_registers, shipped_values_pass)
{
    static const struct {
        uint32_t reg;
        uint64_t value;
    } some[] = {
        {MAIR_EL1,  ARM64_MAIR_LINUX                                   },
        {TCR_EL1,   ARM64_TCR_LINUX                                    },
        {VTCR_EL2,  ARM64_VTCR_KVM                                     },
        {HCR_EL2,   ARM64_HCR_KVM                                      },
        {HCR_EL2,   ARM64_HCR_KVM | ARM64_HCR_FWB                      },
        {HCR_EL2,   ARM64_HCR_KVM | ARM64_HCR_TVM                      },
        {HCR_EL2,   ARM64_HCR_DC | ARM64_HCR_CD | ARM64_HCR_ID         },
        {SCTLR_EL1, 0x00c50078                                         },
        {SCTLR_EL1, 0x30d00800 | ARM64_SCTLR_M | ARM64_SCTLR_C         },
        {TTBR0_EL1, UINT64_C(0x0012000040001001) /* ASID, CnP        */},
        {VTTBR_EL2, UINT64_C(0x0007000080000000) /* VMID             */},
    };

    for (unsigned i = 0; i < sizeof some / sizeof *some; i++)
        cr_expect_null(arm64_register_fault(some[i].reg, some[i].value, 0),
                       "value %u", i);
}

/* The constants are what their fields add up to. */
Test(arm64_registers, shipped_values_by_field)
{
    static const uint8_t kvm[] = {0,  1,  2,  3,  4,  5,  9,  10, 13,
                                  14, 16, 18, 19, 20, 21, 22, 31, 35};
    uint64_t hcr = 0, mair = 0;

    for (unsigned i = 0; i < sizeof kvm; i++)
        hcr |= BIT(kvm[i]);
    cr_expect_eq(hcr, ARM64_HCR_KVM);
    cr_expect(hcr & ARM64_HCR_VM && hcr & ARM64_HCR_PTW);
    cr_expect(hcr & ARM64_HCR_SWIO && hcr & ARM64_HCR_FB);
    cr_expect(hcr & ARM64_HCR_TSW && !(hcr & ARM64_HCR_TVM));
    cr_expect_eq(hcr & ARM64_HCR_BSU, BIT(10), "Inner Shareable");

    mair |= UINT64_C(0xff) << 8 * LINUX_NORMAL;
    mair |= UINT64_C(0xff) << 8 * LINUX_NORMAL_TAGGED;
    mair |= UINT64_C(0x44) << 8 * LINUX_NORMAL_NC;
    mair |= UINT64_C(0x00) << 8 * LINUX_DEVICE_nGnRnE;
    mair |= UINT64_C(0x04) << 8 * LINUX_DEVICE_nGnRE;
    cr_expect_eq(mair, ARM64_MAIR_LINUX);

    cr_expect_eq(arm64_input_bits(ARM64_TCR_LINUX), 48);
    cr_expect_eq(arm64_stage1_start(ARM64_TCR_LINUX), 0);
    cr_expect_eq(arm64_output_bits(ARM64_TCR_LINUX >> 32 & 7), 48);
    cr_expect(ARM64_TCR_LINUX & ARM64_TCR_TBI0);
    cr_expect_eq(arm64_input_bits(ARM64_VTCR_KVM), 48);
    cr_expect_eq(arm64_stage2_start(ARM64_VTCR_KVM), 0);
    cr_expect_eq(arm64_output_bits(ARM64_VTCR_KVM >> 16 & 7), 48);
}

Test(arm64_registers, reset)
{
    for (unsigned i = 0; i < ARM64_REGISTERS; i++) {
        uint32_t reg = arm64_registers[i].code;
        uint64_t reset = arm64_register_reset(reg);

        cr_expect_eq(reset, reg == SCTLR_EL1 ? 0x00c50078 : 0);
    }
    cr_expect_not(arm64_register_reset(SCTLR_EL1) &
                  (ARM64_SCTLR_M | ARM64_SCTLR_C | ARM64_SCTLR_I));
}

/* Each byte in each place is refused by its index, or taken, as it decodes. */
Test(arm64_registers, mair_bytes)
{
    static const unsigned features[] = {0, FEATURE_XS, FEATURE_MTE2};

    for (unsigned i = 0; i < 8; i++)
        for (unsigned f = 0; f < 3; f++)
            for (unsigned byte = 0; byte < 256; byte++) {
                uint64_t value = (uint64_t) byte << 8 * i;
                bool none =
                    arm64_mair((uint8_t) byte, features[f]).type == TYPE_NONE;
                const char *fault =
                    arm64_register_fault(MAIR_EL1, value, features[f]);
                char index[] = {'b', 'y', 't', 'e', ' ', (char) ('0' + i), 0};

                cr_assert_eq(fault != NULL, none, "byte %#x at %u", byte, i);
                if (fault)
                    cr_assert_not_null(strstr(fault, index));
            }
    cr_expect(says(MAIR_EL1, UINT64_C(0xf000000000000000), "byte 7"));
    cr_expect_null(arm64_register_fault(MAIR_EL1, UINT64_C(0xf000000000000000),
                                        FEATURE_MTE2));
    cr_expect(says(MAIR_EL1, UINT64_C(0x02), "byte 0"));
}

Test(arm64_registers, stage_1_control)
{
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(14), "TG0"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(15), "TG0"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(59), "LPA2"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(39), "HA"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(41), "HPD0"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(33), "IPS"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX & ~BIT(13), "SH0"));
    cr_expect(says(TCR_EL1, (ARM64_TCR_LINUX & ~63) | 15, "T0SZ"));
    cr_expect(says(TCR_EL1, (ARM64_TCR_LINUX & ~63) | 40, "T0SZ"));
    cr_expect(says(TCR_EL1, ARM64_TCR_LINUX | BIT(35), "reserved"));
    for (unsigned t0sz = 16; t0sz < 40; t0sz++) {
        uint64_t tcr = (ARM64_TCR_LINUX & ~63) | t0sz;
        unsigned start = t0sz < 25 ? 0 : t0sz < 34 ? 1 : 2;

        cr_expect_null(arm64_register_fault(TCR_EL1, tcr, 0));
        cr_expect_eq(arm64_stage1_start(tcr), start, "T0SZ %u", t0sz);
    }
}

/* VTCR_EL2.{SL0,T0SZ}: as the manual's table of them for the 4K granule, with
 * one table at the first level. */
Test(arm64_registers, stage_2_start)
{
    for (unsigned sl0 = 0; sl0 < 4; sl0++)
        for (unsigned t0sz = 0; t0sz < 64; t0sz++) {
            uint64_t vtcr =
                (ARM64_VTCR_KVM & ~UINT64_C(0xff)) | sl0 << 6 | t0sz;
            bool good = (sl0 == 2 && t0sz >= 16 && t0sz <= 24) ||
                        (sl0 == 1 && t0sz >= 25 && t0sz <= 33) ||
                        (sl0 == 0 && t0sz >= 34 && t0sz <= 39);

            cr_assert_eq(!arm64_register_fault(VTCR_EL2, vtcr, 0), good,
                         "SL0 %u, T0SZ %u", sl0, t0sz);
        }
    cr_expect(says(VTCR_EL2, 0x800535d0, "SL0 is reserved"));
    cr_expect(says(VTCR_EL2, 0x80053558, "concatenated"), "KVM's 40 bits");
    cr_expect(says(VTCR_EL2, 0x80053550, "below"));
    cr_expect(says(VTCR_EL2, 0x800535a0, "above"));
}

Test(arm64_registers, stage_2_control)
{
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(14), "TG0"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(32), "LPA2"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(33), "LPA2"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(21), "access flags"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(36), "indirection"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(17), "PS"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM & ~BIT(13), "SH0"));
    cr_expect(says(VTCR_EL2, ARM64_VTCR_KVM | BIT(63), "reserved"));
    cr_expect(says(HCR_EL2, ARM64_HCR_KVM | BIT(27), "TGE"));
    cr_expect(says(HCR_EL2, ARM64_HCR_KVM | BIT(38), "MIOCNCE"));
    cr_expect(says(HCR_EL2, ARM64_HCR_KVM | BIT(42), "nested"));
    cr_expect(says(HCR_EL2, ARM64_HCR_KVM | BIT(57), "DCT"));
    cr_expect(says(SCTLR_EL1, BIT(19), "WXN"));
    cr_expect(says(SCTLR_EL1, BIT(25), "big-endian"));
    cr_expect(says(SCTLR_EL1, BIT(34), "reserved"));
    cr_expect(says(SCTLR_EL1, BIT(17), "reserved"));
    cr_expect(says(TTBR0_EL1, 0x40000008, "BADDR"));
    cr_expect(says(VTTBR_EL2, 0x40000008, "BADDR"));
}

/* Bit by bit on top of a good value: what is not taken. */
Test(arm64_registers, every_bit_has_an_answer)
{
    static const struct {
        uint32_t reg;
        uint64_t base;
        uint8_t refused[32]; /* ends with 0                                   */
    } row[] = {
  // clang-format off
        { SCTLR_EL1, 0,    { 1, 17, 19, 24, 25, 34, 37, 38, 39, 40, 41, 42,
                             43, 50, 51, 52, 53, 58, 59 } },
        { TTBR0_EL1, 0,    { 1, 2, 3 } },
        { VTTBR_EL2, 0,    { 1, 2, 3 } },
        { TCR_EL1,   16,   { 5, 6, 12, 14, 15, 35, 39, 40, 41, 51, 55, 59,
                             60, 61, 62, 63 } },
        { HCR_EL2,   0,    { 27, 38, 42, 43, 44, 45, 57 } },
        { VTCR_EL2,  0x90, { 5, 6, 12, 14, 15, 20, 21, 22, 23, 24, 32, 33,
                             34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45,
                             46, 47, 48, 49, 50, 51 } },
  // clang-format on
    };

    for (unsigned i = 0; i < sizeof row / sizeof *row; i++) {
        uint64_t refused = 0;

        for (unsigned n = 0; row[i].refused[n]; n++)
            refused |= BIT(row[i].refused[n]);
        if (row[i].reg == VTCR_EL2)
            refused |= ~UINT64_C(0) << 52;
        cr_assert_null(arm64_register_fault(row[i].reg, row[i].base, 0));
        for (unsigned bit = 0; bit < 64; bit++)
            cr_expect_eq(
                !arm64_register_fault(row[i].reg, row[i].base | BIT(bit), 0),
                !(refused & BIT(bit)), "%s bit %u",
                arm64_register_name(row[i].reg), bit);
    }
}
