#include "models/x86_pat_ept/vocabulary.h"

#include "models/x86_pat_ept/types.h"

#define BIT(n) (1ULL << (n))

/* Facts about the VM, its host and the virtual CPU at hand. */
#define VM_FACTS                                                               \
    (BIT(FACT_NONCOHERENT_DMA) | BIT(FACT_QUIRK_CD_NW_CLEARED) |               \
     BIT(FACT_QUIRK_IGNORE_GUEST_PAT) | BIT(FACT_SELF_SNOOP) |                 \
     BIT(FACT_WBINVD_EXITS) | BIT(FACT_TDP) | BIT(FACT_GUEST_HAS_MTRR) |       \
     BIT(FACT_SOME_SLOT_NONCOHERENT))
#define VCPU_FACTS (VM_FACTS | BIT(FACT_GUEST_CR0_CD))

#define PAGE_FACTS (BIT(FACT_HOST_MMIO) | BIT(FACT_SLOT_NONCOHERENT))

#define TYPES                                                                  \
    (BIT(ACT_UC) | BIT(ACT_WC) | BIT(ACT_WT) | BIT(ACT_WP) | BIT(ACT_WB))
#define HOST_ACTIONS                                                           \
    (BIT(ACT_NOTHING) | BIT(ACT_FLUSH_CPUS) | BIT(ACT_FLUSH_GUEST_PAGES) |     \
     BIT(ACT_FULL_BARRIER) | BIT(ACT_ZAP) | BIT(ACT_REMEMBER_CPU) |            \
     BIT(ACT_CLEAR_MASK))
#define LEAF_ACTIONS (BIT(ACT_NOTHING) | BIT(ACT_FLUSH))

static const char *const layers[X86_LAYERS] = {"kvm"};

static const struct policy_rule stage2_rules[] = {
    {.action = {{.code = ACT_REFUSE, .narg = 1, .arg = {14 /* EFAULT */}}},
     .naction = 1,
     .why = {"x86.policy.stage2-default", "mtsim-policy(5)",
             "no rule gives this page a type, so it is not mapped"}},
};

static const struct policy_rule memslot_rules[] = {
    {.action = {{.code = ACT_ACCEPT}},
     .naction = 1,
     .why = {"x86.policy.memslot-default", "mtsim-policy(5)",
             "a memslot no rule speaks about is accepted"}},
};

static const struct policy_table stage2_fallback = {stage2_rules, 1};
static const struct policy_table memslot_fallback = {memslot_rules, 1};

