#include "models/arm64_s2fwb/registers.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "models/arm64_s2fwb/decode.h"
// clang-format off
const struct word arm64_registers[ARM64_REGISTERS] = {
    { "SCTLR_EL1", "stage 1 (M) and its caching (C, I)", NULL, SCTLR_EL1 },
    { "TTBR0_EL1", "stage-1 tables",                     NULL, TTBR0_EL1 },
    { "TCR_EL1",   "sizes and granule of stage 1",       NULL, TCR_EL1 },
    { "MAIR_EL1",  "attribute bytes of stage 1",         NULL, MAIR_EL1 },
    { "HCR_EL2",   "stage 2: VM, FWB, DC, CD, ID, PTW",  NULL, HCR_EL2 },
    { "VTTBR_EL2", "stage-2 tables",                     NULL, VTTBR_EL2 },
    { "VTCR_EL2",  "sizes and granule of stage 2",       NULL, VTCR_EL2 },
};
// clang-format on

uint32_t
arm64_register_find(const char *name)
{
    for (unsigned i = 0; i < ARM64_REGISTERS; i++)
        if (!strcmp(arm64_registers[i].name, name))
            return arm64_registers[i].code;
    return REGISTER_NONE;
}

const char *
arm64_register_name(uint32_t reg)
{
    for (unsigned i = 0; i < ARM64_REGISTERS; i++)
        if (arm64_registers[i].code == reg)
            return arm64_registers[i].name;
    return NULL;
}

uint64_t
arm64_register_reset(uint32_t reg)
{
    return reg == SCTLR_EL1 ? 0x00c50078 : 0;
}

/* --- bits --------------------------------------------------------------- */

/* A field of W bits from bit N. */
#define BITS(n, w) (((UINT64_C(1) << (w)) - 1) << (n))

// clang-format off

/* Modelled bits, and those that change no translation and no attribute here. */
static const struct {
    uint32_t reg;
    uint64_t bits;
} accepted[] = {
    { SCTLR_EL1, ARM64_SCTLR_M | ARM64_SCTLR_C | ARM64_SCTLR_I },
    { SCTLR_EL1, BITS(3, 9) },                /* SA to EOS                    */
    { SCTLR_EL1, BITS(13, 4) | BITS(18, 1) }, /* EnDB to nTWI, nTWE           */
    { SCTLR_EL1, BITS(20, 4) | BITS(26, 2) }, /* TSCXT to SPAN, UCI, EnDA     */
    { SCTLR_EL1, BITS(28, 6) },               /* nTLSMD to MSCEn              */
    { SCTLR_EL1, BITS(35, 2) | BITS(44, 6) }, /* BT0, BT1, DSSBS, TWEDEL      */
    { SCTLR_EL1, BITS(54, 4) | BITS(60, 4) }, /* EnASR to EPAN, EnTP2 to end  */
    { TTBR0_EL1, BITS(4, 60) | 1 },           /* BADDR, ASID, CnP             */
    { TCR_EL1,   BITS(0, 6) | BITS(7, 25) },  /* T0SZ, EPD0 to TG1            */
    { TCR_EL1,   BITS(32, 3) | BITS(36, 3) }, /* IPS, AS, TBI0, TBI1          */
    { TCR_EL1,   BITS(42, 9) | BITS(52, 3) }, /* HPD1, HWU, TBID1, NFD        */
    { TCR_EL1,   BITS(56, 3) },               /* E0PD1, TCMA0, TCMA1          */
    { HCR_EL2,   BITS(0, 27) | BITS(28, 10) },/* VM to TVM, TDZ to TEA        */
    { HCR_EL2,   BITS(39, 3) | BITS(46, 11) },/* TME to API, FWB to ATA       */
    { HCR_EL2,   BITS(58, 6) },               /* TID5 to TWEDEL               */
    { VTTBR_EL2, BITS(4, 60) | 1 },           /* BADDR, VMID, CnP             */
    { VTCR_EL2,  BITS(0, 20) | BITS(25, 7) }, /* T0SZ to VS, HWU to RES1      */
};

