/* A replay told for programs: one JSON object. */
#include "sim/report/json.h"
#include "sim/report/story.h"

enum { SCHEMA = 1 };

static JsonArray *
texts_json(const GPtrArray *list)
{
    JsonArray *out = json_array_new();

    for (guint i = 0; i < list->len; i++)
        json_array_add_string_element(out, list->pdata[i]);
    return out;
}

static JsonArray *
rules_json(const GPtrArray *list)
{
    JsonArray *out = json_array_new();

    for (guint i = 0; i < list->len; i++) {
        const struct story_rule *r = list->pdata[i];
        JsonObject *o = json_object_new();

        json_put_text(o, "rule", r->id);
        json_put_text(o, "gave", r->gave);
        json_put_text(o, "says", r->says);
        json_put_text(o, "cite", r->cite);
        json_array_add_object_element(out, o);
    }
    return out;
}

static JsonArray *
hazards_json(const GPtrArray *list)
{
    JsonArray *out = json_array_new();

    for (guint i = 0; i < list->len; i++) {
        const struct story_hazard *h = list->pdata[i];
        JsonObject *o = json_object_new();

        json_put_text(o, "kind", h->kind);
        json_put_text(o, "cause", h->cause);
        json_put_text(o, "victim", h->victim);
        json_put_text(o, "severity", h->severity);
        json_put_text(o, "says", h->says);
        json_put_text(o, "path", h->path);
        json_put_text(o, "conditions", h->conditions);
        json_object_set_array_member(o, "trail", rules_json(h->why));
        json_put_text(o, "remedy", h->remedy);
        json_array_add_object_element(out, o);
    }
    return out;
}

static JsonObject *
step_json(const struct story_step *s)
{
    JsonObject *o = json_object_new();

    json_put_step(o, "step", s->number, 0);
    json_put_step(o, "line", s->line, 0);
    json_put_text(o, "text", s->text);
    json_put_true(o, "implied", s->implied);
    json_put_text(o, "through", s->through);
    json_put_text(o, "type", s->type);
    json_object_set_array_member(o, "trail", rules_json(s->why));
    json_put_text(o, "control", s->control);
    json_object_set_array_member(o, "control-trail", rules_json(s->rules));
    json_object_set_array_member(o, "did", texts_json(s->did));
    json_object_set_array_member(o, "now", texts_json(s->now));
    json_object_set_array_member(o, "hazards", hazards_json(s->hazard));
    return o;
}

void
story_json(const struct story *s, FILE *out)
{
    JsonObject *o = json_object_new();
    JsonArray *steps = json_array_new();

    for (guint i = 0; i < s->step->len; i++)
        json_array_add_object_element(steps, step_json(s->step->pdata[i]));
    json_object_set_int_member(o, "schema", SCHEMA);
    json_put_text(o, "scenario", s->scenario);
    json_put_text(o, "title", s->title);
    json_put_text(o, "file", s->file);
    json_put_text(o, "policy", s->policy);
    json_put_text(o, "defaults", s->defaults);
    json_put_text(o, "point", s->point);
    json_put_text(o, "platform", s->platform);
    json_object_set_array_member(o, "steps", steps);
    json_put_text(o, "ending", s->ending);
    json_write_object(o, TRUE, out);
    fputc('\n', out);
}
