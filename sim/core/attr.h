/*
 * Access attributes: what every model lowers its memory types to.
 *
 * The machine executes these and never asks which architecture they came
 * from.  One value per memory type and kind of access (plain, non-temporal);
 * models fill a table of them, a translation carries an index into it.
 */
#pragma once

#include <stdint.h>

/* What a write does. */
enum attr_write {
    WRITE_NEVER,   /* zero: no such attribute                                 */
    WRITE_BACK,    /* allocate, dirty the line, memory later                  */
    WRITE_THROUGH, /* memory at once; own copy updated, others invalidated    */
    WRITE_PROTECT, /* memory at once; every copy invalidated                  */
    WRITE_DIRECT,  /* memory at once, no allocation                           */
    WRITE_COMBINE, /* held in a write-combining buffer, memory when it drains */
};

enum attr_flag {
    ATTR_ALLOCATE = 1 << 0,  /* a read allocates; a copy may be hit           */
    ATTR_SNOOP = 1 << 1,     /* looks into every cache: dirty copies are written
                                back, all copies invalidated, then memory.
                                Only for accesses that do not allocate.       */
    ATTR_SPECULATE = 1 << 2, /* hardware may read without being asked         */
    ATTR_GATHER = 1 << 3,    /* accesses may be merged or split               */
    ATTR_REORDER = 1 << 4,   /* accesses may pass each other                  */
    ATTR_EARLY_ACK = 1 << 5, /* a write may complete before it arrives        */
    ATTR_DEVICE = 1 << 6,    /* a device-memory access                        */
    ATTR_SNOOP_DIRTY = 1 << 7,  /* in place of ATTR_SNOOP: dirty copies are
                                   written back and invalidated, then memory;
                                   clean ones are neither taken nor touched    */
    ATTR_SNOOP_EITHER = 1 << 8, /* with ATTR_SNOOP_DIRTY: that is done or not,
                                   each access (EVENT_ALT: it is)             */
};

/* Shareability domain, for architectures that have them.  A line operation on a
 * non-shareable address acts on the CPU's own caches and the last level. */
enum attr_share { SHARE_ALL, SHARE_NON, SHARE_INNER, SHARE_OUTER };

/*
 * Order classes are the model's: 1 to 30, rows of its waits table.  The last
 * class is the core's own: data sitting in a write-combining buffer.
 */
enum { ORDER_NONE = 0, ORDER_COMBINING = 31, ORDER_CLASSES = 32 };

/* A set of order classes has one bit each; the last one is no `int`. */
#define ORDER_BIT(class) (1u << (class))

struct attr {
    uint8_t write;        /* enum attr_write                                  */
    uint16_t flags;       /* enum attr_flag                                   */
    uint8_t share;        /* enum attr_share                                  */
    uint8_t load_class;   /* order class of a load through it                 */
    uint8_t store_class;  /* order class of a store through it                */
    uint8_t type;         /* the model's own code, for names only             */
    uint8_t cacheability; /* where model->line_order asks: the model's code of
                             it, 0 = none                                     */
};

/* Kinds of access that one memory type lowers differently. */
enum access_kind { ACCESS_PLAIN, ACCESS_NONTEMPORAL, ACCESS_KINDS };
