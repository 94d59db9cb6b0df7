/*
 * Reading real page tables: guest 4-level tables, EPT, AMD nested tables, and
 * one on top of the other.
 *
 * The walker only reads, through a callback, and sets no accessed or dirty
 * flags.  Guests run with CR0.WP, EFER.NXE and LA48; SMEP, SMAP, protection
 * keys, PAE and 5-level paging are left out.  Types are looked up, not
 * combined: that is effective.c.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "models/x86_pat_ept/decode.h"

/* The eight-byte word at physical address PA (a multiple of 8). */
typedef uint64_t x86_word(const void *at, uint64_t pa);

/* What kind of access is translated; zero is a supervisor read. */
enum { WALK_READ, WALK_WRITE = 1, WALK_FETCH = 2, WALK_USER = 4 };

enum x86_fault {
    FAULT_NONE,
    FAULT_NONCANONICAL,  /* guest #GP                                         */
    FAULT_GUEST_PAGE,    /* guest #PF, with its error code                    */
    FAULT_EPT_VIOLATION, /* exit reason 48                                    */
    FAULT_EPT_MISCONFIG, /* exit reason 49                                    */
    FAULT_NESTED_PAGE,   /* AMD #VMEXIT(NPF)                                  */
    FAULT_COUNT
};

extern const char *const x86_fault_name[FAULT_COUNT];

/* Bits of a guest page-fault error code. */
enum {
    PF_PRESENT = 1,
    PF_WRITE = 2,
    PF_USER = 4,
    PF_RESERVED = 8,
    PF_FETCH = 16
};

enum x86_nesting { NEST_NONE, NEST_EPT, NEST_NPT };

/* An address space: registers that start a walk. */
struct x86_space {
    x86_word *word;
    const void *at;
    bool paging;        /* (guest) CR0.PG                                     */
    uint8_t nesting;    /* enum x86_nesting                                   */
    uint8_t maxphyaddr; /* 0 stands for 52                                    */
    uint64_t cr3;       /* (guest) root; guest-physical when nested           */
    uint64_t pat;       /* (guest) IA32_PAT                                   */
    uint64_t host_root; /* EPTP, or nCR3                                      */
    uint64_t host_pat;  /* NPT: the host's IA32_PAT                           */
};

struct x86_walk {
    uint8_t fault;       /* enum x86_fault                                    */
    uint8_t fault_level; /* of the entry at fault, enum x86_level             */
    uint32_t error;      /* FAULT_GUEST_PAGE: PF_* bits                       */
    bool fault_on_table; /* host-stage fault while reading a guest table      */
    const char *reason;  /* of a reserved bit or misconfiguration, else NULL  */
    uint64_t fault_at;   /* where the entry at fault is                       */

    uint64_t gpa; /* guest-physical; without nesting, the physical address    */
    uint64_t pa;  /* host-physical                                            */
    uint64_t size; /* bytes of the smaller of both leaves                     */
    bool writable;
    bool user; /* reachable from guest user mode                              */

    uint64_t leaf_gpa; /* where the guest's leaf entry is, guest-physical     */
    uint64_t leaf_at;  /* the same, host-physical                             */
    uint64_t leaf;
    uint8_t level; /* of the guest leaf; LEVEL_NONE with paging off       */
    uint8_t pat_index;
    uint8_t pat; /* MT_WB with paging off                                     */

    uint64_t host_leaf_at; /* where the EPT or nested leaf is                 */
    uint64_t host_leaf;
    uint8_t host_level;
    uint8_t host_type;  /* EPT: type of the leaf; NPT: type by the host PAT   */
    uint8_t host_index; /* NPT: PAT index of the nested leaf                  */
    bool ipat;
};

/* Translates VA for an access of this KIND (WALK_* bits). */
struct x86_walk x86_walk(const struct x86_space *s, uint64_t va, unsigned kind);

/* Translates a guest-physical address through the host stage alone; fields of
 * the guest stage stay zero. */
struct x86_walk x86_walk_host(const struct x86_space *s, uint64_t gpa,
                              unsigned kind);

/* Byte offset, inside a table of this level, of the entry for ADDRESS. */
uint64_t x86_entry_offset(uint64_t address, unsigned level);
