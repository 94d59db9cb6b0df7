#include "tools/matrix_out.h"

#include <string.h>
#include <unistd.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/gnuplot.h"
#include "tools/writers.h"

enum { PICTURE_SIDE = 16000 }; /* pixels; viewers give up soon behind it     */

const char *const matrix_formats[] = {"text", "markdown", "csv", "json",
                                      "html", "svg",      "png", NULL};
static const char *const reports[] = {"text", "markdown", NULL};

static const char *const pictures[] = {
    [MATRIX_HTML] = "html", [MATRIX_SVG] = "svg", [MATRIX_PNG] = "png"};

static const struct matrix_stream *const streams[] = {&matrix_csv, &matrix_json,
                                                      NULL};

static FILE *
target(struct matrix_out *o)
{
    return o->file.out ? o->file.out : stdout;
}

static const struct matrix_stream *
find_stream(const char *format)
{
    for (unsigned i = 0; format && streams[i]; i++)
        if (strcmp(streams[i]->name, format) == 0)
            return streams[i];
    return NULL;
}

static uint8_t
find_picture(const char *format)
{
    for (uint8_t i = MATRIX_HTML; format && i < G_N_ELEMENTS(pictures); i++)
        if (strcmp(pictures[i], format) == 0)
            return i;
    return MATRIX_NO_PICTURE;
}

/* What needs all cells at once. */
static bool
begin_table(struct matrix_out *o, const char *format, bool file)
{
    o->picture = find_picture(format);
    if (o->picture == MATRIX_PNG && !file && isatty(STDOUT_FILENO)) {
        tell("matrix: a PNG is not for a terminal; say --output FILE");
        return false;
    }
    if (o->picture == MATRIX_NO_PICTURE) {
        o->report = writer_find(format, reports);
        if (!o->report)
            return false;
    }
    o->matrix = matrix_new(o->frame);
    if (!o->matrix)
        tell("matrix: %" G_GUINT64_FORMAT " cells are more than the %d of "
             "a table; take axes from the sides, choose with --param, or "
             "print CSV or JSON",
             matrix_cells(o->frame), MATRIX_CELLS);
    return o->matrix != NULL;
}

int
matrix_out_open(struct matrix_out *o, const struct matrix_frame *frame,
                const char *format, const char *path, bool ascii)
{
    GError *error = NULL;

    *o = (struct matrix_out){
        .frame = frame, .stream = find_stream(format), .ascii = ascii};
    if (!o->stream && !begin_table(o, format, path != NULL))
        return EXIT_USAGE;
    if (path && !file_writer_open(&o->file, path, &error)) {
        tell_error(error);
        matrix_free(o->matrix);
        return EXIT_WORLD;
    }
    if (o->stream)
        o->stream->begin(frame, target(o));
    return EXIT_EXPECTED;
}

void
matrix_out_add(struct matrix_out *o, const struct matrix_case *c)
{
    if (o->stream)
        o->stream->one(o->frame, c, target(o));
    else
        matrix_add(o->matrix, c);
}

static void
write_report(struct matrix_out *o)
{
    const struct report_look look = {.ascii = o->ascii};
    struct report *r = matrix_report(o->matrix, o->report == &report_text);

    o->report->write(r, &look, target(o));
    report_free(r);
}

/* ---- pictures ---- */

static GString *
draw(struct matrix_out *o, const struct matrix_plot *p, char **why)
{
    const char *title = o->frame->title ? o->frame->title : "mtsim matrix";
    unsigned width = (unsigned) p->width, height = (unsigned) p->height;
    g_autofree char *text = NULL;

    if (o->picture == MATRIX_PNG)
        return gnuplot_png(p->script->str, width, height, why);
    text = gnuplot_svg_file(p->script->str, title, width, height, why);
    return text ? g_string_new(text) : NULL;
}

/* NULL with STATUS set and the fault told. */
static GString *
make_plot(struct matrix_out *o, int *status)
{
    g_autofree char *why = NULL;
    struct matrix_plot p;
    GString *out = NULL;

    matrix_plot(o->matrix, &p);
    if (p.width > PICTURE_SIDE || p.height > PICTURE_SIDE) {
        tell("matrix: the picture would have %" G_GUINT64_FORMAT
             " x %" G_GUINT64_FORMAT " pixels, more than %d; take axes from "
             "the sides, choose with --param, or print HTML",
             p.width, p.height, PICTURE_SIDE);
        *status = EXIT_USAGE;
    } else {
        out = draw(o, &p, &why);
        if (!out) {
            tell("matrix: no picture: %s; text and HTML do without", why);
            *status = EXIT_WORLD;
        }
    }
    g_string_free(p.script, TRUE);
    return out;
}

static int
write_picture(struct matrix_out *o)
{
    int status = EXIT_EXPECTED;
    GString *out = NULL;

    if (o->picture == MATRIX_HTML) {
        out = g_string_new(NULL);
        matrix_html(o->matrix, out);
    } else {
        out = make_plot(o, &status);
    }
    if (out) {
        fwrite(out->str, 1, out->len, target(o));
        g_string_free(out, TRUE);
    }
    return status;
}

/* What is left once all cases are there. */
static int
finish(struct matrix_out *o)
{
    if (o->stream)
        o->stream->end(o->frame, target(o));
    else if (o->picture)
        return write_picture(o);
    else
        write_report(o);
    return EXIT_EXPECTED;
}

int
matrix_out_close(struct matrix_out *o, bool complete)
{
    int status = complete ? finish(o) : EXIT_EXPECTED;
    GError *error = NULL;

    matrix_free(o->matrix);
    if (!complete || status != EXIT_EXPECTED)
        file_writer_drop(&o->file);
    else if (o->file.out && !file_writer_keep(&o->file, &error)) {
        tell_error(error);
        return EXIT_WORLD;
    }
    return status;
}
