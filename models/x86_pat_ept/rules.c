#include "models/x86_pat_ept/rules.h"

#include "models/x86_pat_ept/types.h"

#define SDM3A           "Intel SDM vol. 3A (325384-059US), "
#define SDM3C           "Intel SDM vol. 3C (325384-059US), "
#define APM2            "AMD APM vol. 2 (24593), "
#define KVM515          "Linux 5.15, arch/x86/kvm/mtrr.c, "
#define MTRR_PRECEDENCE SDM3A "11.11.4.1 \"MTRR Precedences\""
#define EPT_TYPING                                                             \
    SDM3C "28.2.6.2 \"Memory Type Used for Translated Guest-Physical "         \
          "Addresses\""

// clang-format off
const struct rule x86_rules[RULE_COUNT] = {
    /* page tables */
    [RULE_PAGING_OFF] = { "x86.paging-off",
        EPT_TYPING,
        "with paging off there is no PAT index: the PAT type counts as WB, "
        "which lets the other inputs decide" },
    [RULE_PAT] = { "x86.pat",
        SDM3A "11.12.3 \"Selecting a Memory Type from the PAT\", Table 11-11",
        "the leaf's PAT, PCD and PWT bits select a field of IA32_PAT" },
    [RULE_NO_TYPE] = { "x86.no-type",
        SDM3A "Tables 11-8 and 11-10",
        "an input is reserved or undefined, so there is no effective type" },

    /* Intel, native */
    [RULE_INTEL_CD] = { "x86.intel.cd",
        SDM3A "Table 11-5 \"Cache Operating Modes\", 11.5.3",
        "CR0.CD=1 is the no-fill mode, modelled as UC that looks into the "
        "caches: lines that hit are still seen, none are filled" },
    [RULE_INTEL_COMBINE] = { "x86.intel.pat-mtrr",
        SDM3A "11.5.2.2 \"Selecting Memory Types for Pentium III and More "
        "Recent Processor Families\", Table 11-7",
        "PAT type and MTRR type combine by the table" },
    [RULE_INTEL_TABLE] = { "x86.intel.table",
        SDM3A "4.9.2 \"Paging and Memory Typing When the PAT is Supported\"",
        "a paging-structure entry is read through PAT field 2*PCD+PWT of the "
        "entry (or CR3) that points to its table" },

    /* Intel, EPT */
    [RULE_EPT_CD] = { "x86.ept.cd",
        EPT_TYPING,
        "with CR0.CD=1 the effective type is UC" },
    [RULE_EPT_IPAT] = { "x86.ept.ipat",
        EPT_TYPING,
        "with IPAT set in the leaf, the EPT type stands alone" },
    [RULE_EPT_COMBINE] = { "x86.ept.pat-ept",
        EPT_TYPING " and Table 11-7",
        "PAT type and EPT type combine by the table, the EPT type standing in "
        "the MTRR column; MTRRs have no say" },
    [RULE_EPT_MISCONFIG] = { "x86.ept.misconfig",
        SDM3C "28.2.3.1 \"EPT Misconfigurations\"",
        "EPT types 2, 3 and 7 cause an EPT misconfiguration" },
    [RULE_EPT_GUEST_TABLE] = { "x86.ept.guest-table",
        EPT_TYPING " (note 2)",
        "a guest paging-structure entry is read through PAT field 2*PCD+PWT "
        "of its parent, then combined with the EPT leaf of its own page" },
    [RULE_EPT_TABLE] = { "x86.ept.table",
        SDM3C "28.2.6.1 \"Memory Type Used for Accessing EPT Paging "
        "Structures\"",
        "EPT entries are read with the memory type in EPTP bits 2:0" },
    [RULE_EPT_TABLE_CD] = { "x86.ept.table-cd",
        SDM3C "28.2.6.1 \"Memory Type Used for Accessing EPT Paging "
        "Structures\"",
        "with CR0.CD=1 EPT entries are read as UC" },

    /* AMD */
    [RULE_AMD_CD] = { "x86.amd.cd",
        APM2 "7.6.2 \"Cache Control Mechanisms\", 7.4",
        "with CR0.CD=1 accesses have type CD: a line that hits is written "
        "back and invalidated, then memory is accessed" },
    [RULE_AMD_COMBINE] = { "x86.amd.pat-mtrr",
        APM2 "Table 7-11 \"Combined Effect of MTRR and PAT Memory Types\"",
        "PAT type and MTRR type combine by the table" },
    [RULE_AMD_TABLE] = { "x86.amd.table",
        APM2 "7.8.2 \"PAT Indexing\"",
        "a page-table entry is read through PAT field 2*PCD+PWT of the entry "
        "(or CR3) that points to its table" },
    [RULE_NPT_CD] = { "x86.npt.cd",
        APM2 "15.25.8 \"Combining Memory Types, MTRRs\"",
        "gCR0.CD or hCR0.CD disables caching: type CD" },
    [RULE_NPT_PAT] = { "x86.npt.pat",
        APM2 "15.25.8, Table 15-19 \"Combining Guest and Host PAT Types\"",
        "guest PAT type and host PAT type combine by the table" },
    [RULE_NPT_MTRR] = { "x86.npt.mtrr",
        APM2 "15.25.8, Table 15-20 \"Combining PAT and MTRR Types\"",
        "the combined PAT type combines with the MTRR type of the "
        "system-physical address" },
    [RULE_NPT_GUEST_TABLE] = { "x86.npt.guest-table",
        APM2 "15.25.8, 7.8.2",
        "a guest page-table entry is read through guest PAT field 2*PCD+PWT "
        "of its parent, then combined like any guest access" },
    [RULE_NPT_TABLE] = { "x86.npt.table",
        APM2 "15.25.8, 7.8.2",
        "a nested page-table entry is read through host PAT field 2*PCD+PWT "
        "of its parent (or nCR3), combined with the MTRR type" },

    /* MTRRs, hardware */
    [RULE_MTRR_OFF] = { "x86.mtrr.off",
        SDM3A "11.11.2.1 \"IA32_MTRR_DEF_TYPE MSR\"",
        "with E=0 every physical address is UC" },
    [RULE_MTRR_FIXED] = { "x86.mtrr.fixed",
        MTRR_PRECEDENCE,
        "below 1 MB, with FE=1, the fixed range decides alone" },
    [RULE_MTRR_ONE] = { "x86.mtrr.one",
        MTRR_PRECEDENCE,
        "one variable range matches: its type" },
    [RULE_MTRR_SAME] = { "x86.mtrr.same",
        MTRR_PRECEDENCE,
        "all matching variable ranges have this type" },
    [RULE_MTRR_UC] = { "x86.mtrr.uc-wins",
        MTRR_PRECEDENCE,
        "variable ranges overlap and one of them is UC: UC" },
    [RULE_MTRR_WT_WB] = { "x86.mtrr.wt-over-wb",
        MTRR_PRECEDENCE,
        "variable ranges of types WT and WB overlap: WT" },
    [RULE_MTRR_UNDEFINED] = { "x86.mtrr.undefined",
        MTRR_PRECEDENCE,
        "variable ranges of other types overlap: undefined" },
    [RULE_MTRR_DEFAULT] = { "x86.mtrr.default",
        MTRR_PRECEDENCE,
        "no range matches: the default type" },

    /* MTRRs, KVM's reading of a guest's */
    [RULE_KVM_MTRR_OFF] = { "kvm.mtrr.off",
        KVM515 "mtrr_disabled_type()",
        "the guest's MTRRs are off and its CPUID shows them: UC" },
    [RULE_KVM_MTRR_NO_CPUID] = { "kvm.mtrr.no-cpuid",
        KVM515 "mtrr_disabled_type()",
        "the guest's MTRRs are off and its CPUID does not show them: WB" },
    [RULE_KVM_MTRR_FIXED] = { "kvm.mtrr.fixed",
        KVM515 "mtrr_lookup_fixed_start()",
        "below 1 MB, with FE=1, the fixed range decides alone" },
    [RULE_KVM_MTRR_VARIABLE] = { "kvm.mtrr.variable",
        KVM515 "kvm_mtrr_get_guest_memory_type()",
        "one variable range matches, or several that agree" },
    [RULE_KVM_MTRR_UC] = { "kvm.mtrr.uc-later",
        KVM515 "kvm_mtrr_get_guest_memory_type()",
        "walking by descending base, a UC range comes after another type: "
        "UC" },
    [RULE_KVM_MTRR_WT_WB] = { "kvm.mtrr.wt-over-wb",
        KVM515 "kvm_mtrr_get_guest_memory_type()",
        "variable ranges of types WT and WB overlap: WT" },
    [RULE_KVM_MTRR_UC_LOST] = { "kvm.mtrr.uc-first-lost",
        KVM515 "kvm_mtrr_get_guest_memory_type()",
        "walking by descending base, UC comes first and another type after "
        "it: WB, where the SDM says UC" },
    [RULE_KVM_MTRR_MIXED] = { "kvm.mtrr.mixed",
        KVM515 "kvm_mtrr_get_guest_memory_type()",
        "two types meet whose overlap the SDM leaves undefined: WB at once, "
        "whatever matches further on" },
    [RULE_KVM_MTRR_DEFAULT] = { "kvm.mtrr.default",
        KVM515 "mtrr_default_type()",
        "no range matches: the default type" },
    [RULE_MTRR_FIRMWARE] = { "x86.mtrr.firmware", "mtsim-scenario(5)",
        "the host's MTRRs are as firmware leaves them: memory write-back, "
        "device memory uncached" },
    [RULE_INTEL_EXIT] = { "x86.intel.exit-drains-nothing",
        "linux commit 65a4de0ffd97, KVM: x86: Ensure a full memory barrier is "
        "emitted in the VM-Exit path",
        "a VM exit by itself is not guaranteed to evict WC buffers" },
    [RULE_AMD_EXIT] = { "x86.amd.exit-drains-wc",
        "AMD64 APM vol. 2 (24593) 15.25.8, Memory Consistency Issues",
        "VMRUN and #VMEXIT flush the write combiners" },
    [RULE_SVM_LEAF] = { "kvm.svm.host-pat-0",
        "linux arch/x86/kvm/svm/svm.c, v6.16: no get_mt_mask",
        "KVM on AMD leaves nested entries at index 0 of the host PAT" },
    [RULE_FILE_KNOWN] = { "kvm.vfio.file-known",
        "linux virt/kvm/vfio.c kvm_vfio_file_add() lines 162 to 167, v6.16",
        "the VM has the device's file already" },
    [RULE_FILE_UNKNOWN] = { "kvm.vfio.file-unknown",
        "linux virt/kvm/vfio.c kvm_vfio_file_del() lines 199 to 222, v6.16",
        "the VM does not have the device's file" },
    [RULE_NO_POLICY] = { "x86.policy.none", "mtsim-policy(5)",
        "no policy decides: write-back, and the guest's types count" },
};
// clang-format on

const char *
x86_gave_name(uint32_t gave)
{
    if (gave == X_NONE || gave == GAVE_MT || gave == GAVE_APM)
        return "undefined";
    if (gave >= GAVE_APM + APM_COUNT)
        return "unknown";
    if (gave >= GAVE_APM)
        return x86_apm_name[gave - GAVE_APM];
    if (gave >= GAVE_MT + MT_COUNT)
        return "unknown";
    if (gave >= GAVE_MT)
        return x86_mt_name[gave - GAVE_MT];
    return gave < X_COUNT ? x86_eff_name[gave] : "unknown";
}
