#include "tools/check_shown.h"

#include "tools/check_words.h"

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

static struct suite_check *
tell_shown(const struct outcome_request *q, const struct check_settings *s,
           const struct check_result *r)
{
    struct suite_check *k = check_describe(q, s, r);

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
    out->check = r.known ? of[r.known - 1]->check : tell_shown(q, s, &r);
    check_done(&r);
}
