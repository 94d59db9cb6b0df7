#include "models/arm64_s2fwb/vocabulary.h"

#define BIT(n) (1ULL << (n))

#define MMU     "linux arch/arm64/kvm/mmu.c "
#define PGTABLE "linux arch/arm64/kvm/hyp/pgtable.c "
#define SERIES                                                                 \
    "[PATCH v5 4/5] KVM: arm64: Allow cacheable stage 2 mapping using VMA "    \
    "flags"

/* Facts about the host and the VM. */
#define HOST_FACTS                                                             \
    (BIT(FACT_FWB) | BIT(FACT_DIC) | BIT(FACT_CACHEABLE_PFNMAP_CAP) |          \
     BIT(FACT_VM_MTE))
#define VMA_FACTS                                                              \
    (BIT(FACT_VMA_PFNMAP) | BIT(FACT_VMA_MIXEDMAP) | BIT(FACT_VMA_WB) |        \
     BIT(FACT_VMA_NC) | BIT(FACT_VMA_DEVICE) | BIT(FACT_VMA_ANY_UNCACHED) |    \
     BIT(FACT_VMA_MTE) | BIT(FACT_VMA_COW))
#define SLOT_FACTS                                                             \
    (HOST_FACTS | VMA_FACTS | BIT(FACT_SLOT_LOG_DIRTY) |                       \
     BIT(FACT_SLOT_CACHEABLE_PFNMAP) | BIT(FACT_SLOT_GUARANTEE_WB))
#define PAGE_FACTS (SLOT_FACTS | BIT(FACT_MAP_MEMORY) | BIT(FACT_PFN_VALID))
#define LEAF_FACTS                                                             \
    (PAGE_FACTS | BIT(FACT_LEAF_NORMAL) | BIT(FACT_LEAF_EXECUTABLE))
#define VCPU_FACTS (HOST_FACTS | BIT(FACT_TVM) | BIT(FACT_GUEST_CACHE_ENABLED))

#define PROTS                                                                  \
    (BIT(ACT_NORMAL) | BIT(ACT_NORMAL_NC) | BIT(ACT_DEVICE_nGnRnE) |           \
     BIT(ACT_DEVICE_nGnRE) | BIT(ACT_DEVICE_nGRE) | BIT(ACT_DEVICE_GRE) |      \
     BIT(ACT_AS_STAGE1))
#define MAINTENANCE                                                            \
    (BIT(ACT_NOTHING) | BIT(ACT_CLEAN) | BIT(ACT_CLEAN_INVALIDATE) |           \
     BIT(ACT_INVALIDATE_ICACHE))
#define VCPU_ACTIONS                                                           \
    (MAINTENANCE | BIT(ACT_UNMAP) | BIT(ACT_SET_TVM) | BIT(ACT_CLEAR_TVM))

static const char *const layers[ARM64_LAYERS] = {"kvm"};

static const struct policy_rule stage2_rules[] = {
    {.action = {{.code = ACT_REFUSE, .narg = 1, .arg = {14 /* EFAULT */}}},
     .naction = 1,
     .why = {"arm64.policy.stage2-default", "mtsim-policy(5)",
             "no rule says what this page's leaf is, so it is not mapped"}},
};

static const struct policy_rule execute_rules[] = {
    {.action = {{.code = ACT_EXECUTE_NEVER}},
     .naction = 1,
     .why = {"arm64.policy.execute-default", "mtsim-policy(5)",
             "a leaf no rule speaks about is not executable"}},
};

static const struct policy_rule memslot_rules[] = {
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = {"arm64.policy.memslot-default", "mtsim-policy(5)",
             "a memslot no rule speaks about is accepted"}},
};

static const struct policy_table stage2_fallback = {stage2_rules, 1};
static const struct policy_table execute_fallback = {execute_rules, 1};
static const struct policy_table memslot_fallback = {memslot_rules, 1};

