#include "tools/matrix_json.h"

JsonObject *
json_read_object(const char *text, size_t length)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonNode *root;

    if (!json_parser_load_from_data(parser, text, (gssize) length, NULL))
        return NULL;
    root = json_parser_get_root(parser);
    return root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_dup_object(root)
                                                : NULL;
}

static const char *
text_of(JsonNode *n)
{
    return n && JSON_NODE_HOLDS_VALUE(n) &&
                   json_node_get_value_type(n) == G_TYPE_STRING
               ? json_node_get_string(n)
               : NULL;
}

static bool
number_of(JsonNode *n, uint64_t *out)
{
    if (!n || !JSON_NODE_HOLDS_VALUE(n) ||
        json_node_get_value_type(n) != G_TYPE_INT64 || json_node_get_int(n) < 0)
        return false;
    *out = (uint64_t) json_node_get_int(n);
    return true;
}

const char *
json_read_text(JsonObject *o, const char *name)
{
    return text_of(json_object_get_member(o, name));
}

bool
json_read_number(JsonObject *o, const char *name, uint64_t *out)
{
    return number_of(json_object_get_member(o, name), out);
}

bool
json_read_true(JsonObject *o, const char *name)
{
    JsonNode *n = json_object_get_member(o, name);

    return n && JSON_NODE_HOLDS_VALUE(n) &&
           json_node_get_value_type(n) == G_TYPE_BOOLEAN &&
           json_node_get_boolean(n);
}

JsonArray *
json_read_array(JsonObject *o, const char *name)
{
    JsonNode *n = json_object_get_member(o, name);

    return n && JSON_NODE_HOLDS_ARRAY(n) ? json_node_get_array(n) : NULL;
}

JsonObject *
json_read_member(JsonObject *o, const char *name)
{
    JsonNode *n = json_object_get_member(o, name);

    return n && JSON_NODE_HOLDS_OBJECT(n) ? json_node_get_object(n) : NULL;
}

const char *
json_text_at(JsonArray *a, guint i)
{
    return text_of(json_array_get_element(a, i));
}

bool
json_number_at(JsonArray *a, guint i, uint64_t *out)
{
    return number_of(json_array_get_element(a, i), out);
}

JsonObject *
json_object_at(JsonArray *a, guint i)
{
    JsonNode *n = json_array_get_element(a, i);

    return n && JSON_NODE_HOLDS_OBJECT(n) ? json_node_get_object(n) : NULL;
}
