#include "models/iommu/smmuv3/rules.h"

#define SMMU  "SMMU (IHI 0070 G.b), "
#define ARM   "Arm ARM (DDI 0487), "
#define L6_16 "L6.16 "

// clang-format off
const struct rule smmu_rules[SMMU_RULES] = {
    /* entries */
    [RULE_STE_INVALID] = { "smmuv3.ste.invalid",
        SMMU "5.2 STE.V; C_BAD_STE",
        "an entry with V=0 aborts every transaction" },
    [RULE_STE_ABORT] = { "smmuv3.ste.abort",
        SMMU "5.2 STE.Config; " L6_16 "arm_smmu_make_abort_ste()",
        "Config 0b0xx aborts every transaction" },
    [RULE_STE_ILLEGAL] = { "smmuv3.ste.illegal",
        SMMU "5.2.2 \"Validity of STE\"; C_BAD_STE",
        "an illegal entry acts as one with V=0: here any stage 2 but VMSAv8-64 "
        "with 4K granule, little endian, without hardware flag updates, with "
        "S2SL0 as S2T0SZ asks and S2TTB within S2PS" },
    [RULE_CD_INVALID] = { "smmuv3.cd.invalid",
        SMMU "5.4 CD.V; C_BAD_CD",
        "a context descriptor with V=0 aborts the transaction" },
    [RULE_CD_ILLEGAL] = { "smmuv3.cd.illegal",
        SMMU "5.4.2 \"Validity of CD\"; C_BAD_CD",
        "an illegal context descriptor aborts the transaction: here any stage "
        "1 but VMSAv8-64 with 4K granule, little endian, without hardware flag "
        "updates, with T0SZ 16 to 39 and TTB0 within IPS" },
    [RULE_ATS_FORBIDDEN] = { "smmuv3.ats.forbidden",
        SMMU "5.2 STE.EATS with SMMU_CR0.ATSCHK=1; F_TRANSL_FORBIDDEN",
        "a translated request passes only with EATS=0b01 and a stage that "
        "translates" },
    [RULE_ATS_TRANSLATED] = { "smmuv3.ats.translated",
        SMMU "13.6.2 \"ATS attribute overview\" (IMPLEMENTATION DEFINED), "
        "13.6.3",
        "a translated request has a physical address and the fixed attributes "
        "of PCIe: no table has a say" },

    /* walks */
    [RULE_WALK_INPUT] = { "smmuv3.walk.input",
        SMMU "3.4 \"Address sizes\"",
        "the address is above the input size of the stage, or of a unit that "
        "translates nothing" },
    [RULE_WALK_TRANSLATION] = { "smmuv3.walk.translation",
        ARM "\"VMSAv8-64 translation table format descriptors\"; "
        "F_TRANSLATION",
        "a descriptor with bit 0 clear maps nothing" },
    [RULE_WALK_RESERVED] = { "smmuv3.walk.reserved",
        ARM "\"VMSAv8-64 translation table format descriptors\"; "
        "F_TRANSLATION",
        "0b01 is reserved at levels 0 and 3 and maps nothing" },
    [RULE_WALK_ACCESS_FLAG] = { "smmuv3.walk.access-flag",
        SMMU "5.4 CD.AFFD, 5.2 STE.S2AFFD; F_ACCESS",
        "a leaf without its access flag faults unless the stage disables that "
        "fault" },
    [RULE_WALK_ADDRESS_SIZE] = { "smmuv3.walk.address-size",
        SMMU "5.4 CD.IPS, 5.2 STE.S2PS; F_ADDR_SIZE",
        "a descriptor's address is above the output size of its stage" },
    [RULE_WALK_PERMISSION] = { "smmuv3.walk.permission",
        SMMU "13.4.1, 13.4.3; F_PERMISSION",
        "the leaf, or a table above it, does not allow the access to a device, "
        "which is unprivileged" },
    [RULE_WALK_DEVICE_TABLE] = { "smmuv3.walk.device-table",
        SMMU "5.2 STE.S2PTW; F_PERMISSION",
        "with S2PTW=1 no context descriptor and no stage-1 table may lie in "
        "memory that stage 2 makes Device" },

    /* what comes in */
    [RULE_IN_PCIE] = { "smmuv3.in.pcie",
        SMMU "13.6.1 \"PCIe memory type attributes\"",
        "PCIe has no memory types: the root complex presents Normal "
        "Write-Back, shareable" },
    [RULE_IN_OVERRIDE_TYPE] = { "smmuv3.in.override-type",
        SMMU "13.1.4 \"Replace\"; 5.2 STE.{MTCFG,MemAttr}",
        "MTCFG=1 replaces the incoming type with MemAttr" },
    [RULE_IN_OVERRIDE_SHARE] = { "smmuv3.in.override-share",
        SMMU "13.1.4 \"Replace\"; 5.2 STE.SHCFG",
        "SHCFG other than 0b01 replaces the incoming shareability of cacheable "
        "types" },
    [RULE_IN_NO_OVERRIDE] = { "smmuv3.in.no-override",
        SMMU "Table 13.5; SMMU_IDR1.ATTR_TYPES_OVR; 13.6.1",
        "the entry's overrides do not reach this stream: without "
        "ATTR_TYPES_OVR they are RES0, and of PCIe it is IMPLEMENTATION "
        "DEFINED" },

    /* stage 1 */
    [RULE_S1_MAIR] = { "smmuv3.s1.mair",
        SMMU "13.1.4, 13.4.2; 5.4 CD.MAIR",
        "stage 1 replaces what came in: AttrIndx selects a byte of CD.MAIR" },
    [RULE_S1_MAIR_RESERVED] = { "smmuv3.s1.mair-reserved",
        SMMU "5.4 CD.MAIR, table of reserved encodings",
        "a reserved byte of CD.MAIR is Device of its own kind, or has an inner "
        "half that is Write-Through" },
    [RULE_S1_SH_RESERVED] = { "smmuv3.s1.sh-reserved",
        SMMU "5.4 CD.SH0 (of walks; taken for leaves too)",
        "SH 0b01 is reserved and taken for Non-shareable" },

    /* stage 2 */
    [RULE_S2_COMBINE] = { "smmuv3.s2.combine",
        SMMU "13.1.5 \"Combine\", 13.4.3",
        "stage 2 combines with stage 1, or with what came in: the stronger "
        "wins" },
    [RULE_S2_RESERVED] = { "smmuv3.s2.reserved",
        SMMU "5.2 STE.MemAttr (of the entry; taken for leaves too)",
        "MemAttr 0b0100, 0b1000 and 0b1100 are reserved and taken for "
        "Device-nGnRnE" },
    [RULE_S2_SH_RESERVED] = { "smmuv3.s2.sh-reserved",
        SMMU "5.4 CD.SH0 (of walks; taken for leaves too)",
        "SH 0b01 of stage 2 is reserved and taken for Non-shareable" },
    [RULE_FWB_DEVICE] = { "smmuv3.fwb.device",
        SMMU "13.1.6; " ARM "\"Stage 2 MemAttr[1:0] encoding when MemAttr[2] "
        "is 0, FWB enabled\"",
        "with S2FWB=1 and MemAttr[2]=0 the result is Device: MemAttr's type, "
        "or that of stage 1 if it allows less" },
    [RULE_FWB_RESERVED] = { "smmuv3.fwb.reserved",
        SMMU "5.2 STE.MemAttr (of the entry; taken for leaves too)",
        "MemAttr[2:0] 0b100 is reserved with S2FWB=1 and taken for "
        "Device-nGnRnE" },
    [RULE_FWB_NC] = { "smmuv3.fwb.nc",
        SMMU "13.1.6; " ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\"",
        "with S2FWB=1 MemAttr 0b101 makes Normal memory Non-cacheable" },
    [RULE_FWB_NC_DEVICE] = { "smmuv3.fwb.nc-device",
        SMMU "13.1.6; " ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\"",
        "with S2FWB=1 MemAttr 0b101 leaves Device as it is" },
    [RULE_FWB_WRITE_BACK] = { "smmuv3.fwb.write-back",
        SMMU "13.1.6; " ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\"",
        "with S2FWB=1 MemAttr 0b110 makes everything Normal Write-Back" },
    [RULE_FWB_STAGE1] = { "smmuv3.fwb.stage1",
        SMMU "13.1.6; " ARM "\"Stage 2 MemAttr[1:0] encoding, FWB enabled\"",
        "with S2FWB=1 MemAttr 0b111 leaves the type to stage 1" },

    /* what goes out */
    [RULE_BYPASS] = { "smmuv3.bypass",
        SMMU "5.2 STE.Config 0b100; 13.3",
        "no stage translates: the bus address is the physical one" },
    [RULE_NO_SNOOP] = { "smmuv3.no-snoop",
        SMMU "13.6.1.1 \"No_snoop\"; 13.1.6",
        "No_snoop comes last, after S2FWB: a cacheable type becomes Normal "
        "Non-cacheable" },
    [RULE_NO_SNOOP_UNCACHED] = { "smmuv3.no-snoop.uncached",
        SMMU "13.6.1.1 \"No_snoop\"",
        "No_snoop changes no type that is not cacheable" },
    [RULE_NO_SNOOP_UNSUPPORTED] = { "smmuv3.no-snoop.unsupported",
        SMMU "13.6.1.1 \"No_snoop\"",
        "this system does not implement No_snoop" },
    [RULE_CANWBS] = { "smmuv3.canwbs",
        "IORT (DEN0049 E.f), Memory Access Flags, CANWBS; " L6_16
        "arm_smmu_master_canwbs()",
        "accesses of this root complex to conventional memory are coherent "
        "whatever their attributes" },
    [RULE_COHERENT] = { "smmuv3.coherent",
        SMMU "16.7.5.2",
        "inner and outer Write-Back, shareable: the access looks into the "
        "caches" },
    [RULE_NOT_COHERENT] = { "smmuv3.not-coherent",
        SMMU "16.7.5.2, note (1)",
        "any other type is non-cacheable for the system, and a Non-shareable "
        "one looks into no cache but the device's" },
};
// clang-format on
