/*
 * The I/O side of the control plane: where its words are, and what its parts
 * ask of each other.  Internal to the model.
 *
 * A domain (iommufd: a hardware page table) is made when a device is attached
 * to an address space and shares none that is there; it has the number of that
 * device.  I/O addresses are those of what is mapped, so that a scenario names
 * regions and never numbers.  Every domain has page tables in simulated memory,
 * in the format of its unit, every device an entry.
 */
#pragma once

#include "models/iommu/rules.h"
#include "models/iommu/unit.h"
#include "models/iommu/vocabulary.h"
#include "sim/core/bound.h"

/* Properties of devices, bits. */
enum pcie_property {
    PCIE_NO_SNOOP_NEVER = 1, /* Enable No Snoop is hardwired to 0             */
    PCIE_RESETS_CLEAR = 2,   /* it is 0 after a reset; else 1                 */
    PCIE_DISOBEYS = 4,       /* requests are no-snoop whatever the bit says   */
    PCIE_RELAXED = 8,        /* writes may pass one another                   */
    PCIE_ATS = 16,           /* requests come as the unit translated them     */
    PCIE_UNPLUGGED = 32,     /* not there at the start                        */
    PCIE_ATS_FORGES = 128,   /* translated, as nobody translated them         */
    PCIE_BACK_DOOR = 64,     /* its own registers lead to its config space    */
};

enum ioas_kind { IOAS_TYPE1, IOAS_IOMMUFD, IOAS_KINDS };

enum ioas_word {
    IOAS_NONCOHERENT = 1,
    IOAS_COHERENT = 2,
    IOAS_PER_MAPPING = 4,
    IOAS_NEST_PARENT = 8,
    IOAS_FIRST_STAGE = 16,
    IOAS_KEEPS_DOMAINS = 32,
};

/* Codes of control verbs. */
enum iommu_control {
    CTL_NONE,
    CTL_ATTACH,
    CTL_DETACH,
    CTL_MAP,
    CTL_UNMAP,
    CTL_INVALIDATE,
    CTL_UNPIN,
    CTL_FORCE,
    CTL_NEST,
    CTL_NO_SNOOP,
    CTL_BUS_MASTER,
    CTL_RESET,
    CTL_PLUG,
    CTL_UNPLUG,
    CTL_EVICT_ENTRIES,
    CTL_DESTROY_VM,
};

/* What a mapping is made with, bits. */
enum { MAP_MAY_NOT_SNOOP = 1, MAP_READ_ONLY = 2 };

/* Words above CONTROL_SPACE; the CPU models' are below 0x100. */
#define IO_WORD(n)        (CONTROL_SPACE + ((uint64_t) (0x100 + (n)) << 48))
#define WORD_PRESENT(dev) (IO_WORD(0) + (dev))
#define WORD_MASTER(dev)  (IO_WORD(1) + (dev)) /* bus mastering is on */
#define WORD_ENABLE(dev)  (IO_WORD(2) + (dev)) /* Enable No Snoop */
#define WORD_DOMAIN(dev)  (IO_WORD(3) + (dev)) /* attached to: domain + 1 */
#define WORD_NESTED(dev)  (IO_WORD(4) + (dev)) /* guest type + 1 */
/* Of a domain: its address space + 1, or 0; whether it enforces. */
#define WORD_SPACE(dom)  (IO_WORD(5) + (dom))
#define WORD_FORCED(dom) (IO_WORD(6) + (dom))
#define WORD_MADE_FOR(dom)                                                     \
    (IO_WORD(8) + (dom)) /* device whose unit it fits   */
/* Whether it ever had an entry: Linux, dmar_domain.has_mappings. */
#define WORD_HAD_ENTRIES(dom) (IO_WORD(11) + (dom))
/* Which domain of its address space it was, from 1. */
#define WORD_AGE(dom) (IO_WORD(9) + (dom))
/* Of a page of an address space: enum page_state bits. */
#define WORD_PAGE(ioas, pa)                                                    \
    (IO_WORD(7) + ((uint64_t) (ioas) << 40) + (pa) / PAGE_BYTES)

