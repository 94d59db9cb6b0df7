/* Cases one by one, as CSV and as JSON: nothing of them is kept. */
#include <string.h>

#include "sim/report/matrix.h"

/* ---- CSV ---- */

static void
put_field(FILE *out, const char *text, bool first)
{
    if (!first)
        fputc(',', out);
    if (!strpbrk(text, ",\"\n\r")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void
csv_begin(const struct matrix_frame *f, FILE *out)
{
    for (uint32_t i = 0; i < f->naxis; i++)
        put_field(out, f->axis[i].name, i == 0);
    fputs(f->naxis ? "," : "", out);
    fputs("level,kind,cause,victim,severity,hazards,refusal,cycles,verdict,"
          "effective-type\n",
          out);
}

static void
csv_one(const struct matrix_frame *f, const struct matrix_case *c, FILE *out)
{
    const struct finding *is = &c->finding;
    const char *const text[] = {
        c->failed ? "n/a" : finding_level_name[is->level],
        is->kind ? is->kind : "",
        is->cause ? is->cause : "",
        is->victim ? is->victim : "",
        is->severity ? is->severity : "",
    };

    for (uint32_t i = 0; i < f->naxis; i++)
        put_field(out,
                  c->at[i] == MATRIX_NONE ? "" : f->axis[i].value[c->at[i]],
                  i == 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(text); i++)
        put_field(out, text[i], f->naxis == 0 && i == 0);
    if (c->failed) {
        fputs(",,,,,\n", out);
        return;
    }
    fprintf(out, ",%u", is->nhazard);
    put_field(out, is->refusal ? is->refusal : "", false);
    fprintf(out, ",%" G_GUINT64_FORMAT, is->cycles);
    put_field(out, suite_verdict_name[is->verdict], false);
    put_field(out, c->type, false);
    fputc('\n', out);
}

static void
csv_end(const struct matrix_frame *f, FILE *out)
{
    (void) f;
    (void) out;
}

const struct matrix_stream matrix_csv = {"csv", csv_begin, csv_one, csv_end};

/* ---- JSON ---- */

static void
put_string(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    g_string_append_c(out, '"');
    for (const char *c = valid; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else if ((unsigned char) *c < 0x20)
            g_string_append_printf(out, "\\u%04x", *c);
        else
            g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

/* ,"NAME":"TEXT", or null. */
static void
put_member(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, ",\"%s\":", name);
    if (text)
        put_string(out, text);
    else
        g_string_append(out, "null");
}

static void
put_axes(const struct matrix_frame *f, const struct matrix_case *c,
         GString *out)
{
    const char *between = "";

    g_string_append(out, ",\"axes\":{");
    for (uint32_t i = 0; i < f->naxis; i++) {
        if (c->at[i] == MATRIX_NONE)
            continue;
        g_string_append(out, between);
        put_string(out, f->axis[i].name);
        g_string_append_c(out, ':');
        put_string(out, f->axis[i].value[c->at[i]]);
        between = ",";
    }
    g_string_append_c(out, '}');
}

static void
put_finding(const struct matrix_case *c, GString *out)
{
    const struct finding *is = &c->finding;

    put_member(out, "level", finding_level_name[is->level]);
    put_member(out, "kind", is->kind);
    put_member(out, "cause", is->cause);
    put_member(out, "victim", is->victim);
    put_member(out, "severity", is->severity);
    g_string_append_printf(out, ",\"hazards\":%u", is->nhazard);
    put_member(out, "refusal", is->refusal);
    if (is->stuck_line != SUITE_NOWHERE)
        g_string_append_printf(out, ",\"stuck\":%u", is->stuck_line);
    if (is->explored)
        g_string_append_printf(out, ",\"always\":%s",
                               is->always ? "true" : "false");
    g_string_append_printf(out, ",\"cycles\":%" G_GUINT64_FORMAT, is->cycles);
    put_member(out, "verdict", suite_verdict_name[is->verdict]);
    put_member(out, "effective-type", *c->type ? c->type : NULL);
}

static void
put_case(const struct matrix_frame *f, const struct matrix_case *c, FILE *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) words = g_string_new(NULL);

    g_string_append_printf(
        text, "{\"schema\":1,\"digest\":\"%s\",\"cell\":%" G_GUINT64_FORMAT,
        f->digest, c->number);
    put_axes(f, c, text);
    matrix_words(f, c, words);
    put_member(text, "shows", words->str);
    if (c->failed)
        put_member(text, "level", "n/a");
    else
        put_finding(c, text);
    g_string_truncate(words, 0);
    matrix_explain(f, c, words);
    put_member(text, "explain", words->str);
    g_string_append_c(text, '}');
    fwrite(text->str, 1, text->len, out);
}

static void
json_begin(const struct matrix_frame *f, FILE *out)
{
    (void) f;
    fputc('[', out);
}

/* The comma comes with the next, so that nobody must know which is the last. */
static void
json_one(const struct matrix_frame *f, const struct matrix_case *c, FILE *out)
{
    fputs(c->number ? ",\n" : "\n", out);
    put_case(f, c, out);
}

static void
json_end(const struct matrix_frame *f, FILE *out)
{
    (void) f;
    fputs("\n]\n", out);
}

static void
lines_one(const struct matrix_frame *f, const struct matrix_case *c, FILE *out)
{
    put_case(f, c, out);
    fputc('\n', out);
}

static void
lines_begin(const struct matrix_frame *f, FILE *out)
{
    (void) f;
    (void) out;
}

const struct matrix_stream matrix_json = {"json", json_begin, json_one,
                                          json_end};
const struct matrix_stream matrix_lines = {"lines", lines_begin, lines_one,
                                           lines_begin};