// clang-format off
static const struct decision_def decisions[ARM64_POLICY_TABLES] = {
    [DECIDE_STAGE2] = {
        "stage2", NULL, "kvm",
        "what a new stage-2 leaf is, or how the fault fails",
        PAGE_FACTS | BIT(FACT_EXEC_FAULT),
        PROTS | BIT(ACT_REFUSE) | BIT(ACT_INJECT), true, &stage2_fallback},
    [DECIDE_EXECUTE] = {
        "execute", NULL, "kvm",
        "whether a new Normal leaf may be executed from; others never may",
        PAGE_FACTS | BIT(FACT_EXEC_FAULT),
        BIT(ACT_EXECUTABLE) | BIT(ACT_EXECUTE_NEVER), true, &execute_fallback},
    [DECIDE_MEMSLOT] = {
        "memslot", NULL, "kvm",
        "whether a memslot is made, moved or given other flags; vma() is the "
        "VMA of that moment",
        SLOT_FACTS, BIT(ACT_ACCEPT) | BIT(ACT_REFUSE), false,
        &memslot_fallback},
    [BEFORE_LEAF_INSTALL] = {
        "leaf-install", "before", "kvm",
        "a stage-2 leaf is about to become visible to the guest",
        LEAF_FACTS, MAINTENANCE, false, NULL},
    [BEFORE_LEAF_REMOVAL] = {
        "leaf-removal", "before", "kvm",
        "a stage-2 leaf is about to go; the guest can still use it",
        LEAF_FACTS, MAINTENANCE, false, NULL},
    [AFTER_LEAF_REMOVAL] = {
        "leaf-removal", "after", "kvm",
        "a stage-2 leaf is gone and its TLB invalidation is complete",
        LEAF_FACTS, MAINTENANCE, false, NULL},
    [ON_SET_WAY] = {
        "set-way", "on", "kvm",
        "a guest's cache maintenance by set and way was trapped (HCR_EL2.TSW)",
        VCPU_FACTS, VCPU_ACTIONS, false, NULL},
    [ON_VM_REGISTER_WRITE] = {
        "vm-register-write", "on", "kvm",
        "a guest's write of SCTLR_EL1 or another register that HCR_EL2.TVM "
        "traps was carried out; guest-cache-enabled is the new state",
        VCPU_FACTS | BIT(FACT_CACHE_TOGGLED), VCPU_ACTIONS, false, NULL},
    [ON_VCPU_RESET] = {
        "vcpu-reset", "on", "kvm",
        "a virtual CPU was initialised (KVM_ARM_VCPU_INIT), the first time or "
        "again",
        HOST_FACTS | BIT(FACT_VCPU_RAN), VCPU_ACTIONS, false, NULL},
    [ON_VMA_CHANGE] = {
        "vma-change", "on", "kvm",
        "the VMM unmapped or replaced the VMA under a memslot (MMU notifier)",
        PAGE_FACTS, MAINTENANCE | BIT(ACT_UNMAP), false, NULL},
    [ON_CMO_OUTSIDE_SLOT] = {
        "cmo-outside-slot", "on", "kvm",
        "a guest's cache maintenance by address faulted where there is no "
        "memslot",
        HOST_FACTS, MAINTENANCE, false, NULL},
};

