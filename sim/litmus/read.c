/* The reader's tools, and a test from its first word to its last. */

#include <stdarg.h>
#include <string.h>

#include "sim/litmus/reader.h"

bool
read_fail(struct reader *r, enum diag_id id, struct span at, const char *fmt,
          ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, fmt);
    text = g_strdup_vprintf(fmt, args);
    va_end(args);
    if (!r->failed)
        diag_add(r->sink, id, at, "%s", text);
    r->failed = true;
    return false;
}

bool
read_expected(struct reader *r, const char *what)
{
    if (r->scan.kind == SCAN_BAD) { /* which the scanner has told */
        r->failed = true;
        return false;
    }
    return read_fail(r, DIAG_SYNTAX, scan_span(&r->scan), "%s expected", what);
}

bool
read_sign(struct reader *r, int kind)
{
    if (r->scan.kind != kind)
        return false;
    scan_next(&r->scan);
    return true;
}

bool
read_need(struct reader *r, int kind, const char *what)
{
    return read_sign(r, kind) || read_expected(r, what);
}

char *
read_text(struct reader *r, struct span at)
{
    return arena_text(r->arena, at.src->text + at.from, at.to - at.from);
}

bool
read_spells(struct span at, const char *name, bool any_case)
{
    size_t n = strlen(name);
    const char *text = at.src->text + at.from;

    if (at.to - at.from != n)
        return false;
    return any_case ? g_ascii_strncasecmp(text, name, n) == 0
                    : memcmp(text, name, n) == 0;
}

const struct litmus_reg *
read_reg(const struct reader *r, struct span at)
{
    const struct litmus_dialect *d = r->test->dialect;

    for (uint32_t i = 0; i < d->nreg; i++)
        if (read_spells(at, d->reg[i].name, d->any_case))
            return &d->reg[i];
    return NULL;
}

uint32_t
read_location(struct reader *r, struct span at)
{
    struct litmus *t = r->test;

    for (uint32_t i = 0; i < t->nlocation; i++)
        if (read_spells(at, t->location[i].name, false))
            return i;
    if (t->nlocation == LITMUS_LOCATIONS) {
        read_fail(r, DIAG_TOO_MANY, at, "more than %d locations",
                  LITMUS_LOCATIONS);
        return LITMUS_LOCATIONS;
    }
    t->location[t->nlocation] = (struct litmus_location){
        .name = read_text(r, at), .type = (uint8_t) t->model->default_type};
    return t->nlocation++;
}

bool
read_size(struct reader *r, uint32_t location, uint8_t bits, struct span at)
{
    struct litmus_location *l = &r->test->location[location];

    if (!bits)
        return true;
    if (bits < 32)
        return read_fail(r, DIAG_UNSUPPORTED, at,
                         "%u bits are part of a word; memory is accessed in "
                         "words here",
                         bits);
    if (l->bits && l->bits != bits) {
        read_fail(r, DIAG_UNSUPPORTED, at,
                  "'%s' is accessed with %u and with %u bits; accesses of "
                  "mixed size are not modelled",
                  l->name, l->bits, bits);
        diag_note(r->sink, l->at, "%u bits here", l->bits);
        return false;
    }
    l->bits = bits;
    l->at = at;
    return true;
}

struct litmus *
litmus_read(const struct source *src, const struct model *const *models,
            struct arena *arena, struct diag_sink *sink)
{
    struct litmus *t = arena_new(arena, struct litmus);
    struct reader r = {.test = t, .arena = arena, .sink = sink};
    unsigned before = diag_errors(sink);

    t->src = src;
    t->location =
        arena_new_array(arena, struct litmus_location, LITMUS_LOCATIONS);
    t->thread = arena_new_array(arena, struct litmus_thread, LITMUS_THREADS);
    t->column = arena_new_array(arena, struct litmus_column, LITMUS_COLUMNS);
    r.scan = (struct scan){.src = src, .sink = sink};
    r.models = models;
    return read_header(&r) && read_start(&r) && read_program(&r) &&
                   read_tail(&r) && diag_errors(sink) == before
               ? t
               : NULL;
}
