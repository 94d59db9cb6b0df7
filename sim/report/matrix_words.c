/* What stands in a cell, beside it and behind it. */
#include <string.h>

#include "sim/report/matrix.h"
#include "sim/report/shell.h"

const char *const matrix_shows_name[MATRIX_SHOWS + 1] = {
    [MATRIX_HAZARD] = "hazard",     [MATRIX_VICTIM] = "victim",
    [MATRIX_SEVERITY] = "severity", [MATRIX_CYCLES] = "cycles",
    [MATRIX_VERDICT] = "verdict",   [MATRIX_TYPE] = "type",
};

void
matrix_words(const struct matrix_frame *f, const struct matrix_case *c,
             GString *out)
{
    const struct finding *is = &c->finding;

    if (c->failed) {
        g_string_append(out, "n/a");
        return;
    }
    switch ((enum matrix_shows) f->shows) {
    case MATRIX_HAZARD:
    case MATRIX_SHOWS:
        finding_short(is, out);
        return;
    case MATRIX_VICTIM:
        g_string_append(out, is->victim ? is->victim : "-");
        return;
    case MATRIX_SEVERITY:
        g_string_append(out, finding_level_name[is->level]);
        return;
    case MATRIX_CYCLES:
        g_string_append_printf(out, "%" G_GUINT64_FORMAT, is->cycles);
        return;
    case MATRIX_VERDICT:
        g_string_append(out, suite_verdict_name[is->verdict]);
        return;
    case MATRIX_TYPE:
        g_string_append(out, *c->type ? c->type : "-");
    }
}

/* ---- a command line ---- */

static void
add_params(const struct matrix_frame *f, const struct matrix_case *c,
           GString *out)
{
    g_autoptr(GString) all = g_string_new(NULL);

    for (uint32_t i = 0; i < f->naxis; i++)
        if (f->axis[i].role == MATRIX_PARAM && c->at[i] != MATRIX_NONE)
            g_string_append_printf(all, "%s%s=%s", all->len ? "," : "",
                                   f->axis[i].name, f->axis[i].value[c->at[i]]);
    if (all->len) {
        g_string_append(out, " --param");
        shell_add_word(out, all->str);
    }
}

void
matrix_explain(const struct matrix_frame *f, const struct matrix_case *c,
               GString *out)
{
    const char *file = f->file[0];

    g_string_append(out, f->explored ? "mtsim check --all-hazards"
                                     : "mtsim explain");
    for (uint32_t i = 0; i < f->naxis; i++) {
        const struct matrix_axis *a = &f->axis[i];

        if (c->at[i] == MATRIX_NONE)
            continue;
        if (a->role == MATRIX_SCENARIO)
            file = f->file[c->at[i]];
        if (a->implied ||
            (a->role != MATRIX_PLATFORM && a->role != MATRIX_POLICY))
            continue;
        g_string_append_printf(
            out, " --%s", a->role == MATRIX_POLICY ? "policy" : "platform");
        shell_add_word(out, a->value[c->at[i]]);
    }
    add_params(f, c, out);
    shell_add_word(out, file);
}

/* ---- what is not along the sides ---- */

static bool
is_on(const struct matrix_side *s, uint32_t axis)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->axis[i] == axis)
            return true;
    return false;
}

static bool
is_aside(const struct matrix_frame *f, uint32_t axis)
{
    return !is_on(&f->row, axis) && !is_on(&f->column, axis) &&
           !is_on(&f->page, axis);
}

char *
matrix_constant(const struct matrix_frame *f)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < f->naxis; i++) {
        const struct matrix_axis *a = &f->axis[i];

        if (a->nvalue == 1 && !a->partial && is_aside(f, i))
            g_string_append_printf(out, "%s%s%s%s", out->len ? ", " : "",
                                   a->name, a->role == MATRIX_PARAM ? "=" : " ",
                                   a->value[0]);
    }
    return g_string_free(out, FALSE);
}

char *
matrix_folded(const struct matrix_frame *f)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < f->naxis; i++)
        if (f->axis[i].nvalue > 1 && !f->axis[i].implied && is_aside(f, i))
            g_string_append_printf(out, "%s%s", out->len ? ", " : "",
                                   f->axis[i].name);
    return g_string_free(out, FALSE);
}