// clang-format off
static const struct decision_def decisions[X86_POLICY_TABLES] = {
    [DECIDE_STAGE2] = {
        "stage2", NULL, "kvm",
        "the memory type and IPAT of a new EPT leaf",
        VCPU_FACTS | PAGE_FACTS,
        TYPES | BIT(ACT_GUEST_MTRR) | BIT(ACT_REFUSE) | BIT(ACT_INJECT),
        true, &stage2_fallback},
    [DECIDE_MEMSLOT] = {
        "memslot", NULL, "kvm",
        "whether a new memslot is taken",
        VM_FACTS | BIT(FACT_SLOT_NONCOHERENT),
        BIT(ACT_ACCEPT) | BIT(ACT_REFUSE), false, &memslot_fallback},
    [ON_WBINVD] = {
        "wbinvd", "on", "kvm",
        "a guest's WBINVD reached KVM, by an exit or through its emulator",
        VCPU_FACTS, HOST_ACTIONS | BIT(ACT_INJECT), false, NULL},
    [ON_INVD] = {
        "invd", "on", "kvm", "a guest's INVD exited",
        VCPU_FACTS, HOST_ACTIONS | BIT(ACT_INJECT), false, NULL},
    [ON_VM_EXIT] = {
        "vm-exit", "on", "kvm",
        "a virtual CPU left the guest; nothing else ran on the CPU yet",
        VCPU_FACTS | BIT(FACT_FAST_PATH), HOST_ACTIONS, false, NULL},
    [ON_VM_ENTRY] = {
        "vm-entry", "on", "kvm", "a virtual CPU is about to run the guest",
        VCPU_FACTS | BIT(FACT_FAST_PATH), HOST_ACTIONS, false, NULL},
    [ON_VCPU_LOAD] = {
        "vcpu-load", "on", "kvm", "a virtual CPU was placed on this CPU",
        VCPU_FACTS | BIT(FACT_VCPU_MOVED), HOST_ACTIONS, false, NULL},
    [ON_NONCOHERENT_DMA_CHANGE] = {
        "noncoherent-dma-change", "on", "kvm",
        "the first device with non-coherent DMA came or the last one went; "
        "noncoherent-dma is the new state",
        VM_FACTS, HOST_ACTIONS | BIT(ACT_REFUSE), false, NULL},
    [ON_MTRR_WRITE] = {
        "mtrr-write", "on", "kvm",
        "a virtual CPU wrote one of its MTRRs; range is what it covers",
        VCPU_FACTS, HOST_ACTIONS | BIT(ACT_INJECT), false, NULL},
    [ON_CR0_CD_WRITE] = {
        "cr0-cd-write", "on", "kvm",
        "a virtual CPU changed its CR0.CD; guest-cr0-cd is the new value",
        VCPU_FACTS, HOST_ACTIONS | BIT(ACT_INJECT), false, NULL},
    [ON_PAT_WRITE] = {
        "pat-write", "on", "kvm", "a virtual CPU wrote its IA32_PAT",
        VCPU_FACTS, HOST_ACTIONS | BIT(ACT_INJECT), false, NULL},
    [ON_MEMSLOT_CHANGE] = {
        "memslot-change", "on", "kvm",
        "the flags of a memslot are to change; slot-noncoherent is the new "
        "flag",
        VM_FACTS | BIT(FACT_SLOT_NONCOHERENT),
        HOST_ACTIONS | BIT(ACT_REFUSE), false, NULL},
    [BEFORE_LEAF_INSTALL] = {
        "leaf-install", "before", "kvm",
        "an EPT leaf is about to be made; range is its page",
        VCPU_FACTS | PAGE_FACTS, LEAF_ACTIONS, false, NULL},
    [AFTER_ZAP] = {
        "zap", "after", "kvm",
        "an EPT leaf went, and its cached translations; range is its page",
        VCPU_FACTS | PAGE_FACTS, LEAF_ACTIONS, false, NULL},
};

