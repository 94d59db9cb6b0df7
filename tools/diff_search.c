/* mtsim diff --search. */
#include "tools/diff_search.h"

#include <stdio.h>

#include "tools/complain.h"
#include "tools/diff_hunt.h"
#include "tools/diff_program.h"
#include "tools/words.h"

struct finding {
    const struct diff_search *q;
    const struct settings_of *settings;
    struct differ_result r;
};

static const char *
plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static int
print_found(const struct finding *f)
{
    const struct diff_search *q = f->q;
    const char *comment[2], *text, *why;
    const struct diff_program ask = {f->settings, &f->r.program, comment, 2};
    struct arena arena;

    arena_init(&arena, 0);
    comment[0] =
        words_format(&arena, "What tells %s and %s apart:", q->side[0].said,
                     q->side[1].said);
    comment[1] = words_format(
        &arena, "%u operation%s, the fewest that mtsim diff --search %u finds.",
        f->r.program.n, plural(f->r.program.n), q->length);
    text = diff_program_text(&ask, &arena, &why);
    if (text)
        fputs(text, stdout);
    else
        tell("internal error: a program was found, but %s", why);
    arena_clear(&arena);
    return text ? EXIT_NOT : EXIT_WORLD;
}

/* The most that a point of the setting has. */
static uint32_t
operations_of(const struct settings_of *s, const struct scenario *sc)
{
    uint32_t n = 0;

    for (guint i = 0; i < s->at->len; i++)
        if (settings_at(s, i)->scenario == sc)
            n = MAX(n, settings_at(s, i)->alphabet.n);
    return n;
}

static void
print_settings(const struct settings_of *s)
{
    const struct scenario *last = NULL;

    for (guint i = 0; i < s->at->len; i++) {
        const struct scenario *sc = settings_at(s, i)->scenario;

        if (sc != last)
            printf("  %s\n    %" G_GUINT64_FORMAT
                   " beginning%s, %u operations to choose from\n",
                   sc->file, sc->npoint, plural(sc->npoint),
                   operations_of(s, sc));
        last = sc;
    }
}

static int
print_none(const struct finding *f)
{
    if (!f->settings->at->len) {
        printf("%s and %s have the same rules in every setting.\n",
               f->q->side[0].said, f->q->side[1].said);
        return EXIT_EXPECTED;
    }
    printf("No program of up to %u operation%s tells %s and %s apart.\n\n"
           "%" G_GUINT64_FORMAT " program%s were run, from %" G_GUINT64_FORMAT
           " pair%s of states.  That proves it for\n"
           "steps in order, each done before the next, in these settings:\n",
           f->q->length, plural(f->q->length), f->q->side[0].said,
           f->q->side[1].said, f->r.programs, plural(f->r.programs),
           f->r.states, plural(f->r.states));
    print_settings(f->settings);
    return EXIT_EXPECTED;
}

static int
search(const struct diff_search *q, const struct settings_of *settings)
{
    struct finding f = {.q = q, .settings = settings};

    if (!diff_hunt(settings, q->length, q->jobs, &f.r))
        return EXIT_USAGE;
    return f.r.found ? print_found(&f) : print_none(&f);
}

int
diff_search(const struct diff_search *q)
{
    int status = EXIT_EXPECTED;
    struct settings_of settings = {0};

    if (settings_open(&settings, q->side, q->setting, &status))
        status = search(q, &settings);
    settings_close(&settings);
    return status;
}
