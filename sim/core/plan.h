/*
 * The plan: what a scenario says at one parameter point, with every name
 * resolved and nothing of an architecture in it.
 *
 * Made by sim/lang with the help of a model's vocabulary, or built directly by
 * a test; read by bind(), which turns it into a `struct bound`.  All arrays are
 * owned by whoever made the plan.  Ids are indexes into the arrays below.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct verb;
struct model;
struct io_model;

enum { PLAN_NONE = 0xffff }; /* no such id                                    */

enum { WORD_BYTES = 8, LINE_WORDS = 8, LINE_BYTES = 64, PAGE_BYTES = 4096 };

/* On whose behalf.  Principal 0 is always the host kernel. */
enum principal_kind { PRINCIPAL_HOST, PRINCIPAL_USER, PRINCIPAL_GUEST };

struct plan_principal {
    const char *name;
    uint8_t kind; /* enum principal_kind                                      */
};

/* A place from which a CPU accesses memory: the host kernel, a user process,
 * one virtual CPU of a guest.  Contexts of one principal share its tables. */
struct plan_ctx {
    const char *name; /* "host", "vmm", "guest", "guest.1"                    */
    uint16_t principal;
    uint16_t vcpu; /* number within the principal                             */
};

enum agent_kind { AGENT_CPU, AGENT_DEVICE };

struct plan_agent {
    const char *name;
    uint8_t kind;       /* enum agent_kind                                    */
    bool no_snoop;      /* device: marks its requests no-snoop                */
    bool llc_coherent;  /* device: sees the last-level cache all the same     */
    bool background;    /* CPU that runs nothing but may fill and evict       */
    uint16_t principal; /* device: for whom it acts                           */
    uint16_t behind; /* device: the unit it stands behind + 1, 0 none       */
    uint16_t group;  /* device: those of one number are one group; 0 alone */
    uint32_t pcie;   /* device: io_model->pcie bits                        */
    uint32_t line;   /* device: of the scenario file, for messages         */
};

struct plan_unit { /* a remapping unit in front of devices                    */
    const char *name;
    uint32_t kind; /* io_model->unit                                          */
    uint32_t has;  /* io_model->unit_has bits                                 */
    uint32_t line; /* of the scenario file, for messages                      */
};

struct plan_ioas { /* an I/O address space that devices are attached to       */
    const char *name;
    uint32_t kind; /* io_model->ioas                                          */
    uint32_t has;  /* io_model->ioas_has bits                                 */
    uint32_t line;
};

enum region_kind { REGION_RAM, REGION_MMIO };
enum reg_kind { REG_NONE, REG_WINDOW, REG_EXACT, REG_READ_SENSITIVE };

/* Which accesses end in an error that nothing contains (R26): none, those
 * through Normal memory types, or any. */
enum uncontained { UNCONTAINED_NONE, UNCONTAINED_NC, UNCONTAINED_ANY };

struct plan_region {
    const char *name;
    uint8_t kind;        /* enum region_kind                                  */
    uint8_t reg;         /* enum reg_kind, for MMIO                           */
    uint8_t uncontained; /* enum uncontained, for MMIO                        */
    bool doorbell;       /* a store here rings `device`                       */
    uint16_t device;     /* MMIO: the agent behind it, else PLAN_NONE         */
    uint16_t owner;      /* principal at the start                            */
    uint16_t previous;   /* whose data it holds at the start                  */
    uint64_t holds;      /* each word at the start, where `first` names none  */
    uint64_t pa, size;   /* host-physical, bytes, multiples of PAGE_BYTES     */
    uint32_t slot_flags; /* of its memslot, the model's bits                  */
    uint32_t vma;        /* of the VMM's mapping, the model's bits; 0: usual  */
    bool linear_map;     /* memory that the host kernel has mapped            */
    uint32_t line;       /* of the scenario file, for messages                */
};

/* One translation of a region in one principal's address space.  `leaf` is the
 * raw entry when `raw`, else the model makes one from `type`. */
struct plan_map {
    const char *name; /* what operands call it: the region's name or its own  */
    uint16_t principal;
    uint16_t region;
    uint8_t type; /* the model's page-table memory type                       */
    bool raw;     /* `leaf` holds the attribute bits of the entry             */
    bool implied; /* made by the language (linear map, doorbell), not written */
    uint64_t va, offset, size; /* offset into the region                      */
    uint64_t page;             /* leaf size: 4K, 2M, 1G                       */
    uint64_t leaf;
    uint32_t line;
};

/* What a word of memory holds before the run, where it is not zero. */
struct plan_first {
    uint16_t region;
    uint64_t offset; /* into the region, a multiple of WORD_BYTES             */
    uint64_t value;
};

/* A register of one context set before the run (or by a step). */
struct plan_init {
    uint16_t ctx;
    uint16_t reg; /* the model's register number                              */
    uint64_t value;
    uint32_t line;
};

