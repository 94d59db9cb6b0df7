/*
 * Reading real translation tables of the 4K granule: stage 1 (TTBR0_EL1,
 * TCR_EL1), stage 2 (VTTBR_EL2, VTCR_EL2), and one on top of the other.
 *
 * The walker only reads, through a callback.  Input sizes are 64 - T0SZ, 25 to
 * 48 bits: stage 1 starts at the level that follows from it, stage 2 at
 * VTCR_EL2.SL0.  Blocks at levels 1 and 2, pages at level 3; permissions with
 * the limits of stage-1 tables and FEAT_XNX; TCR_EL1.{EPD0,TBI0}.  A register
 * that asks for what is not modelled is a translation fault with a reason.
 *
 * Ignored in descriptors, as hardware may or must: nG, the contiguous hint and
 * nT, GP, DBM, NS, software bits, and the RES0 bits of a block's address
 * (AArch64.LeafBase drops them; descriptor.h names them to who writes tables).
 * Left out: other granules, LPA2, concatenated tables, TTBR1_EL1, PAN and WXN,
 * hardware access flags, permission indirection, alignment faults.  Fetching
 * from Device memory is not refused here.  Attributes are raw fields: what they
 * mean is decode.c's and effective.c's business.
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
    const char *reason;  /* a reserved descriptor or a register, else NULL    */
    uint64_t fault_at;   /* where the descriptor at fault is; before the first
                          * was read, the first table                         */

    uint64_t ipa, pa; /* fault_on_table: ipa is of the stage-1 descriptor     */
    uint64_t size;    /* bytes of the smaller of both leaves; 1G without any  */
    bool writable, executable; /* for the exception level of the access       */
    bool el0;                  /* EL0 may read                                */

    uint64_t leaf_ipa, leaf_at, leaf; /* of stage 1                           */
    uint8_t level;                    /* of that leaf; 0: stage 1 is off      */
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

/* Descriptors, for whoever lays out tables: access flag set, address bits below
 * the size of the level dropped.  Leaves of stage 1 are EL1's alone (UXN set)
 * and executable there; those of stage 2 can be read. */
uint64_t arm64_table_descriptor(uint64_t pa);
uint64_t arm64_stage1_leaf(uint64_t pa, unsigned level, unsigned attr_index,
                           unsigned sh, bool writable);
uint64_t arm64_stage2_leaf(uint64_t pa, unsigned level, unsigned memattr,
                           unsigned sh, bool writable, bool executable);
