/*
 * A platform: what differs between machines of one architecture, as data.
 *
 * Keys are declared in a table (name, default, meaning), so the parser, the
 * manual page and `--help` cannot disagree.  A model adds keys of its own.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Who supplies the data when a clean copy differs from memory (R9). */
enum supply { SUPPLY_MEMORY, SUPPLY_CACHE, SUPPLY_EITHER };

/* A load whose line matches one of the CPU's own WC buffers (R8). */
enum own_load { OWN_LOAD_DRAIN, OWN_LOAD_BYPASS, OWN_LOAD_EITHER };

/* Whether an access that goes to memory looks for dirty copies (R13). */
enum lookup { LOOKUP_NEVER, LOOKUP_ALWAYS, LOOKUP_EITHER };

enum { ALIAS_STALE, ALIAS_FATAL };

enum platform_key {
    PK_WINDOW_DEPTH, /* entries of a CPU's issue window (store buffer)        */
    PK_WC_BUFFERS,   /* write-combining buffers per CPU                       */
    PK_LLC,          /* 1: there is a shared last-level cache                 */
    PK_OWNED,        /* 1: a dirty line may be shared (MOESI)                 */
    PK_SELF_SNOOP,
    PK_WC_OWN_LOAD,        /* enum own_load                                 */
    PK_FLUSH_EMPTIES_WC,   /* 1: a line flush takes the own WC buffer along */
    PK_CLEAN_HIT_UNCACHED, /* enum supply                                   */
    PK_CLEAN_HIT_DMA,      /* enum supply                                   */
    PK_CLEAN_HIT_PEER,     /* enum supply                                   */
    PK_ALIAS_ERRATA,       /* ALIAS_STALE, ALIAS_FATAL                      */
    PK_CACHE_SETS,         /* private cache, for the replay's capacity      */
    PK_CACHE_WAYS,
    PK_LLC_SETS,
    PK_LLC_WAYS,
    PK_HONOURS_NO_SNOOP, /* the root complex lets no-snoop requests be so     */
    PK_DMA_LOOKUP,       /* enum lookup, of no-snoop requests                 */
    PK_DMA_ALLOCATES,    /* 1: snooped writes of devices go to the last level */
    PK_HOST_FILLS,       /* 1: on a CPU in a guest, the host's and the VMM's
                            mappings license fills too (R17)                  */
    PK_DISCARD_CLEANS,   /* 1: no line operation drops dirty data             */
    /* latencies, cycles */
    PK_CYC_L1,      /* hit in the private cache                               */
    PK_CYC_LLC,     /* hit in the last-level cache                            */
    PK_CYC_PEER,    /* line from another core's cache                         */
    PK_CYC_DRAM,    /* line from memory                                       */
    PK_CYC_UC_READ, /* uncached read of memory                                */
    PK_CYC_UC_WRITE,
    PK_CYC_MMIO_READ,
    PK_CYC_MMIO_WRITE,
    PK_CYC_WC_MERGE, /* store into a WC buffer                                */
    PK_CYC_WC_DRAIN, /* a buffer (or chunk) leaves                            */
    PK_CYC_FENCE,    /* a fence with nothing to wait for                      */
    PK_CYC_LINE_OP,  /* flush or clean of one line, back to back              */
    PK_CYC_WRITE_BACK,
    PK_CYC_FLUSH_ALL, /* whole-cache flush, without its write-backs           */
    PK_CYC_EXIT,      /* VM exit and entry together                           */
    PK_CYC_DMA,       /* one line by DMA, unsnooped                           */
    PK_CYC_SNOOP,     /* what a snoop adds to it                              */
    PK_CYC_ISSUE,     /* any operation, before what it waits for              */
    PK_COUNT
};

struct platform_key_def {
    const char *name;
    const char *choices; /* "memory cache either", or NULL for a number       */
    uint64_t fallback;   /* when the file is silent                           */
    uint64_t max;
    const char *says;
    bool open; /* R9: exploring takes every choice, the largest value, unless a
                  public source says which                                    */
};

extern const struct platform_key_def platform_keys[PK_COUNT];

enum { MODEL_KEYS_MAX = 32 };

struct platform {
    const char *name, *title, *model;
    uint64_t key[PK_COUNT];
    const char *source[PK_COUNT]; /* citation of a value, or NULL             */
    uint64_t model_key[MODEL_KEYS_MAX];
};

/* The value of a key where every schedule is looked at: a platform that gives
 * no source, or one with the words "not public", leaves an open key open. */
uint64_t platform_explored(const struct platform *p, enum platform_key key);
