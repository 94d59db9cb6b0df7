/*
 * Words of a command line that somebody may copy into a shell.
 */
#pragma once

#include <glib.h>

/* Appends a blank and the word, quoted where a shell would see more in it. */
void shell_add_word(GString *out, const char *word);
