/*
 * What an architecture model offers.
 *
 * One `const struct model` per folder under models/; tools/ lists them.  The
 * vocabulary (verbs, types, registers, policy words) lets the languages name
 * things without knowing an architecture; the functions let the core ask what
 * a translation gives and what a control operation does.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/core/attr.h"
#include "sim/core/litmus.h"
#include "sim/core/plan.h"
#include "sim/core/platform.h"
#include "sim/core/policy.h"
#include "sim/core/table.h"
#include "sim/core/trail.h"

/* ------------------------------------------------------------ operations */

enum op_kind {
    OP_NONE,
    OP_LOAD,
    OP_STORE,
    OP_RMW,     /* locked read and write of a word; with OPF_ADD the addend is
                   a number                                                   */
    OP_FENCE,   /* waits as its order class says, does nothing else           */
    OP_LINE,    /* flush or clean of the lines of an address                  */
    OP_CONTROL, /* changes the control plane; verb->control says which        */
    OP_SIGNAL,
    OP_WAIT,
    OP_POLL,  /* a load that repeats until it reads the value                 */
    OP_OWNER, /* give, take, alloc, free: the judge's business only           */
};

enum op_flag {
    OPF_NONTEMPORAL = 1 << 0,
    OPF_INVALIDATE = 1 << 1, /* OP_LINE: copies go; without it they stay clean*/
    OPF_RELAXED = 1 << 2,    /* OP_SIGNAL: intent without machine effect      */
    OPF_WC_FLUSH = 1 << 3,   /* OP_LINE: empties the own WC buffer of the line
                                where the platform says so                    */
    OPF_ZERO = 1 << 4,       /* OP_STORE: zeroes, host-public                 */
    OPF_FULL_LINE = 1 << 5,  /* set by bind: covers all of its line           */
    OPF_HANDOVER = 1 << 6,   /* set by bind: another agent's step came before */
    OPF_FREE = 1 << 7,       /* OP_OWNER: the owner set becomes host alone    */
    OPF_SHARE = 1 << 8,      /* OP_OWNER: adds to the owner set               */
    OPF_UNALIGNED = 1 << 8,  /* OP_LOAD, OP_STORE: see walked.unaligned       */
    OPF_RETYPES = 1 << 9,    /* OP_CONTROL: may change a live translation     */
    OPF_REMAPS = 1 << 4,     /* OP_CONTROL: may change what a device reaches  */
    OPF_EXIT = 1 << 10,      /* OP_CONTROL: leaves the guest                  */
    OPF_ENTER = 1 << 11,     /* OP_CONTROL: enters the guest                  */
    OPF_RING = 1 << 12,      /* OP_STORE to the doorbell of operand D         */
    OPF_ADD = 1 << 13,       /* OP_RMW: writes what it read plus the number   */
    OPF_KEEPS = 1 << 14,     /* set by bind: what it reads goes to a register or
                                into what it writes                           */
    OPF_DISCARD = 1 << 15,   /* OP_LINE with OPF_INVALIDATE: dirty data is not
                                written back                                    */
};

/* BY_CPU: in any context of a CPU.  BY_KERNEL: not in a process, which has not
 * the privilege; a guest is taken for its kernel. */
enum verb_who {
    BY_CPU = 1,
    BY_DEVICE = 2,
    BY_HOST = 4,
    BY_GUEST = 8,
    BY_KERNEL = 16
};

/*
 * Operands are one letter each, in order: A address, V value or register,
 * N number, R region, D device, C CPU, P principal, T memory type, S signal,
 * I I/O address space,
 * M a word of the model (verb->words), X a register of the model, W a word of
 * model->vma (plan: both like M; several are one code, OR-ed), E errno.  '?'
 * after a letter: optional.
 */
struct word;

struct verb {
    const char *name;
    const char *operands;
    const struct word *words; /* what M may be, ends with a NULL name         */
    const char *says; /* one line for the reference                          */
    const char *cite;
    uint16_t flags; /* enum op_flag                                           */
    uint16_t guest_flags; /* what they are in a guest's context; 0: the same  */
    uint8_t kind;  /* enum op_kind                                           */
    uint8_t class; /* order class; 0: the memory type gives it               */
    uint8_t who;   /* enum verb_who                                          */
    uint8_t control; /* the owner's code of a control operation               */
    uint8_t phases;  /* OP_CONTROL: operations it consists of; 0: one         */
    bool io;         /* OP_CONTROL: the owner is the io_model                 */
    bool result;     /* takes "-> REG"                                        */
};

