/* What tests of the language share: a text becomes a script, faults a text. */
#pragma once

#include <criterion/criterion.h>
#include <string.h>

#include "sim/lang/script.h"
#include "tests/lang/toy.h"
#include "tests/lang/toy_io.h"

struct kit {
    struct source *src;
    struct diag_sink *sink;
    struct script *script;
    struct lang_env env;
    struct arena arena;
    bool ok; /* parsed and checked without a fault */
};

static inline const struct platform *
kit_platform(void *data, const char *name, struct nearest *near)
{
    static const struct platform server = {.name = "server", .model = "toy"};
    static const struct platform other = {.name = "other", .model = "x"};

    (void) data;
    if (strcmp(name, "server") == 0)
        return &server;
    if (strcmp(name, "other") == 0)
        return &other;
    nearest_offer(near, "server");
    return NULL;
}

static inline bool
kit_under(void *data, const char *name, struct nearest *near)
{
    (void) data;
    nearest_offer(near, "new-rules");
    return strcmp(name, "new-rules") == 0 || strcmp(name, "old-rules") == 0 ||
           strcmp(name, "new-rules+flush") == 0;
}

/* Read and check a text as if it were the file NAME. */
static inline struct kit *
kit_open_as(const char *name, const char *text)
{
    struct kit *k = g_new0(struct kit, 1);

    k->src = source_new(name, text, strlen(text));
    k->sink = diag_sink_new();
    k->env =
        (struct lang_env){&toy_model, &toy_io, kit_platform, kit_under, NULL};
    arena_init(&k->arena, 0);
    k->script = script_parse(k->src, k->sink);
    k->ok = script_check(k->script, &k->env, k->sink);
    return k;
}

static inline struct kit *
kit_open(const char *text)
{
    return kit_open_as("t", text);
}

static inline void
kit_close(struct kit *k)
{
    script_free(k->script);
    source_free(k->src);
    diag_sink_free(k->sink);
    arena_clear(&k->arena);
    g_free(k);
}

/* "LINE:COLUMN ENUMBER MESSAGE" for each fault, in order of place. */
static inline char *
kit_faults(struct diag_sink *sink)
{
    GString *out = g_string_new(NULL);

    diag_sort(sink);
    for (unsigned i = 0; i < diag_count(sink); i++) {
        const struct diag *d = diag_at(sink, i);
        struct place p = {0};

        if (d->at.src)
            p = source_place(d->at.src, d->at.from);
        g_string_append_printf(out, "%u:%u E%u %s\n", p.line, p.column,
                               diag_info(d->id)->number, d->message);
    }
    return g_string_free(out, FALSE);
}

/* Demand that a text has exactly these faults. */
static inline void
kit_expect(const char *text, const char *faults)
{
    struct kit *k = kit_open(text);
    char *got = kit_faults(k->sink);

    /* Criterion never comes back from a message of over a megabyte. */
    cr_expect_str_eq(got, faults,
                     "---- text\n%.2000s---- has\n%.2000s---- and not\n%.2000s",
                     text, got, faults);
    cr_expect(k->ok == (*faults == '\0'));
    g_free(got);
    kit_close(k);
}

/* The experiment of point number I of a text that must be right. */
static inline const struct experiment *
kit_experiment(struct kit *k, uint64_t i)
{
    struct points *points;
    struct point at;
    const struct experiment *x;
    char *faults = kit_faults(k->sink);

    cr_assert(k->ok, "%s", faults);
    g_free(faults);
    points = points_new(k->script, NULL, k->sink);
    points_get(points, i, &at);
    points_free(points);
    x = script_elaborate(k->script, &at, &k->arena, k->sink);
    cr_assert_not_null(x);
    return x;
}
