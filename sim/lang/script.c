/* Reading: files, what they include, and what a scenario says of itself. */
#include "sim/lang/script.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "sim/lang/inside.h"

static void
file_free(void *file)
{
    struct file *f = file;

    syntax_free(f->tree);
    source_free(f->own);
    free(f->path);
    g_free(f);
}

/* ---- names and places ---- */

uint16_t
intern(struct script *s, const char *text, size_t length)
{
    char copy[SCRIPT_NAME + 1];
    void *id;

    if (length > SCRIPT_NAME)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    id = g_hash_table_lookup(s->ids, copy);
    if (!id && s->names->len <= UINT16_MAX) {
        char *kept = arena_text(&s->text, text, length);

        id = GUINT_TO_POINTER(s->names->len);
        g_hash_table_insert(s->ids, kept, id);
        g_ptr_array_add(s->names, kept);
    }
    return (uint16_t) GPOINTER_TO_UINT(id);
}

const char *
name_text(const struct script *s, uint16_t name)
{
    return s->names->pdata[name];
}

uint32_t
line_at(struct script *s, struct at at)
{
    struct file *f = script_file(s, at.file);
    uint32_t from = f->tree->node[at.node].from;

    if (from < f->seen)
        f->seen = f->lines = 0;
    while (f->seen < from) {
        const char *text = f->src->text + f->seen;
        const char *end = memchr(text, '\n', from - f->seen);

        f->seen = end ? f->seen + (uint32_t) (end - text) + 1 : from;
        f->lines += end != NULL;
    }
    return f->lines + 1;
}

/* ---- files ---- */

struct loader {
    struct script *s;
    struct diag_sink *sink;
    uint32_t chain[SCRIPT_INCLUDES + 1]; /* files being read                 */
    uint32_t depth;
};

static void read_file(struct loader *l, uint32_t file);

static uint32_t
add_file(struct script *s, const struct source *src, struct source *own,
         char *path)
{
    struct file *f = g_new0(struct file, 1);

    f->src = src;
    f->own = own;
    f->path = path;
    s->loaded += src->length;
    g_ptr_array_add(s->files, f);
    return s->files->len - 1;
}

/* Whether reading this path now would be reading it inside itself. */
static bool
is_loop(const struct loader *l, const char *path)
{
    for (uint32_t i = 0; path && i < l->depth; i++) {
        const char *open = script_file(l->s, l->chain[i])->path;

        if (open && strcmp(open, path) == 0)
            return true;
    }
    return false;
}

/* Whether the limits let one more file in. */
static bool
may_include(const struct loader *l, struct span at)
{
    if (l->depth > SCRIPT_INCLUDES)
        diag_add(l->sink, DIAG_INCLUDE_DEPTH, at,
                 "files include each other more than %d levels deep",
                 SCRIPT_INCLUDES);
    else if (l->s->files->len >= SCRIPT_FILES)
        diag_add(l->sink, DIAG_TOO_MANY, at, "more than %d files",
                 SCRIPT_FILES);
    else if (l->s->loaded > SCRIPT_TEXT)
        diag_add(l->sink, DIAG_TOO_MANY, at, "more than %d bytes in all",
                 SCRIPT_TEXT);
    else
        return true;
    return false;
}

static void
load(struct loader *l, const char *path, struct span at)
{
    char *resolved = realpath(path, NULL);
    GError *error = NULL;
    struct source *src;

    if (is_loop(l, resolved)) {
        diag_add(l->sink, DIAG_INCLUDE_LOOP, at, "this file includes itself");
        free(resolved);
        return;
    }
    src = source_load(path, &error);
    if (!src) {
        bool big = g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_SIZE);

        diag_add(l->sink, big ? DIAG_FILE_SIZE : DIAG_INCLUDE_FILE, at, "%s",
                 error->message);
        g_error_free(error);
        free(resolved);
        return;
    }
    read_file(l, add_file(l->s, src, src, resolved));
}

static void
include(struct loader *l, uint32_t file, uint32_t node)
{
    const struct file *f = script_file(l->s, file);
    uint32_t text = syntax_slot(f->tree, node, S_TEXT);
    struct span at = syntax_span(f->tree, text);
    char *name = syntax_string(f->tree, text);
    char *folder = g_path_get_dirname(f->src->name);
    char *path = g_path_is_absolute(name) ? g_strdup(name)
                 : strcmp(folder, ".") == 0
                     ? g_strdup(name)
                     : g_build_filename(folder, name, NULL);

    if (!*name)
        diag_add(l->sink, DIAG_VALUE, at, "a file name is empty");
    else if (may_include(l, at))
        load(l, path, at);
    g_free(path);
    g_free(folder);
    g_free(name);
}

/* Parse a file and put its statements in a row with the others'. */
static void
read_file(struct loader *l, uint32_t file)
{
    struct file *f = script_file(l->s, file);
    const struct node *node;

    f->tree = syntax_parse(&scenario_grammar, f->src, l->sink);
    l->chain[l->depth++] = file;
    node = f->tree->node;
    for (uint32_t i = 1; i < node[0].end; i++)
        if (node[i].flags & NODE_BAD) {
            l->s->broken = true;
            l->s->lost |= !node[i].code;
        }
    for (uint32_t i = 1; i < node[0].end; i = node[i].end) {
        struct at at = {file, i};

        if (node[i].code == F_INCLUDE && !(node[i].flags & NODE_BAD))
            include(l, file, i);
        else
            g_array_append_val(l->s->lines, at);
    }
    l->depth--;
}

/* ---- what it says of itself ---- */

static const char *
string_at(struct script *s, struct at at, uint32_t node)
{
    char *text = syntax_string(tree_at(s, at), node);
    const char *kept = arena_text(&s->text, text, strlen(text));

    g_free(text);
    return kept;
}

