#include "sim/report/json.h"

void
json_put_text(JsonObject *o, const char *name, const char *text)
{
    if (text) {
        g_autofree char *valid = g_utf8_make_valid(text, -1);

        json_object_set_string_member(o, name, valid);
    } else {
        json_object_set_null_member(o, name);
    }
}

/* What does not fit a signed number is text, so that no reader rounds it. */
void
json_put_number(JsonObject *o, const char *name, uint64_t value)
{
    if (value <= INT64_MAX) {
        json_object_set_int_member(o, name, (gint64) value);
    } else {
        g_autofree char *hex =
            g_strdup_printf("0x%" G_GINT64_MODIFIER "x", value);

        json_object_set_string_member(o, name, hex);
    }
}

void
json_put_true(JsonObject *o, const char *name, gboolean yes)
{
    if (yes)
        json_object_set_boolean_member(o, name, TRUE);
}

void
json_put_step(JsonObject *o, const char *name, uint32_t value, uint32_t none)
{
    if (value == none)
        json_object_set_null_member(o, name);
    else
        json_object_set_int_member(o, name, value);
}

JsonArray *
json_words(const char *text)
{
    JsonArray *out = json_array_new();
    char **word = g_strsplit(text, " ", -1);

    for (unsigned i = 0; word[i]; i++)
        if (*word[i])
            json_array_add_string_element(out, word[i]);
    g_strfreev(word);
    return out;
}

void
json_write_object(JsonObject *o, gboolean pretty, FILE *out)
{
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    char *text;

    json_node_take_object(node, o);
    text = json_to_string(node, pretty);
    fputs(text, out);
    g_free(text);
    json_node_free(node);
}
