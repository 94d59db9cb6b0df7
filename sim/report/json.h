/*
 * Short names for building JSON, one object at a time.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <stdint.h>
#include <stdio.h>

void json_put_text(JsonObject *o, const char *name, const char *text);
void json_put_number(JsonObject *o, const char *name, uint64_t value);
void json_put_true(JsonObject *o, const char *name, gboolean yes);

/* "-" becomes null. */
void json_put_step(JsonObject *o, const char *name, uint32_t value,
                   uint32_t none);

/* The words of a text, as an array. */
JsonArray *json_words(const char *text);

/* Writes an object on one line, or indented, and frees it. */
void json_write_object(JsonObject *o, gboolean pretty, FILE *out);