static void
only_once(const char **slot, const char *value, struct span at,
          struct diag_sink *sink)
{
    if (*slot)
        diag_add(sink, DIAG_NAME_TWICE, at, "said twice");
    *slot = value;
}

static void
read_name(struct script *s, struct at at, struct diag_sink *sink)
{
    const struct syntax *t = tree_at(s, at);
    size_t length;
    const char *text = syntax_text(t, at.node + 1, &length);

    if (at.file)
        diag_add(sink, DIAG_VALUE, span_at(s, at),
                 "an included file names no scenario");
    else
        only_once(&s->name, arena_text(&s->text, text, length), span_at(s, at),
                  sink);
}

static void
read_kind(struct script *s, struct at at, struct diag_sink *sink)
{
    const struct syntax *t = tree_at(s, at);
    bool setting = syntax_is(t, at.node + 1, "setting");

    if (!setting && !syntax_is(t, at.node + 1, "procedure"))
        diag_add(sink, DIAG_NAME_UNKNOWN, syntax_span(t, at.node + 1),
                 "a scenario is of no other kind than 'procedure' or "
                 "'setting'");
    only_once(&s->kind, setting ? "setting" : "procedure", span_at(s, at),
              sink);
}

static void
read_cite(struct script *s, struct at at)
{
    const struct syntax *t = tree_at(s, at);
    uint32_t document = at.node + 1, words = t->node[document].end;
    bool quotes = words < t->node[at.node].end;
    struct cite cite = {string_at(s, at, document),
                        quotes ? string_at(s, at, words) : NULL};

    g_array_append_val(s->cites, cite);
}

static void
read_about(struct script *s, struct diag_sink *sink)
{
    for (guint i = 0; i < s->lines->len; i++) {
        struct at at = g_array_index(s->lines, struct at, i);
        const struct node *n = &tree_at(s, at)->node[at.node];

        if (n->flags & NODE_BAD)
            continue;
        if (n->code == F_SCENARIO)
            read_name(s, at, sink);
        else if (n->code == F_TITLE)
            only_once(&s->title, string_at(s, at, at.node + 1), span_at(s, at),
                      sink);
        else if (n->code == F_CITE)
            read_cite(s, at);
        else if (n->code == F_KIND)
            read_kind(s, at, sink);
    }
}

struct script *
script_parse(const struct source *src, struct diag_sink *sink)
{
    struct script *s = g_new0(struct script, 1);
    struct loader l = {.s = s, .sink = sink};
    unsigned before = diag_errors(sink);

    s->files = g_ptr_array_new_with_free_func(file_free);
    s->lines = g_array_new(FALSE, FALSE, sizeof(struct at));
    s->ids = g_hash_table_new(g_str_hash, g_str_equal);
    s->names = g_ptr_array_new();
    s->cites = g_array_new(FALSE, FALSE, sizeof(struct cite));
    g_ptr_array_add(s->names, NULL);
    arena_init(&s->text, 0);
    template_init(s);
    read_file(&l, add_file(s, src, NULL, realpath(src->name, NULL)));
    read_about(s, sink);
    read_params(s, sink);
    s->faulty = diag_errors(sink) != before;
    return s;
}

void
script_free(struct script *s)
{
    if (!s)
        return;
    template_clear(s);
    g_ptr_array_unref(s->files);
    g_array_unref(s->lines);
    g_hash_table_unref(s->ids);
    g_ptr_array_unref(s->names);
    g_array_unref(s->cites);
    arena_clear(&s->text);
    g_free(s);
}

const struct source *
script_source(const struct script *s, uint32_t i)
{
    return i < s->files->len ? script_file(s, i)->src : NULL;
}

void
script_print(const struct script *s, GString *out)
{
    syntax_print(script_file(s, 0)->tree, out);
}

const char *
script_name(const struct script *s)
{
    return s->name;
}

const char *
script_title(const struct script *s)
{
    return s->title;
}

const char *
script_kind(const struct script *s)
{
    return s->kind;
}

uint32_t
script_ncite(const struct script *s)
{
    return s->cites->len;
}

const char *
script_cite(const struct script *s, uint32_t i, const char **quote)
{
    const struct cite *cite = &g_array_index(s->cites, struct cite, i);

    *quote = cite->words;
    return cite->document;
}

struct at
platform_node(const struct script *s)
{
    for (guint i = 0; i < s->lines->len; i++) {
        struct at at = g_array_index(s->lines, struct at, i);
        const struct node *n = &tree_at(s, at)->node[at.node];

        if (n->code == F_PLATFORM && !(n->flags & NODE_BAD))
            return at_node(at, at.node + 1);
    }
    return (struct at){0, 0};
}

void
script_run_on(struct script *s, const char *platform)
{
    s->run_on = platform;
}

const char *
script_platform_param(const struct script *s)
{
    struct at at = platform_node(s);
    struct written w;
    uint16_t param;

    if (!at.node || tree_at(s, at)->node[at.node].token != TK_PARAM)
        return NULL;
    w = written_at(s, at);
    param = find_param(s, w.text + 1, w.length - 1);
    return param == NO_PARAM
               ? NULL
               : g_array_index(s->params, struct param, param).name;
}

const char *
script_platform(struct script *s, uint32_t i)
{
    struct at at = platform_node(s);
    struct written w;
    const struct param *p;
    uint16_t param;

    if (!at.node)
        return NULL;
    w = written_at(s, at);
    if (w.text[0] != '$')
        return i ? NULL : name_text(s, intern(s, w.text, w.length));
    param = find_param(s, w.text + 1, w.length - 1);
    if (param == NO_PARAM)
        return NULL;
    p = &g_array_index(s->params, struct param, param);
    return i < p->nvalue ? p->value[i] : NULL;
}
