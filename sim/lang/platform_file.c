/*
 * Platform files, the grammar:
 *
 *   file = { "platform" name | "title" string | "cite" string [ string ]
 *          | "model" name | key ( name | number ) [ string ] }
 *
 * one to a line; the string behind a value says where it is from.
 */
#include "sim/lang/platform_file.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/syntax.h"

enum platform_form { P_PLATFORM = 1, P_TITLE, P_CITE, P_MODEL, P_KEY };
enum platform_slot { P_WORD, P_TEXT, P_VALUE };

static const struct slot slots[] = {
    [P_WORD] = {"WORD",  SLOT_WORD,               "a name"  },
    [P_TEXT] = {"TEXT",  SLOT_STRING,             "a string"},
    [P_VALUE] = {"VALUE", SLOT_WORD | SLOT_NUMBER, "a value" },
};

// clang-format off
static const struct form forms[] = {
    {"platform", "WORD", P_PLATFORM, 1, 0, 0, 0,
     "begins a platform and names it", "platform server"},
    {"title", "TEXT", P_TITLE, 1, 0, 1, 0,
     "says in one line what machine it is", "title \"A server\""},
    {"cite", "TEXT [TEXT]", P_CITE, 1, 0, 1, 0,
     "names a source for all of it", "cite \"its manual\""},
    {"model", "WORD", P_MODEL, 1, 0, 1, 0,
     "the architecture it is one of", "model some_model"},
    {NULL, "WORD VALUE [TEXT]", P_KEY, 1, 0, 1, 0,
     "the value of a key, and its source",
     "cyc-dram 200 \"where the figure is from\""},
};
// clang-format on

static const struct grammar grammar = {
    "platform", forms, slots, G_N_ELEMENTS(forms), G_N_ELEMENTS(slots)};

struct inside {
    struct arena text;
    bool seen[PK_COUNT + MODEL_KEYS_MAX];
};

struct reader {
    struct platform_file *file;
    struct inside *inside;
    struct syntax *tree;
    struct diag_sink *sink;
};

static void
inside_free(struct inside *i)
{
    arena_clear(&i->text);
    g_free(i);
}

static const char *
text_at(const struct reader *r, uint32_t node)
{
    size_t length;
    const char *text = syntax_text(r->tree, node, &length);
    char *string;
    const char *kept;

    if (r->tree->node[node].token != TK_STRING)
        return arena_text(&r->inside->text, text, length);
    string = syntax_string(r->tree, node);
    kept = arena_text(&r->inside->text, string, strlen(string));
    g_free(string);
    return kept;
}

static void
say_once(const struct reader *r, uint32_t node, const char **slot)
{
    if (*slot)
        diag_add(r->sink, DIAG_NAME_TWICE, syntax_span(r->tree, node),
                 "said twice");
    *slot = text_at(r, node + 1);
}

/* ---- keys ---- */

static bool
is_key(const struct platform_key_def *key, const char *text, size_t length)
{
    return strncmp(key->name, text, length) == 0 && !key->name[length];
}

/* The definition of a key and where its value goes; NULL if there is none. */
static const struct platform_key_def *
find_key(const struct reader *r, uint32_t node, unsigned *number)
{
    const struct model *m = r->file->model;
    size_t length;
    const char *text = syntax_text(r->tree, node, &length);
    struct nearest near = nearest_to(text, length);
    char *hint;

    for (unsigned i = 0; i < PK_COUNT + (m ? m->nkey : 0); i++) {
        const struct platform_key_def *key =
            i < PK_COUNT ? &platform_keys[i] : &m->key[i - PK_COUNT];

        *number = i;
        if (is_key(key, text, length))
            return key;
        nearest_offer(&near, key->name);
    }
    if (!m)
        return NULL; /* it may be one of the model that is not known */
    hint = nearest_hint(&near);
    diag_add(r->sink, DIAG_NAME_UNKNOWN, syntax_span(r->tree, node),
             "'%.*s' is no key of a platform%s", (int) length, text, hint);
    g_free(hint);
    return NULL;
}

/* The number of a word among the choices, which blanks separate. */
static bool
find_choice(const char *choices, const char *text, size_t length,
            uint64_t *value)
{
    for (*value = 0; *choices; ++*value) {
        size_t n = strcspn(choices, " ");

        if (n == length && memcmp(choices, text, n) == 0)
            return true;
        choices += n + (choices[n] == ' ');
    }
    return false;
}