enum operand_kind {
    OPERAND_NONE,
    OPERAND_ADDRESS, /* id = map (CPU) or region (device), bytes from..to     */
    OPERAND_VALUE,   /* number                                                */
    OPERAND_REG,     /* id = register                                         */
    OPERAND_DEVICE,  /* id = agent                                            */
    OPERAND_CPU,     /* id = agent                                            */
    OPERAND_PRINCIPAL,
    OPERAND_REGION,
    OPERAND_TYPE,   /* number = the model's memory type                       */
    OPERAND_MODEL,  /* number = the model's code of a word (register, flag)   */
    OPERAND_SIGNAL, /* id                                                     */
    OPERAND_IOAS,   /* id                                                     */
};

struct plan_operand {
    uint8_t kind; /* enum operand_kind                                        */
    uint32_t id;
    uint64_t number;
    uint64_t from, to; /* bytes within what `id` names, half open             */
};

enum { STEP_OPERANDS = 4, STEP_NEEDS = 4 };

/* What a step needs a register for. */
enum need_kind {
    NEED_ADDRESS, /* to know what it is about, or what an older one was       */
    NEED_DATA,    /* to know what it writes, though that is always the same   */
    NEED_BRANCH,  /* to know whether it happens                               */
};

struct plan_step {
    const struct verb *verb;
    uint16_t agent, ctx; /* ctx PLAN_NONE for devices and the host actor      */
    uint16_t thread;     /* 0 = top level                                     */
    uint16_t result;     /* register, or PLAN_NONE                            */
    uint16_t to_ctx;     /* switch of context: the one switched to            */
    uint8_t noperand, nneed;
    bool implied; /* inserted by the language (VM exit on a switch)           */
    struct plan_operand operand[STEP_OPERANDS];
    uint16_t need[STEP_NEEDS]; /* registers without which it does not perform,
                                  where loads may be late                */
    uint8_t need_kind[STEP_NEEDS]; /* enum need_kind                        */
    uint32_t line;    /* of the scenario file                                 */
    const char *text; /* the step as written, for explain                     */
};

/* Threads other than 0 run between two top-level steps: they start when step
 * `start` of the top level is next and the top level goes on when all that
 * share `start` have ended. */
struct plan_thread {
    const char *name;
    uint32_t start; /* index among the top-level steps                        */
    uint32_t depth; /* 0: its steps in order; else an adversary: any program of
                       up to this many of its steps, each as often as it likes,
                       each of one line at most                               */
};

/* A spontaneous event a replay is told to take. */
enum spontaneous {
    SPONT_EVICT,     /* the line leaves the whole hierarchy                   */
    SPONT_EVICT_L1,  /* the line leaves the private cache                     */
    SPONT_SPECULATE, /* the CPU fills the line from its current context       */
    SPONT_DRAIN,     /* a write-combining buffer drains, one chunk or all     */
    SPONT_TLB_DROP,  /* a cached translation is forgotten                     */
    SPONT_EVICT_LLC, /* the line leaves the last level, only that             */
    /* With one of these anywhere the events are the whole schedule, in this
     * order: nothing else happens until they are used up.                    */
    SPONT_ISSUE,   /* thread `thread` takes its next operation              */
    SPONT_PERFORM, /* window entry `slot` of the CPU performs               */
};

struct plan_event {
    uint8_t kind;   /* enum spontaneous                                       */
    uint16_t agent; /* CPU, or PLAN_NONE = every CPU                          */
    uint16_t thread;
    uint32_t before; /* taken before this step of the thread (its count: last)*/
    struct plan_operand where;
    uint32_t slot; /* SPONT_PERFORM: from the oldest, 0; SPONT_DRAIN in a whole
                      schedule: the granule's word + 1, 0 = all; SPONT_ISSUE of
                      an adversary: what it chooses, the menu's length to stop;
                      SPONT_TLB_DROP: context + 1, 0 = the CPU's present one  */
    bool other;    /* the other supplier (R9), or somebody else has filled the
                      entry: EVENT_ALT                                        */
    uint32_t line;
};

/* Ownership as the judge sees it is changed by steps whose verb says so. */
struct plan {
    const struct model *model;
    const struct io_model *io; /* NULL: devices stand behind nothing          */
    const char *name;
    const struct plan_principal *principal;
    const struct plan_ctx *ctx;
    const struct plan_agent *agent;
    const struct plan_unit *unit;
    const struct plan_ioas *ioas;
    const struct plan_region *region;
    const struct plan_map *map;
    const struct plan_init *init;
    const struct plan_first *first;
    const struct plan_step *step; /* top level and threads, in file order     */
    const struct plan_thread *thread;
    const struct plan_event *event;
    const char *const *reg;    /* names of result registers                   */
    const char *const *signal; /* names of signals                            */
    const uint8_t *quirk_off;  /* the model's switches, one byte each: 1 = off*/
    uint16_t nprincipal, nctx, nagent, nregion, nmap, ninit, nfirst, nthread;
    uint16_t nreg, nunit, nioas;
    uint16_t nsignal, nquirk;
    uint32_t nstep, nevent;
    bool share_equal_values; /* equal values of one word are one version      */
    bool unjudged;           /* no observer cells: counting state spaces      */
};
