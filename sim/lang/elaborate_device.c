/* Devices and what they reach memory through. */
#include "sim/core/verbs.h"
#include "sim/lang/elaborate.h"

/* ---- IOMMUs and I/O address spaces ---- */

/* One more of those that KNOWN has by name; false if it is there already. */
static bool
is_new(struct build *b, const struct t_io *t, uint16_t *known, uint16_t n)
{
    if (known[t->name])
        return build_fail(b, DIAG_NAME_TWICE, t->at, "'%s' is there already",
                          build_name(b, t->name));
    known[t->name] = (uint16_t) (n + 1u);
    return true;
}

static void
add_units(struct build *b)
{
    const GArray *units = b->s->units;
    struct plan_unit *unit =
        arena_new_array(b->arena, struct plan_unit, units->len + 1u);

    for (guint i = 0; i < units->len; i++) {
        const struct t_io *t = &g_array_index(units, struct t_io, i);

        if (cond_holds(&t->cond, b->point) &&
            is_new(b, t, b->unit, b->p->nunit))
            unit[b->p->nunit++] = (struct plan_unit){
                build_name(b, t->name), (uint32_t) value_at(&t->kind, b->point),
                bits_at(&t->has, b->point), t->line};
    }
    b->p->unit = unit;
}

static void
add_ioases(struct build *b)
{
    const GArray *ioases = b->s->ioases;
    struct plan_ioas *ioas =
        arena_new_array(b->arena, struct plan_ioas, ioases->len + 1u);

    for (guint i = 0; i < ioases->len; i++) {
        const struct t_io *t = &g_array_index(ioases, struct t_io, i);

        if (cond_holds(&t->cond, b->point) &&
            is_new(b, t, b->ioas, b->p->nioas))
            ioas[b->p->nioas++] = (struct plan_ioas){
                build_name(b, t->name), (uint32_t) value_at(&t->kind, b->point),
                bits_at(&t->has, b->point), t->line};
    }
    b->p->ioas = ioas;
}

/* ---- devices ---- */

/* One more than the number of the unit a device stands behind; 0: none. */
static uint16_t
unit_of(struct build *b, const struct t_device *t)
{
    uint64_t name = value_at(&t->behind, b->point);

    if (t->behind.given && !b->unit[name])
        build_fail(b, DIAG_NAME_UNKNOWN, t->at, "there is no IOMMU '%s' here",
                   build_name(b, name));
    return t->behind.given ? b->unit[name] : 0;
}

static void
add_device(struct build *b, const struct t_device *t)
{
    if (b->device[t->name]) {
        build_fail(b, DIAG_NAME_TWICE, t->at, "'%s' is there already",
                   build_name(b, t->name));
        return;
    }
    b->from_device[b->p->nagent] = t;
    b->agents[b->p->nagent++] = (struct plan_agent){
        .name = build_name(b, t->name),
        .kind = AGENT_DEVICE,
        .no_snoop = t->no_snoop,
        .llc_coherent = t->llc_coherent,
        .principal = (uint16_t) value_at(&t->owner, b->point),
        .behind = unit_of(b, t),
        .group = (uint16_t) value_at(&t->group, b->point),
        .pcie = bits_at(&t->pcie, b->point),
        .line = t->line};
    b->device[t->name] = b->p->nagent;
}

void
build_devices(struct build *b)
{
    const GArray *devices = b->s->devices;

    add_units(b);
    add_ioases(b);
    for (guint i = 0; i < devices->len; i++) {
        const struct t_device *t = &g_array_index(devices, struct t_device, i);

        if (cond_holds(&t->cond, b->point))
            add_device(b, t);
    }
}

/* ---- the I/O model ---- */

static bool
uses_io(const struct build *b)
{
    const struct plan *p = b->p;

    if (p->nunit || p->nioas)
        return true;
    for (uint32_t i = 0; i < p->nagent; i++)
        if (p->agent[i].behind || p->agent[i].group || p->agent[i].pcie)
            return true;
    for (uint32_t i = 0; i < p->nstep; i++)
        if (verb_is_io(b->s->io, p->step[i].verb))
            return true;
    return false;
}

/* The statement of a line: an IOMMU, an I/O address space or a device. */
static struct at
line_of_io(const struct build *b, uint32_t line)
{
    const GArray *lists[] = {b->s->units, b->s->ioases};
    struct at at = {0, 1};

    for (guint i = b->s->devices->len; i-- > 0;) {
        const struct t_device *t =
            &g_array_index(b->s->devices, struct t_device, i);

        if (t->line == line && cond_holds(&t->cond, b->point))
            at = t->at;
    }
    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i < lists[l]->len; i++) {
            const struct t_io *t = &g_array_index(lists[l], struct t_io, i);

            if (t->line == line && cond_holds(&t->cond, b->point))
                at = t->at;
        }
    return at;
}

void
ask_io(struct build *b)
{
    const struct io_model *io = b->s->io;
    uint32_t line = 0;
    const char *why;

    if (!io || !uses_io(b))
        return;
    b->p->io = io;
    why = io->check_plan ? io->check_plan(b->p, &line) : NULL;
    if (why)
        build_fail(b, DIAG_VALUE, line_of_io(b, line), "%s", why);
}
