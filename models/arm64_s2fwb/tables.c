/* The tables of the Arm ARM, cell for cell.  Numbers are those of section D8.6
 * with Tables D8-96 to D8-103 (issue M.a.a); they move, titles do not. */

#include "models/arm64_s2fwb/tables.h"

#define ARM "Arm ARM (DDI 0487), "

const char arm64_mair_cite[] =
    ARM "MAIR_EL1, \"Attr<n>\": the encodings of the byte, of dd, of oooo and "
        "of iiii";
const char arm64_memattr_cite[] =
    ARM "\"Stage 2 MemAttr[3:0] encoding\", Table D8-96";
const char arm64_memattr_fwb_cite[] =
    ARM "\"Stage 2 MemAttr[1:0] encoding when MemAttr[2] is 0, FWB enabled\", "
        "Table D8-100, and \"Stage 2 MemAttr[1:0] encoding, FWB enabled\", "
        "Table D8-101";
const char arm64_type_cite[] =
    ARM "\"Combining stage 1 and stage 2 memory type attributes\", Table "
        "D8-97, by pairs in \"Combining the stage 1 and stage 2 memory type "
        "assignments\", Table G5-20";
const char arm64_cache_cite[] =
    ARM "\"Combining stage 1 and stage 2 Cacheability attributes for Normal "
        "memory\", Table D8-98";
const char arm64_share_cite[] =
    ARM "\"Combining stage 1 and stage 2 Shareability attributes\", Table "
        "D8-103";

enum {
    NC = CACHE_NC,
    WT = CACHE_WT,
    WB = CACHE_WB,
    R = HINT_READ_ALLOCATE,
    W = HINT_WRITE_ALLOCATE,
    RW = HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE,
    T = HINT_TRANSIENT,
};

/* Lines that are tables to the eye. */
// clang-format off

/* oooo and iiii, which agree. */
const struct arm64_nibble arm64_mair_nibble[16] = {
    [0x0] = { CACHE_NONE, 0 },
    [0x1] = { WT, T | W  },
    [0x2] = { WT, T | R  },
    [0x3] = { WT, T | RW },
    [0x4] = { NC, 0      },
    [0x5] = { WB, T | W  },
    [0x6] = { WB, T | R  },
    [0x7] = { WB, T | RW },
    [0x8] = { WT, 0      },
    [0x9] = { WT, W      },
    [0xa] = { WT, R      },
    [0xb] = { WT, RW     },
    [0xc] = { WB, 0      },
    [0xd] = { WB, W      },
    [0xe] = { WB, R      },
    [0xf] = { WB, RW     },
};

const struct arm64_mair_byte arm64_mair_bytes[ARM64_MAIR_BYTES] = {
    { 0x00, 0, { .type = TYPE_DEVICE_nGnRnE, .xs = true } },
    { 0x04, 0, { .type = TYPE_DEVICE_nGnRE,  .xs = true } },
    { 0x08, 0, { .type = TYPE_DEVICE_nGRE,   .xs = true } },
    { 0x0c, 0, { .type = TYPE_DEVICE_GRE,    .xs = true } },
    { 0x01, FEATURE_XS, { .type = TYPE_DEVICE_nGnRnE } },
    { 0x05, FEATURE_XS, { .type = TYPE_DEVICE_nGnRE  } },
    { 0x09, FEATURE_XS, { .type = TYPE_DEVICE_nGRE   } },
    { 0x0d, FEATURE_XS, { .type = TYPE_DEVICE_GRE    } },
    { 0x40, FEATURE_XS, { .type = TYPE_NORMAL, .inner = NC, .outer = NC } },
    { 0xa0, FEATURE_XS, { .type = TYPE_NORMAL, .inner = WT, .outer = WT,
                          .inner_hint = R, .outer_hint = R } },
    { 0xf0, FEATURE_MTE2, { .type = TYPE_NORMAL, .inner = WB, .outer = WB,
                            .inner_hint = RW, .outer_hint = RW,
                            .tagged = true } },
};

/* "Stage 1 Shareability attributes" and Table D8-102. */
const uint8_t arm64_sh[4] = { SH_NSH, SH_NONE, SH_OSH, SH_ISH };

/* Table D8-96. */
const struct arm64_memattr_row arm64_memattr_rows[16] = {
    /*          type                outer inner */
    [0x0] = { TYPE_DEVICE_nGnRnE },
    [0x1] = { TYPE_DEVICE_nGnRE  },
    [0x2] = { TYPE_DEVICE_nGRE   },
    [0x3] = { TYPE_DEVICE_GRE    },
    [0x4] = { TYPE_NORMAL,          WB,   WB, FEATURE_MTE_PERM, true },
    [0x5] = { TYPE_NORMAL,          NC,   NC },
    [0x6] = { TYPE_NORMAL,          NC,   WT },
    [0x7] = { TYPE_NORMAL,          NC,   WB },
    [0x8] = { TYPE_NONE },
    [0x9] = { TYPE_NORMAL,          WT,   NC },
    [0xa] = { TYPE_NORMAL,          WT,   WT },
    [0xb] = { TYPE_NORMAL,          WT,   WB },
    [0xc] = { TYPE_NONE },
    [0xd] = { TYPE_NORMAL,          WB,   NC },
    [0xe] = { TYPE_NORMAL,          WB,   WT },
    [0xf] = { TYPE_NORMAL,          WB,   WB },
};