enum page_state {
    PAGE_MAPPED = 1,      /* the address space has it                         */
    PAGE_PINNED = 2,      /* and it may not be moved or given away            */
    PAGE_NONCOHERENT = 4, /* since then, was in a domain that does not enforce*/
    PAGE_MAY_NOT_SNOOP = 8, /* mapped so that requests need not snoop         */
    PAGE_READ_ONLY = 16,    /* mapped so that requests may not write          */
    PAGE_FIRST = 32,        /* the first page of what was mapped at once      */
    PAGE_LAST = 64,         /* the last one                                   */
};

/*
 * Page tables in physical memory: of a domain, in the format of a second and of
 * a first stage, and of a guest's own first stage for a device; then the
 * entries of devices and what they point to.  Where a table is follows from
 * what it is for, so that nobody has to walk to find a leaf.  What is the
 * guest's has guest-physical addresses, which are the same.
 */
enum stage { STAGE_SECOND, STAGE_FIRST, STAGE_GUEST, STAGES };
struct stage_of { /* of a domain, or STAGE_GUEST of a device                  */
    uint16_t number;
    uint8_t stage; /* enum stage                                              */
};
#define STAGE_BASE(number, stage)                                              \
    (UINT64_C(0x400000000000) + ((uint64_t) (number) << 36) +                  \
     ((uint64_t) (stage) << 34))
#define DEVICE_ENTRY(dev)   (UINT64_C(0x600000000000) + ((uint64_t) (dev) << 13))
#define DEVICE_CONTEXT(dev) (DEVICE_ENTRY(dev) + PAGE_BYTES)

/*
 * What memory has of an entry, beside what the kernel wrote: the line may be in
 * a CPU's cache still, where only a unit that snoops sees it.  There is such a
 * word for each that the device's unit, or the domain's, reads without.
 */
#define IN_MEMORY(entry) ((UINT64_C(1) << 59) + (entry))

static inline uint64_t
io_get(const struct control_step *s, uint64_t word)
{
    return view_word(&s->view, word);
}

/* What a policy refused: it left the reason in the trail. */
static inline void
io_refuse(struct control_step *s, uint16_t error)
{
    control_micro(s, (struct micro){.kind = MICRO_REFUSE, .arg = error});
}

/* What no policy allows. */
static inline void
io_forbid(struct control_step *s, enum iommu_rule why, uint16_t error)
{
    decide(&s->trail, &iommu_rules[why], 0);
    io_refuse(s, error);
}

/* entries.c: every write of an entry, and every read by a unit. */
struct entry_writer {
    struct control_step *s;
    bool behind; /* memory has words of its own                               */
    bool flush;  /* and gets what is written at once                          */
};
struct entry_reader {
    const struct view *v;
    uint8_t snoops; /* enum unit_reads flags                                  */
    bool behind;    /* memory lacked something that the kernel wrote          */
};
void io_lay_entry(const struct bound *b, struct control *c, uint16_t owner,
                  uint64_t at, uint64_t value);
/* OWNER: the device, or the domain whose number it has.  WHAT: enum unit_reads
 * flag. */
struct entry_writer io_writer(struct control_step *s, uint16_t owner,
                              uint8_t what);
/* A guest writes its own tables, and flushes them where that is needed. */
struct entry_writer io_guest_writer(struct control_step *s, uint16_t device);
void io_write(const struct entry_writer *w, uint64_t at, uint64_t value);
uint64_t io_read(const void *reader, uint64_t at, bool snooped);
uint8_t io_snoops(const struct plan *p, uint16_t device);
void io_evict_entries(struct control_step *s, uint16_t device);

/* tables.c */
void io_lay(const struct bound *b, struct control *c);
/* The pages that tables have leaves for: address I, or NO_PAGE; those that
 * devices name, and with guests' stages those that hold them. */
#define NO_PAGE UINT64_MAX
uint32_t io_page_count(const struct bound *b, uint8_t stage);
uint64_t io_page(const struct bound *b, uint32_t i);
uint64_t io_root(const struct bound *b, struct stage_of of);
uint64_t io_leaf_at(const struct bound *b, struct stage_of of,
                    const struct iommu_unit *u, uint64_t address);

/* devices.c: what a device stands behind, and how its unit is programmed. */
const struct iommu_unit *io_unit(const struct plan *p, uint16_t device);
/* A plan has the bits of all kinds of unit side by side: where those of KIND
 * begin, and a unit's own. */
