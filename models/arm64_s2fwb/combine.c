#include "models/arm64_s2fwb/combine.h"

#include "models/arm64_s2fwb/rules.h"
#include "models/arm64_s2fwb/tables.h"

/* Notes that RULE gave A. */
static struct arm64_attr
gave(struct trail *why, enum arm64_rule rule, struct arm64_attr a)
{
    decide(why, &arm64_rules[rule], arm64_code(&a));
    return a;
}

static struct arm64_attr
none(struct trail *why, enum arm64_rule rule)
{
    return gave(why, rule, (struct arm64_attr){.type = TYPE_NONE});
}

/* Overrides leave shareability and XS alone (D7.5.5). */
static struct arm64_attr
made_nc(struct arm64_attr a)
{
    return (struct arm64_attr){
        .type = TYPE_NORMAL,
        .inner = CACHE_NC,
        .outer = CACHE_NC,
        .share = a.share,
        .xs = a.xs,
    };
}

/* Device memory and Normal memory that no cache holds. */
static bool
is_uncached(const struct arm64_attr *a)
{
    return arm64_is_device(a->type) ||
           (a->inner == CACHE_NC && a->outer == CACHE_NC);
}

static bool
is_cacheable(const struct arm64_attr *a)
{
    return a->type == TYPE_NORMAL && !is_uncached(a);
}

/* ---- stage 1 ---- */

static struct arm64_attr
normal(uint8_t cache, uint8_t hint, uint8_t share, bool xs)
{
    return (struct arm64_attr){
        .type = TYPE_NORMAL,
        .inner = cache,
        .outer = cache,
        .inner_hint = hint,
        .outer_hint = hint,
        .share = share,
        .xs = xs,
    };
}

/* With SCTLR_EL1.M = 0. */
static struct arm64_attr
stage1_off(const struct arm64_stages *s, struct trail *why)
{
    const struct arm64_attr device = {
        .type = TYPE_DEVICE_nGnRnE, .share = SH_OSH, .xs = true};

    if (s->purpose != FOR_FETCH)
        return gave(why, RULE_S1_OFF, device);
    if (!s->control.i)
        return gave(why, RULE_S1_OFF_FETCH, normal(CACHE_NC, 0, SH_OSH, true));
    return gave(why, RULE_S1_OFF_FETCH_CACHED,
                normal(CACHE_WT, HINT_READ_ALLOCATE, SH_OSH, true));
}

/* What the leaf says, or TCR_EL1 of a walk, under SCTLR_EL1.{C,I}. */
static struct arm64_attr
stage1_on(const struct arm64_stages *s, struct trail *why)
{
    bool walk = s->purpose == FOR_STAGE1_WALK, fetch = s->purpose == FOR_FETCH;
    struct arm64_attr a = s->s1;

    if (a.type == TYPE_NONE)
        return none(why, RULE_S1_RESERVED);
    gave(why, walk ? RULE_S1_WALK : RULE_S1_LEAF, a);

    if (fetch && arm64_is_device(a.type))
        return gave(why, RULE_S1_FETCH_DEVICE, made_nc(a));
    if (fetch && !s->control.i && is_cacheable(&a))
        return gave(why, RULE_S1_I, made_nc(a));
    if (!fetch && !s->control.c && is_cacheable(&a))
        return gave(why, RULE_S1_C, made_nc(a));
    return a;
}

bool
arm64_stage2_on(const struct arm64_control *c)
{
    return c->vm || c->dc;
}

struct arm64_attr
arm64_stage1(const struct arm64_stages *s, struct trail *why)
{
    const struct arm64_control *c = &s->control;
    const struct arm64_attr by_default = normal(
        CACHE_WB, HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE, SH_NSH, false);
    struct arm64_attr a;

    if (s->purpose == FOR_STAGE1_WALK)
        a = stage1_on(s, why);
    else if (c->dc)
        a = gave(why, RULE_S1_DC, by_default);
    else if (!c->m)
        a = stage1_off(s, why);
    else
        a = stage1_on(s, why);

    if (a.type != TYPE_NONE && is_uncached(&a) && a.share != SH_OSH &&
        (c->normalises || !arm64_stage2_on(c))) {
        a.share = SH_OSH;
        gave(why, RULE_S1_NORMALISED, a);
    }
    return a;
}