/* Table D8-97 states precedences, Table G5-20 the pairs. */
enum {
    no = TYPE_NONE,
    E0 = TYPE_DEVICE_nGnRnE,
    E1 = TYPE_DEVICE_nGnRE,
    R1 = TYPE_DEVICE_nGRE,
    G1 = TYPE_DEVICE_GRE,
    N = TYPE_NORMAL,
};

const uint8_t arm64_combine_type[TYPE_COUNT][TYPE_COUNT] = {
    /* stage 2:                --  nGnRnE nGnRE nGRE GRE Normal */
    [TYPE_DEVICE_nGnRnE] =   { no,  E0,    E0,  E0,  E0,  E0 },
    [TYPE_DEVICE_nGnRE]  =   { no,  E0,    E1,  E1,  E1,  E1 },
    [TYPE_DEVICE_nGRE]   =   { no,  E0,    E1,  R1,  R1,  R1 },
    [TYPE_DEVICE_GRE]    =   { no,  E0,    E1,  R1,  G1,  G1 },
    [TYPE_NORMAL]        =   { no,  E0,    E1,  R1,  G1,  N  },
};

/* Table D8-98. */
const uint8_t arm64_combine_cache[CACHE_COUNT][CACHE_COUNT] = {
    /* stage 2:     --  NC  WT  WB */
    [CACHE_NC] = {  0,  NC, NC, NC },
    [CACHE_WT] = {  0,  NC, WT, WT },
    [CACHE_WB] = {  0,  NC, WT, WB },
};

/* Table D8-100, then the encodings of Table D8-101. */
const struct arm64_fwb_attr arm64_fwb_rows[8] = {
    [0x0] = { FWB_DEVICE, TYPE_DEVICE_nGnRnE, false },
    [0x1] = { FWB_DEVICE, TYPE_DEVICE_nGnRE,  false },
    [0x2] = { FWB_DEVICE, TYPE_DEVICE_nGRE,   false },
    [0x3] = { FWB_DEVICE, TYPE_DEVICE_GRE,    false },
    [0x4] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0x5] = { FWB_NC,         TYPE_NONE,      false },
    [0x6] = { FWB_WRITE_BACK, TYPE_NONE,      false },
    [0x7] = { FWB_STAGE1,     TYPE_NONE,      false },
};

const struct arm64_fwb_attr arm64_fwb_perm_rows[16] = {
    [0x0] = { FWB_DEVICE, TYPE_DEVICE_nGnRnE, false },
    [0x1] = { FWB_DEVICE, TYPE_DEVICE_nGnRE,  false },
    [0x2] = { FWB_DEVICE, TYPE_DEVICE_nGRE,   false },
    [0x3] = { FWB_DEVICE, TYPE_DEVICE_GRE,    false },
    [0x4] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0x5] = { FWB_NC,         TYPE_NONE,      false },
    [0x6] = { FWB_WRITE_BACK, TYPE_NONE,      false },
    [0x7] = { FWB_STAGE1,     TYPE_NONE,      false },
    [0x8] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0x9] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0xa] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0xb] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0xc] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0xd] = { FWB_RESERVED,   TYPE_NONE,      false },
    [0xe] = { FWB_WRITE_BACK, TYPE_NONE,      true  },
    [0xf] = { FWB_STAGE1,     TYPE_NONE,      true  },
};

/* The results of Table D8-101. */
const uint8_t arm64_fwb_cache[FWB_COUNT][CACHE_COUNT] = {
    /* stage 1:           Device       NC  WT  WB */
    [FWB_NC]         = {  CACHE_NONE,  NC, NC, NC },
    [FWB_WRITE_BACK] = {  WB,          WB, WB, WB },
    [FWB_STAGE1]     = {  CACHE_NONE,  NC, WT, WB },
};

/* Table D8-103. */
const uint8_t arm64_combine_share[SH_COUNT][SH_COUNT] = {
    /* stage 2:     --  NSH     ISH     OSH */
    [SH_NSH] = {    0,  SH_NSH, SH_ISH, SH_OSH },
    [SH_ISH] = {    0,  SH_ISH, SH_ISH, SH_OSH },
    [SH_OSH] = {    0,  SH_OSH, SH_OSH, SH_OSH },
};
// clang-format on
