#include "tools/matrix_sides.h"

#include <string.h>

#include "tools/complain.h"

/* ---- names ---- */

static uint32_t
find_axis(const struct matrix_plan *p, const char *name, struct nearest *near)
{
    /* a parameter may be called what is reserved otherwise */
    for (uint32_t i = p->frame.naxis; i-- > 0;) {
        if (strcmp(p->axis[i].name, name) == 0)
            return i;
        nearest_offer(near, p->axis[i].name);
    }
    return MATRIX_NONE;
}

/* 'platform' is the parameter that chooses it, if there is one. */
static uint32_t
axis_of(const struct matrix_plan *p, const char *name, struct nearest *near)
{
    const struct scenario *sc = p->list->pdata[0];
    uint32_t axis = find_axis(p, name, near);

    if (axis == 1 && p->axis[1].nvalue == 0 &&
        script_platform_param(sc->script))
        return find_axis(p, script_platform_param(sc->script), near);
    return axis;
}

static bool
is_on(const struct matrix_side *s, uint32_t axis)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->axis[i] == axis)
            return true;
    return false;
}

static bool
is_taken(const struct matrix_frame *f, uint32_t axis)
{
    return is_on(&f->row, axis) || is_on(&f->column, axis) ||
           is_on(&f->page, axis);
}

static bool
put_axis(struct matrix_plan *p, struct matrix_side *to, const char *option,
         const char *name)
{
    struct nearest near = nearest_to(name, strlen(name));
    uint32_t axis = axis_of(p, name, &near);
    g_autofree char *hint = nearest_hint(&near);

    if (axis == MATRIX_NONE) {
        tell("matrix: --%s: there is no axis '%s'%s", option, name, hint);
        return false;
    }
    if (is_taken(&p->frame, axis)) {
        tell("matrix: --%s: '%s' is an axis already", option, name);
        return false;
    }
    if (p->axis[axis].nvalue == 0) {
        tell("matrix: --%s: '%s' has no values here", option, name);
        return false;
    }
    to->axis[to->n++] = axis;
    return true;
}

static bool
read_side(struct matrix_plan *p, struct matrix_side *to, const char *option,
          const char *text)
{
    g_auto(GStrv) name = g_strsplit(text, ",", -1);

    for (unsigned i = 0; name[i]; i++)
        if (!put_axis(p, to, option, g_strstrip(name[i])))
            return false;
    return true;
}

/* ---- what nobody said ---- */

/* What the scenario says, without what the command line puts elsewhere. */
static void
take_from_script(struct matrix_plan *p, struct matrix_side *to,
                 const char *const *name, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct nearest near = nearest_to(name[i], strlen(name[i]));
        uint32_t axis = axis_of(p, name[i], &near);

        if (axis != MATRIX_NONE && !is_taken(&p->frame, axis) &&
            p->axis[axis].nvalue > 0)
            to->axis[to->n++] = axis;
    }
}

static bool
is_free(const struct matrix_plan *p, uint32_t axis)
{
    return p->axis[axis].nvalue > 1 && !is_taken(&p->frame, axis);
}

static void
take_first_free(struct matrix_plan *p, struct matrix_side *to)
{
    for (uint32_t i = 0; i < p->frame.naxis && !to->n; i++)
        if (i != MATRIX_POLICY_AXIS && is_free(p, i))
            to->axis[to->n++] = i;
    if (!to->n && is_free(p, MATRIX_POLICY_AXIS))
        to->axis[to->n++] = MATRIX_POLICY_AXIS;
}

/* Platforms that scenarios name by themselves go with the scenario. */
static bool
may_be_page(const struct matrix_plan *p, uint32_t axis)
{
    return is_free(p, axis) && !p->axis[axis].partial && !p->axis[axis].implied;
}

/* The first that says what it wants. */
static bool
find_matrix(const struct matrix_plan *p, struct script_matrix *m)
{
    for (guint i = 0; i < p->list->len; i++)
        if (script_matrix(((struct scenario *) p->list->pdata[i])->script, m))
            return true;
    return false;
}

bool
matrix_sides(struct matrix_plan *p, const struct matrix_ask *ask)
{
    struct matrix_frame *f = &p->frame;
    struct script_matrix m;

    if ((ask->rows && !read_side(p, &f->row, "rows", ask->rows)) ||
        (ask->columns && !read_side(p, &f->column, "columns", ask->columns)) ||
        (ask->pages && strcmp(ask->pages, "none") != 0 &&
         !read_side(p, &f->page, "pages", ask->pages)))
        return false;
    if (find_matrix(p, &m)) {
        if (!ask->rows)
            take_from_script(p, &f->row, m.row, m.nrow);
        if (!ask->columns)
            take_from_script(p, &f->column, m.column, m.ncolumn);
    }
    if (!ask->columns && !f->column.n && is_free(p, MATRIX_POLICY_AXIS))
        f->column.axis[f->column.n++] = MATRIX_POLICY_AXIS;
    if (!ask->rows && !f->row.n)
        take_first_free(p, &f->row);
    if (!ask->columns && !f->column.n)
        take_first_free(p, &f->column);
    for (uint32_t i = 0; !ask->pages && i < f->naxis; i++)
        if (may_be_page(p, i))
            f->page.axis[f->page.n++] = i;
    return true;
}

/* ---- platforms ---- */

static bool
names_platform(const char *list)
{
    g_auto(GStrv) name = g_strsplit(list ? list : "", ",", -1);

    return g_strv_contains((const char *const *) name, "platform");
}

static bool
has_param(const struct scenario *sc, const char *name)
{
    for (uint32_t i = 0; i < script_nparam(sc->script); i++)
        if (strcmp(script_param(sc->script, i).name, name) == 0)
            return true;
    return false;
}

bool
matrix_wants_platforms(const struct matrix_ask *ask, const struct scenario *sc)
{
    struct script_matrix m = {0};
    bool wants = names_platform(ask->rows) || names_platform(ask->columns) ||
                 names_platform(ask->pages);

    if (has_param(sc, "platform") || script_platform_param(sc->script))
        return false;
    script_matrix(sc->script, &m);
    for (uint32_t i = 0; !ask->rows && i < m.nrow; i++)
        wants |= strcmp(m.row[i], "platform") == 0;
    for (uint32_t i = 0; !ask->columns && i < m.ncolumn; i++)
        wants |= strcmp(m.column[i], "platform") == 0;
    return wants;
}