uint32_t io_unit_shift(uint32_t kind);
uint32_t io_unit_bits(const struct plan_unit *u);
uint32_t io_unit_has(const struct plan *p, uint16_t device);
struct unit_config io_config(const struct view *v, uint16_t device);
struct unit_config io_domain_config(const struct view *v, uint16_t domain);
void io_write_entry(struct control_step *s, uint16_t device);
bool io_no_snoop_possible(const struct plan *p, uint16_t device);
void io_mask_no_snoop(struct control_step *s, uint16_t device);

/* resolve.c */
struct walked io_resolve(const struct view *v, const struct vpage *p,
                         struct trail *why);

/* decide.c: policies are asked here and nowhere else. */
struct io_subject { /* what a question is about; PLAN_NONE where nothing      */
    uint16_t device, domain, ioas;
    uint64_t page; /* WORD_PAGE state, where it is about pages: those are for
                      all devices of the domain, or of the address space      */
    uint16_t region;
};
uint64_t io_facts(const struct view *v, const struct io_subject *about);
const struct policy_rule *io_ask(const struct view *v, enum iommu_table t,
                                 const struct io_subject *about, uint64_t more,
                                 struct trail *why);

/* domain.c */
bool io_is_used(const struct view *v, uint16_t domain);
void io_attach(struct control_step *s, const struct control_op *op);
void io_detach(struct control_step *s, uint16_t device);
/* Domains of an address space that no device is in, kept or not, go. */
void io_drop_domains(struct control_step *s, uint16_t ioas);
void io_force(struct control_step *s, const struct control_op *op);

/* nest.c */
void io_nest(struct control_step *s, const struct control_op *op);

/* mapping.c: a range of an address space. */
struct io_range {
    uint16_t ioas, region;
    uint64_t first, last; /* host-physical, half open, whole pages            */
};
struct io_range io_whole(const struct control_step *s, uint16_t ioas,
                         uint16_t region);
/* Whether operations of address spaces name the region. */
bool io_is_managed(const struct view *v, uint16_t region);
bool io_is_domain_of(const struct view *v, uint16_t domain, uint16_t ioas);
/* The pages of the range that are mapped go into a domain; the range goes out
 * of it. */
void io_fill(struct control_step *s, uint16_t domain, const struct io_range *at,
             bool replay);
void io_empty(struct control_step *s, uint16_t domain,
              const struct io_range *at);
void io_after_invalidate(struct control_step *s, uint16_t domain,
                         uint16_t ioas);
void io_before_unpin(struct control_step *s, const struct io_range *at);
/* Puts all that the address space maps into a new domain; takes all out, when
 * the last device has left. */
void io_fill_domain(struct control_step *s, uint16_t domain);
void io_empty_domain(struct control_step *s, uint16_t domain, uint16_t device);
/* The last domain of the address space has gone, with its last device. */
void io_unpin_mapped(struct control_step *s, uint16_t ioas, uint16_t device);
/* Whether the domain would let a mapping be that need not snoop; whether its
 * address space has one. */
bool io_forces_all(const struct view *v, uint16_t domain);
bool io_may_not_snoop(const struct view *v, uint16_t domain);

/* ranges.c */
void io_map(struct control_step *s, const struct control_op *op);
void io_unmap(struct control_step *s, const struct control_op *op);
void io_unpin(struct control_step *s, const struct control_op *op);
void io_unmap_range(struct control_step *s, const struct io_range *at);
void io_invalidate_space(struct control_step *s, uint16_t ioas);
void io_unpin_range(struct control_step *s, const struct io_range *at);

/* teardown.c: each phase an operation of its own. */
enum io_teardown {
    TEARDOWN_FILES,
    TEARDOWN_DETACH,
    TEARDOWN_UNMAP,
    TEARDOWN_INVALIDATE,
    TEARDOWN_UNPIN,
    TEARDOWN_PHASES
};
void io_destroy_vm(struct control_step *s, const struct control_op *op);

/* report.c */
bool io_coherent(const struct view *v, uint16_t device, struct trail *why);
uint16_t io_refused(const struct view *v, uint16_t device, uint64_t known,
                    struct trail *why);
bool io_stays(const struct view *v, uint16_t device, struct trail *why);

/* control.c */
void io_control(struct control_step *s, const struct control_op *op);

enum { IOMMU_VERBS = 15 };
extern const struct verb iommu_verbs[IOMMU_VERBS];
