#include "sim/report/check_json.h"

#include <string.h>

#include "sim/report/json.h"

/* ---- hazards ---- */

static bool
is_same(const struct suite_shown *s, const struct suite_hazard *h)
{
    return strcmp(s->kind, h->kind) == 0 && strcmp(s->cause, h->cause) == 0 &&
           strcmp(s->victim, h->victim) == 0 &&
           strcmp(s->severity, h->severity) == 0;
}

static void
put_schedule(JsonObject *o, const char *const *step, uint32_t n, bool shortest)
{
    JsonArray *schedule = json_array_new();

    for (uint32_t i = 0; step && i < n; i++)
        json_array_add_string_element(schedule, step[i]);
    json_object_set_boolean_member(o, "shortest", shortest);
    json_object_set_array_member(o, "schedule", schedule);
}

void
check_json_claim(JsonObject *o, const struct suite_claim *k)
{
    json_put_text(o, "says", k->says);
    if (k->nstep > 0)
        put_schedule(o, k->step, k->nstep, k->shortest);
}

static void
put_shown(JsonObject *o, const struct suite_shown *s)
{
    json_object_set_boolean_member(o, "always", s->always);
    json_put_number(o, "transitions", s->count);
    put_schedule(o, s->step, s->nstep, s->shortest);
    json_put_text(o, "witness", s->witness);
    if (s->file)
        json_put_text(o, "witness-file", s->file);
    if (s->keys)
        json_put_text(o, "depends-on", s->keys);
}

void
check_json_replayed(JsonObject *o, const struct suite_check *k,
                    const struct suite_hazard *h)
{
    json_object_set_boolean_member(o, "replayed", TRUE);
    json_object_set_boolean_member(o, "possible", TRUE);
    for (uint32_t i = 0; i < k->nshown; i++)
        if (is_same(&k->shown[i], h)) {
            put_shown(o, &k->shown[i]);
            return;
        }
}

static JsonObject *
shown_json(const struct suite_shown *s)
{
    JsonObject *o = json_object_new();

    json_put_text(o, "kind", s->kind);
    json_put_text(o, "cause", s->cause);
    json_put_text(o, "agent", s->agent);
    json_put_text(o, "victim", s->victim);
    json_put_text(o, "culprit", s->culprit);
    json_put_text(o, "severity", s->severity);
    json_put_text(o, "place", s->place);
    json_put_number(o, "got", s->got);
    json_put_number(o, "wanted", s->wanted);
    json_put_text(o, "says", s->says);
    json_object_set_array_member(o, "conditions", json_words(s->conditions));
    json_object_set_boolean_member(o, "replayed", FALSE);
    json_object_set_boolean_member(o, "possible", TRUE);
    put_shown(o, s);
    return o;
}

void
check_json_hazards(JsonArray *out, const struct suite_case *c)
{
    for (uint32_t i = 0; i < c->check->nshown; i++) {
        bool replayed = false;

        for (uint32_t k = 0; k < c->nhazard && !replayed; k++)
            replayed = is_same(&c->check->shown[i], &c->hazard[k]);
        if (!replayed)
            json_array_add_object_element(out, shown_json(&c->check->shown[i]));
    }
}

/* ---- the rest ---- */

static JsonArray *
properties_json(const struct suite_check *k)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < k->nproperty; i++) {
        const struct suite_property *p = &k->property[i];
        JsonObject *o = json_object_new();

        json_put_text(o, "name", p->name);
        json_put_text(o, "result", suite_property_words(p, k));
        if (p->shown != SUITE_NOWHERE)
            json_put_text(o, "hazard", k->shown[p->shown].kind);
        json_array_add_object_element(out, o);
    }
    return out;
}

/* A register that was never written is null. */
static JsonArray *
last_json(const struct suite_check *k)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < k->nlast; i++) {
        JsonObject *o = json_object_new(), *value = json_object_new();

        for (uint32_t c = 0; c < k->ncolumn; c++)
            if (k->last[i].unset[c])
                json_object_set_null_member(value, k->column[c]);
            else
                json_put_number(value, k->column[c], k->last[i].value[c]);
        json_object_set_object_member(o, "values", value);
        json_put_number(o, "states", k->last[i].count);
        json_array_add_object_element(out, o);
    }
    return out;
}

void
check_json(JsonObject *o, const struct suite *suite,
           const struct suite_check *k)
{
    json_object_set_boolean_member(o, "complete", k->complete);
    json_put_text(o, "end", k->end);
    if (k->why)
        json_put_text(o, "not-explored", k->why);
    json_put_number(o, "states", k->states);
    json_put_number(o, "transitions", k->transitions);
    json_put_number(o, "depth", k->depth);
    json_put_number(o, "operations", k->within);
    json_object_set_array_member(o, "reductions",
                                 json_words(suite->reductions));
    json_put_text(o, "bounds", suite->bounds);
    json_object_set_boolean_member(o, "background-cpu", k->background);
    json_put_text(o, "life-cycle", k->over);
    json_put_text(o, "stronger_than", k->not_covered);
    json_object_set_array_member(o, "properties", properties_json(k));
    json_object_set_array_member(o, "outcomes", last_json(k));
}
