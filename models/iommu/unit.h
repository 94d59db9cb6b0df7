/*
 * One kind of remapping unit: its entries in their real formats, the walk
 * through them, and what becomes of a request that goes through it.
 *
 * Pure functions of words: where the words are is the plane's business
 * (plane.h).  A kind of unit is a folder that ends in one `const struct
 * iommu_unit`, and nobody else includes its files; units.c lists them.  A
 * further kind is a folder and a line there.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim/core/model.h"

/* What the entry of a device tells its unit to do. */
enum unit_mode {
    UNIT_BLOCKED, /* no valid entry: every request faults                  */
    UNIT_PASS,    /* untranslated: the bus address is the physical one     */
    UNIT_SECOND,  /* one stage, of the host's tables                       */
    UNIT_FIRST,   /* one stage, in the format of a CPU's tables            */
    UNIT_NESTED,  /* the guest's first stage over the host's second        */
    UNIT_MODES
};

/* Memory type that a guest chooses in a first stage of its own. */
enum unit_guest_type {
    UNIT_GUEST_WB,
    UNIT_GUEST_NC,
    UNIT_GUEST_DEVICE,
    UNIT_GUEST_TYPES
};

/* How the kernel programs a unit for a device or a domain. */
struct unit_config {
    uint32_t has;       /* capabilities of the unit: its own bits            */
    uint8_t mode;       /* enum unit_mode                                    */
    uint8_t guest_type; /* enum unit_guest_type, of UNIT_NESTED              */
    bool force;         /* coherency is enforced                             */
    bool nest_parent;   /* the second stage may lie under a guest's first    */
    uint16_t domain;    /* number of the domain, for tags                    */
    uint64_t second;    /* physical address of the root table of a stage     */
    uint64_t first;     /* likewise; of UNIT_NESTED guest-physical           */
    uint64_t context;   /* of the words of iommu_unit.context, likewise      */
};

enum unit_leaf {
    LEAF_READ = 1,
    LEAF_WRITE = 2,
    LEAF_FORCE = 4, /* a snoop is forced by this entry                       */
    LEAF_MMIO = 8,  /* registers of a peer, not memory                       */
};

enum { UNIT_ENTRY_WORDS = 8, UNIT_LEVELS = 4 };

/* What a unit reads. */
enum unit_reads {
    READS_ENTRY = 1,  /* of a device                                          */
    READS_TABLES = 2, /* and what it points to                                */
};

/* A request as it comes in. */
struct unit_request {
    uint64_t address;
    bool no_snoop; /* the attribute of the request, already granted by the
                      device's control bit and the root complex            */
    bool write;
    bool translated; /* through the device's own translation cache (ATS)     */
};

enum unit_fault {
    UNIT_OK,
    UNIT_FAULT_ENTRY,    /* the device's entry is not valid                  */
    UNIT_FAULT_TABLE,    /* an entry on the way is not present               */
    UNIT_FAULT_RIGHT,    /* read or write not allowed                        */
    UNIT_FAULT_RESERVED, /* a reserved bit is set                            */
    UNIT_FAULTS
};

struct unit_answer {
    uint64_t pa;   /* of the byte                                         */
    uint8_t fault; /* enum unit_fault                                     */
    uint8_t type;  /* the unit's own code of the final attributes, for
                      names; 0 where it has none                          */
    bool snooped;  /* looks into the caches                               */
    bool writable;
    bool entry_snooped; /* so does the unit when it reads the device's entry, */
    bool walk_snooped;  /* and the tables.  Not: it sees what is in memory    */
};

/* Where a unit finds its words: SNOOPED, whether it looks into the caches for
 * this one. */
struct unit_space {
    uint64_t (*word)(const void *at, uint64_t address, bool snooped);
    const void *at;
    uint64_t entry; /* address of the device's entry                         */
    uint32_t has;   /* capabilities of the unit                              */
};

