#include "tools/matrix_read.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/matrix_json.h"

/* ---- lines ---- */

/* The next whole line, without its end, in F->text; false at the end of the
 * file, or in a line that was cut off. */
static bool
read_line(struct shard_file *f, size_t *length)
{
    ssize_t n = getline(&f->text, &f->room, f->in);

    if (n <= 0 || f->text[n - 1] != '\n')
        return false;
    f->whole += n;
    *length = (size_t) n - 1;
    f->text[*length] = '\0';
    return true;
}

static const char *
keep(struct arena *a, const char *text)
{
    return text ? arena_text(a, text, strlen(text)) : NULL;
}

/* The number of a name among N; N if it is none of them. */
static uint8_t
number_of(const char *name, const char *const *names, uint8_t n)
{
    uint8_t i = 0;

    while (i < n && g_strcmp0(names[i], name) != 0)
        i++;
    return i;
}

/* ---- the first line ---- */

static const char *const *
read_texts(struct arena *arena, JsonArray *a, uint32_t *n)
{
    const char **out;

    *n = a ? json_array_get_length(a) : 0;
    out = arena_new_array(arena, const char *, *n + 1u);
    for (uint32_t i = 0; i < *n; i++)
        if (!(out[i] = keep(arena, json_text_at(a, i))))
            return NULL;
    return out;
}

static bool
read_axis(struct shard_file *f, JsonObject *o, uint8_t role,
          struct matrix_axis *out)
{
    uint64_t said;

    if (!o || !json_read_number(o, "role", &said) || said != role)
        return false;
    out->name = keep(&f->arena, json_read_text(o, "name"));
    out->role = role;
    out->implied = json_read_true(o, "implied");
    out->partial = json_read_true(o, "partial");
    out->value =
        read_texts(&f->arena, json_read_array(o, "values"), &out->nvalue);
    for (uint32_t i = 0; out->name && out->value && i < out->nvalue; i++)
        g_hash_table_insert(f->value,
                            g_strconcat(out->name, "\n", out->value[i], NULL),
                            GUINT_TO_POINTER(i + 1));
    return out->name && out->value;
}

static bool
read_axes(struct shard_file *f, JsonArray *a)
{
    struct matrix_axis *axis =
        arena_new_array(&f->arena, struct matrix_axis, MATRIX_AXES);

    if (!a || json_array_get_length(a) == 0 ||
        json_array_get_length(a) > MATRIX_AXES)
        return false;
    f->frame.axis = axis;
    f->frame.naxis = json_array_get_length(a);
    for (uint32_t i = 0; i < f->frame.naxis; i++)
        if (!read_axis(f, json_object_at(a, i),
                       (uint8_t) MIN(i, (uint32_t) MATRIX_PARAM), &axis[i]))
            return false;
    return true;
}

static bool
read_side(const struct matrix_frame *f, JsonArray *a, struct matrix_side *out)
{
    if (!a || json_array_get_length(a) > f->naxis)
        return false;
    for (guint i = 0; i < json_array_get_length(a); i++) {
        uint64_t axis;

        if (!json_number_at(a, i, &axis) || axis >= f->naxis)
            return false;
        out->axis[out->n++] = (uint32_t) axis;
    }
    return true;
}

static bool
read_shard(JsonObject *o, struct shard *out)
{
    const char *text = json_read_text(o, "shard");

    return text && shard_read(text, out);
}

static bool
read_frame(struct shard_file *f, JsonObject *o)
{
    struct matrix_frame *to = &f->frame;
    uint32_t nfile = 0;

    to->title = keep(&f->arena, json_read_text(o, "title"));
    to->version = keep(&f->arena, json_read_text(o, "version"));
    to->digest = keep(&f->arena, json_read_text(o, "digest"));
    to->overruled = keep(&f->arena, json_read_text(o, "overruled"));
    to->explored = json_read_true(o, "explored");
    to->shows =
        number_of(json_read_text(o, "shows"), matrix_shows_name, MATRIX_SHOWS);
    to->file = read_texts(&f->arena, json_read_array(o, "files"), &nfile);
    return to->version && to->digest && to->shows < MATRIX_SHOWS && to->file &&
           json_read_number(o, "total", &to->ncase) &&
           read_axes(f, json_read_array(o, "axes")) &&
           nfile == to->axis[0].nvalue && nfile > 0 &&
           read_side(to, json_read_array(o, "rows"), &to->row) &&
           read_side(to, json_read_array(o, "columns"), &to->column) &&
           read_side(to, json_read_array(o, "pages"), &to->page);
}

static bool
read_header(struct shard_file *f)
{
    size_t length;
    JsonObject *o;
    bool ok;

    if (!read_line(f, &length))
        return false;
    o = json_read_object(f->text, length);
    if (!o)
        return false;
    f->header = g_strdup(f->text);
    ok = g_strcmp0(json_read_text(o, "matrix"), "mtsim") == 0 &&
         read_shard(o, &f->shard) && read_frame(f, o);
    json_object_unref(o);
    return ok;
}

/* A device or a pipe cannot be read twice, and may never end. */
static bool
is_regular_or_tell(const char *path)
{
    struct stat is;

    if (stat(path, &is) != 0 || S_ISREG(is.st_mode))
        return true; /* what is not there is told when it is opened           */
    tell("%s: a part of a matrix must be a regular file", path);
    return false;
}

