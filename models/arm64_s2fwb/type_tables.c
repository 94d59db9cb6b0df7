#include "models/arm64_s2fwb/type_tables.h"

#include <stddef.h>

#include "models/arm64_s2fwb/tables.h"
#include "models/arm64_s2fwb/type_rows.h"

/* ---- stage 1 ---- */

static const char *const mair_column[] = {
    "attr",       "type", "inner",  "outer", "inner_hint",
    "outer_hint", "xs",   "tagged", "needs",
};
static const char *const byte_column[] = {"attr", "type",   "hints",
                                          "xs",   "tagged", "needs"};
static const char *const half_column[] = {"bits", "cacheability", "transient",
                                          "read-allocate", "write-allocate"};

static const char *const byte_note[] = {
    "Every other byte is Normal: bits [7:4] say outer, bits [3:0] inner "
    "cacheability, as the next table has them, with XS 0 if both are "
    "Write-Back and 1 if not.",
    "Reserved: 0b0000dd1x, every other byte with bits [3:0] = 0000, and what "
    "needs a feature that is not there.",
    "r, w: read-allocate, write-allocate.  XS and tags need their features "
    "to mean anything.",
    NULL,
};
static const char *const half_note[] = {
    "Hints decide no result, and aliases that differ in hints alone are no "
    "mismatch.",
    NULL,
};

static const struct table mair_byte = {
    .name = "arm64-mair",
    .title = "arm64: bytes of MAIR_EL1 that are not two halves",
    .column = byte_column,
    .ncolumn = 6,
    .row_axis = -1,
    .col_axis = -1,
    .note = byte_note,
    .rows = arm64_mair_byte_rows,
};
static const struct table mair_half = {
    .name = "arm64-mair",
    .title = "arm64: halves of a byte of MAIR_EL1 for Normal memory",
    .cite = arm64_mair_cite,
    .column = half_column,
    .ncolumn = 5,
    .row_axis = -1,
    .col_axis = -1,
    .note = half_note,
    .rows = arm64_mair_half_rows,
};
static const struct table *const mair_folded[] = {&mair_byte, &mair_half, NULL};

/* ---- stage 2 ---- */

static const char *const s2_column[] = {"mte_perm", "memattr", "fwb", "gives",
                                        "tags"};

static const char *const s2_note[] = {
    "\"or stronger\": stage 1's Device type where that allows less.",
    "\"unless Device\": what stage 1 makes Device stays of its type.",
    "fwb = 1 without FEAT_MTE_PERM: bit 3 of MemAttr is RES0.",
    "mte_perm = 1: FEAT_MTE_PERM.  NoTagAccess denies tag accesses where "
    "stage 1 is Tagged; it is no attribute of memory.",
    "KVM writes 1111 (fwb = 0) or 0110 (fwb = 1) for memory, 0001 for Device "
    "and 0101 for Normal-NC.",
    NULL,
};

static const char s2_cite[] =
    "Arm ARM (DDI 0487), \"Stage 2 MemAttr[3:0] encoding\", Table D8-96; "
    "\"Stage 2 MemAttr[1:0] encoding when MemAttr[2] is 0, FWB enabled\", "
    "Table D8-100; \"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table "
    "D8-101";

/* ---- both ---- */

static const char *const s1s2_column[] = {
    "fwb",  "s1_attr", "s1_sh", "s2_memattr", "s2_sh",
    "type", "inner",   "outer", "sh",
};
static const char *const type_column[] = {"fwb", "MemAttr[3:2]", "stage 1",
                                          "[1:0]", "result"};
static const char *const share_column[] = {"stage 1", "stage 2", "result"};

static const char *const type_note[] = {
    "Every byte of MAIR_EL1 of a type and cacheability gives the same: hints, "
    "XS and tags change nothing.  --format csv has a row for each of the 236.",
    "Normal-WB: inner and outer Write-Back; Normal-iWB-oNC: they differ.",
    "MemAttr[3:2] = x0, x1: with fwb = 1 bit 3 is RES0; FEAT_MTE_PERM, which "
    "uses it, is in arm64-s2.",
    "fwb = 0, then the memory type: Table D8-97, by pairs in G5-20; "
    "cacheability: Table D8-98; fwb = 1: Tables D8-100 and D8-101.",
    NULL,
};
static const char *const share_note[] = {
    "With fwb = 0 and with fwb = 1.  Device and Normal-NC results are OSH "
    "whatever both stages say.  SH: 0 NSH, 2 OSH, 3 ISH; 1 is reserved.",
    "Stage 1's shareability of Device and Normal-NC enters as its leaf says; "
    "that it enters as OSH is as legal, and shows only with fwb = 1 and "
    "MemAttr 0b110 (R_NSCNC).",
    NULL,
};
static const char *const s1s2_note[] = {
    "FEAT_XS and FEAT_MTE2 are there, FEAT_MTE_PERM is not.",
    "SCTLR_EL1.{M,C,I} = 1, HCR_EL2.VM = 1, HCR_EL2.{DC,CD,ID} = 0.",
    NULL,
};