/* Fields that would change what is modelled. */
static const struct {
    uint32_t reg;
    uint64_t bits;
    const char *reason;
} refused[] = {
    { SCTLR_EL1, BITS(1, 1),
      "SCTLR_EL1.A: alignment checks of Normal memory are not modelled" },
    { SCTLR_EL1, BITS(19, 1),
      "SCTLR_EL1.WXN is not modelled" },
    { SCTLR_EL1, BITS(24, 2),
      "SCTLR_EL1.{EE,E0E}: big-endian is not modelled" },
    { SCTLR_EL1, BITS(37, 7) | BITS(58, 2),
      "SCTLR_EL1.{ITFSB,TCF,ATA,TCSO}: memory tagging is not modelled" },
    { SCTLR_EL1, BITS(50, 4),
      "SCTLR_EL1.{TME,TMT}: transactions are not modelled" },
    { TTBR0_EL1, BITS(1, 3),
      "TTBR0_EL1.BADDR is not aligned" },
    { TCR_EL1,   BITS(39, 2),
      "TCR_EL1.{HA,HD}: hardware access flags are not modelled" },
    { TCR_EL1,   BITS(41, 1),
      "TCR_EL1.HPD0 is not modelled" },
    { TCR_EL1,   BITS(51, 1),
      "TCR_EL1.TBID0 is not modelled" },
    { TCR_EL1,   BITS(55, 1),
      "TCR_EL1.E0PD0 is not modelled" },
    { TCR_EL1,   BITS(59, 1),
      "TCR_EL1.DS: FEAT_LPA2 is not modelled" },
    { TCR_EL1,   BITS(60, 2),
      "TCR_EL1.{MTX0,MTX1}: memory tagging is not modelled" },
    { HCR_EL2,   BITS(27, 1),
      "HCR_EL2.TGE: only the EL1&0 regime is modelled" },
    { HCR_EL2,   BITS(38, 1),
      "HCR_EL2.MIOCNCE is not modelled" },
    { HCR_EL2,   BITS(42, 4),
      "HCR_EL2.{NV,NV1,AT,NV2}: nested virtualization is not modelled" },
    { HCR_EL2,   BITS(57, 1),
      "HCR_EL2.DCT: memory tagging is not modelled" },
    { VTTBR_EL2, BITS(1, 3),
      "VTTBR_EL2.BADDR is not aligned" },
    { VTCR_EL2,  BITS(21, 2) | BITS(44, 1),
      "VTCR_EL2.{HA,HD,HAFT}: hardware access flags are not modelled" },
    { VTCR_EL2,  BITS(32, 2),
      "VTCR_EL2.{DS,SL2}: FEAT_LPA2 is not modelled" },
    { VTCR_EL2,  BITS(34, 2) | BITS(40, 2),
      "VTCR_EL2.{AssuredOnly,TL0,TL1,GCSH} is not modelled" },
    { VTCR_EL2,  BITS(36, 3),
      "VTCR_EL2.{S2PIE,S2POE,D128}: indirection, overlays and 128-bit "
      "descriptors are not modelled" },
};
// clang-format on