static bool
read_value(const struct reader *r, uint32_t node,
           const struct platform_key_def *key, uint64_t *value)
{
    struct span at = syntax_span(r->tree, node);
    size_t length;
    const char *text = syntax_text(r->tree, node, &length);
    bool number = r->tree->node[node].token == TK_NUMBER;

    if (key->choices) {
        if (!number && find_choice(key->choices, text, length, value))
            return true;
        diag_add(r->sink, DIAG_VALUE, at, "'%s' is one of: %s", key->name,
                 key->choices);
        return false;
    }
    *value = number ? syntax_number(r->tree, node) : 0;
    if (!number)
        diag_add(r->sink, DIAG_KIND, at, "'%s' is a number", key->name);
    else if (*value > key->max)
        diag_add(r->sink, DIAG_NUMBER_RANGE, at,
                 "'%s' is at most %" G_GUINT64_FORMAT, key->name, key->max);
    return number && *value <= key->max;
}

static void
read_key(const struct reader *r, uint32_t node)
{
    struct platform *p = &r->file->platform;
    uint32_t source = syntax_slot(r->tree, node, P_TEXT);
    unsigned number;
    const struct platform_key_def *key = find_key(r, node + 1, &number);
    uint64_t value;

    if (!key)
        return;
    if (r->inside->seen[number])
        diag_add(r->sink, DIAG_NAME_TWICE, syntax_span(r->tree, node + 1),
                 "'%s' is said twice", key->name);
    r->inside->seen[number] = true;
    if (!read_value(r, node + 2, key, &value))
        return;
    if (number >= PK_COUNT) {
        p->model_key[number - PK_COUNT] = value;
    } else {
        p->key[number] = value;
        p->source[number] = source ? text_at(r, source) : NULL;
    }
}

/* ---- the file ---- */

static void
read_about(const struct reader *r, uint32_t i)
{
    struct platform *p = &r->file->platform;

    if (r->tree->node[i].flags & NODE_BAD)
        return;
    if (r->tree->node[i].code == P_PLATFORM)
        say_once(r, i, &p->name);
    else if (r->tree->node[i].code == P_TITLE)
        say_once(r, i, &p->title);
    else if (r->tree->node[i].code == P_CITE)
        say_once(r, i, &r->file->cite);
    else if (r->tree->node[i].code == P_MODEL)
        say_once(r, i, &p->model);
}

static void
find_model(const struct reader *r, model_lookup *find, void *data)
{
    struct platform *p = &r->file->platform;
    struct nearest near;
    uint32_t node = 1;
    char *hint;

    if (!p->model)
        return;
    near = nearest_to(p->model, strlen(p->model));
    r->file->model = find(data, p->model, &near);
    if (r->file->model) {
        g_assert(r->file->model->nkey <= MODEL_KEYS_MAX);
        for (uint32_t i = 0; i < r->file->model->nkey; i++)
            p->model_key[i] = r->file->model->key[i].fallback;
        return;
    }
    while (r->tree->node[node].code != P_MODEL)
        node = r->tree->node[node].end;
    hint = nearest_hint(&near);
    diag_add(r->sink, DIAG_NAME_UNKNOWN, syntax_span(r->tree, node + 1),
             "'%s' is no model%s", p->model, hint);
    g_free(hint);
}

static void
read_all(const struct reader *r, model_lookup *find, void *data)
{
    struct platform *p = &r->file->platform;
    const struct node *node = r->tree->node;
    struct span start = {r->tree->src, 0, 0};

    for (unsigned i = 0; i < PK_COUNT; i++)
        p->key[i] = platform_keys[i].fallback;
    for (uint32_t i = 1; i < node[0].end; i = node[i].end)
        read_about(r, i);
    find_model(r, find, data);
    for (uint32_t i = 1; i < node[0].end; i = node[i].end)
        if (node[i].code == P_KEY && !(node[i].flags & NODE_BAD))
            read_key(r, i);
    if (!p->name)
        diag_add(r->sink, DIAG_SYNTAX, start,
                 "a platform begins with 'platform' and its name");
    else if (!p->model)
        diag_add(r->sink, DIAG_SYNTAX, start, "a platform names its 'model'");
}

struct platform_file *
platform_parse(const struct source *src, model_lookup *find, void *data,
               struct diag_sink *sink)
{
    struct reader r = {.file = g_new0(struct platform_file, 1),
                       .inside = g_new0(struct inside, 1),
                       .sink = sink};
    unsigned before = diag_errors(sink);

    arena_init(&r.inside->text, 0);
    r.file->inside = r.inside;
    r.tree = syntax_parse(&grammar, src, sink);
    read_all(&r, find, data);
    syntax_free(r.tree);
    if (diag_errors(sink) == before)
        return r.file;
    platform_file_free(r.file);
    return NULL;
}

void
platform_file_free(struct platform_file *f)
{
    if (!f)
        return;
    inside_free(f->inside);
    g_free(f);
}

bool
platform_format(const struct source *src, GString *out, struct diag_sink *sink)
{
    unsigned before = diag_errors(sink);
    struct syntax *tree = syntax_parse(&grammar, src, sink);
    bool ok = diag_errors(sink) == before;

    if (ok)
        syntax_print(tree, out);
    syntax_free(tree);
    return ok;
}
