/*
 * Between the files that write a report.
 */
#pragma once

#include "sim/report/finding.h"
#include "sim/report/markup.h"
#include "sim/report/page.h"

struct paper {
    const struct page *p;
    GString *out;
    GHashTable *outcome; /* of each case its outcome's number + 1             */
    GPtrArray *policy;   /* names of all, in order of appearance              */
    GHashTable *rule;    /* numbers + 1 by id                                 */
    GPtrArray *rules;    /* of const struct story_rule *, in that order       */
};

/* "l6" for a finding of level 6: the class of its colour. */
void page_tag(struct paper *w, const struct finding *f, const char *text);

/* Scenarios x policies. */
void page_matrix(struct paper *w);

/* All outcomes of a scenario. */
void page_scenario(struct paper *w, uint32_t scenario);

/* A story, step by step. */
void page_story(struct paper *w, const struct story *s);

/* What stories named. */
void page_rules(struct paper *w);

/* Number of a policy among paper.policy. */
uint32_t page_policy(const struct paper *w, const char *name);

/* Down to the heading in <header>, which stays open. */
struct page_head {
    const char *version, *title;
    const char *style;   /* besides page_style                                */
    const char *skip_to; /* what is behind id main: "results"                 */
};
void page_head(const struct page_head *h, GString *out);

/* Pieces of text, NULL at the end. */
extern const char *const page_style[], *const page_script[];