static const struct fact_def facts[ARM64_FACTS] = {
    [FACT_MAP_MEMORY] = {
        "map-memory",
        "the page is memory that the kernel's linear map has "
        "(pfn_is_map_memory())",
        MMU "user_mem_abort(), v6.17; kvm_is_device_pfn(), v5.14 to v6.16"},
    [FACT_PFN_VALID] = {
        "pfn-valid",
        "the page has a struct page (pfn_valid()); only Linux up to 5.13 asks",
        MMU "kvm_is_device_pfn(), v5.9, v5.10.13"},
    [FACT_VMA_PFNMAP] = {
        "vma(pfnmap)",
        "the VMA has VM_PFNMAP: page frames that are not managed as pages",
        MMU "user_mem_abort(), v6.17"},
    [FACT_VMA_MIXEDMAP] = {
        "vma(mixedmap)",
        "the VMA has VM_MIXEDMAP: managed pages and bare page frames",
        MMU "user_mem_abort(), v6.17"},
    [FACT_VMA_WB] = {
        "vma(WB)",
        "the VMA is cacheable: its memory type is neither Normal-NC nor Device",
        MMU "kvm_vma_is_cacheable(), v6.17"},
    [FACT_VMA_NC] = {
        "vma(NC)", "the VMA is Normal Non-cacheable (pgprot_writecombine())",
        MMU "kvm_vma_is_cacheable(), v6.17"},
    [FACT_VMA_DEVICE] = {
        "vma(device)", "the VMA is Device-nGnRnE or -nGnRE (pgprot_noncached())",
        MMU "kvm_vma_is_cacheable(), v6.17"},
    [FACT_VMA_ANY_UNCACHED] = {
        "vma(any-uncached)",
        "the VMA has VM_ALLOW_ANY_UNCACHED: any uncached type is safe there",
        "linux commits 5c656fcdd6c6 (the flag) and a39d3a966a09 (vfio-pci "
        "sets it)"},
    [FACT_VMA_MTE] = {
        "vma(mte)", "the VMA may hold Allocation Tags (VM_MTE_ALLOWED)",
        MMU "kvm_vma_mte_allowed(), v6.17"},
    [FACT_VMA_COW] = {
        "vma(cow)", "the VMA is a private, writable mapping (is_cow_mapping())",
        SERIES "; gone from v6.17"},
    [FACT_SLOT_LOG_DIRTY] = {
        "slot(log-dirty)", "the memslot has KVM_MEM_LOG_DIRTY_PAGES",
        MMU "kvm_arch_prepare_memory_region(), v6.17"},
    [FACT_SLOT_CACHEABLE_PFNMAP] = {
        "slot(cacheable-pfnmap)",
        "the memslot has KVM_MEM_ENABLE_CACHEABLE_PFNMAP, of v4 to v6 of the "
        "2025 series",
        SERIES ", 2025"},
    [FACT_SLOT_GUARANTEE_WB] = {
        "slot(guarantee-wb)",
        "the memslot has Oliver Upton's flag: userspace expects Write-Back to "
        "be guaranteed there",
        "Oliver Upton, 22 April 2025, aAdKCGCuwlUeUXKY@linux.dev"},
    [FACT_VM_MTE] = {
        "vm-mte", "the VM has KVM_CAP_ARM_MTE",
        MMU "kvm_arch_prepare_memory_region(), v6.17"},
    [FACT_FWB] = {
        "fwb", "the host's CPUs have FEAT_S2FWB, and HCR_EL2.FWB is 1",
        "linux commit e48d53a91f6e; ARM64_HAS_STAGE2_FWB"},
    [FACT_DIC] = {
        "dic", "CTR_EL0.DIC is 1: no instruction cache maintenance is needed",
        "Arm ARM (DDI 0487), CTR_EL0.DIC; ARM64_HAS_CACHE_DIC"},
    [FACT_CACHEABLE_PFNMAP_CAP] = {
        "cacheable-pfnmap-cap",
        "KVM_CAP_ARM_CACHEABLE_PFNMAP_SUPPORTED is 1: both fwb and dic",
        "linux commit f55ce5a6cd33"},
    [FACT_EXEC_FAULT] = {
        "exec-fault", "the fault was taken on an instruction fetch",
        MMU "user_mem_abort(), v6.17"},
    [FACT_LEAF_NORMAL] = {
        "leaf(normal)", "the leaf is KVM's Normal (stage2_pte_cacheable())",
        PGTABLE "stage2_pte_cacheable()"},
    [FACT_LEAF_EXECUTABLE] = {
        "leaf(executable)", "the leaf may be executed from",
        PGTABLE "stage2_pte_executable()"},
    [FACT_TVM] = {
        "tvm", "HCR_EL2.TVM is set for this virtual CPU",
        MMU "kvm_set_way_flush(), v6.17"},
    [FACT_CACHE_TOGGLED] = {
        "cache-toggled", "this write changed guest-cache-enabled",
        MMU "kvm_toggle_cache(), v6.17"},
    [FACT_GUEST_CACHE_ENABLED] = {
        "guest-cache-enabled", "SCTLR_EL1.M and SCTLR_EL1.C are both 1",
        "linux arch/arm64/include/asm/kvm_mmu.h vcpu_has_cache_enabled()"},
    [FACT_VCPU_RAN] = {
        "vcpu-ran", "this virtual CPU has run before (vcpu_has_run_once())",
        "linux arch/arm64/kvm/arm.c kvm_arch_vcpu_ioctl_vcpu_init()"},
};

