#include "models/arm64_s2fwb/rules.h"

#define ARM    "Arm ARM (DDI 0487), "
#define CACHES ARM "SCTLR_EL1.{C,I} and HCR_EL2.{CD,ID}, D7.5.5"
#define S2TRANSLATE                                                            \
    "rems-project/sail-arm 9db0df2f, arm-v9.4-a, AArch64_S2Translate()"

// clang-format off
const struct rule arm64_rules[RULE_COUNT] = {
    /* stage 1 */
    [RULE_S1_LEAF] = { "arm64.s1.mair",
        ARM "\"Stage 1 memory type and Cacheability attributes\" (R_HHGNL, "
        "I_FVLFZ); MAIR_EL1",
        "the leaf's AttrIndx selects a byte of MAIR_EL1, which gives type, "
        "cacheability and hints" },
    [RULE_S1_WALK] = { "arm64.s1.walk",
        ARM "TCR_EL1.{IRGN0,ORGN0,SH0}",
        "a stage-1 walk has the cacheability and shareability of TCR_EL1" },
    [RULE_S1_RESERVED] = { "arm64.s1.reserved",
        ARM "MAIR_EL1, \"Attr<n>\"",
        "the byte of MAIR_EL1 is reserved: the manual constrains what it may "
        "be taken for, and does not say which" },
    [RULE_S1_OFF] = { "arm64.s1.mmu-off",
        ARM "SCTLR_EL1.M; sail-arm AArch64_S1DisabledOutput()",
        "with SCTLR_EL1.M=0 data accesses are Device-nGnRnE at stage 1" },
    [RULE_S1_OFF_FETCH] = { "arm64.s1.mmu-off-fetch",
        ARM "SCTLR_EL1.{M,I}; sail-arm AArch64_S1DisabledOutput()",
        "with SCTLR_EL1.M=0 and I=0 instruction fetches are Normal "
        "Non-cacheable at stage 1" },
    [RULE_S1_OFF_FETCH_CACHED] = { "arm64.s1.mmu-off-fetch-cached",
        ARM "SCTLR_EL1.{M,I}; sail-arm AArch64_S1DisabledOutput()",
        "with SCTLR_EL1.M=0 and I=1 instruction fetches are Normal "
        "Write-Through, Outer Shareable at stage 1" },
    [RULE_S1_DC] = { "arm64.s1.dc",
        ARM "HCR_EL2.DC",
        "with HCR_EL2.DC=1 stage 1 is treated as off and gives Normal "
        "Write-Back, Non-shareable, whatever SCTLR_EL1.{M,C,I} say" },
    [RULE_S1_C] = { "arm64.s1.c-off",
        CACHES,
        "with SCTLR_EL1.C=0 Normal memory is Non-cacheable at stage 1 for data "
        "accesses and walks; Device memory stays as it is" },
    [RULE_S1_I] = { "arm64.s1.i-off",
        CACHES,
        "with SCTLR_EL1.I=0 Normal memory is Non-cacheable at stage 1 for "
        "instruction fetches" },
    [RULE_S1_FETCH_DEVICE] = { "arm64.s1.fetch-device",
        ARM "\"Device memory\", B2.10.2; sail-arm AArch64_S1Translate()",
        "an instruction fetch from Device memory that may be executed counts "
        "as Normal Non-cacheable; the manual also allows a Permission fault" },
    [RULE_S1_NORMALISED] = { "arm64.s1.normalised",
        ARM "\"Stage 1 Shareability attributes\" (R_PYFVQ, R_NSCNC)",
        "Device and Normal Non-cacheable memory is Outer Shareable; with stage "
        "2 on, whether stage 2 sees it so is IMPLEMENTATION DEFINED (platform "
        "key normalise-s1-shareability)" },

    /* stage 2 */
    [RULE_S2_OFF] = { "arm64.s2.off",
        ARM "HCR_EL2.VM",
        "with HCR_EL2.VM=0 stage 2 is off: what stage 1 gives is final" },
    [RULE_S2_NONE] = { "arm64.s2.none",
        ARM "\"Translation regimes\": EL2&0",
        "the host's own translation regime has no stage 2: what stage 1 gives "
        "is final" },
    [RULE_S2_DC] = { "arm64.s2.dc",
        ARM "HCR_EL2.DC",
        "with HCR_EL2.DC=1 the PE behaves as if HCR_EL2.VM were 1" },
    [RULE_S2_MEMATTR] = { "arm64.s2.memattr",
        ARM "\"Stage 2 MemAttr[3:0] encoding\", Table D8-96 (R_HMNDG)",
        "with HCR_EL2.FWB=0 MemAttr[3:0] of the leaf gives type and "
        "cacheability of stage 2" },
    [RULE_S2_RESERVED] = { "arm64.s2.reserved",
        ARM "\"Stage 2 MemAttr[3:0] encoding\", Table D8-96 (R_HMNDG)",
        "MemAttr[3:0] is reserved: the manual constrains what it may be taken "
        "for, and does not say which" },
    [RULE_S2_CD] = { "arm64.s2.cd",
        CACHES "; " S2TRANSLATE,
        "with HCR_EL2.CD=1 what stage 2 makes Normal is Non-cacheable for data "
        "accesses and walks; with FWB=1 that includes forced Write-Back" },
    [RULE_S2_ID] = { "arm64.s2.id",
        CACHES "; " S2TRANSLATE,
        "with HCR_EL2.ID=1 stage 2 is Normal Non-cacheable for instruction "
        "fetches" },
    [RULE_S2_FETCH_DEVICE] = { "arm64.s2.fetch-device",
        ARM "\"Device memory\", B2.10.2; " S2TRANSLATE,
        "an instruction fetch from memory that stage 2 makes Device, and that "
        "may be executed, counts as Normal Non-cacheable; the manual also "
        "allows a Permission fault" },
    [RULE_S2_WALK_DEVICE] = { "arm64.s2.walk-device",
        ARM "\"Stage 2 memory type and Cacheability attributes\", D8.6.3 (R_KTSYP)",
        "a stage-1 walk to a page that stage 2 makes Device is done as if to "
        "Normal Non-cacheable memory while HCR_EL2.PTW=0" },
    [RULE_S2_WALK_FAULTS] = { "arm64.s2.walk-faults",
        ARM "\"Stage 2 memory type and Cacheability attributes\", D8.6.3 (R_KTSYP)",
        "a stage-1 walk to a page that stage 2 makes Device is a stage-2 "
        "Permission fault with HCR_EL2.PTW=1" },

    /* both, FWB = 0 */
    [RULE_COMBINE_DEVICE] = { "arm64.combine.device",
        ARM "\"Combining stage 1 and stage 2 memory type attributes\", Table "
        "D8-97 (R_QPHXK, R_TNHFM)",
        "Device beats Normal, and of two Device types the one that allows less "
        "wins" },
    [RULE_COMBINE_CACHE] = { "arm64.combine.cacheability",
        ARM "\"Combining stage 1 and stage 2 Cacheability attributes for "
        "Normal memory\", Table D8-98 (R_GQFSF)",
        "of both stages the weaker cacheability wins, inner and outer each for "
        "itself" },
    [RULE_COMBINE_STAGE1] = { "arm64.combine.as-stage-1",
        ARM "\"Combining stage 1 and stage 2 Cacheability attributes for "
        "Normal memory\" (I_MCQKW)",
        "with HCR_EL2.FWB=0 a stage 2 of inner and outer Write-Back, MemAttr "
        "0b1111, leaves type and cacheability as stage 1 has them" },

    /* both, FWB = 1 */
    [RULE_FWB_DEVICE] = { "arm64.fwb.device",
        ARM "\"Stage 2 MemAttr[1:0] encoding when MemAttr[2] is 0, FWB "
        "enabled\", Table D8-100 (R_VRJSW, R_GSDKZ)",
        "with HCR_EL2.FWB=1 and MemAttr[2]=0 the result is Device: MemAttr's "
        "type, or that of stage 1 if it allows less" },
    [RULE_FWB_NC] = { "arm64.fwb.nc",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RHWZM)",
        "with HCR_EL2.FWB=1 and MemAttr 0b101 Normal memory is Non-cacheable" },
    [RULE_FWB_NC_DEVICE] = { "arm64.fwb.nc-keeps-device",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RHWZM)",
        "with HCR_EL2.FWB=1 and MemAttr 0b101 what stage 1 makes Device stays "
        "of its Device type" },
    [RULE_FWB_WRITE_BACK] = { "arm64.fwb.write-back",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RHWZM, R_DPDXS)",
        "with HCR_EL2.FWB=1 and MemAttr 0b110 memory is Normal Write-Back, "
        "inner and outer, whatever stage 1 says" },
    [RULE_FWB_WRITE_BACK_DEVICE] = { "arm64.fwb.write-back-over-device",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RHWZM, R_RMTWN)",
        "with HCR_EL2.FWB=1 and MemAttr 0b110 even Device memory of stage 1 is "
        "Normal Write-Back; alignment faults, DC ZVA, atomics and exclusives "
        "may still follow the Device type" },
    [RULE_FWB_STAGE1] = { "arm64.fwb.as-stage-1",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RHWZM)",
        "with HCR_EL2.FWB=1 and MemAttr 0b111 type and cacheability are those "
        "of stage 1" },
    [RULE_FWB_RESERVED] = { "arm64.fwb.reserved",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_JXGKQ, R_RHWZM)",
        "with HCR_EL2.FWB=1 MemAttr 0bx100 is reserved, and with FEAT_MTE_PERM "
        "0b10xx and 0b1101 are too" },

    /* what decides no verdict */
    [RULE_HINTS] = { "arm64.combine.hints",
        ARM "\"Stage 2 memory type and Cacheability attributes when FWB is "
        "enabled\" (R_THYXB, R_TBQKG)",
        "what is cacheable but was not at stage 1 is Read-Allocate, "
        "Write-Allocate, non-transient; else the hints are those of stage 1" },
    [RULE_UNTAGGED] = { "arm64.combine.untagged",
        ARM "\"Combined stage 1 and stage 2 attributes if FEAT_MTE_PERM is "
        "implemented\", Table D8-99; sail-arm S2MemTagType()",
        "memory stays Tagged only while it is Write-Back, Read-Allocate, "
        "Write-Allocate, non-transient, inner and outer" },
    [RULE_XS] = { "arm64.combine.xs",
        ARM "\"XS attribute modifier\"; sail-arm S2CombineS1MemAttrs(), "
        "AArch64_S2ApplyFWBMemAttrs()",
        "the XS attribute is 0 for inner and outer Write-Back and where the "
        "stage-2 leaf has FnXS" },

    /* shareability */
    [RULE_SHARE_OUTER] = { "arm64.share.outer",
        ARM "\"Combining the stage 1 and stage 2 Shareability attributes for "
        "Normal memory\" (R_WLQYW)",
        "Device memory, and Normal memory that is inner and outer "
        "Non-cacheable, is Outer Shareable whatever both stages say" },
    [RULE_SHARE_COMBINE] = { "arm64.share.combine",
        ARM "\"Combining stage 1 and stage 2 Shareability attributes\", Table "
        "D8-103 (R_ZNLRJ)",
        "of both stages the wider shareability wins, with and without FWB" },
    [RULE_SHARE_RESERVED] = { "arm64.share.reserved",
        ARM "\"Stage 1 Shareability attributes\" (R_ZWYSH) and \"Stage 2 "
        "Shareability attributes\", Table D8-102 (R_DNZJQ)",
        "SH is 0b01, which is reserved for Normal Cacheable memory" },

    /* accesses that not every type allows */
    [RULE_ALIGN_S1] = { "arm64.align.stage-1",
        ARM "\"Device memory\", B2.10.2; sail-arm S1HasAlignmentFault()",
        "stage 1 makes it Device: an unaligned access and DC ZVA take an "
        "Alignment fault at stage 1, which is the guest's own" },
    [RULE_ALIGN_S2] = { "arm64.align.stage-2",
        ARM "\"Device memory\", B2.10.2; linux arch/arm64/kvm/mmu.c "
        "kvm_handle_guest_abort(), v6.17",
        "stage 2 alone makes it Device: an unaligned access and DC ZVA take "
        "an Alignment fault at stage 2, to EL2; KVM has no handler for it and "
        "KVM_RUN fails with -EFAULT" },
    [RULE_ALIGN_FWB] = { "arm64.align.fwb",
        ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\", Table D8-101 "
        "(R_RMTWN); sail-arm S1HasAlignmentFault()",
        "stage 1 makes it Device and FWB Write-Back: whether the stage-1 "
        "Alignment fault stays is CONSTRAINED UNPREDICTABLE (platform key "
        "fwb-device-alignment)" },
    [RULE_ATOMIC] = { "arm64.atomic",
        ARM "\"Requirements for single-copy atomicity\", B2.2.6",
        "outside of shareable Write-Back memory an atomic operation may take a "
        "fault instead (platform key uncached-atomics)" },
};
// clang-format on
