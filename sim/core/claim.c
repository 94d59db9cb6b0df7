/* What claims and properties say of one number or one hazard. */

#include "sim/core/claim.h"

#include "sim/core/hazard.h"

const char *const property_names[PROPERTIES] = {
    [PROPERTY_HOST_SAFE] = "host-safe",
    [PROPERTY_ISOLATED] = "isolated",
    [PROPERTY_GUEST_COHERENT] = "guest-coherent",
    [PROPERTY_UNALIASED] = "unaliased",
    [PROPERTY_SAME_OUTCOMES] = "same-outcomes",
};

bool
claim_compares(uint8_t how, uint64_t a, uint64_t b)
{
    switch ((enum compare) how) {
    case CMP_EQ:
        return a == b;
    case CMP_NE:
        return a != b;
    case CMP_LT:
        return a < b;
    case CMP_LE:
        return a <= b;
    case CMP_GT:
        return a > b;
    case CMP_GE:
        return a >= b;
    }
    return false;
}

bool
claim_matches(const struct claim_hazard *c, const struct hazard *h)
{
    return (!c->kind || c->kind == h->kind) &&
           (!c->cause || c->cause == h->cause) &&
           (!c->severity_plus1 || c->severity_plus1 - 1 == h->severity) &&
           (c->victim == PLAN_NONE || c->victim == h->victim);
}

bool
property_broken(uint8_t property, const struct plan *p, const struct hazard *h)
{
    uint8_t victim = p->principal[h->victim].kind;
    bool security = h->severity == SEVERITY_SECURITY;

    switch ((enum property) property) {
    case PROPERTY_HOST_SAFE:
        return security;
    case PROPERTY_ISOLATED:
        return security && victim == PRINCIPAL_GUEST;
    case PROPERTY_GUEST_COHERENT:
        return h->severity != SEVERITY_PERFORMANCE && victim == PRINCIPAL_GUEST;
    case PROPERTY_UNALIASED:
    case PROPERTY_SAME_OUTCOMES:
    case PROPERTY_OWN:
    case PROPERTIES:
        break;
    }
    return false;
}
