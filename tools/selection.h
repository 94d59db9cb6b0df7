/*
 * What `run` and `check` are both told: which scenarios, under which policies,
 * on which machine, at which points, and how to print what came out.
 */
#pragma once

#include "sim/report/suite.h"
#include "tools/options.h"
#include "tools/scenario.h"

struct selection {
    const struct suite_writer *const *writer; /* NULL at the end; given       */
    const char *formats; /* their names, for the help                         */
    char **policy, **param, **files;
    char *platform, *format, *color;
    int jobs;
    gboolean junit, tap, summary, quiet, verbose;
};

/* A table of the options above with those of OWN (a table too) among them;
 * free with g_free().  S must stay where it is. */
GOptionEntry *selection_options(struct selection *s, const GOptionEntry *own);
void selection_clear(struct selection *s);

/* Looks whether what was said makes sense; else tells and gives EXIT_USAGE. */
int selection_settle(const struct command *self, struct selection *s);

/* Reads FILES (else those of the selection), of struct scenario *.  STATUS
 * gets worse for each that is left out, which is told. */
GPtrArray *selection_load(const struct selection *s,
                          const struct shipped *shipped,
                          const char *const *files, int *status);

/* Chooses stacks and points for all in LIST; false with the fault told. */
bool selection_choose(const struct selection *s, struct shipped *shipped,
                      GPtrArray *list);

unsigned selection_jobs(const struct selection *s);
bool selection_is_json(const struct selection *s);

/* Prints the suite in the format that was asked for; O has what the selection
 * does not know. */
void selection_write(const struct selection *s, const struct suite *suite,
                     struct suite_options o);

/* What a suite means for the exit status. */
int selection_status(const struct suite *suite);
