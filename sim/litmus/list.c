#include "sim/litmus/list.h"

#include <string.h>

#include "sim/litmus/scan.h"

struct listing {
    GPtrArray *out, *sources;
    struct diag_sink *sink;
    GError **error;
    const char *open[LIST_LEVELS]; /* the lists being read                    */
    unsigned depth;
};

bool
litmus_is_list(const char *path)
{
    const char *slash = strrchr(path, '/');

    return (slash ? slash[1] : path[0]) == '@';
}

static bool read_list(struct listing *l, const char *path, struct span named);

/* One line: a test, or a list. */
static bool
add_name(struct listing *l, const char *list, struct span name)
{
    g_autofree char *folder = g_path_get_dirname(list);
    g_autofree char *word =
        g_strndup(name.src->text + name.from, name.to - name.from);
    g_autofree char *path = g_path_is_absolute(word) || !strcmp(folder, ".")
                                ? g_strdup(word)
                                : g_build_filename(folder, word, NULL);

    if (litmus_is_list(path))
        return read_list(l, path, name);
    if (l->out->len == LIST_FILES) {
        diag_add(l->sink, DIAG_TOO_MANY, name, "more than %d tests",
                 LIST_FILES);
        return false;
    }
    g_ptr_array_add(l->out, g_steal_pointer(&path));
    return true;
}

/* Lines: blanks and what follows a '#' mean nothing. */
static bool
read_lines(struct listing *l, const char *path, const struct source *src)
{
    for (uint32_t at = 0; at < src->length;) {
        struct span line = scan_rest(src, at);
        const char *text = src->text + line.from;
        const char *mark = memchr(text, '#', line.to - line.from);

        while (at < src->length && src->text[at] != '\n')
            at++;
        at++;
        if (mark)
            line.to = (uint32_t) (mark - src->text);
        while (line.to > line.from && g_ascii_isspace(src->text[line.to - 1]))
            line.to--;
        if (line.to > line.from && !add_name(l, path, line))
            return false;
    }
    return true;
}

static bool
may_open(const struct listing *l, const char *path, struct span named)
{
    for (unsigned i = 0; i < l->depth; i++)
        if (strcmp(l->open[i], path) == 0) {
            diag_add(l->sink, DIAG_INCLUDE_LOOP, named,
                     "this list is among those that name it");
            return false;
        }
    if (l->depth == LIST_LEVELS)
        diag_add(l->sink, DIAG_INCLUDE_DEPTH, named,
                 "more than %d levels of lists", LIST_LEVELS);
    return l->depth < LIST_LEVELS;
}

static bool
read_list(struct listing *l, const char *path, struct span named)
{
    g_autoptr(GError) error = NULL;
    struct source *src;
    bool read;

    if (!may_open(l, path, named))
        return false;
    src = source_load(path, &error);
    if (!src && named.src) {
        diag_add(l->sink, DIAG_INCLUDE_FILE, named, "%s", error->message);
        return false;
    }
    if (!src) {
        g_propagate_error(l->error, g_steal_pointer(&error));
        return false;
    }
    g_ptr_array_add(l->sources, src);
    l->open[l->depth++] = path;
    read = read_lines(l, path, src);
    l->depth--;
    return read;
}

GPtrArray *
litmus_list(const char *path, GPtrArray *sources, struct diag_sink *sink,
            GError **error)
{
    struct listing l = {.out = g_ptr_array_new_with_free_func(g_free),
                        .sources = sources,
                        .sink = sink,
                        .error = error};

    if (read_list(&l, path, (struct span){.src = NULL}))
        return l.out;
    g_ptr_array_unref(l.out);
    return NULL;
}
