/* What was found, for programs. */
#include "sim/core/claim.h"
#include "sim/report/json.h"
#include "tools/fix.h"

enum { SCHEMA = 1 };

static JsonObject *
line_json(const struct fix_line *l)
{
    JsonObject *o = json_object_new();

    json_put_text(o, "file", l->file);
    json_put_step(o, "line", l->line, 0);
    json_put_text(o, "old", l->old);
    json_put_text(o, "new", l->text);
    json_put_true(o, "behind", l->behind);
    json_put_text(o, "note", l->note);
    return o;
}

static JsonObject *
fix_json(const struct fixing *f, const struct fix *x)
{
    JsonObject *o = json_object_new();
    JsonArray *lines = json_array_new();
    g_autoptr(GArray) line = fix_lines(f, x);

    for (guint i = 0; i < line->len; i++)
        json_array_add_object_element(
            lines, line_json(&g_array_index(line, struct fix_line, i)));
    json_put_number(o, "cycles", x->cycles);
    json_put_text(o, "policy", fix_stack_name(f, x));
    json_put_text(o, "refused", x->refused);
    json_put_true(o, "another_machine", x->machine);
    json_object_set_array_member(o, "lines", lines);
    return o;
}

/* Sets that were made and not looked at. */
static uint64_t
left_out(const struct fixing *f)
{
    uint64_t n = 0;

    for (uint32_t i = 0; i <= FIX_CHANGES_MAX; i++)
        n += f->left[i];
    return n;
}

void
fix_print_json(const struct fixing *f, FILE *out)
{
    const struct outcome_request *q = f->case_;
    const struct scenario *sc = q->scenario;
    const struct policy_stack *stack = sc->stacks->pdata[q->stack];
    JsonObject *o = json_object_new();
    JsonArray *hazards = json_array_new(), *fixes = json_array_new();

    for (guint i = 0; i < f->hazard->len; i++)
        json_array_add_string_element(hazards, f->hazard->pdata[i]);
    for (guint i = 0; i < f->fix->len; i++)
        json_array_add_object_element(
            fixes, fix_json(f, &g_array_index(f->fix, struct fix, i)));
    json_object_set_int_member(o, "schema", SCHEMA);
    json_put_text(o, "scenario",
                  script_name(sc->script) ? script_name(sc->script) : sc->file);
    json_put_text(o, "file", sc->file);
    json_put_text(o, "policy", stack->name);
    json_put_text(o, "platform", scenario_platform(sc, q->experiment)->name);
    json_put_text(o, "point", point_text(sc->script, q->point, f->keep));
    json_put_number(o, "cycles", f->cycles);
    json_object_set_array_member(o, "hazards", hazards);
    json_object_set_array_member(o, "fixes", fixes);
    json_put_number(o, "tried", f->sets);
    json_put_number(o, "explored", f->proofs);
    json_put_number(o, "states", f->states);
    if (fix_property(f) != PROPERTIES)
        json_put_text(o, "property", property_names[fix_property(f)]);
    json_put_text(o, "incurable", f->incurable);
    json_put_number(o, "unproved", f->unproved);
    json_put_number(o, "left_out", left_out(f));
    json_put_number(o, "unwritten", f->unwritten);
    json_put_number(o, "stuck", f->stuck);
    json_put_true(o, "undecided", !fix_is_complete(f));
    json_write_object(o, TRUE, out);
    fputc('\n', out);
}
