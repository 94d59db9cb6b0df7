/*
 * Two policies of one name: a shipped one and a copy that kept its name.
 *
 * One file can claim things about one of them.  The other has a name of its own
 * while the file is written and tried, and what it shows ends as a comment.
 */
#pragma once

#include "tools/diff_settings.h"

/* What the policy of a side is called in claims. */
const char *namesake_name(const struct beginning *b,
                          const struct diff_side *side, unsigned which);

/* TEXT for others to read; g_free() it. */
char *namesake_told(const struct beginning *b, const struct diff_side *side,
                    const char *text);
