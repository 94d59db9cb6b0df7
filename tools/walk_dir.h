/*
 * Folders and the files in them, always in the order of their names.
 */
#pragma once

#include <glib.h>

/* Paths of what a folder holds: the entries with this suffix, or if it is NULL
 * the folders, without links to any.  NULL if it cannot be read. */
GPtrArray *dir_list(const char *folder, const char *suffix);

/* Adds the paths of all files with this suffix below a folder to OUT. */
void dir_walk(const char *folder, const char *suffix, GPtrArray *out);