static const struct action_def actions[ARM64_ACTIONS] = {
    [ACT_NORMAL] = {
        "Normal", "",
        "Normal memory as KVM maps it: without FWB as stage 1 says, with FWB "
        "Write-Back",
        "linux arch/arm64/include/asm/memory.h MT_S2_NORMAL, MT_S2_FWB_NORMAL",
        0},
    [ACT_NORMAL_NC] = {
        "Normal-NC", "", "Normal Non-cacheable (KVM_PGTABLE_PROT_NORMAL_NC)",
        "linux commit 8c47ce3e1d2c", 0},
    [ACT_DEVICE_nGnRnE] = {
        "Device-nGnRnE", "", "Device-nGnRnE; no Linux maps so",
        "Arm ARM (DDI 0487), stage-2 MemAttr[3:0]", 0},
    [ACT_DEVICE_nGnRE] = {
        "Device-nGnRE", "", "Device-nGnRE (KVM_PGTABLE_PROT_DEVICE)",
        "linux arch/arm64/include/asm/memory.h MT_S2_DEVICE_nGnRE", 0},
    [ACT_DEVICE_nGRE] = {
        "Device-nGRE", "", "Device-nGRE; no Linux maps so",
        "Arm ARM (DDI 0487), stage-2 MemAttr[3:0]", 0},
    [ACT_DEVICE_GRE] = {
        "Device-GRE", "", "Device-GRE; no Linux maps so",
        "Arm ARM (DDI 0487), stage-2 MemAttr[3:0]", 0},
    [ACT_AS_STAGE1] = {
        "as-stage1", "",
        "Normal memory whose type stage 1 decides, also with FWB",
        "Arm ARM (DDI 0487), stage-2 MemAttr[3:0] with FWB: 0b0111", 0},
    [ACT_EXECUTABLE] = {"executable", "", "it may (XN clear)", NULL, 0},
    [ACT_EXECUTE_NEVER] = {"execute-never", "", "it may not (XN set)", NULL, 0},
    [ACT_ACCEPT] = {"accept", "", "it is done", NULL, 0},
    [ACT_REFUSE] = {
        "refuse", "e",
        "the request fails with this errno, without effect; a fault's errno "
        "comes back from KVM_RUN",
        NULL, 0},
    [ACT_INJECT] = {
        "inject", "n",
        "the guest takes an abort, its instruction has no effect; nothing is "
        "mapped",
        MMU "kvm_handle_guest_abort(), v6.17", BIT(NOUN_EXTERNAL_ABORT)},
    [ACT_NOTHING] = {"nothing", "", "no action", NULL, 0},
    [ACT_CLEAN] = {
        "clean", "n",
        "clean every line to the Point of Coherency and wait (DC CVAC, DSB)",
        "Arm ARM (DDI 0487), DC CVAC; no KVM does only this",
        BIT(NOUN_PAGE) | BIT(NOUN_VM)},
    [ACT_CLEAN_INVALIDATE] = {
        "clean-invalidate", "n",
        "clean and invalidate every line to the Point of Coherency and wait "
        "(DC CIVAC, DSB)",
        MMU "clean_dcache_guest_page(), stage2_flush_vm(), v6.17",
        BIT(NOUN_PAGE) | BIT(NOUN_VM)},
    [ACT_INVALIDATE_ICACHE] = {
        "invalidate-icache", "n",
        "invalidate instruction caches to the Point of Unification; counted",
        MMU "invalidate_icache_guest_page(), v6.17",
        BIT(NOUN_PAGE) | BIT(NOUN_ALL)},
    [ACT_UNMAP] = {
        "unmap", "n",
        "remove stage-2 leaves, each with the events of its removal; the next "
        "access faults",
        MMU "stage2_unmap_vm(), kvm_unmap_gfn_range(), v6.17",
        BIT(NOUN_RAM) | BIT(NOUN_RANGE)},
    [ACT_SET_TVM] = {
        "set-tvm", "",
        "writes of SCTLR_EL1 and its like are trapped from now on",
        MMU "kvm_set_way_flush(), v6.17", 0},
    [ACT_CLEAR_TVM] = {
        "clear-tvm", "", "they are no longer trapped",
        MMU "kvm_toggle_cache(), v6.17", 0},
};

