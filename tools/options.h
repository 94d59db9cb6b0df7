/*
 * Options of a command, read from a local table that also makes its help.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "tools/command.h"

/* Reads the options in ENTRIES (of which none is mutable when this returns).
 * False when the command has nothing more to do: *STATUS says how it went. */
bool options_read(const struct command *c, const GOptionEntry *entries,
                  int argc, char **argv, int *status);

/* Whether --ascii, if it was said, has lines to draw: with text, of which NULL
 * is another name; else complains. */
bool option_ascii_fits(bool ascii, const char *format);

/* Whether --jobs is a number of threads; else complains. */
bool option_jobs_fit(const struct command *c, int jobs);

/* Whether VALUE is one of the names, NULL at the end; else complains about
 * OPTION, with the nearest one. */
bool option_is_one_of(const char *option, const char *value,
                      const char *const *names);

/* Complains how the command is used; gives EXIT_USAGE. */
int usage(const struct command *c);
