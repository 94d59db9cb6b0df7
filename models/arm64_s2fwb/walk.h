/*
 * Reading real translation tables of the 4K granule: stage 1 (TTBR0_EL1,
 * TCR_EL1), stage 2 (VTTBR_EL2, VTCR_EL2), and one on top of the other.
 *
 * The walker only reads, through a callback.  48-bit addresses, start level 0
 * at stage 1 and as VTCR_EL2.SL0 says at stage 2; blocks at levels 1 and 2,
 * pages at level 3.  Left out: other granules, LPA2, contiguous hints, hardware
 * access flags, permission indirection.  Attributes are raw fields: what they
 * mean is decode.c's and combine.c's business.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t arm64_word(const void *at, uint64_t pa);

enum { WALK_READ, WALK_WRITE = 1, WALK_FETCH = 2, WALK_EL0 = 4 };

enum arm64_fault {
    FAULT_NONE,
    FAULT_TRANSLATION,
    FAULT_ACCESS_FLAG,
    FAULT_PERMISSION,
    FAULT_ADDRESS_SIZE,
    FAULT_COUNT
};

extern const char *const arm64_fault_name[FAULT_COUNT];

struct arm64_space { /* registers that start a walk                           */
    arm64_word *word;
    const void *at;
    bool stage1, stage2; /* which are on                                      */
    bool ptw;            /* HCR_EL2.PTW                                       */
    bool fwb;            /* HCR_EL2.FWB: what a Device table page is          */
    uint64_t ttbr, tcr;  /* stage 1                                           */
    uint64_t vttbr, vtcr;
};

struct arm64_walk {
    uint8_t fault;       /* enum arm64_fault                                  */
    uint8_t fault_stage; /* 1 or 2                                            */
    uint8_t fault_level; /* 0 to 3                                            */
    bool fault_on_table; /* stage-2 fault while reading a stage-1 table       */
    const char *reason;  /* of a reserved or misaligned descriptor, else NULL */
    uint64_t fault_at;   /* where the descriptor at fault is                  */

    uint64_t ipa, pa;
    uint64_t size; /* bytes of the smaller of both leaves                     */
    bool writable, executable, el0;

    uint64_t leaf_ipa, leaf_at, leaf; /* of stage 1                           */
    uint8_t level;                    /* of that leaf                         */
    uint8_t attr_index;               /* AttrIndx[2:0]                        */
    uint8_t sh;                       /* SH[1:0]                              */

    uint64_t s2_leaf_at, s2_leaf;
    uint8_t s2_level;
    uint8_t memattr; /* MemAttr[3:0]                                          */
    uint8_t s2_sh;
};

/* Translates VA (stage 1 off: an intermediate physical address) for an access
 * of this kind (WALK_* bits). */
struct arm64_walk arm64_walk(const struct arm64_space *s, uint64_t va,
                             unsigned kind);

/* Stage 2 alone. */
struct arm64_walk arm64_walk_stage2(const struct arm64_space *s, uint64_t ipa,
                                    unsigned kind);

/* Byte offset, inside a table of this level, of the entry for ADDRESS. */
uint64_t arm64_entry_offset(uint64_t address, unsigned level);

/* Descriptors, for whoever lays out tables. */
uint64_t arm64_table_descriptor(uint64_t pa);
uint64_t arm64_stage1_leaf(uint64_t pa, unsigned level, unsigned attr_index,
                           unsigned sh, bool writable);
uint64_t arm64_stage2_leaf(uint64_t pa, unsigned level, unsigned memattr,
                           unsigned sh, bool writable, bool executable);