static const struct word nouns[ARM64_NOUNS] = {
    {"external-abort", "a synchronous external abort", NULL,
     NOUN_EXTERNAL_ABORT},
    {"page", "the memory behind the leaf", NULL, NOUN_PAGE},
    {"all", "all of it", NULL, NOUN_ALL},
    {"vm", "all memory that a Normal leaf of the VM maps now", NULL, NOUN_VM},
    {"ram", "leaves of the VM whose VMA is not VM_PFNMAP", NULL, NOUN_RAM},
    {"range", "leaves of the guest pages the event is about", NULL,
     NOUN_RANGE},
};

const struct word arm64_vma_words[ARM64_VMA_WORDS] = {
    {"pfnmap", "VM_PFNMAP: page frames that are not managed as pages",
     "linux include/linux/mm.h", VMA_PFNMAP},
    {"mixedmap", "VM_MIXEDMAP: managed pages and bare page frames",
     "linux include/linux/mm.h", VMA_MIXEDMAP},
    {"WB", "vm_page_prot is cacheable, as where none of WB, NC, device stands",
     MMU "kvm_vma_is_cacheable(), v6.17", VMA_WB},
    {"NC", "vm_page_prot is Normal Non-cacheable",
     MMU "kvm_vma_is_cacheable(), v6.17", VMA_NC},
    {"device", "vm_page_prot is Device",
     MMU "kvm_vma_is_cacheable(), v6.17", VMA_DEVICE},
    {"any-uncached", "VM_ALLOW_ANY_UNCACHED",
     "linux commit 5c656fcdd6c6", VMA_ANY_UNCACHED},
    {"mte", "VM_MTE_ALLOWED", MMU "kvm_vma_mte_allowed(), v6.17", VMA_MTE},
    {"cow", "private and writable", "linux include/linux/mm.h "
     "is_cow_mapping()", VMA_COW},
    {"ordinary", "anonymous memory: WB mte, as where no vma stands for memory",
     "linux include/linux/mman.h arch_calc_vm_flag_bits(), arm64",
     VMA_WB | VMA_MTE},
};

const struct word arm64_slot_flags[ARM64_SLOT_FLAGS] = {
    {"log-dirty", "KVM_MEM_LOG_DIRTY_PAGES",
     "linux include/uapi/linux/kvm.h", SLOT_LOG_DIRTY},
    {"cacheable-pfnmap",
     "KVM_MEM_ENABLE_CACHEABLE_PFNMAP, proposed in May 2025",
     SERIES ", 2025", SLOT_CACHEABLE_PFNMAP},
    {"guarantee-wb",
     "Oliver Upton's flag: Write-Back is to be guaranteed there",
     "Oliver Upton, 22 April 2025, aAdKCGCuwlUeUXKY@linux.dev",
     SLOT_GUARANTEE_WB},
    {"vm-mte", "the VM of this memslot has KVM_CAP_ARM_MTE",
     "linux Documentation/virt/kvm/api.rst, KVM_CAP_ARM_MTE", SLOT_VM_MTE},
};
// clang-format on

#define WB     BIT(FACT_VMA_WB)
#define NC     BIT(FACT_VMA_NC)
#define DEVICE BIT(FACT_VMA_DEVICE)
#define FWB    BIT(FACT_FWB)
#define DIC    BIT(FACT_DIC)
#define CAP    BIT(FACT_CACHEABLE_PFNMAP_CAP)
#define MEMORY BIT(FACT_MAP_MEMORY)

/* A mapping has one memory type; the capability is both features; memory of the
 * linear map has a struct page. */
static const uint64_t exclusive[][2] = {
    {WB | NC | DEVICE,             0          },
    {WB | NC,                      WB | NC    },
    {WB | DEVICE,                  WB | DEVICE},
    {NC | DEVICE,                  NC | DEVICE},
    {FWB | DIC | CAP,              FWB | DIC  },
    {FWB | CAP,                    CAP        },
    {DIC | CAP,                    CAP        },
    {MEMORY | BIT(FACT_PFN_VALID), MEMORY     },
};

const struct policy_vocab arm64_policy_vocab = {
    .layer = layers,
    .decision = decisions,
    .fact = facts,
    .action = actions,
    .noun = nouns,
    .nlayer = ARM64_LAYERS,
    .ndecision = ARM64_POLICY_TABLES,
    .nfact = ARM64_FACTS,
    .naction = ARM64_ACTIONS,
    .nnoun = ARM64_NOUNS,
    .exclusive = exclusive,
    .nexclusive = sizeof exclusive / sizeof exclusive[0],
};
