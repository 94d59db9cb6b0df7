/*
 * Reading JSON that may be anything: what is not there, or not of its kind, is
 * NULL, 0 or false.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The object of one line of text; NULL if it is none.  Free with
 * json_object_unref(). */
JsonObject *json_read_object(const char *text, size_t length);

const char *json_read_text(JsonObject *o, const char *name);
bool json_read_number(JsonObject *o, const char *name, uint64_t *out);
bool json_read_true(JsonObject *o, const char *name);
JsonArray *json_read_array(JsonObject *o, const char *name);
JsonObject *json_read_member(JsonObject *o, const char *name);

/* Element I of an array. */
const char *json_text_at(JsonArray *a, guint i);
bool json_number_at(JsonArray *a, guint i, uint64_t *out);
JsonObject *json_object_at(JsonArray *a, guint i);
