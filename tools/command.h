/*
 * A command of the program: what it is called, what it says of itself, and the
 * function that carries it out.  One file cmd_NAME.c for each.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct command {
    const char *name;
    const char *synopsis; /* after the name                                   */
    const char *summary;  /* one line, no full stop                           */
    const char *help;     /* paragraphs and examples for --help               */
    int (*run)(const struct command *self, int argc, char **argv);
};

/* Exit status of every command; scripts rely on these. */
enum {
    EXIT_EXPECTED = 0,
    EXIT_NOT = 1,
    EXIT_USAGE = 2,
    EXIT_UNDECIDED = 3,
    EXIT_WORLD = 4,
};

/* The more serious of two: 4, 2, 1, 3, 0. */
int status_worse(int a, int b);

extern const struct command cmd_run;
extern const struct command cmd_check;
extern const struct command cmd_report;
extern const struct command cmd_explain;
extern const struct command cmd_diff;
extern const struct command cmd_baseline;
extern const struct command cmd_matrix;
extern const struct command cmd_merge;
extern const struct command cmd_fix;
extern const struct command cmd_types;
extern const struct command cmd_policy;
extern const struct command cmd_fmt;
extern const struct command cmd_new;
extern const struct command cmd_help;

/* Every command, in the order of the help; NULL at the end. */
extern const struct command *const commands[];

/* The command of this name, or NULL with the nearest one told on stderr. */
const struct command *command_find(const char *name);
