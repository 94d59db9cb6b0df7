/* Programs of all beginnings, on some threads. */
#include "tools/diff_hunt.h"

#include "tools/complain.h"
#include "tools/diff_pair.h"
#include "tools/diff_walk.h"

/* Programs whose replays differ and whose schedules do not, before the first of
 * them has to do. */
enum { REPLAYS_MAX = 300 };

struct hunt {
    const struct settings_of *settings;
    uint32_t length;
    struct diff_walk **walk; /* [jobs][beginnings], made when needed          */
    struct arena *arena;     /* [jobs]                                        */
    struct differ_program first; /* whose replays alone differ                */
    uint32_t nreplay;            /* of those                                  */
};

static struct diff_walk *
walk_of(struct hunt *h, unsigned worker, uint32_t start)
{
    struct diff_walk **w = &h->walk[worker * h->settings->at->len + start];
    const char *why;

    if (!*w) /* the first thread's are tried before */
        *w = diff_walk_new(settings_at(h->settings, start), h->length, &why);
    return *w;
}

/* ---- programs ---- */

/* A program taken for the answer, as the whole replay that it is: steps one by
 * one know of no values, of no hazards that were there before, and of lines
 * that only other programs name. */
static enum differ_said
look_again(const struct hunt *h, unsigned worker,
           const struct differ_program *d)
{
    const struct beginning *b = settings_at(h->settings, d->start);
    struct arena *arena = &h->arena[worker];
    struct pair_run run;
    bool differs;

    arena_reset(arena);
    if (!pair_replay(b, program_plan(&b->alphabet, d->op, d->n, arena, NULL),
                     arena, &run))
        return DIFFER_NEVER;
    differs = pair_differs(&run);
    pair_done(&run);
    return differs ? DIFFER_FOUND : DIFFER_SAME;
}

/* Whether every schedule of a program says so, too. */
static bool
confirm(void *to, const struct differ_program *d)
{
    struct hunt *h = to;
    const struct beginning *b = settings_at(h->settings, d->start);

    arena_reset(h->arena);
    if (pair_differs_always(
            b, program_plan(&b->alphabet, d->op, d->n, h->arena, NULL),
            h->arena))
        return true;
    if (!h->nreplay)
        h->first = *d;
    return ++h->nreplay == REPLAYS_MAX;
}

static enum differ_said
begin(void *to, uint32_t start, struct differ_key *key)
{
    struct hunt *h = to;
    const struct differ_program nothing = {.start = start};

    *key = diff_walk_key(walk_of(h, 0, start));
    return look_again(h, 0, &nothing);
}

static void
extend(void *to, unsigned worker, const struct differ_program *p, uint8_t *said,
       struct differ_key *key)
{
    struct hunt *h = to;
    struct diff_walk *w = walk_of(h, worker, p->start);
    uint32_t n = settings_at(h->settings, p->start)->alphabet.n;
    struct differ_program longer = *p;

    diff_walk_go(w, p);
    longer.n++;
    for (uint32_t op = 0; op < n; op++) {
        said[op] = (uint8_t) diff_walk_try(w, op, key ? &key[op] : NULL);
        longer.op[p->n] = (uint8_t) op;
        if (said[op] == DIFFER_FOUND)
            said[op] = (uint8_t) look_again(h, worker, &longer);
    }
}

/* Every beginning under both policies; false with the fault told. */
static bool
try_walks(struct hunt *h)
{
    for (uint32_t i = 0; i < h->settings->at->len; i++) {
        const struct beginning *b = settings_at(h->settings, i);
        const char *why = NULL;

        h->walk[i] = diff_walk_new(b, h->length, &why);
        if (!h->walk[i]) {
            tell("diff: %s cannot be a setting: %s", b->scenario->file, why);
            return false;
        }
    }
    return true;
}

static void
search(struct hunt *h, unsigned jobs, struct hunt_result *out)
{
    uint32_t n = h->settings->at->len;
    g_autofree uint32_t *nop = g_new(uint32_t, n);
    const struct differ_request ask = {.nstart = n,
                                       .nop = nop,
                                       .length = h->length,
                                       .jobs = jobs,
                                       .begin = begin,
                                       .extend = extend,
                                       .confirm = confirm,
                                       .to = h};

    for (uint32_t i = 0; i < n; i++)
        nop[i] = settings_at(h->settings, i)->alphabet.n;
    out->differ = differ(&ask);
    out->replay_only =
        h->nreplay && (!out->differ.found || h->nreplay == REPLAYS_MAX);
    out->passed = out->replay_only ? 0 : h->nreplay;
    if (out->replay_only) {
        out->differ.found = true;
        out->differ.program = h->first;
    }
}

bool
diff_hunt(const struct settings_of *settings, uint32_t length, unsigned jobs,
          struct hunt_result *out)
{
    struct hunt h = {.settings = settings, .length = length};
    uint32_t n = settings->at->len;
    bool ok;

    h.walk = g_new0(struct diff_walk *, (size_t) n * jobs);
    h.arena = g_new0(struct arena, jobs);
    for (unsigned i = 0; i < jobs; i++)
        arena_init(&h.arena[i], 0);
    ok = try_walks(&h);
    if (ok)
        search(&h, jobs, out);
    for (unsigned i = 0; i < jobs; i++)
        arena_clear(&h.arena[i]);
    for (uint32_t i = 0; i < n * jobs; i++)
        diff_walk_free(h.walk[i]);
    g_free(h.arena);
    g_free(h.walk);
    return ok;
}
