/* The combining tables of the Intel SDM and the AMD APM, cell for cell. */

#include "models/x86_pat_ept/tables.h"

const char x86_mtrr_pat_cite[] =
    "Intel SDM vol. 3A (325384-059US), \"Effective Page-Level Memory Types for "
    "Pentium III and More Recent Processor Families\", Table 11-7 (12-7 in "
    "recent editions)";
const char x86_npt_pat_cite[] =
    "AMD APM vol. 2 (24593), \"Combining Guest and Host PAT Types\", "
    "Table 15-19";
const char x86_npt_mtrr_cite[] =
    "AMD APM vol. 2 (24593), \"Combining PAT and MTRR Types\", Table 15-20";
const char x86_amd_mtrr_cite[] =
    "AMD APM vol. 2 (24593), \"Combined Effect of MTRR and PAT Memory Types\", "
    "Table 7-11";

/* Cells as the SDM writes them, with its footnotes. */
enum {
    NA = MT_NONE,
    UC1 = MT_UC | CELL_NOTE1,
    UC2 = MT_UC | CELL_NOTE2,
    UC23 = MT_UC | CELL_NOTE2 | CELL_NOTE3,
    WC = MT_WC,
    WC3 = MT_WC | CELL_NOTE3,
    WT = MT_WT,
    WT3 = MT_WT | CELL_NOTE3,
    WB = MT_WB,
    WP = MT_WP,
    WP3 = MT_WP | CELL_NOTE3,
};

/* SDM vol. 3A, "Effective Page-Level Memory Types for Pentium III and More
 * Recent Processor Families": Table 11-7 in 325384-059US, p. 11-15; chapter 12
 * in recent editions (the number moves, the title does not).  MTRRs have no
 * UC-. */
// clang-format off
const uint8_t x86_mtrr_pat[MT_COUNT][MT_COUNT] = {
    /* PAT:      --   UC    UC-   WC    WT    WB    WP  */
    [MT_UC]  = { NA,  UC1,  UC1,  WC,   UC1,  UC1,  UC1  },
    [MT_UCM] = { NA,  NA,   NA,   NA,   NA,   NA,   NA   },
    [MT_WC]  = { NA,  UC2,  WC,   WC,   UC23, WC,   UC23 },
    [MT_WT]  = { NA,  UC2,  UC2,  WC,   WT,   WT,   WP3  },
    [MT_WB]  = { NA,  UC2,  UC2,  WC,   WT,   WB,   WP   },
    [MT_WP]  = { NA,  UC2,  WC3,  WC,   WT3,  WP,   WP   },
};
// clang-format on

/* Cells as the APM writes them.  No footnotes: where the SDM notes that caches
 * must be checked, the APM has CD. */
enum {
    no = APM_NONE,
    uc = APM_UC,
    ucm = APM_UCM,
    wc = APM_WC,
    wcp = APM_WCP,
    wp = APM_WP,
    wt = APM_WT,
    wb = APM_WB,
    cd = APM_CD,
};

/* APM vol. 2 (24593), 15.25.8 "Combining Memory Types, MTRRs": guest PAT type
 * (rows) and host PAT type (columns), Table 15-19.  WC+ cannot be programmed,
 * so its row and column are empty. */
// clang-format off
const uint8_t x86_npt_pat[APM_COUNT][APM_COUNT] = {
    /* host:      --   UC   UC-  WC   WC+  WP   WT   WB  */
    [APM_UC]  = { no,  uc,  uc,  uc,  no,  uc,  uc,  uc  },
    [APM_UCM] = { no,  uc,  ucm, wc,  no,  uc,  uc,  uc  },
    [APM_WC]  = { no,  wc,  wc,  wc,  no,  wcp, wcp, wcp },
    [APM_WP]  = { no,  uc,  uc,  uc,  no,  wp,  uc,  wp  },
    [APM_WT]  = { no,  uc,  uc,  uc,  no,  uc,  wt,  wt  },
    [APM_WB]  = { no,  uc,  uc,  wc,  no,  wp,  wt,  wb  },
};

/* APM vol. 2 (24593), 15.25.8: combined PAT type (rows) and MTRR type of the
 * system-physical address (columns), Table 15-20.  MTRRs have no UC-. */
const uint8_t x86_npt_mtrr[APM_COUNT][APM_COUNT] = {
    /* MTRR:      --   UC   UC-  WC   WC+  WP   WT   WB  */
    [APM_UC]  = { no,  uc,  no,  cd,  no,  cd,  cd,  cd  },
    [APM_UCM] = { no,  uc,  no,  wc,  no,  cd,  cd,  cd  },
    [APM_WC]  = { no,  wc,  no,  wc,  no,  wc,  wc,  wc  },
    [APM_WCP] = { no,  wc,  no,  wc,  no,  wcp, wcp, wcp },
    [APM_WP]  = { no,  uc,  no,  cd,  no,  wp,  cd,  wp  },
    [APM_WT]  = { no,  uc,  no,  cd,  no,  cd,  wt,  wt  },
    [APM_WB]  = { no,  uc,  no,  wc,  no,  wp,  wt,  wb  },
};

/* APM vol. 2 (24593), 7.8 "Page-Attribute Table Mechanism": PAT type (rows)
 * and MTRR type (columns) without nesting, Table 7-11. */
const uint8_t x86_amd_mtrr[APM_COUNT][APM_COUNT] = {
    /* MTRR:      --   UC   UC-  WC   WC+  WP   WT   WB  */
    [APM_UC]  = { no,  uc,  no,  cd,  no,  cd,  cd,  cd  },
    [APM_UCM] = { no,  uc,  no,  wc,  no,  cd,  cd,  cd  },
    [APM_WC]  = { no,  wc,  no,  wc,  no,  wc,  wc,  wc  },
    [APM_WP]  = { no,  uc,  no,  cd,  no,  wp,  cd,  wp  },
    [APM_WT]  = { no,  uc,  no,  cd,  no,  cd,  wt,  wt  },
    [APM_WB]  = { no,  uc,  no,  wc,  no,  wp,  wt,  wb  },
};
// clang-format on
