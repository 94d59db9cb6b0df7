#include "sim/report/finding.h"

#include <string.h>

#include "sim/core/hazard.h"

const char *const finding_level_name[FINDING_LEVELS] = {
    [FINDING_SAFE] = "safe",
    [FINDING_REFUSED] = "refused",
    [FINDING_UNDECIDED] = "undecided",
    [FINDING_STUCK] = "stuck",
    [FINDING_PERFORMANCE] = "performance",
    [FINDING_FUNCTIONAL] = "functional",
    [FINDING_SECURITY] = "security",
};

/* The first HAZARD_KINDS - 1 of them are the kinds, the worst first. */
const struct finding_word finding_words[] = {
    {"fatal",     "fatal"                           },
    {"leak",      "leak"                            },
    {"lost",      "lost-write"                      },
    {"stale",     "stale-read"                      },
    {"unstable",  "unstable-read"                   },
    {"unordered", "unordered-write"                 },
    {"register",  "register-access"                 },
    {"slow",      "interference"                    },
    {"stuck",     "a step can never run"            },
    {"open",      "undecided within the bounds"     },
    {"fault",     "refused: the guest takes a fault"},
    {"ok",        "no hazard, nothing refused"      },
    {NULL,        NULL                              },
};

/* ---- ranks ---- */

static unsigned
kind_place(const char *kind)
{
    unsigned i = 0;

    while (i < HAZARD_KINDS - 1 && strcmp(finding_words[i].name, kind) != 0)
        i++;
    return i;
}

static unsigned
severity_rank(const char *severity)
{
    unsigned i = 0;

    while (i < SEVERITY_SECURITY && strcmp(severity_names[i], severity) != 0)
        i++;
    return i;
}

static int
compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int
compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* The level of what has no hazard. */
static uint8_t
calm_level(const struct suite_case *c)
{
    if (c->stuck_line != SUITE_NOWHERE)
        return FINDING_STUCK;
    if (c->check && (!c->check->complete || c->check->compact))
        return FINDING_UNDECIDED;
    return c->nrefusal > 0 ? FINDING_REFUSED : FINDING_SAFE;
}

/* Counts a hazard of F's case, and takes it if it is worse than what F has. */
static void
meet(struct finding *f, const struct finding *hazard)
{
    struct finding is = *f;

    is.kind = hazard->kind;
    is.cause = hazard->cause;
    is.victim = hazard->victim;
    is.severity = hazard->severity;
    is.always = hazard->always;
    is.level = (uint8_t) (FINDING_PERFORMANCE + severity_rank(is.severity));
    if (!f->kind || finding_compare_outcome(&is, f) > 0)
        *f = is;
    f->nhazard++;
}

struct finding
finding_of(const struct suite_case *c)
{
    struct finding f = {
        .refusal = c->nrefusal ? c->refusal[0].what : NULL,
        .cycles = c->cycles,
        .stuck_line = c->stuck_line,
        .level = calm_level(c),
        .verdict = c->verdict,
        .explored = c->check != NULL,
    };

    for (uint32_t i = 0; c->check && i < c->check->nshown; i++) {
        const struct suite_shown *h = &c->check->shown[i];

        meet(&f, &(struct finding){.kind = h->kind,
                                   .cause = h->cause,
                                   .victim = h->victim,
                                   .severity = h->severity,
                                   .always = h->always});
    }
    for (uint32_t i = 0; !c->check && i < c->nhazard; i++) {
        const struct suite_hazard *h = &c->hazard[i];

        meet(&f, &(struct finding){.kind = h->kind,
                                   .cause = h->cause,
                                   .victim = h->victim,
                                   .severity = h->severity});
    }
    return f;
}

static const char *
keep_text(const char *text, struct arena *arena)
{
    return text ? arena_text(arena, text, strlen(text)) : NULL;
}