static const struct fact_def facts[X86_FACTS] = {
    [FACT_HOST_MMIO] = {
        "host-mmio",
        "the page is host MMIO: reserved and uncached in the host, or no RAM "
        "by the e820 map",
        "linux arch/x86/kvm/mmu/spte.c kvm_is_mmio_pfn(), v5.15 to v6.16"},
    [FACT_NONCOHERENT_DMA] = {
        "noncoherent-dma",
        "some device is registered whose DMA is not forced to be coherent",
        "linux virt/kvm/vfio.c kvm_vfio_update_coherency(), v6.16; "
        "arch/x86/kvm/x86.c kvm_arch_has_noncoherent_dma()"},
    [FACT_GUEST_CR0_CD] = {
        "guest-cr0-cd",
        "CR0.CD is set as the guest sees it; it never reaches the hardware",
        "linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v5.15 line 6984"},
    [FACT_QUIRK_CD_NW_CLEARED] = {
        "quirk(cd-nw-cleared)",
        "KVM_X86_QUIRK_CD_NW_CLEARED is active",
        "linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v5.15 line 6984"},
    [FACT_QUIRK_IGNORE_GUEST_PAT] = {
        "quirk(ignore-guest-pat)",
        "KVM_X86_QUIRK_IGNORE_GUEST_PAT is active; only 6.16 and later ask",
        "linux arch/x86/include/uapi/asm/kvm.h, v6.16 line 444"},
    [FACT_SELF_SNOOP] = {
        "self-snoop",
        "the host's CPUs snoop their own caches (X86_FEATURE_SELFSNOOP)",
        "linux commit 377b2f359d1f, in 6.11-rc only"},
    [FACT_SLOT_NONCOHERENT] = {
        "slot-noncoherent",
        "the memslot has the flag KVM_MEM_NON_COHERENT_DMA of January 2024",
        "[PATCH 1/4] KVM: Introduce a new memslot flag "
        "KVM_MEM_NON_COHERENT_DMA, "
        "20240105091346.24637-1-yan.y.zhao@intel.com"},
    [FACT_WBINVD_EXITS] = {
        "wbinvd-exits",
        "the CPU exits when the guest executes WBINVD; where it does not, "
        "the instruction runs natively and no policy is asked",
        "Intel SDM 3C 24.6.2, 25.1.3 (325384-059US); "
        "linux arch/x86/kvm/vmx/vmx.c, v5.15 line 2437"},
    [FACT_FAST_PATH] = {
        "fast-path",
        "the exit is handled inside the run loop, which enters the guest "
        "again",
        "linux arch/x86/kvm/x86.c vcpu_enter_guest(), v6.16 line 11075"},
    [FACT_VCPU_MOVED] = {
        "vcpu-moved",
        "the virtual CPU ran on another CPU before",
        "linux arch/x86/kvm/x86.c kvm_arch_vcpu_load(), v6.16 line 5011"},
    [FACT_TDP] = {
        "tdp",
        "EPT is in use; always true here, shadow paging is not modelled",
        "linux arch/x86/kvm/x86.c, v6.16 line 9873"},
    [FACT_GUEST_HAS_MTRR] = {
        "guest-has-mtrr",
        "the guest's CPUID shows the MTRR feature",
        "linux arch/x86/kvm/mtrr.c, v5.15"},
    [FACT_SOME_SLOT_NONCOHERENT] = {
        "some-slot-noncoherent",
        "some memslot of the VM has the flag, whichever page is asked about",
        "[RFC PATCH 3/3] of \"KVM: x86: honor guest memory type\", "
        "20200213213036.207625-1-olvaffe@gmail.com"},
};

