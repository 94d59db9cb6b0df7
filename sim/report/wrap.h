/*
 * Words into lines of at most 80 columns, for terminals and mails.
 */
#pragma once

#include <glib.h>

enum { PAGE_COLUMNS = 80 };

/* Appends TEXT, broken at blanks but not at no-break ones.  What is already in
 * the last line of OUT counts; further lines begin with INDENT blanks.  Ends
 * the last line. */
void wrap(GString *out, const char *text, unsigned indent);

/* Columns of a text: one for each character. */
unsigned columns(const char *text);

/* Appends TEXT, then blanks up to WIDTH columns. */
void pad(GString *out, const char *text, unsigned width);