/* ---- what overrides stage 2 ---- */

/* A is stage 2's own attributes with FWB = 0, those of both stages with
 * FWB = 1. */
static struct arm64_attr
overridden(const struct arm64_stages *s, struct arm64_attr a, struct trail *why)
{
    bool device = arm64_is_device(a.type);

    switch (s->purpose) {
    case FOR_FETCH:
        if (s->control.id)
            return gave(why, RULE_S2_ID, made_nc(a));
        return device ? gave(why, RULE_S2_FETCH_DEVICE, made_nc(a)) : a;
    case FOR_STAGE1_WALK:
        if (device && s->device_walk_faults)
            return none(why, RULE_S2_WALK_FAULTS);
        if (device)
            return gave(why, RULE_S2_WALK_DEVICE, made_nc(a));
        break;
    default:
        break;
    }
    if (s->control.cd && is_cacheable(&a))
        return gave(why, RULE_S2_CD, made_nc(a));
    return a;
}

/* ---- type and cacheability, FWB = 0 ---- */

/* Hints are stage 1's where the result is cacheable (R_WYQVN). */
static struct arm64_attr
weaker(struct arm64_attr a, const struct arm64_attr *s2)
{
    a.type = arm64_combine_type[a.type][s2->type];
    if (a.type != TYPE_NORMAL)
        return (struct arm64_attr){
            .type = a.type, .share = a.share, .xs = a.xs, .tagged = a.tagged};
    a.inner = arm64_combine_cache[a.inner][s2->inner];
    a.outer = arm64_combine_cache[a.outer][s2->outer];
    if (a.inner == CACHE_NC)
        a.inner_hint = 0;
    if (a.outer == CACHE_NC)
        a.outer_hint = 0;
    return a;
}

static struct arm64_attr
without_fwb(const struct arm64_stages *s, struct arm64_attr a,
            struct trail *why)
{
    struct arm64_attr s2 = arm64_memattr(s->memattr, s->control.features);
    bool as_is;

    if (s2.type == TYPE_NONE)
        return none(why, RULE_S2_RESERVED);
    s2.share = s->s2_share;
    gave(why, RULE_S2_MEMATTR, s2);
    s2 = overridden(s, s2, why);
    if (s2.type == TYPE_NONE)
        return s2;

    as_is = s2.inner == CACHE_WB && s2.outer == CACHE_WB;
    if (arm64_is_device(s2.type) || (arm64_is_device(a.type) && !as_is))
        return gave(why, RULE_COMBINE_DEVICE, weaker(a, &s2));
    return gave(why, as_is ? RULE_COMBINE_STAGE1 : RULE_COMBINE_CACHE,
                weaker(a, &s2));
}

/* ---- type and cacheability, FWB = 1 ---- */

/* What becomes of one half; a half that was not cacheable gets hints. */
static void
force_half(uint8_t does, bool device, uint8_t *cache, uint8_t *hint)
{
    uint8_t was = device ? CACHE_NONE : *cache;

    *cache = arm64_fwb_cache[does][was];
    if (*cache == CACHE_NC)
        *hint = 0;
    else if (was == CACHE_NONE || was == CACHE_NC)
        *hint = HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE;
}

static struct arm64_attr
forced(uint8_t does, struct arm64_attr a)
{
    bool device = arm64_is_device(a.type);

    if (device && arm64_fwb_cache[does][CACHE_NONE] == CACHE_NONE)
        return a;
    a.type = TYPE_NORMAL;
    force_half(does, device, &a.inner, &a.inner_hint);
    force_half(does, device, &a.outer, &a.outer_hint);
    return a;
}

