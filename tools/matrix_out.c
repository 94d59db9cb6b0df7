#include "tools/matrix_out.h"

#include <string.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/writers.h"

const char *const matrix_formats[] = {"text", "markdown", "csv", "json", NULL};

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

int
matrix_out_open(struct matrix_out *o, const struct matrix_frame *frame,
                const char *format, const char *path, bool ascii)
{
    GError *error = NULL;

    *o = (struct matrix_out){
        .frame = frame, .stream = find_stream(format), .ascii = ascii};
    if (!o->stream) {
        o->report = writer_find(format, matrix_formats);
        o->matrix = matrix_new(frame);
        if (!o->matrix)
            tell("matrix: %" G_GUINT64_FORMAT " cells are more than the %d of "
                 "a table; take axes from the sides, choose with --param, or "
                 "print CSV or JSON",
                 matrix_cells(frame), MATRIX_CELLS);
        if (!o->report || !o->matrix)
            return EXIT_USAGE;
    }
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

int
matrix_out_close(struct matrix_out *o, bool complete)
{
    GError *error = NULL;

    if (complete && o->stream)
        o->stream->end(o->frame, target(o));
    else if (complete)
        write_report(o);
    matrix_free(o->matrix);
    if (!complete)
        file_writer_drop(&o->file);
    else if (o->file.out && !file_writer_keep(&o->file, &error)) {
        tell_error(error);
        return EXIT_WORLD;
    }
    return EXIT_EXPECTED;
}