/* ---------------------------------------------------------- control plane */

/* The words of one configuration, addressed like memory.  Page-table words are
 * at their physical address; registers and other control state are at
 * addresses of the model's choosing above CONTROL_SPACE. */
#define CONTROL_SPACE (1ULL << 60)

struct bound;
struct control;

struct view {
    const struct bound *bound;
    const struct control *control;
    const uint64_t *word; /* of the configuration, in the control's order     */
};

uint64_t view_word(const struct view *v, uint64_t address); /* 0 if absent    */

/* Micro-operations: all that a control operation can make the machine do. */
enum micro_kind {
    MICRO_NONE,
    MICRO_BARRIER,       /* cpu's window and WC buffers empty                */
    MICRO_DRAIN_WC,      /* cpu's earlier stores are out of its WC buffers   */
    MICRO_FLUSH_ALL,     /* cpus (mask): private caches and the last level,
                            written back and invalidated                     */
    MICRO_CLEAN_ALL,     /* the same, copies stay                            */
    MICRO_DISCARD_ALL,   /* invalidated without write-back                   */
    MICRO_FLUSH_REGION,  /* every line of a region, in all caches            */
    MICRO_FLUSH_PAGE,    /* every line of the page at physical address `arg` */
    MICRO_CLEAN_PAGE,    /* the same, copies stay                            */
    MICRO_FLUSH_OWN,     /* cpu's private cache: dirty lines go to the next
                            level, all copies go                             */
    MICRO_CLEAN_OWN,     /* the same, copies stay                            */
    MICRO_DISCARD_OWN,   /* all copies go, dirty lines too                   */
    MICRO_TLB_FLUSH,     /* cached translations of principal `arg`, all cpus */
    MICRO_TLB_FLUSH_CPU, /* of principal `arg` on `cpu`                      */
    MICRO_IOTLB_FLUSH,   /* cached translations of devices, mask `arg`       */
    MICRO_ENTER,         /* cpu now runs context `arg`                       */
    MICRO_REFUSE,        /* errno `arg`: the operation has no effect         */
    MICRO_INJECT,        /* the guest takes a fault; its operation is void   */
    MICRO_EMULATE,       /* there is no memory: what the guest does is void
                            here, user space emulates an access              */
    MICRO_CONDITION,     /* enum condition `arg` is noted                    */
    MICRO_COUNT_EVENT,   /* enum counted `arg`                              */
};

/* Whether it takes lines out of caches or cleans them. */
static inline bool
micro_flushes(uint8_t kind)
{
    return kind >= MICRO_FLUSH_ALL && kind <= MICRO_DISCARD_OWN;
}

struct micro {
    uint8_t kind; /* enum micro_kind                                          */
    uint8_t cpu;
    uint16_t region;
    uint64_t arg; /* as the kind says: mask, page number, principal, errno    */
};

/* Errno of an operation that is not refused but left to user space. */
enum { REFUSAL_MMIO_EXIT = 0xffff };

/* Things counted for `expect count(...)`. */
enum counted { COUNT_ZAP, COUNT_FLUSH, COUNT_FLUSH_ALL, COUNT_EXIT, COUNTED };

/* Conditions: recorded, addressable, never hazards in themselves (R18). */
enum condition {
    CONDITION_ALIAS,
    CONDITION_FLUSH_IGNORED,
    CONDITION_STALE_TRANSLATION,
    CONDITIONS
};

/* One control operation being carried out: a working copy of the words, and
 * the micro-operations and reasons it leaves. */
struct control_step {
    struct view view; /* view.word is the working copy                        */
    uint64_t *word;
    struct micro *micro;
    uint32_t nmicro, cap_micro;
    struct trail trail;
};

void control_set(struct control_step *s, uint64_t address, uint64_t value);
void control_micro(struct control_step *s, struct micro m);

