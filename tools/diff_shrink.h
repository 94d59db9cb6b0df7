/*
 * Scenarios without the lines they do not need.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* TEXT, which holds, without any line or block that can be left out of it: what
 * is left holds as well, and no longer if one more line goes.  What a scenario
 * is about, its platform, its claims and KEPT lines before them stay. */
char *shrink_text(const char *text, guint kept,
                  bool (*holds)(void *to, const char *text), void *to);
