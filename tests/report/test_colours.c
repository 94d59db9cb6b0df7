/* Colours can be told apart in grey, and words on them read.  The formulas are
 * those of CIE lightness and of WCAG contrast. */
#include <criterion/criterion.h>
#include <glib.h>
#include <math.h>

#include "sim/report/colours.h"

struct colour {
    const char *fill, *ink;
};

static const struct colour levels[] = {
    {COLOUR_SAFE,        COLOUR_SAFE_INK       },
    {COLOUR_REFUSED,     COLOUR_REFUSED_INK    },
    {COLOUR_UNDECIDED,   COLOUR_UNDECIDED_INK  },
    {COLOUR_STUCK,       COLOUR_STUCK_INK      },
    {COLOUR_PERFORMANCE, COLOUR_PERFORMANCE_INK},
    {COLOUR_FUNCTIONAL,  COLOUR_FUNCTIONAL_INK },
    {COLOUR_SECURITY,    COLOUR_SECURITY_INK   },
};

static const struct colour costs[] = {
    {COLOUR_COST_0, COLOUR_COST_0_INK},
    {COLOUR_COST_1, COLOUR_COST_1_INK},
    {COLOUR_COST_2, COLOUR_COST_2_INK},
    {COLOUR_COST_3, COLOUR_COST_3_INK},
    {COLOUR_COST_4, COLOUR_COST_4_INK},
    {COLOUR_COST_5, COLOUR_COST_5_INK},
};

static double
linear(guint64 part)
{
    double c = (double) part / 255;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Of "#rrggbb"; 0 black, 1 white. */
static double
luminance(const char *colour)
{
    guint64 rgb = g_ascii_strtoull(colour + 1, NULL, 16);

    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) +
           0.0722 * linear(rgb & 0xff);
}

/* 0 black, 100 white. */
static double
lightness(const char *colour)
{
    return 116 * cbrt(luminance(colour)) - 16;
}

static double
contrast(const char *a, const char *b)
{
    double x = luminance(a), y = luminance(b);

    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

static void
expect_steps(const struct colour *colour, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cr_expect_geq(contrast(colour[i].fill, colour[i].ink), 4.5, "%s on %s",
                      colour[i].ink, colour[i].fill);
        if (i)
            cr_expect_geq(
                lightness(colour[i - 1].fill) - lightness(colour[i].fill), 7,
                "%s before %s", colour[i - 1].fill, colour[i].fill);
    }
}

Test(colours, of_levels_are_steps_of_grey)
{
    expect_steps(levels, G_N_ELEMENTS(levels));
}

Test(colours, of_costs_are_steps_of_grey)
{
    expect_steps(costs, G_N_ELEMENTS(costs));
}
