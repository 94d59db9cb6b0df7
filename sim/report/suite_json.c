/* A run as JSON: an array with one object for each scenario, policy and point,
 * an object a line.  Members may be added, never changed. */
#include "sim/report/check_json.h"
#include "sim/report/json.h"
#include "sim/report/suite.h"

enum { SCHEMA = 1 };

static const char *const holds_name[] = {
    [SUITE_HOLDS] = "holds",
    [SUITE_FAILS] = "fails",
    [SUITE_EVERY_SCHEDULE] = "not-judged",
    [SUITE_OPEN] = "undecided",
};

static JsonArray *
trail_json(const struct suite_hazard *h)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < h->ntrail; i++) {
        JsonObject *o = json_object_new();

        json_put_text(o, "access", h->trail[i].access);
        json_put_text(o, "rule", h->trail[i].rule);
        json_put_text(o, "gave", h->trail[i].gave);
        json_put_text(o, "cite", h->trail[i].cite);
        json_array_add_object_element(out, o);
    }
    return out;
}

static JsonArray *
hazards_json(const struct suite_case *c)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < c->nhazard; i++) {
        const struct suite_hazard *h = &c->hazard[i];
        JsonObject *o = json_object_new();

        json_put_text(o, "kind", h->kind);
        json_put_text(o, "cause", h->cause);
        json_put_text(o, "agent", h->agent);
        json_put_text(o, "victim", h->victim);
        json_put_text(o, "culprit", h->culprit);
        json_put_text(o, "severity", h->severity);
        json_put_step(o, "step", h->step, SUITE_NOWHERE);
        json_put_step(o, "line", h->line, SUITE_NOWHERE);
        json_put_text(o, "where", h->where);
        json_put_text(o, "place", h->place);
        json_put_number(o, "got", h->got);
        json_put_number(o, "wanted", h->wanted);
        json_put_number(o, "count", h->count);
        json_put_text(o, "says", h->says);
        json_object_set_array_member(o, "conditions",
                                     json_words(h->conditions));
        json_put_true(o, "same-value", h->same_value);
        json_object_set_array_member(o, "trail", trail_json(h));
        if (c->check)
            check_json_replayed(o, c->check, h);
        json_array_add_object_element(out, o);
    }
    if (c->check)
        check_json_hazards(out, c);
    return out;
}

static JsonArray *
claims_json(const struct suite_case *c)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < c->nclaim; i++) {
        JsonObject *o = json_object_new();
        g_autofree char *seen = suite_claim_seen(c, &c->claim[i]);

        json_put_text(o, "text", c->claim[i].text);
        json_put_number(o, "line", c->claim[i].line);
        json_put_text(o, "result", holds_name[c->claim[i].holds]);
        if (c->claim[i].says)
            check_json_claim(o, &c->claim[i]);
        if (*seen)
            json_put_text(o, "seen", seen);
        json_array_add_object_element(out, o);
    }
    return out;
}

static JsonArray *
refusals_json(const struct suite_case *c)
{
    JsonArray *out = json_array_new();

    for (uint32_t i = 0; i < c->nrefusal; i++) {
        JsonObject *o = json_object_new();

        json_put_text(o, "what", c->refusal[i].what);
        json_put_number(o, "step", c->refusal[i].step);
        json_put_number(o, "line", c->refusal[i].line);
        json_array_add_object_element(out, o);
    }
    return out;
}

static JsonObject *
values_json(const struct suite_value *value, uint32_t n)
{
    JsonObject *o = json_object_new();

    for (uint32_t i = 0; i < n; i++)
        json_put_number(o, value[i].name, value[i].value);
    return o;
}

/* The lines of events that found nothing. */
static JsonArray *
idle_json(const struct suite_case *c)
{
    JsonArray *lines = json_array_new();

    for (uint32_t i = 0; i < c->nevent; i++)
        if (c->event[i].idle)
            json_array_add_int_element(lines, c->event[i].line);
    return lines;
}

static JsonObject *
case_json(const struct suite *suite, const struct suite_scenario *s,
          const struct suite_case *c)
{
    g_autofree char *digest =
        g_strdup_printf("%016" G_GINT64_MODIFIER "x", c->digest);
    JsonObject *o = json_object_new();
    JsonObject *params = json_object_new();

    for (uint32_t i = 0; i < s->nparam; i++)
        json_put_text(params, s->param[i], c->param[i]);
    json_object_set_int_member(o, "schema", SCHEMA);
    json_put_text(o, "version", suite->version);
    json_put_text(o, "scenario", s->name);
    json_put_text(o, "title", s->title);
    json_put_text(o, "file", s->file);
    json_put_text(o, "policy", c->policy);
    json_put_text(o, "defaults", c->defaults);
    json_put_text(o, "platform", c->platform);
    json_object_set_object_member(o, "params", params);
    json_put_text(o, "verdict", suite_verdict_name[c->verdict]);
    json_object_set_array_member(o, "hazards", hazards_json(c));
    json_object_set_array_member(o, "conditions", json_words(c->conditions));
    json_object_set_array_member(o, "refusals", refusals_json(c));
    json_object_set_array_member(o, "idle_events", idle_json(c));
    json_object_set_array_member(o, "claims", claims_json(c));
    json_object_set_object_member(o, "reads", values_json(c->read, c->nread));
    json_object_set_object_member(o, "counts",
                                  values_json(c->count, c->ncount));
    json_put_number(o, "cycles", c->cycles);
    json_put_text(o, "digest", digest);
    if (c->check)
        check_json(o, suite, c->check);
    return o;
}

static void
write_json(const struct suite *s, const struct suite_options *o, FILE *out)
{
    const char *before = "[\n";

    (void) o;
    for (uint32_t i = 0; i < s->nscenario; i++)
        for (uint64_t k = 0; k < s->scenario[i].ncase; k++) {
            fputs(before, out);
            json_write_object(
                case_json(s, &s->scenario[i], &s->scenario[i].at[k]), FALSE,
                out);
            before = ",\n";
        }
    fputs(*before == '[' ? "[]\n" : "\n]\n", out);
}

const struct suite_writer suite_json = {"json", write_json};