static const char *
bits_fault(uint32_t reg, uint64_t value)
{
    for (unsigned i = 0; i < sizeof refused / sizeof *refused; i++)
        if (refused[i].reg == reg && value & refused[i].bits)
            return refused[i].reason;
    for (unsigned i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (accepted[i].reg == reg)
            value &= ~accepted[i].bits;
    return value ? "a reserved bit (RES0) is set" : NULL;
}

/* --- translation control ------------------------------------------------ */

static unsigned
field(uint64_t value, unsigned low, unsigned width)
{
    return (unsigned) (value >> low & ((1U << width) - 1));
}

unsigned
arm64_input_bits(uint64_t tcr)
{
    return 64 - field(tcr, 0, 6);
}

unsigned
arm64_output_bits(unsigned ps)
{
    static const uint8_t bits[] = {32, 36, 40, 42, 44, 48, 48, 48};

    return bits[ps & 7];
}

/* A table of 512 entries for each nine bits above the page. */
unsigned
arm64_stage1_start(uint64_t tcr)
{
    return 3 - (arm64_input_bits(tcr) - 1 - 12) / 9;
}

unsigned
arm64_stage2_start(uint64_t vtcr)
{
    return 2 - field(vtcr, 6, 2);
}

/* Input sizes without FEAT_LPA2 and FEAT_TTST. */
enum { T0SZ_MIN = 16, T0SZ_MAX = 39 };

static const char *
tcr_fault(uint64_t value)
{
    if (field(value, 14, 2))
        return "TCR_EL1.TG0: only the 4K granule is modelled";
    if (field(value, 0, 6) < T0SZ_MIN)
        return "TCR_EL1.T0SZ is below 16: over 48 bits need FEAT_LPA2";
    if (field(value, 0, 6) > T0SZ_MAX)
        return "TCR_EL1.T0SZ is above 39: under 25 bits need FEAT_TTST";
    if (field(value, 12, 2) == 1)
        return "TCR_EL1.SH0 is reserved";
    if (field(value, 32, 3) == 7)
        return "TCR_EL1.IPS is reserved";
    return NULL;
}

/* SL0 against T0SZ: Arm ARM, AArch64.S2InvalidSL and AArch64.S2InconsistentSL.
 * Up to sixteen tables may be concatenated at the first level, as KVM does for
 * machines of 40 bits; not here. */
static const char *
start_fault(uint64_t vtcr)
{
    unsigned input = arm64_input_bits(vtcr), sl0 = field(vtcr, 6, 2), low;

    if (sl0 == 3)
        return "VTCR_EL2.SL0 is reserved without FEAT_TTST";
    low = 12 + 9 * (3 - arm64_stage2_start(vtcr)); /* input bits below it */
    if (input <= low)
        return "VTCR_EL2.SL0 starts above the input size of T0SZ";
    if (input > low + 9 + 4)
        return "VTCR_EL2.SL0 starts below the input size of T0SZ";
    if (input > low + 9)
        return "VTCR_EL2: concatenated tables are not modelled";
    return NULL;
}

static const char *
vtcr_fault(uint64_t value)
{
    if (field(value, 14, 2))
        return "VTCR_EL2.TG0: only the 4K granule is modelled";
    if (field(value, 0, 6) < T0SZ_MIN)
        return "VTCR_EL2.T0SZ is below 16: over 48 bits need FEAT_LPA2";
    if (field(value, 0, 6) > T0SZ_MAX)
        return "VTCR_EL2.T0SZ is above 39: under 25 bits need FEAT_TTST";
    if (field(value, 12, 2) == 1)
        return "VTCR_EL2.SH0 is reserved";
    if (field(value, 16, 3) == 7)
        return "VTCR_EL2.PS is reserved";
    return start_fault(value);
}

static const char *
mair_fault(uint64_t value, unsigned features)
{
    static const char *const byte[] = {
        "byte 0 of MAIR_EL1 is reserved", "byte 1 of MAIR_EL1 is reserved",
        "byte 2 of MAIR_EL1 is reserved", "byte 3 of MAIR_EL1 is reserved",
        "byte 4 of MAIR_EL1 is reserved", "byte 5 of MAIR_EL1 is reserved",
        "byte 6 of MAIR_EL1 is reserved", "byte 7 of MAIR_EL1 is reserved",
    };

    for (unsigned i = 0; i < 8; i++)
        if (arm64_mair((uint8_t) (value >> 8 * i), features).type == TYPE_NONE)
            return byte[i];
    return NULL;
}

const char *
arm64_register_fault(uint32_t reg, uint64_t value, unsigned features)
{
    const char *fault;

    if (!arm64_register_name(reg))
        return "no such register in this model";
    if (reg == MAIR_EL1)
        return mair_fault(value, features);

    fault = bits_fault(reg, value);
    if (!fault && reg == TCR_EL1)
        fault = tcr_fault(value);
    if (!fault && reg == VTCR_EL2)
        fault = vtcr_fault(value);
    return fault;
}
