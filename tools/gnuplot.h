/*
 * Plots by gnuplot, as SVG elements for a page or as pictures of their own.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Runs SCRIPT, which sets everything but the terminal, for a plot of WIDTH x
 * HEIGHT.  ID begins the ids inside, TITLE names it.  NULL with *WHY set, to be
 * g_free()d, if there is no gnuplot or it complains. */
char *gnuplot_svg(const char *script, const char *id, const char *title,
                  unsigned width, unsigned height, char **why);

/* The same as a document of its own. */
char *gnuplot_svg_file(const char *script, const char *title, unsigned width,
                       unsigned height, char **why);

/* The same as PNG, at twice the size.  NULL as above. */
GString *gnuplot_png(const char *script, unsigned width, unsigned height,
                     char **why);
