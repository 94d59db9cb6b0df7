/*
 * Colours of cells, by day and on paper, in pages and in pictures.
 *
 * Each is darker than the one before it, by enough to be told from it in grey;
 * none needs red against green; what is written on them has a contrast of 4.5
 * at least (test_colours.c).
 */
#pragma once

/* From the best level of a finding to the worst (finding.h): behind words, and
 * the words. */
#define COLOUR_SAFE            "#f3faf6"
#define COLOUR_SAFE_INK        "#1b1f24"
#define COLOUR_REFUSED         "#d3e4f6"
#define COLOUR_REFUSED_INK     "#1b1f24"
#define COLOUR_UNDECIDED       "#cacaca"
#define COLOUR_UNDECIDED_INK   "#1b1f24"
#define COLOUR_STUCK           "#bda9e0"
#define COLOUR_STUCK_INK       "#1b1f24"
#define COLOUR_PERFORMANCE     "#c99014"
#define COLOUR_PERFORMANCE_INK "#1b1f24"
#define COLOUR_FUNCTIONAL      "#b44e12"
#define COLOUR_FUNCTIONAL_INK  "#ffffff"
#define COLOUR_SECURITY        "#5e0f14"
#define COLOUR_SECURITY_INK    "#ffffff"

/* From cheap to dear. */
#define COLOUR_COST_0     "#f6f9fc"
#define COLOUR_COST_0_INK "#1b1f24"
#define COLOUR_COST_1     "#d6e2f0"
#define COLOUR_COST_1_INK "#1b1f24"
#define COLOUR_COST_2     "#b3cae3"
#define COLOUR_COST_2_INK "#1b1f24"
#define COLOUR_COST_3     "#86a8cf"
#define COLOUR_COST_3_INK "#1b1f24"
#define COLOUR_COST_4     "#4c78ab"
#define COLOUR_COST_4_INK "#ffffff"
#define COLOUR_COST_5     "#234a7c"
#define COLOUR_COST_5_INK "#ffffff"