static const char type_cite[] =
    "Arm ARM (DDI 0487), \"Combining stage 1 and stage 2 memory type "
    "attributes\", \"Combining stage 1 and stage 2 Cacheability attributes for "
    "Normal memory\", \"Stage 2 MemAttr[1:0] encoding, FWB enabled\"";

static const struct table s1s2_type = {
    .name = "arm64-s1s2",
    .title = "arm64: stage 1 with stage 2",
    .cite = type_cite,
    .column = type_column,
    .ncolumn = 5,
    .row_axis = 2,
    .col_axis = 3,
    .first_value = 4,
    .note = type_note,
    .rows = arm64_s1s2_type_rows,
};
static const struct table s1s2_share = {
    .name = "arm64-s1s2",
    .title = "arm64: shareability of cacheable memory, stage 1 with stage 2",
    .cite = arm64_share_cite,
    .column = share_column,
    .ncolumn = 3,
    .row_axis = 0,
    .col_axis = 1,
    .first_value = 2,
    .note = share_note,
    .rows = arm64_s1s2_share_rows,
};
static const struct table *const s1s2_folded[] = {&s1s2_type, &s1s2_share,
                                                  NULL};

/* ---- Device and Normal Non-cacheable memory ---- */

static const char *const device_column[] = {"allowed", "type", "value"};

static const char *const device_note[] = {
    "A type may be implemented as one that allows less, never as one that "
    "allows more.",
    "Gathering: accesses merge, and a read may be served by an earlier "
    "buffered write.  Barriers separate accesses that must not merge.",
    "Reordering: no (nR) is about one peripheral, of a size that is "
    "IMPLEMENTATION DEFINED.",
    "Early acknowledgement: no (nE) holds where the system has the end point "
    "acknowledge; Arm does not expect it of posted PCIe writes.",
    "Speculative reads: SIMD, SVE and memory-copy instructions may read "
    "Device memory beyond their bytes, within windows of up to 128 bits.",
    "Unaligned access: an Alignment fault, taken to the stage that made it "
    "Device; IMPLEMENTATION DEFINED where the location could do it.",
    "Repeated accesses: of an instruction that makes several, when an "
    "exception interrupts it.",
    "Instruction fetch, where the page may be executed: as Normal-NC, or a "
    "Permission fault.",
    "May fail: atomic only for ISH or OSH, inner and outer Write-Back, read- "
    "and write-allocate, non-transient memory.  Else it may be not atomic, or "
    "fault.",
    "SVE accesses may act as if the memory were Device-GRE.",
    "Forced Write-Back over Device (fwb = 1, MemAttr 0b110) leaves open "
    "whether unaligned accesses, DC ZVA, atomics and exclusives still follow "
    "the Device type (R_RMTWN).",
    NULL,
};

static const char device_cite[] =
    "Arm ARM (DDI 0487), B2.10 \"Memory types and attributes\", B2.2.6, B2.9.2 "
    "and D7.5.10; LD64B and ST64B: sail-arm AArch64_S2Translate(); SVE: "
    "R_QBLMZ";

// clang-format off
const struct table arm64_type_tables[ARM64_TYPE_TABLES] = {
    {
        .name = "arm64-mair",
        .title = "arm64: bytes of MAIR_EL1",
        .cite = arm64_mair_cite,
        .column = mair_column,
        .ncolumn = 9,
        .row_axis = -1,
        .col_axis = -1,
        .first_value = 1,
        .folded = mair_folded,
        .note = byte_note,
        .rows = arm64_mair_rows,
    },
    {
        .name = "arm64-s2",
        .title = "arm64: stage-2 MemAttr[3:0]",
        .cite = s2_cite,
        .column = s2_column,
        .ncolumn = 5,
        .row_axis = 1,
        .col_axis = 2,
        .first_value = 3,
        .note = s2_note,
        .rows = arm64_s2_rows,
    },
    {
        .name = "arm64-s1s2",
        .title = "arm64: stage 1 with stage 2",
        .cite = type_cite,
        .column = s1s2_column,
        .ncolumn = 9,
        .row_axis = -1,
        .col_axis = -1,
        .first_value = 5,
        .folded = s1s2_folded,
        .note = s1s2_note,
        .rows = arm64_s1s2_rows,
    },
    {
        .name = "arm64-device",
        .title = "arm64: what Device and Normal-NC memory allow",
        .cite = device_cite,
        .column = device_column,
        .ncolumn = 3,
        .row_axis = 0,
        .col_axis = 1,
        .first_value = 2,
        .note = device_note,
        .rows = arm64_device_rows,
    },
};
// clang-format on
