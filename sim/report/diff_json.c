/* What changes, as one JSON object.  Members may be added, never changed. */
#include "sim/report/boxes.h"
#include "sim/report/diff.h"
#include "sim/report/finding.h"
#include "sim/report/json.h"

enum { SCHEMA = 1 };

static JsonObject *
rule_json(const char *text, const char *cite)
{
    JsonObject *o = json_object_new();

    json_put_text(o, "rule", text);
    json_put_text(o, "cite", cite);
    return o;
}

static JsonObject *
cause_json(const struct diff_cause *c)
{
    JsonObject *o = json_object_new();

    json_object_set_object_member(o, "from", rule_json(c->from, c->from_cite));
    json_object_set_object_member(o, "to", rule_json(c->to, c->to_cite));
    if (c->note)
        json_put_text(o, "note", c->note);
    return o;
}

static JsonArray *
with_json(const struct diff_change *c)
{
    g_autoptr(GPtrArray) box = boxes_of(c->scenario, c->cases);
    JsonArray *out = json_array_new();

    for (guint i = 0; i < box->len; i++)
        json_array_add_string_element(out, box->pdata[i]);
    return out;
}

static JsonObject *
change_json(const struct diff_change *c, const struct diff_cause *cause)
{
    JsonObject *o = json_object_new();

    json_put_text(o, "scenario", c->scenario->name);
    json_put_text(o, "file", c->scenario->file);
    json_put_text(o, "change", diff_word(c));
    if (c->cost) {
        json_object_set_double_member(o, "least", c->least);
        json_object_set_double_member(o, "most", c->most);
    } else {
        json_put_text(o, "severity", finding_level_name[c->level]);
        json_put_text(o, "from", c->from);
        json_put_text(o, "to", c->to);
    }
    json_put_number(o, "points", c->cases->len);
    json_object_set_array_member(o, "with", with_json(c));
    json_object_set_object_member(o, "cause", cause_json(cause));
    return o;
}

static JsonArray *
changes_json(const struct diff *d)
{
    JsonArray *out = json_array_new();

    for (guint i = 0; i < d->group->len; i++) {
        const struct diff_group *g = d->group->pdata[i];

        for (guint k = 0; k < g->change->len; k++)
            json_array_add_object_element(
                out, change_json(g->change->pdata[k], &g->cause));
    }
    return out;
}

static JsonObject *
cost_json(const struct diff_cost *c)
{
    JsonObject *o = json_object_new();

    json_put_number(o, "points", c->points);
    json_put_number(o, "scenarios", c->scenarios);
    json_object_set_double_member(o, "most", c->most);
    return o;
}

static void
write_json(const struct diff *d, FILE *to)
{
    JsonObject *o = json_object_new();
    JsonArray *open = json_array_new();

    for (guint i = 0; i < d->open->len; i++)
        json_array_add_string_element(open, d->open->pdata[i]);
    json_object_set_int_member(o, "schema", SCHEMA);
    json_put_text(o, "version", d->version);
    json_put_text(o, "from", d->a);
    json_put_text(o, "to", d->b);
    json_put_text(o, "by", d->explored ? "check" : "run");
    json_put_number(o, "scenarios", d->scenarios);
    json_put_number(o, "points", d->points);
    json_put_number(o, "left_out", d->left_out);
    json_put_number(o, "worse", d->moved[TALLY_WORSE]);
    json_put_number(o, "better", d->moved[TALLY_BETTER]);
    json_put_number(o, "other", d->moved[TALLY_OTHER]);
    json_put_number(o, "undecided", d->undecided);
    json_object_set_array_member(o, "undecided_in", open);
    json_object_set_object_member(o, "costs_more", cost_json(&d->more));
    json_object_set_object_member(o, "costs_less", cost_json(&d->less));
    json_object_set_array_member(o, "changes", changes_json(d));
    json_write_object(o, TRUE, to);
}

const struct diff_writer diff_json = {"json", write_json};