/* What a control operation acts on, already looked up. */
struct control_op {
    uint8_t code;    /* verb->control, or the core's CONTROL_FAULT          */
    bool io;         /* of plan->io, not of the model                       */
    uint8_t cpu;     /* index among the CPUs, or 0xff                       */
    uint16_t ctx;    /* context it runs in, or PLAN_NONE                    */
    uint16_t to_ctx; /* context switched to                                 */
    uint16_t vpage;  /* CONTROL_FAULT: the page that has no entry           */
    uint16_t region, device, principal, ioas;
    uint64_t first, last; /* bytes of the region it is about, both included   */
    uint64_t number[2];
    uint32_t model; /* the code of the M, X or W operands                  */
    uint8_t phase;  /* which of verb->phases, from 0                        */
    const struct plan_map *map;
};

enum { CONTROL_FAULT = 0xff };

/* -------------------------------------------------------------- resolving */

enum xlat_fault {
    XLAT_OK,
    XLAT_STAGE2, /* the hypervisor's fault handler runs, then again           */
    XLAT_STOP,   /* the access is void: a guest's own page fault, a refusal   */
};

/* What an access that not every memory type allows meets; it is void. */
struct denial {
    const char *name; /* of the fault: "stage-1 Alignment fault"             */
    uint16_t error;   /* errno where the hypervisor has no answer; 0: the guest
                         takes the fault                                      */
    const struct rule *rule;
};

/* What a walk gives, before the core places it among its lines. */
struct walked {
    uint64_t pa;   /* host-physical address of the page                     */
    uint8_t attr;  /* index into the model's attributes                     */
    uint8_t fault; /* enum xlat_fault                                       */
    const struct denial *unaligned; /* of OPF_UNALIGNED; NULL: it works       */
    const struct denial *atomic;    /* of OP_RMW                              */
    const struct denial *store;     /* of what writes, but for OP_RMW         */
    /* Of a device: what a request through a cached translation says, too. */
    uint8_t other; /* attr of a request with the opposite no-snoop attribute  */
    bool no_snoop; /* the attribute of requests as they are                   */
    bool unsent;   /* a fault: the device makes no request at all             */
};

struct vpage { /* one 4K page of one context, named by some operation         */
    uint16_t ctx;       /* PLAN_NONE: a device's bus address                  */
    uint16_t map;       /* PLAN_NONE likewise                                 */
    uint16_t ctx_agent; /* the device                                         */
    uint64_t va;        /* page-aligned                                       */
};

/* ------------------------------------------------------------- vocabulary */

struct word { /* a word of the language with the model's code                 */
    const char *name;
    const char *says, *cite;
    uint32_t code;
    bool stays; /* a reason of an exit: the guest goes on at once */
};

struct decision_def {
    const char *name;     /* "stage2", "memslot", "vm-exit"                   */
    const char *position; /* NULL for a decision; "on", "before", "after"     */
    const char *layer;
    const char *says;
    uint64_t facts;   /* which facts it may test                              */
    uint64_t actions; /* which results or actions it may give                 */
    bool total;       /* some rule must match every input                     */
    const struct policy_table *fallback; /* where no policy decides, or NULL  */
};

struct fact_def {
    const char *name, *says, *cite;
};

struct action_def {
    const char *name;
    const char *args; /* letters: n noun, f flag, e errno, all of one kind;
                         ? after one: may be left out.  At most 3             */
    const char *says, *cite;
    uint64_t nouns; /* which of the nouns it may take, one bit each           */
};

struct policy_vocab {
    const char *const *layer;
    const struct decision_def *decision;
    const struct fact_def *fact;
    const struct action_def *action;
    const struct word *noun; /* cpu sets, ranges: vcpu-mask, self, all, slot  */
    const struct word *flag; /* flags of a result                             */
    uint32_t nlayer, ndecision, nfact, naction, nnoun, nflag;
    /* inputs that cannot occur, those with (facts & [0]) == [1]: lint skips
     * them.  Two facts that cannot hold together: both bits in [0] and [1]. */
    const uint64_t (*exclusive)[2];
    uint32_t nexclusive;
};

/* An order that the machine keeps and the architecture does not promise: a
 * hazard that needs it broken is never found (R31).  Masks of order classes. */
struct stronger {
    uint32_t older, younger;
    uint32_t fence;   /* one of these between them restores the promise    */
    bool same_line;   /* not promised even for one line                    */
    const char *says; /* what the architecture allows, a phrase            */
    const char *cite;
};

