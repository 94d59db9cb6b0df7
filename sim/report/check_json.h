/*
 * What exploring found out, as members of a case's JSON object.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sim/report/suite.h"

/* Adds what every schedule says of a claim about it. */
void check_json_claim(JsonObject *o, const struct suite_claim *k);

/* Adds what every schedule says of a hazard that the replay showed. */
void check_json_replayed(JsonObject *o, const struct suite_check *k,
                         const struct suite_hazard *h);

/* Appends the hazards that only other schedules than the replay show. */
void check_json_hazards(JsonArray *out, const struct suite_case *c);

/* The rest: extent, bounds, properties, last states. */
void check_json(JsonObject *o, const struct suite *suite,
                const struct suite_check *k);
