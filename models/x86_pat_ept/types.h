/*
 * Memory types of x86: as tables and registers name them (enum x86_mt), as
 * the AMD manual prints combined ones (enum x86_apm), and as the machine has
 * to tell them apart (enum x86_eff).
 *
 * Zero is "none" in each: a forgotten cell must never read as UC, whose
 * hardware encoding is 0.  Hardware encodings live in decode.c and nowhere
 * else.
 */
#pragma once

#include <stdint.h>

/* In the order in which the SDM introduces them; UCM is "UC-". */
enum x86_mt { MT_NONE, MT_UC, MT_UCM, MT_WC, MT_WT, MT_WB, MT_WP, MT_COUNT };

/* A cell of an SDM combining table: a type and the footnotes printed at it. */
enum {
    CELL_TYPE = 0x0f,  /* enum x86_mt                                         */
    CELL_NOTE1 = 0x10, /* UC is from the MTRR: caches need not be snooped     */
    CELL_NOTE2 = 0x20, /* UC is from the page: caches must be checked         */
    CELL_NOTE3 = 0x40, /* older editions call this combination undefined      */
};

/* Types as the APM's combining tables name them, in its order. */
enum x86_apm {
    APM_NONE,
    APM_UC,
    APM_UCM,
    APM_WC,
    APM_WCP, /* WC+: write-combining that probes every cache                  */
    APM_WP,
    APM_WT,
    APM_WB,
    APM_CD, /* cache disabled: uncached, but hits are written back first      */
    APM_COUNT
};

/* Effective types, as an access carries them. */
enum x86_eff {
    X_NONE,
    X_UC_PAGE, /* UC from the page tables (SDM footnote 2): must snoop        */
    X_UC_MTRR, /* UC from the MTRRs or the EPT (footnote 1): need not snoop   */
    X_WC,
    X_WCP, /* AMD WC+                                                         */
    X_WT,
    X_WP,
    X_WB,
    X_CD, /* AMD CD                                                           */
    X_COUNT
};

/* Names as the manuals print them; both kinds of UC are "UC".  Index 0 is
 * "none". */
extern const char *const x86_mt_name[MT_COUNT];
extern const char *const x86_apm_name[APM_COUNT];
extern const char *const x86_eff_name[X_COUNT];

/* Names that tell the two kinds of UC apart: "UC(page)", "UC(mtrr)". */
extern const char *const x86_eff_long_name[X_COUNT];

/* The type of this printed name, case as printed; MT_NONE if there is none. */
uint8_t x86_mt_parse(const char *name);

/* The same for effective types, short or long names.  "UC" alone is
 * X_UC_PAGE. */
uint8_t x86_eff_parse(const char *name);

/* The APM's name for a type. */
uint8_t x86_apm_of(uint8_t mt);
