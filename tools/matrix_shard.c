#include "tools/matrix_shard.h"

#include <string.h>

#include "sim/report/json.h"
#include "tools/complain.h"
#include "tools/matrix_digest.h"

bool
shard_read(const char *text, struct shard *out)
{
    g_auto(GStrv) part = g_strsplit(text, "/", -1);
    guint64 i = 0, n = 0;

    if (g_strv_length(part) != 2 ||
        !g_ascii_string_to_unsigned(part[1], 10, 1, SHARDS_MAX, &n, NULL) ||
        !g_ascii_string_to_unsigned(part[0], 10, 1, n, &i, NULL)) {
        tell("--shard: '%s' is not I/N with 1 <= I <= N <= %d", text,
             SHARDS_MAX);
        return false;
    }
    *out = (struct shard){(uint32_t) i, (uint32_t) n};
    return true;
}

bool
shard_has(const struct shard *s, const struct matrix_frame *f,
          const uint32_t *at)
{
    return s->n <= 1 || matrix_key(f, at) % s->n == s->i - 1;
}

/* ---- the first and the last line ---- */

static void
put_texts(JsonObject *o, const char *name, const char *const *text, guint n)
{
    JsonArray *a = json_array_new();

    for (guint i = 0; i < n; i++)
        json_array_add_string_element(a, text[i]);
    json_object_set_array_member(o, name, a);
}

static void
put_side(JsonObject *o, const char *name, const struct matrix_side *s)
{
    JsonArray *a = json_array_new();

    for (uint32_t i = 0; i < s->n; i++)
        json_array_add_int_element(a, s->axis[i]);
    json_object_set_array_member(o, name, a);
}

static void
put_axes(JsonObject *o, const struct matrix_frame *f)
{
    JsonArray *a = json_array_new();

    for (uint32_t i = 0; i < f->naxis; i++) {
        JsonObject *one = json_object_new();

        json_put_text(one, "name", f->axis[i].name);
        json_put_number(one, "role", f->axis[i].role);
        json_put_true(one, "implied", f->axis[i].implied);
        json_put_true(one, "partial", f->axis[i].partial);
        put_texts(one, "values", f->axis[i].value, f->axis[i].nvalue);
        json_array_add_object_element(a, one);
    }
    json_object_set_array_member(o, "axes", a);
}

static char *
line_of(JsonObject *o)
{
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    g_autofree char *text = NULL;

    json_node_take_object(node, o);
    text = json_to_string(node, FALSE);
    json_node_free(node);
    return g_strconcat(text, "\n", NULL);
}

char *
shard_header(const struct matrix_frame *f, const struct shard *s)
{
    JsonObject *o = json_object_new();
    g_autofree char *shard = g_strdup_printf("%u/%u", s->i, s->n);
    uint32_t nfile = f->axis[0].nvalue;

    json_put_number(o, "schema", 1);
    json_put_text(o, "matrix", "mtsim");
    json_put_text(o, "version", f->version);
    json_put_text(o, "digest", f->digest);
    json_put_text(o, "shard", shard);
    json_put_number(o, "total", f->ncase);
    json_put_text(o, "title", f->title);
    json_put_text(o, "overruled", f->overruled);
    json_put_text(o, "shows", matrix_shows_name[f->shows]);
    json_put_true(o, "explored", f->explored);
    put_texts(o, "files", f->file, nfile);
    put_side(o, "rows", &f->row);
    put_side(o, "columns", &f->column);
    put_side(o, "pages", &f->page);
    put_axes(o, f);
    return line_of(o);
}

char *
shard_footer(uint64_t cases)
{
    return g_strdup_printf("{\"end\":%" G_GUINT64_FORMAT "}\n", cases);
}
