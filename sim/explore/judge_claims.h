/*
 * What was seen in every schedule against what is claimed about it.
 */
#pragma once

#include "sim/explore/check.h"
#include "sim/explore/collect.h"

struct evidence {
    const struct plan *plan;
    const struct check_result *r; /* hazards, outcomes and end are there      */
    const struct marks *marks;
    uint32_t missed; /* marks that some execution ends without, bits          */
    bool ends;       /* some execution does                               */
};

/* The marks that the `always` claims of a request need; false if there are
 * more than MARKS_MAX. */
bool marks_needed(const struct check_request *q, struct marks *marks);

/* Whether what N eyes have found answers all that is asked, whatever else there
 * is to see: each `possible` shown, each `never` and each property broken. */
bool decided(const struct check_request *q, const struct plan *p,
             struct eye *const *eye, unsigned n);

struct check_claim claim_judged(const struct evidence *e,
                                const struct claim *c);
struct check_property property_judged(const struct evidence *e,
                                      enum property property);
