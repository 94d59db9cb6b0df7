/* Reading a baseline: any text, with the line of the first fault. */
#include <string.h>

#include "sim/report/baseline.h"

struct reading {
    struct baseline *b;
    const char *why;
    bool schema, by;
};

static bool
fault(struct reading *r, const char *why)
{
    r->why = why;
    return false;
}

/* ---- the header ---- */

static bool
read_schema(struct reading *r, const char *value)
{
    char *end;
    guint64 n = g_ascii_strtoull(value, &end, 10);

    if (r->schema)
        return fault(r, "'baseline' stands here twice");
    if (!g_ascii_isdigit(*value) || *end)
        return fault(r, "'baseline' and a number are expected");
    if (n != BASELINE_SCHEMA)
        return fault(r, "a baseline of another version of this format; save "
                        "it again");
    r->schema = true;
    return true;
}

static bool
read_by(struct reading *r, const char *value)
{
    r->by = true;
    r->b->explored = strcmp(value, "check") == 0;
    return r->b->explored || strcmp(value, "run") == 0 ||
           fault(r, "'by run' or 'by check' is expected");
}

static bool
read_max_states(struct reading *r, const char *value)
{
    char *end;

    r->b->max_states = g_ascii_strtoull(value, &end, 10);
    return (g_ascii_isdigit(*value) && !*end && r->b->max_states &&
            r->b->max_states < UINT32_MAX) ||
           fault(r, "'max-states' and a number of states are expected");
}

static bool
read_header(struct reading *r, const char *line)
{
    struct baseline *b = r->b;
    const char *blank = strchr(line, ' ');
    g_autofree char *name =
        g_strndup(line, blank ? (gsize) (blank - line) : strlen(line));
    char *value = g_string_chunk_insert(b->words, blank ? blank + 1 : "");

    if (strcmp(name, "baseline") == 0)
        return read_schema(r, value);
    if (!r->schema)
        return fault(r, "no baseline: it begins with 'baseline 1'");
    if (strcmp(line, "cost") == 0)
        return b->cost = true;
    if (!*value)
        return fault(r, "a word and a value are expected");
    if (strcmp(name, "version") == 0)
        b->version = value;
    else if (strcmp(name, "by") == 0)
        return read_by(r, value);
    else if (strcmp(name, "policy") == 0)
        g_ptr_array_add(b->policy, value);
    else if (strcmp(name, "param") == 0)
        g_ptr_array_add(b->param, value);
    else if (strcmp(name, "platform") == 0)
        b->platform = value;
    else if (strcmp(name, "max-states") == 0)
        return read_max_states(r, value);
    else if (strcmp(name, "file") == 0)
        g_ptr_array_add(b->file, value);
    else
        return fault(r, "version, by, cost, policy, param, max-states, "
                        "platform or file is expected");
    return true;
}

static bool
header_is_whole(struct reading *r)
{
    if (!r->schema)
        return fault(r, "no baseline: it begins with 'baseline 1'");
    if (!r->b->version)
        return fault(r, "'version' is missing before this line");
    if (!r->by)
        return fault(r, "'by' is missing before this line");
    return r->b->file->len > 0 ||
           fault(r, "'file' is missing before this line");
}

/* ---- a line ---- */

static bool
read_cycles(struct reading *r, const char *text, uint64_t *cycles)
{
    char *end;

    *cycles = g_ascii_strtoull(text, &end, 10);
    return (g_ascii_isdigit(*text) && !*end) || fault(r, "cycles are a number");
}

static bool
points_are_ok(const char *points)
{
    g_auto(GStrv) box = g_strsplit(points, ", or ", -1);

    if (strcmp(points, "all") == 0)
        return true;
    for (unsigned i = 0; box[i]; i++) {
        g_auto(GStrv) word = g_strsplit(box[i], " ", -1);

        for (unsigned k = 0; k == 0 || word[k]; k++) {
            const char *is = word[k] ? strchr(word[k], '=') : NULL;

            if (!is || is == word[k] || !is[1])
                return false;
        }
    }
    return true;
}

static bool
read_line(struct reading *r, const char *text, uint32_t number)
{
    g_auto(GStrv) cell = g_strsplit(text, " | ", -1);
    struct baseline_line l = {.number = number};
    GStringChunk *words = r->b->words;
    struct tally t;

    if (g_strv_length(cell) != (r->b->cost ? 5 : 4))
        return fault(r, r->b->cost ? "SCENARIO | POLICY | POINTS | OUTCOME | "
                                     "CYCLES is expected"
                                   : "SCENARIO | POLICY | POINTS | OUTCOME is "
                                     "expected");
    if (!*cell[0] || !*cell[1])
        return fault(r, "a scenario and a policy are expected");
    if (!points_are_ok(cell[2]))
        return fault(r, "points are 'all' or NAME=VALUE|VALUE ..., or ...");
    if (!tally_parse(cell[3], words, &t))
        return fault(r, "no outcome: 'no hazard', 'KIND victim NAME "
                        "(SEVERITY)' or 'refused WHAT' is expected");
    tally_clear(&t);
    if (r->b->cost && !read_cycles(r, cell[4], &l.cycles))
        return false;
    l.scenario = g_string_chunk_insert_const(words, cell[0]);
    l.policy = g_string_chunk_insert_const(words, cell[1]);
    l.points = g_string_chunk_insert_const(words, cell[2]);
    l.outcome = g_string_chunk_insert_const(words, cell[3]);
    g_array_append_val(r->b->line, l);
    return true;
}

/* ---- all of it ---- */

/* An empty line ends the header. */
static bool
read_text(struct reading *r, char **line, uint32_t *number)
{
    bool header = true;

    for (*number = 1; line[*number - 1]; ++*number) {
        char *text = line[*number - 1];

        g_strchomp(text);
        if (*text == '#')
            continue;
        if (!*text) {
            if (header && r->schema && !header_is_whole(r))
                return false;
            header &= !r->schema;
            continue;
        }
        if (header ? !read_header(r, text) : !read_line(r, text, *number))
            return false;
    }
    return header_is_whole(r);
}

struct baseline *
baseline_parse(const char *text, size_t length, uint32_t *line,
               const char **why)
{
    struct reading r = {.b = baseline_new()};
    g_autofree char *copy = g_strndup(text, length);
    g_auto(GStrv) lines = NULL;
    bool ok = false;

    *line = 1;
    if (strlen(copy) != length || !g_utf8_validate(copy, (gssize) length, NULL))
        fault(&r, "this is no text");
    else {
        lines = g_strsplit(copy, "\n", -1);
        ok = read_text(&r, lines, line);
    }
    if (ok)
        return r.b;
    *why = r.why;
    baseline_free(r.b);
    return NULL;
}