struct model {
    const char *name, *title;
    const char *arch; /* what policies call it                                */
    const struct verb *verb;
    const struct word *type; /* memory types of maps, by name             */
    const struct word *reg;  /* registers: names for init and steps       */
    const struct word *slot_flag;
    const struct word *vma; /* of a region's mapping in the VMM; bits         */
    const struct word *quirk;
    const struct word *state; /* `expect state`: words CONTROL_SPACE + code   */
    const struct platform_key_def *key;
    const char *lookup_key; /* the one that gives ATTR_SNOOP_EITHER, or NULL */
    const struct policy_vocab *policy;
    const struct rule *rule; /* every rule, for the reference             */
    const struct table *table;
    const struct litmus_dialect *litmus; /* how its litmus tests are written */
    uint32_t nverb, ntype, nreg, nslot_flag, nquirk, nkey, nrule, ntable;
    uint32_t nstate, nlitmus, nvma;

    const uint32_t *waits; /* [ORDER_CLASSES]                                 */
    const uint32_t *at_issue; /* classes that perform when they issue      */
    const uint32_t *handover; /* classes an order edge to another agent waits
                                 for; where loads perform late, all of them */
    bool line_order; /* a line operation keeps its order with accesses of its
                        line only where attr.cacheability is the same, and not
                        0; else with all                                     */
    const struct stronger *stronger; /* R31; nstronger of them             */
    uint32_t nstronger;
    uint8_t signal_class;
    /* Verbs that remedies propose: clean and drop a line, empty WC buffers. */
    const char *clean_verb, *drain_verb;
    bool clean_is_late; /* a clean is complete only behind a drain            */
    const char *whole_verb;  /* clean and drop whole caches; NULL: none       */
    const char *forget_verb; /* forget cached translations of the context     */
    const char *forcing_key; /* of a platform: 1 makes the hypervisor's memory
                                type the one that counts; NULL: there is none */
    /* What its CPUs' buffers are called: of stores that wait to be performed,
     * of stores that wait to be one write with others. */
    const char *stores_name, *merging_name;
    uint32_t default_type, device_type; /* of implied maps: memory, registers */

    /* Names of what `attr` indexes mean and of trail answers, for printing. */
    const char *(*type_name)(uint32_t attr);
    const char *(*gave_name)(const struct rule *r, uint32_t gave);

    /* The attribute table [index][ACCESS_KINDS] for a platform; the count. */
    uint32_t (*lower)(const struct platform *p, struct attr out[][ACCESS_KINDS],
                      uint32_t max);

    /* What is wrong with a plan as a whole (a type that no encoding of the
     * guest's registers gives), with the map it is about; NULL if nothing. */
    const char *(*check_plan)(const struct plan *p, uint32_t *map);

    /* Registers: which codes a value may not hold; NULL if it is legal, else
     * what is wrong ("PA2 holds the reserved type 2"). */
    const char *(*check_reg)(uint32_t reg, uint64_t value);

    /* The type of a process's map of a region that the scenario does not write;
     * without the function, default_type. */
    uint32_t (*user_type)(const struct plan_region *r);

    /* What is wrong with these bits of `vma` words together; NULL if nothing
     * (or if the model has no such function). */
    const char *(*check_vma)(uint32_t vma);

    /* The words of the first configuration.  Calls control_word() for each. */
    void (*lay)(const struct bound *b, struct control *c);

    /* The walk of one page in one configuration. */
    struct walked (*resolve)(const struct view *v, const struct vpage *p,
                             struct trail *why);

    /* What the walk would give if every cached decision were made afresh. */
    struct walked (*resolve_fresh)(const struct view *v, const struct vpage *p);

    /* One control operation: changes words, asks the policy, leaves micros. */
    void (*control)(struct control_step *s, const struct control_op *op);

    /* A VM ends: what its hypervisor knows of devices is forgotten.  NULL: it
     * knows nothing. */
    void (*end_vm)(struct control_step *s, uint16_t vm);

    /* A bit for each principal whose VM has the file of the device; without the
     * function, none has. */
    uint64_t (*known)(const struct view *v, uint16_t device);
};

/* Used by model->lay: one word of the first configuration. */
void control_word(struct control *c, uint64_t address, uint64_t value);