int
shard_open(struct shard_file *f, const char *path)
{
    *f = (struct shard_file){0};
    if (!is_regular_or_tell(path))
        return EXIT_USAGE;
    f->path = g_strdup(path);
    f->in = fopen(path, "r");
    arena_init(&f->arena, 0);
    arena_init(&f->line, 0);
    f->value = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!f->in) {
        tell("cannot open '%s': %s", path, g_strerror(errno));
        shard_close(f);
        return EXIT_WORLD;
    }
    if (read_header(f))
        return EXIT_EXPECTED;
    tell("%s: this is no part of a matrix, of 'mtsim matrix --shard'", path);
    shard_close(f);
    return EXIT_USAGE;
}

void
shard_close(struct shard_file *f)
{
    if (f->in)
        fclose(f->in);
    arena_clear(&f->arena);
    arena_clear(&f->line);
    if (f->value)
        g_hash_table_unref(f->value);
    g_free(f->path);
    g_free(f->header);
    free(f->text);
    *f = (struct shard_file){0};
}

/* ---- cases ---- */

static bool
read_values(struct shard_file *f, JsonObject *axes)
{
    for (uint32_t i = 0; axes && i < f->frame.naxis; i++) {
        const char *name = f->frame.axis[i].name;
        const char *value = json_read_text(axes, name);
        g_autofree char *key = g_strconcat(name, "\n", value, NULL);
        guint at =
            value ? GPOINTER_TO_UINT(g_hash_table_lookup(f->value, key)) : 0;

        if (value && !at)
            return false;
        f->at[i] = at ? at - 1 : MATRIX_NONE;
    }
    return axes != NULL;
}

static bool
read_finding(struct shard_file *f, JsonObject *o, struct finding *out)
{
    uint64_t hazards, stuck = SUITE_NOWHERE;

    out->level = number_of(json_read_text(o, "level"), finding_level_name,
                           FINDING_LEVELS);
    out->verdict = number_of(json_read_text(o, "verdict"), suite_verdict_name,
                             SUITE_VERDICTS);
    out->kind = keep(&f->line, json_read_text(o, "kind"));
    out->cause = keep(&f->line, json_read_text(o, "cause"));
    out->victim = keep(&f->line, json_read_text(o, "victim"));
    out->severity = keep(&f->line, json_read_text(o, "severity"));
    out->refusal = keep(&f->line, json_read_text(o, "refusal"));
    out->explored = json_object_has_member(o, "always");
    out->always = json_read_true(o, "always");
    json_read_number(o, "stuck", &stuck);
    out->stuck_line = (uint32_t) stuck;
    if (!json_read_number(o, "hazards", &hazards) || hazards > UINT32_MAX)
        return false;
    out->nhazard = (uint32_t) hazards;
    return out->level < FINDING_LEVELS && out->verdict < SUITE_VERDICTS &&
           json_read_number(o, "cycles", &out->cycles) &&
           (out->kind != NULL) == (out->level >= FINDING_PERFORMANCE) &&
           (!out->kind || (out->cause && out->victim && out->severity)) &&
           (out->level != FINDING_REFUSED || out->refusal);
}

static bool
read_case(struct shard_file *f, JsonObject *o)
{
    const char *type = json_read_text(o, "effective-type");

    arena_reset(&f->line);
    f->c = (struct matrix_case){.at = f->at};
    f->c.failed = g_strcmp0(json_read_text(o, "level"), "n/a") == 0;
    f->c.type = type ? keep(&f->line, type) : "";
    return json_read_number(o, "cell", &f->c.number) &&
           f->c.number < f->frame.ncase &&
           g_strcmp0(json_read_text(o, "digest"), f->frame.digest) == 0 &&
           read_values(f, json_read_member(o, "axes")) &&
           (f->c.failed || read_finding(f, o, &f->c.finding));
}

enum shard_next
shard_next(struct shard_file *f)
{
    uint64_t before = f->c.number, cases;
    enum shard_next next = SHARD_BAD;
    long whole = f->whole;
    bool behind = false; /* there is something behind the last line           */
    size_t length;
    JsonObject *o;

    if (!read_line(f, &length))
        return SHARD_CUT;
    o = json_read_object(f->text, length);
    if (o && json_read_number(o, "end", &cases) && cases == f->ncase) {
        behind = fgetc(f->in) != EOF;
        next = behind ? SHARD_BAD : SHARD_END;
    } else if (o && read_case(f, o) && (!f->ncase || f->c.number > before)) {
        next = SHARD_CASE;
    }
    if (o)
        json_object_unref(o);
    f->ncase += next == SHARD_CASE;
    if (next != SHARD_CASE)
        f->whole = whole;
    if (next == SHARD_BAD)
        tell("%s:%" G_GUINT64_FORMAT ": %s", f->path, f->ncase + 2 + behind,
             behind ? "nothing may stand behind the end"
                    : "this is no case of that matrix");
    return next;
}

/* ---- together ---- */

bool
shard_same_matrix(const struct shard_file *a, const struct shard_file *b)
{
    if (strcmp(a->frame.version, b->frame.version) != 0)
        tell("%s is of version %s, %s of %s", a->path, a->frame.version,
             b->path, b->frame.version);
    else if (strcmp(a->frame.digest, b->frame.digest) != 0 ||
             a->frame.ncase != b->frame.ncase)
        tell("%s and %s are of different configurations: %s and %s", a->path,
             b->path, a->frame.digest, b->frame.digest);
    else if (a->shard.n != b->shard.n)
        tell("%s is one of %u parts, %s one of %u", a->path, a->shard.n,
             b->path, b->shard.n);
    else
        return true;
    return false;
}
