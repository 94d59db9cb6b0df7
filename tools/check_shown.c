#include "tools/check_shown.h"

#include <string.h>

#include "tools/check_words.h"

/* Hazards that are followed at a time: states are told apart by which of them
 * they have come by. */
enum { FOLLOWED = 4 };

/* ---- what is known ---- */

/* The digests of those that were explored, and the cases they are of. */
static uint32_t
find_known(const struct check_before *before, struct control_digest *digest,
           const struct suite_case **of)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < before->n; i++) {
        const struct suite_check *k = before->at[i]->check;

        if (!k || k->why)
            continue;
        digest[n] = (struct control_digest){k->digest[0], k->digest[1]};
        of[n++] = before->at[i];
    }
    return n;
}

/* ---- which hazards always show ---- */

static const struct claim *
always_claim(const struct hazard *h, struct arena *arena)
{
    struct claim_hazard *is = arena_new(arena, struct claim_hazard);
    struct claim *c = arena_new(arena, struct claim);

    *is = (struct claim_hazard){
        .kind = h->kind,
        .cause = h->cause,
        .severity_plus1 = (uint8_t) (h->severity + 1),
        .victim = h->victim,
    };
    *c = (struct claim){.mode = CLAIM_ALWAYS,
                        .what = CLAIM_HAZARDS,
                        .hazard = is,
                        .nhazard = 1};
    return c;
}

/* Whether the replay, which is one of the schedules, came to its end without
 * it. */
static bool
replay_avoids(const struct suite_case *c, const struct check_result *r,
              const struct hazard *h)
{
    const char *victim = r->bound->plan->principal[h->victim].name;

    if (c->stuck_line != SUITE_NOWHERE)
        return false;
    for (uint32_t i = 0; i < c->nhazard; i++) {
        const struct suite_hazard *is = &c->hazard[i];

        if (strcmp(is->kind, hazard_names[h->kind]) == 0 &&
            strcmp(is->cause, cause_names[h->cause]) == 0 &&
            strcmp(is->severity, severity_names[h->severity]) == 0 &&
            strcmp(is->victim, victim) == 0)
            return false;
    }
    return true;
}

/* Follows N hazards; false if that did not come to its end. */
static bool
follow(const struct check_request *asked, struct check_hazard *const *h,
       uint32_t n)
{
    const struct claim *claim[FOLLOWED];
    struct check_request ask = *asked;
    struct check_result r;
    bool complete;

    for (uint32_t i = 0; i < n; i++)
        claim[i] = always_claim(&h[i]->hazard, ask.arena);
    ask.claim = claim;
    ask.nclaim = n;
    ask.nknown = 0;
    r = check(&ask);
    complete = r.end == EXPLORE_COMPLETE && !r.why;
    for (uint32_t i = 0; i < r.nclaim && complete; i++)
        h[i]->always = r.claim[i].says == CHECK_HOLDS;
    check_done(&r);
    return complete;
}

/* Finds which hazards every execution that ends shows. */
static bool
find_always(const struct check_request *ask, const struct check_result *r,
            const struct suite_case *replayed)
{
    struct check_hazard *all = (struct check_hazard *) (uintptr_t) r->hazard;
    struct check_hazard *h[FOLLOWED];
    uint32_t n = 0;

    for (uint32_t i = 0; i < r->nhazard; i++) {
        if (replay_avoids(replayed, r, &all[i].hazard))
            continue;
        h[n++] = &all[i];
        if (n == FOLLOWED) {
            if (!follow(ask, h, n))
                return false;
            n = 0;
        }
    }
    return n == 0 || follow(ask, h, n);
}

/* ---- a case ---- */

static struct suite_check *
tell_shown(const struct outcome_request *q, const struct check_settings *s,
           const struct check_request *ask, const struct check_result *r,
           const struct suite_case *replayed)
{
    struct suite_check *k = check_describe(q, s, r);

    if (k->complete)
        k->complete = find_always(ask, r, replayed);
    check_add_shown(q, s, r, k);
    check_add_last(q, r, k);
    return k;
}

void
check_shown(const struct outcome_request *q, const struct check_settings *s,
            unsigned jobs, const struct check_before *before,
            struct suite_case *out)
{
    struct check_request ask = check_request_of(q, s, jobs);
    uint32_t n = before ? before->n : 0;
    struct control_digest *digest =
        arena_new_array(q->work, struct control_digest, n + 1);
    const struct suite_case **of =
        arena_new_array(q->work, const struct suite_case *, n + 1);
    struct check_result r;

    ask.claim = NULL;
    ask.nclaim = 0;
    ask.property = 0;
    ask.no_witness = true;
    if (before)
        ask.nknown = find_known(before, digest, of);
    ask.known = digest;
    r = check(&ask);
    out->check =
        r.known ? of[r.known - 1]->check : tell_shown(q, s, &ask, &r, out);
    check_done(&r);
}