struct finding
finding_keep(const struct finding *f, struct arena *arena)
{
    struct finding out = *f;

    out.kind = keep_text(f->kind, arena);
    out.cause = keep_text(f->cause, arena);
    out.victim = keep_text(f->victim, arena);
    out.severity = keep_text(f->severity, arena);
    out.refusal = keep_text(f->refusal, arena);
    return out;
}

/* ---- order ---- */

int
finding_compare_outcome(const struct finding *a, const struct finding *b)
{
    const int by[] = {
        compare_numbers(a->level, b->level),
        a->kind && b->kind
            ? compare_numbers(kind_place(b->kind), kind_place(a->kind))
            : 0,
        compare_numbers(a->nhazard, b->nhazard),
        compare_numbers(a->always, b->always),
        compare_texts(a->kind, b->kind),
        compare_texts(a->cause, b->cause),
        compare_texts(a->victim, b->victim),
        compare_texts(a->refusal, b->refusal),
        compare_numbers(b->stuck_line, a->stuck_line),
        compare_numbers(a->explored, b->explored),
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(by); i++)
        if (by[i])
            return by[i];
    return 0;
}

/* What is claimed: the worst first. */
static unsigned
verdict_rank(uint8_t verdict)
{
    static const uint8_t rank[SUITE_VERDICTS] = {
        [SUITE_UNEXPECTED] = 4, [SUITE_UNDECIDED] = 3,   [SUITE_REFUSED] = 2,
        [SUITE_NO_CLAIM] = 1,   [SUITE_AS_EXPECTED] = 0,
    };

    return rank[verdict];
}

int
finding_compare_verdict(const struct finding *a, const struct finding *b)
{
    return compare_numbers(verdict_rank(a->verdict), verdict_rank(b->verdict));
}

int
finding_compare(const struct finding *a, const struct finding *b)
{
    int by = finding_compare_outcome(a, b);

    if (!by)
        by = finding_compare_verdict(a, b);
    return by ? by : compare_numbers(a->cycles, b->cycles);
}

/* ---- words ---- */

/* "-EFAULT, by which memory type" without the reason; what has no number is a
 * fault that the guest takes. */
static void
refusal_short(const char *what, GString *out)
{
    if (*what == '-' || strcmp(what, "mmio-exit") == 0)
        g_string_append_len(out, what, (gssize) strcspn(what, ","));
    else
        g_string_append(out, "fault");
}

void
finding_short(const struct finding *f, GString *out)
{
    if (f->kind) {
        unsigned place = kind_place(f->kind);

        g_string_append_printf(
            out, "%s %s",
            place < HAZARD_KINDS - 1 ? finding_words[place].word : f->kind,
            f->victim);
        return;
    }
    switch ((enum finding_level) f->level) {
    case FINDING_STUCK:
        g_string_append(out, "stuck");
        return;
    case FINDING_UNDECIDED:
        g_string_append(out, "open");
        return;
    case FINDING_REFUSED:
        refusal_short(f->refusal, out);
        return;
    case FINDING_SAFE:
    case FINDING_PERFORMANCE:
    case FINDING_FUNCTIONAL:
    case FINDING_SECURITY:
    case FINDING_LEVELS:
        g_string_append(out, "ok");
    }
}

void
finding_long(const struct finding *f, GString *out)
{
    if (f->kind) {
        g_string_append_printf(out, "%s victim %s cause %s, %s", f->kind,
                               f->victim, f->cause, f->severity);
        if (f->nhazard > 1)
            g_string_append_printf(out, ", the worst of %u", f->nhazard);
    } else if (f->level == FINDING_STUCK) {
        g_string_append_printf(out, "stuck at line %u", f->stuck_line);
    } else if (f->level == FINDING_UNDECIDED) {
        g_string_append(out, "undecided within the bounds");
    } else if (!f->refusal) {
        g_string_append(out, "no hazard");
    }
    if (f->refusal)
        g_string_append_printf(out, "%srefused %s", out->len ? ", " : "",
                               f->refusal);
}
