/*
 * Witnesses as files in a folder.
 */
#pragma once

#include "sim/report/suite.h"

/* Makes the folder if need be; false with the fault told if nothing could be
 * written there. */
bool check_folder(const char *folder);

/* Writes every witness of the suite, whose hazards then name their files; the
 * names, of char *, go to KEEP.  False with the fault told at the first that
 * cannot be written. */
bool check_write_witnesses(const char *folder, const struct suite *suite,
                           GPtrArray *keep);
