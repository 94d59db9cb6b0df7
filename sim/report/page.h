/*
 * A report: one HTML document of a suite that needs nothing else.  Whoever ran
 * the suite tells each outcome and draws it; here it is arranged.
 */
#pragma once

#include "sim/report/picture.h"
#include "sim/report/suite.h"

/* Cases of one scenario that came out the same; the first of them is told. */
struct page_outcome {
    uint32_t scenario; /* number in the suite                                 */
    const struct suite_case *first;
    const GPtrArray *row;          /* where it is so, of const struct row *   */
    const struct story *story;     /* NULL: it cannot be told                 */
    const struct picture *picture; /* of the story                            */
    const char *about;   /* what is told: "The replay under ..."              */
    const char *command; /* that tells it again                               */
};

struct page_plot {
    const char *title, *about;
    char *svg; /* element; NULL: it could not be made                         */
};

struct page {
    const struct suite *suite;
    const char *title, *digest;
    const char *bounds;  /* of exploring, in words; NULL or "": none     */
    const char *missing; /* why there are no plots; NULL: there are           */
    const struct page_outcome *outcome; /* scenario by scenario               */
    const struct page_plot *plot;
    uint32_t noutcome, nplot;
    bool explored; /* every schedule, not one replay                          */
};

void page_html(const struct page *p, GString *out);
