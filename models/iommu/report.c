/* What KVM is told of a device's file. */

#include <errno.h>

#include "models/iommu/plane.h"

static struct io_subject
about_file(const struct view *v, uint16_t device)
{
    uint64_t domain = view_word(v, WORD_DOMAIN(device));

    return (struct io_subject){
        .device = device,
        .domain = domain ? (uint16_t) (domain - 1) : PLAN_NONE,
        .ioas = domain ? (uint16_t) (view_word(v, WORD_SPACE(domain - 1)) - 1)
                       : PLAN_NONE,
        .region = PLAN_NONE,
    };
}

bool
io_coherent(const struct view *v, uint16_t device, struct trail *why)
{
    const struct io_subject about = about_file(v, device);
    const struct policy_rule *r = io_ask(v, DECIDE_OVERRIDE, &about, 0, why);

    if (!r || r->action[0].code == ACT_AS_REPORTED)
        r = io_ask(v, DECIDE_REPORT, &about, 0, why);
    return r && r->action[0].code == ACT_COHERENT;
}

uint16_t
io_refused(const struct view *v, uint16_t device, uint64_t known,
           struct trail *why)
{
    const struct io_subject about = about_file(v, device);
    const struct policy_rule *r;

    if (!view_word(v, WORD_PRESENT(device))) {
        decide(why, &iommu_rules[RULE_NOT_THERE], 0);
        return ENODEV;
    }
    r = io_ask(v, DECIDE_FILE_ADD, &about,
               (uint64_t) (known != 0) << FACT_FILE_ELSEWHERE, why);
    return r && r->action[0].code == ACT_REFUSE ? r->action[0].arg[0] : 0;
}

bool
io_stays(const struct view *v, uint16_t device, struct trail *why)
{
    const struct io_subject about = about_file(v, device);
    const struct policy_rule *r = io_ask(v, DECIDE_FILE_DEL, &about, 0, why);

    return r && r->action[0].code == ACT_KEEP;
}
