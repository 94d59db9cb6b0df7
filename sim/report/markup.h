/*
 * Text into XML and HTML: the one place where it is escaped.
 */
#pragma once

#include <glib.h>

/* Appends TEXT (NULL: nothing) so that it may stand between tags and in a
 * quoted attribute.  What XML cannot hold becomes '?'. */
void markup_text(GString *out, const char *text);

/* Like printf, but what comes through %s is escaped.  Of conversions it knows
 * %s, %d, %u and %%. */
void markup(GString *out, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
