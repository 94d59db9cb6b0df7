/* A document as one JSON object; rows are objects by column name. */
#include "sim/report/json.h"
#include "sim/report/report.h"

enum { SCHEMA = 1 };

static JsonArray *
texts_json(const GPtrArray *list)
{
    JsonArray *out = json_array_new();

    for (guint i = 0; i < list->len; i++)
        json_array_add_string_element(out, list->pdata[i]);
    return out;
}

static JsonObject *
table_json(const struct report_table *t)
{
    JsonObject *o = json_object_new();
    JsonArray *rows = json_array_new();

    for (guint i = 0; i < t->row->len; i++) {
        char *const *cell = t->row->pdata[i];
        JsonObject *row = json_object_new();

        for (guint k = 0; k < t->column->len; k++)
            json_put_text(row, t->column->pdata[k], cell[k]);
        json_array_add_object_element(rows, row);
    }
    json_put_text(o, "name", t->name);
    if (t->title)
        json_put_text(o, "title", t->title);
    if (t->cite)
        json_put_text(o, "cite", t->cite);
    json_object_set_array_member(o, "columns", texts_json(t->column));
    json_object_set_array_member(o, "rows", rows);
    json_object_set_array_member(o, "notes", texts_json(t->note));
    return o;
}

static void
write_json(const struct report *r, const struct report_look *look, FILE *out)
{
    JsonObject *o = json_object_new();
    JsonArray *tables = json_array_new();
    JsonArray *text = json_array_new();

    (void) look;
    json_object_set_int_member(o, "schema", SCHEMA);
    if (r->title)
        json_put_text(o, "title", r->title);
    for (guint i = 0; i < r->part->len; i++) {
        const struct report_part *p = r->part->pdata[i];

        if (p->kind == REPORT_TABLE)
            json_array_add_object_element(tables, table_json(p->table));
        else
            json_array_add_string_element(text, p->paragraph);
    }
    json_object_set_array_member(o, "text", text);
    json_object_set_array_member(o, "tables", tables);
    json_write_object(o, TRUE, out);
    fputc('\n', out);
}

const struct report_writer report_json = {"json", write_json};
