/*
 * What can go wrong, as the judge says it.
 *
 * Names of kinds, causes and severities are part of the scenario language and
 * of the JSON contract: add, never change.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum hazard_kind {
    HAZARD_NONE,
    HAZARD_STALE_READ,
    HAZARD_UNSTABLE_READ,
    HAZARD_LOST_WRITE,
    HAZARD_LEAK,
    HAZARD_UNORDERED_WRITE,
    HAZARD_REGISTER_ACCESS,
    HAZARD_FATAL,
    HAZARD_INTERFERENCE,
    HAZARD_KINDS
};

enum hazard_cause {
    CAUSE_NONE,
    /* stale-read, unstable-read, leak: where the right data was             */
    CAUSE_DIRTY_LINE_NOT_SNOOPED,
    CAUSE_STALE_CLEAN_LINE,
    CAUSE_WRITE_COMBINING_PENDING,
    CAUSE_STORE_BUFFER_PENDING,
    CAUSE_RELAXED_ORDERING,
    CAUSE_FLUSH_PENDING,
    CAUSE_LOST_EARLIER, /* nowhere any more: see the lost-write before it     */
    /* lost-write */
    CAUSE_DIRTY_EVICTION,
    CAUSE_MAINTENANCE_WRITEBACK,
    CAUSE_INVALIDATE_DISCARD,
    CAUSE_FALSE_SHARING,
    /* unordered-write, register-access */
    CAUSE_WRITE_COMBINING_ORDER,
    CAUSE_MERGED,
    CAUSE_SPLIT,
    CAUSE_FORWARDED,
    CAUSE_SPECULATIVE_ACCESS,
    /* fatal, interference */
    CAUSE_CACHEABLE_MMIO,
    CAUSE_ALIAS_ERRATUM,
    CAUSE_WHOLE_CACHE_FLUSH,
    CAUSE_UNCONTAINED,
    CAUSES
};

enum severity { SEVERITY_PERFORMANCE, SEVERITY_FUNCTIONAL, SEVERITY_SECURITY };

/* Where a version was found. */
enum holder_kind {
    HOLDER_NOWHERE,
    HOLDER_MEMORY,
    HOLDER_LLC,
    HOLDER_CACHE,  /* of agent                                                */
    HOLDER_WCB,    /* write-combining buffer of agent                         */
    HOLDER_WINDOW, /* store buffer of agent, posted writes of a device        */
};

struct location {
    uint8_t holder; /* enum holder_kind                                       */
    uint8_t agent;
    bool dirty;
};

struct hazard {
    uint8_t kind, cause, severity;
    uint8_t conditions; /* bits of enum condition it came through             */
    uint16_t agent;     /* whose access showed it                             */
    uint16_t victim, culprit; /* principals                                   */
    uint32_t op;              /* the operation at which it showed             */
    uint32_t step;            /* of the plan; set by whoever replays          */
    uint32_t line, word;      /* line id; word within the line                */
    uint32_t got, wanted;     /* versions                                     */
    struct location got_from, wanted_at;
    uint32_t count; /* interference: lines                                    */
    bool same_value;
};

extern const char *const hazard_names[HAZARD_KINDS];
extern const char *const cause_names[CAUSES];
extern const char *const severity_names[3];