/* A way to be in front of a device, for the table of what becomes of DMA. */
struct unit_example {
    const char *says; /* behind the unit's name                               */
    uint32_t has;
    uint8_t mode; /* enum unit_mode                                           */
    bool force, translated;
};

struct iommu_unit {
    const char *name, *title;
    const char *cpu;         /* the CPU model's short name it goes with      */
    const struct word *has;  /* its capabilities, each one bit               */
    const struct rule *rule; /* all it may leave in a trail                  */
    const struct table *const *table;   /* for `mtsim types`; NULL ends      */
    const struct unit_example *example; /* likewise; a NULL text ends        */
    uint32_t nhas, nrule;

    /* What is wrong with a set of capabilities; NULL if nothing. */
    const char *(*check)(uint32_t has);

    /* Whether the unit can enforce coherency: what the kernel's
     * IOMMU_CAP_ENFORCE_CACHE_COHERENCY says of a device behind it. */
    bool (*can_force)(uint32_t has);

    /* Whether the unit counts as coherent where the kernel asks of all units at
     * once, as it did up to 5.18.  NULL: always. */
    bool (*counts_as_coherent)(uint32_t has);

    /* Whether there is a bit in leaves or entries that forces a snoop: without,
     * the machine enforces, or nothing does. */
    bool has_force_bit;

    /* Whether ordinary requests are coherent where they are mapped so
     * (IOMMU_CAP_CACHE_COHERENCY).  NULL: always. */
    bool (*caches)(uint32_t has);

    /* Whether a guest can have a first stage of its own, and whether no memory
     * type in it reaches DMA.  NULL: never. */
    bool (*can_nest)(uint32_t has);
    bool (*ignores_guest_types)(uint32_t has);

    /* Whether a domain may have the format of a first stage.  NULL: never. */
    bool (*has_first)(uint32_t has);

    /* What the unit looks into the caches for, as the kernel has it: enum
     * unit_reads flags.  NULL: all. */
    uint8_t (*snoops)(uint32_t has);

    /* Whether forcing is in the leaves (true), so that leaves made before keep
     * what they have, or in the device's entry. */
    bool (*forced_by_leaf)(const struct unit_config *c);

    /* Whether a domain is of one unit, not of all that are alike. */
    bool own_domains;

    /* The device's entry, of UNIT_ENTRY_WORDS words, unused ones 0. */
    void (*entry)(const struct unit_config *c, uint64_t *word);

    /* Words that the entry points to where a first stage is on, likewise of
     * UNIT_ENTRY_WORDS words; NULL if the unit has none. */
    void (*context)(const struct unit_config *c, uint64_t *word);

    /* An entry of a host table: a leaf (enum unit_leaf flags), or one that
     * points to the table of LEVEL - 1 at PA; levels count from 1, the
     * leaves. */
    uint64_t (*leaf)(const struct unit_config *c, uint64_t pa, uint32_t flags);
    uint64_t (*next)(const struct unit_config *c, uint64_t pa, unsigned level);

    /* Entries of a guest's first stage (UNIT_NESTED), likewise; NULL if the
     * unit has no such stage. */
    uint64_t (*guest_leaf)(const struct unit_config *c, uint64_t pa);
    uint64_t (*guest_next)(const struct unit_config *c, uint64_t pa,
                           unsigned level);

    /* Where the entry of LEVEL for ADDRESS is within its table, in bytes. */
    uint64_t (*offset)(uint64_t address, unsigned level);

    /* The walk and the attributes. */
    struct unit_answer (*translate)(const struct unit_space *s,
                                    const struct unit_request *r,
                                    struct trail *why);

    /* The name of unit_answer.type; of what a rule of the unit gave. */
    const char *(*type_name)(uint8_t type);
    const char *(*gave_name)(uint32_t gave);
};

/* units.c */
extern const struct iommu_unit *const iommu_units[]; /* NULL at the end      */
