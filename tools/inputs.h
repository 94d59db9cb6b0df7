/*
 * Which scenario files the words on a command line mean: files, folders, and
 * names of what is shipped.
 */
#pragma once

#include <glib.h>

struct input {
    char *path;  /* to open                                                   */
    char *shown; /* to print: without the folder the data is in               */
};

void input_free(void *input);

/* The files, of struct input *; folders give their *.scn, sorted, and those of
 * the folders below.  What does not exist here is looked for in DATA (may be
 * NULL): as a path, then as the name of a scenario.  NULL with the fault told
 * and STATUS set. */
GPtrArray *inputs_find(const char *data, const char *const *words, int *status);
