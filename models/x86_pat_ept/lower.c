#include "models/x86_pat_ept/lower.h"

#include "models/x86_pat_ept/effective.h"
#include "models/x86_pat_ept/order.h"

enum {
    CACHED = ATTR_ALLOCATE | ATTR_SPECULATE,
    MERGED = ATTR_GATHER | ATTR_REORDER | ATTR_EARLY_ACK,
    COMBINING = MERGED | ATTR_SPECULATE,
};

/* Plain accesses.  Intel SDM vol. 3A (325384-059US), "Memory Types and Their
 * Properties" (Table 11-2) and 11.3; AMD APM vol. 2 (24593), 7.4.  x86
 * knows no shareability; ATTR_SNOOP is added below. */
// clang-format off
static const struct attr plain[X_COUNT] = {
    [X_UC_PAGE] = { WRITE_DIRECT,  0,         0, O_LOAD_UC, O_STORE_UC,
                    X_UC_PAGE },
    [X_UC_MTRR] = { WRITE_DIRECT,  0,         0, O_LOAD_UC, O_STORE_UC,
                    X_UC_MTRR },
    [X_WC]      = { WRITE_COMBINE, COMBINING, 0, O_LOAD_WC, O_STORE_WC, X_WC },
    [X_WCP]     = { WRITE_COMBINE, COMBINING, 0, O_LOAD_WC, O_STORE_WC, X_WCP },
    [X_WT]      = { WRITE_THROUGH, CACHED,    0, O_LOAD,    O_STORE,    X_WT },
    [X_WP]      = { WRITE_PROTECT, CACHED,    0, O_LOAD,    O_STORE,    X_WP },
    [X_WB]      = { WRITE_BACK,    CACHED,    0, O_LOAD,    O_STORE,    X_WB },
    [X_CD]      = { WRITE_DIRECT,  0,         0, O_LOAD_UC, O_STORE_UC, X_CD },
};
// clang-format on

/* The store side of a non-temporal access.  To UC and WP memory the hint is
 * ignored (Intel optimisation manual, "Memory type and non-temporal stores");
 * to WC memory nothing changes; to WB and WT memory the store combines, and a
 * cached copy is written back and invalidated when it drains. */
static struct attr
nontemporal(struct attr a)
{
    if (a.type == X_WB || a.type == X_WT) {
        a.write = WRITE_COMBINE;
        a.flags = MERGED | ATTR_SNOOP;
        a.store_class = O_STORE_WC;
    }
    return a;
}

void
x86_lower(struct attr out[X_COUNT][ACCESS_KINDS], bool self_snoop)
{
    for (unsigned x = 0; x < X_COUNT; x++) {
        bool snoop = self_snoop || x86_snoop_required((uint8_t) x);
        struct attr a = plain[x];

        if (a.write && !(a.flags & ATTR_ALLOCATE) && snoop)
            a.flags |= ATTR_SNOOP;
        out[x][ACCESS_PLAIN] = a;
        out[x][ACCESS_NONTEMPORAL] = nontemporal(a);
    }
}
