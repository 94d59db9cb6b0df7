/* mtsim diff --search. */
#include "tools/diff_search.h"

#include <stdio.h>
#include <string.h>

#include "tools/complain.h"
#include "tools/diff_beside.h"
#include "tools/diff_hunt.h"
#include "tools/diff_program.h"
#include "tools/words.h"

struct finding {
    const struct diff_search *q;
    const struct settings_of *settings;
    struct hunt_result hunt;
    struct beside_result beside;
    struct arena arena;
    const char *text; /* of the program that was found                        */
    const char *unsaid; /* why the first that cannot be printed is none       */
};

static const char *
plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- found ---- */

/* How it was found, and what that says of smaller ones: once programs were
 * passed over, those behind them are merged by states without what was read. */
static const char *
how_found(struct finding *f, const struct beside_program *p, bool explored)
{
    if (explored)
        return words_format(&f->arena,
                            "%u operation%s; what is claimed is about every "
                            "schedule: mtsim check.",
                            p->n, plural(p->n));
    if (!p->n)
        return "No operation is needed: the setting's beginning shows it.";
    if (f->hunt.passed)
        return words_format(&f->arena,
                            "%u operation%s, in order; %u before it differ%s "
                            "in one schedule, not over all.",
                            p->n, plural(p->n), f->hunt.passed,
                            f->hunt.passed == 1 ? "s" : "");
    return words_format(&f->arena,
                        "%u operation%s; in order, no fewer of the settings' "
                        "do.",
                        p->n, plural(p->n));
}

static bool
write_program(struct finding *f, const struct beside_program *p, bool explored,
              const char **why)
{
    const struct diff_search *q = f->q;
    bool replay_only = !explored && f->hunt.replay_only;
    const char *comment[4];
    const struct diff_program ask = {.settings = f->settings,
                                     .program = p,
                                     .side = q->side,
                                     .explored = explored,
                                     .replay_only = replay_only,
                                     .comment = comment,
                                     .ncomment = replay_only ? 4 : 2};

    comment[0] =
        words_format(&f->arena, "What tells %s and %s apart:", q->side[0].said,
                     q->side[1].said);
    comment[1] = how_found(f, p, explored);
    comment[2] =
        "It is about this schedule: over all schedules each can do what the";
    comment[3] = "other can.";
    f->text = diff_program_text(&ask, &f->arena, why);
    return f->text != NULL;
}

static int
print_found(struct finding *f)
{
    struct beside_program p = {.start = f->hunt.differ.program.start,
                               .n = f->hunt.differ.program.n};
    const char *why;

    memcpy(p.op, f->hunt.differ.program.op, p.n);
    if (!write_program(f, &p, false, &why)) {
        tell("internal error: a program was found, but %s", why);
        return EXIT_WORLD;
    }
    fputs(f->text, stdout);
    return EXIT_NOT;
}

/* A program that differs over all schedules, unless a scenario cannot say so.
 */
static bool
take(void *to, const struct beside_program *p)
{
    struct finding *f = to;
    const char *why;
    bool ok = write_program(f, p, true, &why);

    if (!ok && !f->unsaid)
        f->unsaid = why;
    return ok;
}

/* ---- not found ---- */

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

/* Of which programs: up to which length they are all. */
static void
print_extent(const struct finding *f)
{
    const struct beside_result *r = &f->beside;

    if (r->whole == f->q->length)
        printf("all.\n");
    else if (!r->whole)
        printf("some of 1 operation.\n");
    else
        printf("all of up to\n%u operation%s, some of %u.\n", r->whole,
               plural(r->whole), r->length);
}

/* What came of it. */
static void
print_known(const struct finding *f)
{
    const struct beside_result *r = &f->beside;

    if (r->open)
        printf("Not to the end: %" G_GUINT64_FORMAT " of them.\n", r->open);
    if (r->unsaid)
        printf("Different: %" G_GUINT64_FORMAT
               " of them, but no scenario could be written that says so:\n%s.\n"
               "Of programs that were not explored nothing is known.\n",
               r->unsaid, f->unsaid);
    else
        printf("None%s tells them apart; of others nothing is known.\n",
               r->open ? " that was explored to the end" : "");
}

/* What was explored, and up to where. */
static void
print_explored(const struct finding *f)
{
    const struct beside_result *r = &f->beside;

    if (!r->programs) {
        printf("\nOf up to %u operation%s there is no program that the two "
               "handle differently in\norder and that ends in a read, so none "
               "was explored over every schedule; of\nothers nothing is "
               "known.\n",
               r->whole, plural(r->whole));
        return;
    }
    printf("\nWhere operations may overlap, and hardware, with an idle CPU of "
           "the host, do\nthings unasked, %" G_GUINT64_FORMAT
           " program%s w%s explored over every schedule: of those that\nthe "
           "two handle differently in order and that end in a read, ",
           r->programs, plural(r->programs), r->programs == 1 ? "as" : "ere");
    print_extent(f);
    print_known(f);
}

static int
print_none(const struct finding *f)
{
    if (!f->settings->at->len) {
        printf("%s and %s have the same rules in every setting.\n",
               f->q->side[0].said, f->q->side[1].said);
        return EXIT_EXPECTED;
    }
    printf(
        "No program of up to %u operation%s in order was found that tells %s "
        "and %s apart.\n\n%" G_GUINT64_FORMAT
        " program%s were run, from %" G_GUINT64_FORMAT
        " pair%s of states, told apart by 128 bits\n"
        "of hash.  That proves it for steps in order, each done before the "
        "next, in\nthese settings:\n",
        f->q->length, plural(f->q->length), f->q->side[0].said,
        f->q->side[1].said, f->hunt.differ.programs,
        plural(f->hunt.differ.programs), f->hunt.differ.states,
        plural(f->hunt.differ.states));
    print_settings(f->settings);
    print_explored(f);
    return f->beside.unsaid ? EXIT_UNDECIDED : EXIT_EXPECTED;
}

/* Where steps in order show nothing, those that overlap. */
static int
search_beside(struct finding *f)
{
    const struct beside_request ask = {.settings = f->settings,
                                       .length = f->q->length,
                                       .jobs = f->q->jobs,
                                       .take = take,
                                       .to = f};

    f->beside = beside_search(&ask);
    if (!f->beside.found)
        return print_none(f);
    fputs(f->text, stdout);
    return EXIT_NOT;
}

static int
search(const struct diff_search *q, const struct settings_of *settings)
{
    struct finding f = {.q = q, .settings = settings};
    int status = EXIT_USAGE;

    arena_init(&f.arena, 0);
    if (diff_hunt(settings, q->length, q->jobs, &f.hunt))
        status = f.hunt.differ.found ? print_found(&f) : search_beside(&f);
    arena_clear(&f.arena);
    return status;
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