static struct arm64_attr
with_fwb(const struct arm64_stages *s, struct arm64_attr a, struct trail *why)
{
    struct arm64_fwb_attr f =
        arm64_memattr_fwb(s->memattr, s->control.features);
    bool device = arm64_is_device(a.type), cached = is_cacheable(&a);
    struct arm64_attr s2 = {.type = f.type};

    switch ((enum arm64_fwb) f.does) {
    case FWB_DEVICE:
        a = gave(why, RULE_FWB_DEVICE, weaker(a, &s2));
        break;
    case FWB_NC:
        a = gave(why, device ? RULE_FWB_NC_DEVICE : RULE_FWB_NC,
                 forced(f.does, a));
        break;
    case FWB_WRITE_BACK:
        a = gave(why, device ? RULE_FWB_WRITE_BACK_DEVICE : RULE_FWB_WRITE_BACK,
                 forced(f.does, a));
        a.xs = false;
        if (!cached)
            gave(why, RULE_HINTS, a);
        break;
    case FWB_STAGE1:
        a = gave(why, RULE_FWB_STAGE1, forced(f.does, a));
        break;
    case FWB_RESERVED:
    case FWB_COUNT:
        return none(why, RULE_FWB_RESERVED);
    }
    return overridden(s, a, why);
}

/* ---- the rest ---- */

/* sail-arm S2MemTagType(). */
static bool
keeps_tags(const struct arm64_attr *a)
{
    const uint8_t allocate = HINT_READ_ALLOCATE | HINT_WRITE_ALLOCATE;

    return a->inner == CACHE_WB && a->outer == CACHE_WB &&
           a->inner_hint == allocate && a->outer_hint == allocate;
}

static struct arm64_attr
with_share(struct arm64_attr a, uint8_t share, struct trail *why)
{
    a.share = is_uncached(&a) ? SH_OSH : share;
    if (is_uncached(&a))
        return gave(why, RULE_SHARE_OUTER, a);
    if (a.share == SH_NONE)
        return none(why, RULE_SHARE_RESERVED);
    return gave(why, RULE_SHARE_COMBINE, a);
}

static struct arm64_attr
both(const struct arm64_stages *s, struct arm64_attr a, struct trail *why)
{
    const struct arm64_control *c = &s->control;
    bool tagged = a.tagged, xs = a.xs;
    uint8_t share = arm64_combine_share[a.share][s->s2_share];

    a = c->fwb ? with_fwb(s, a, why) : without_fwb(s, a, why);
    if (a.type == TYPE_NONE)
        return a;
    a.tagged = tagged && keeps_tags(&a);
    if (tagged && !a.tagged)
        gave(why, RULE_UNTAGGED, a);
    if ((s->fnxs && c->features & FEATURE_XS) ||
        (a.inner == CACHE_WB && a.outer == CACHE_WB))
        a.xs = false;
    if (xs != a.xs)
        gave(why, RULE_XS, a);
    return with_share(a, share, why);
}

struct arm64_attr
arm64_combine(const struct arm64_stages *s, struct trail *why)
{
    struct arm64_attr a = arm64_stage1(s, why);

    if (a.type == TYPE_NONE)
        return a;
    if (!arm64_stage2_on(&s->control)) {
        if (is_cacheable(&a) && a.share == SH_NONE)
            return none(why, RULE_SHARE_RESERVED);
        return gave(why, s->control.el2 ? RULE_S2_NONE : RULE_S2_OFF, a);
    }
    if (!s->control.vm)
        gave(why, RULE_S2_DC, a);
    return both(s, a, why);
}

bool
arm64_mismatch(const struct arm64_attr *a, const struct arm64_attr *b)
{
    return a->type != b->type || a->inner != b->inner || a->outer != b->outer ||
           a->share != b->share || a->xs != b->xs;
}