static const struct action_def actions[X86_ACTIONS] = {
    [ACT_UC] = {
        "UC", "f?", "EPT type uncacheable",
        "Intel SDM 3C 28.2.6.2 (325384-059US)", 0},
    [ACT_WC] = {
        "WC", "f?", "EPT type write-combining",
        "Intel SDM 3C 28.2.6.2 (325384-059US)", 0},
    [ACT_WT] = {
        "WT", "f?", "EPT type write-through",
        "Intel SDM 3C 28.2.6.2 (325384-059US)", 0},
    [ACT_WP] = {
        "WP", "f?", "EPT type write-protected",
        "Intel SDM 3C 28.2.6.2 (325384-059US)", 0},
    [ACT_WB] = {
        "WB", "f?", "EPT type write-back",
        "Intel SDM 3C 28.2.6.2 (325384-059US)", 0},
    /* The mechanism is kvm_mtrr_lookup(), kvm_mtrr.c. */
    [ACT_GUEST_MTRR] = {
        "guest-mtrr", "f?",
        "EPT type as KVM looks the page up in this virtual CPU's MTRRs",
        "linux arch/x86/kvm/mtrr.c kvm_mtrr_get_guest_memory_type(), v5.15 "
        "line 615",
        0},
    [ACT_ACCEPT] = {"accept", "", "it is done", NULL, 0},
    [ACT_REFUSE] = {
        "refuse", "e", "the request fails with this errno, without effect",
        NULL, 0},
    [ACT_INJECT] = {
        "inject", "", "the guest takes a fault, its instruction has no effect",
        NULL, 0},
    [ACT_NOTHING] = {"nothing", "", "no action", NULL, 0},
    [ACT_FLUSH_CPUS] = {
        "flush-cpus", "nn?n?",
        "write back and invalidate the whole caches of these CPUs (WBINVD by "
        "inter-processor interrupt), and wait",
        "linux arch/x86/kvm/x86.c kvm_emulate_wbinvd_noskip(), v6.16 line "
        "8289",
        BIT(NOUN_VCPU_MASK) | BIT(NOUN_SELF) | BIT(NOUN_PREVIOUS) |
            BIT(NOUN_ALL)},
    [ACT_FLUSH_GUEST_PAGES] = {
        "flush-guest-pages", "",
        "flush every line of every page of the guest (CLFLUSH)", NULL, 0},
    [ACT_FULL_BARRIER] = {
        "full-barrier", "",
        "the CPU's stores are performed, its write-combining buffers empty "
        "(smp_mb())",
        "linux arch/x86/include/asm/barrier.h line 53, v6.16; Intel SDM 3A "
        "11.3.1 (325384-059US)",
        0},
    [ACT_ZAP] = {
        "zap", "n",
        "remove EPT leaves and flush their cached translations; the next "
        "access decides again",
        "linux arch/x86/kvm/mmu/mmu.c kvm_zap_gfn_range()",
        BIT(NOUN_ALL) | BIT(NOUN_RANGE) | BIT(NOUN_SLOT)},
    [ACT_REMEMBER_CPU] = {
        "remember-cpu", "", "this CPU joins the virtual CPU's mask",
        "linux arch/x86/kvm/x86.c kvm_arch_vcpu_load(), v6.16 line 5011", 0},
    [ACT_CLEAR_MASK] = {
        "clear-mask", "", "the virtual CPU's mask becomes empty",
        "linux arch/x86/kvm/x86.c kvm_emulate_wbinvd_noskip(), v6.16 line "
        "8289",
        0},
    [ACT_FLUSH] = {
        "flush", "n",
        "write back and invalidate every line of these pages (CLFLUSH)", NULL,
        BIT(NOUN_RANGE)},
};

static const struct word nouns[X86_NOUNS] = {
    {"vcpu-mask", "the CPUs in the virtual CPU's mask (wbinvd_dirty_mask)",
     NULL, NOUN_VCPU_MASK},
    {"self", "the CPU the event happens on", NULL, NOUN_SELF},
    {"previous", "the CPU the virtual CPU ran on before", NULL, NOUN_PREVIOUS},
    {"all", "every CPU; every page of the guest", NULL, NOUN_ALL},
    {"range", "the guest pages the event is about", NULL, NOUN_RANGE},
    {"slot", "the pages of the memslot", NULL, NOUN_SLOT},
};

static const struct word flags[X86_FLAGS] = {
    {"ipat", "the leaf's IPAT bit: the guest's PAT type is ignored",
     "Intel SDM 3C 28.2.6.2 (325384-059US)", FLAG_IPAT},
};
// clang-format on

static const uint64_t exclusive[][2] = {
    {BIT(FACT_TDP), 0},
};

const struct policy_vocab x86_policy_vocab = {
    .layer = layers,
    .decision = decisions,
    .fact = facts,
    .action = actions,
    .noun = nouns,
    .flag = flags,
    .nlayer = X86_LAYERS,
    .ndecision = X86_POLICY_TABLES,
    .nfact = X86_FACTS,
    .naction = X86_ACTIONS,
    .nnoun = X86_NOUNS,
    .nflag = X86_FLAGS,
    .exclusive = exclusive,
    .nexclusive = sizeof exclusive / sizeof exclusive[0],
};

const uint8_t x86_action_type[X86_ACTIONS] = {
    [ACT_UC] = MT_UC, [ACT_WC] = MT_WC, [ACT_WT] = MT_WT,
    [ACT_WP] = MT_WP, [ACT_WB] = MT_WB,
};
