#include "models/arm64_s2fwb/lower.h"

#include <stdbool.h>

#include "models/arm64_s2fwb/order.h"

enum {
    CACHED = ATTR_ALLOCATE | ATTR_SPECULATE,
    MERGED = ATTR_GATHER | ATTR_REORDER | ATTR_EARLY_ACK,
};

/* Device memory by type: "Gathering", "Reordering", "Early Write
 * Acknowledgement" (Arm ARM B2.10.2.1 to B2.10.2.3).  That a G type merges only
 * what it may is the machine's merge buffer. */
// clang-format off
static const struct attr device[TYPE_NORMAL] = {
    [TYPE_DEVICE_nGnRnE] = {
        .write = WRITE_DIRECT, .flags = ATTR_DEVICE, .share = SHARE_OUTER,
        .load_class = O_LOAD_nR, .store_class = O_STORE_nR},
    [TYPE_DEVICE_nGnRE] = {
        .write = WRITE_DIRECT, .flags = ATTR_DEVICE | ATTR_EARLY_ACK,
        .share = SHARE_OUTER,
        .load_class = O_LOAD_nR, .store_class = O_STORE_nR},
    [TYPE_DEVICE_nGRE] = {
        .write = WRITE_DIRECT,
        .flags = ATTR_DEVICE | ATTR_REORDER | ATTR_EARLY_ACK,
        .share = SHARE_OUTER,
        .load_class = O_LOAD_R, .store_class = O_STORE_R},
    [TYPE_DEVICE_GRE] = {
        .write = WRITE_COMBINE, .flags = ATTR_DEVICE | MERGED,
        .share = SHARE_OUTER,
        .load_class = O_LOAD_R, .store_class = O_STORE_NC},
};

/* Normal memory as the caches treat it. */
static const struct attr normal[CACHE_COUNT] = {
    [CACHE_NC] = {
        .write = WRITE_COMBINE, .flags = MERGED | ATTR_SPECULATE,
        .load_class = O_LOAD, .store_class = O_STORE_NC},
    [CACHE_WT] = {
        .write = WRITE_THROUGH, .flags = CACHED,
        .load_class = O_LOAD, .store_class = O_STORE},
    [CACHE_WB] = {
        .write = WRITE_BACK, .flags = CACHED,
        .load_class = O_LOAD, .store_class = O_STORE},
};
// clang-format on

static const uint8_t share[SH_COUNT] = {
    [SH_NSH] = SHARE_NON, [SH_ISH] = SHARE_INNER, [SH_OSH] = SHARE_OUTER};

/* Which row of `normal` the memory acts as. */
static uint8_t
acts_as(const struct arm64_attr *a, uint8_t cached)
{
    if (cached == CACHED_WRITE_BACK)
        return a->inner == CACHE_WB && a->outer == CACHE_WB ? CACHE_WB
                                                            : CACHE_NC;
    return a->inner;
}

/* What the manual leaves open for what no cache holds (rule R13). */
static uint16_t
looks_up(uint8_t nc_lookup)
{
    if (nc_lookup == NC_LOOKUP_NEVER)
        return 0;
    return nc_lookup == NC_LOOKUP_ALWAYS ? ATTR_SNOOP_DIRTY
                                         : ATTR_SNOOP_DIRTY | ATTR_SNOOP_EITHER;
}

/* Maintenance by address keeps its order with accesses of inner Write-Through
 * and Write-Back memory of the same cacheability (D7.5.9.15). */
static uint8_t
cacheability(const struct arm64_attr *a)
{
    if (a->type != TYPE_NORMAL || a->inner == CACHE_NC)
        return 0;
    return (uint8_t) (a->inner * CACHE_COUNT + a->outer);
}

static struct attr
lowered(uint8_t eff, const struct arm64_lowering *how)
{
    struct arm64_attr a = arm64_effective(eff);
    struct attr out;

    if (arm64_is_device(a.type)) {
        out = device[a.type];
    } else {
        out = normal[acts_as(&a, how->cached)];
        out.share = share[a.share];
    }
    if (!(out.flags & ATTR_ALLOCATE))
        out.flags |= how->self_snoop ? ATTR_SNOOP : looks_up(how->nc_lookup);
    out.cacheability = cacheability(&a);
    out.type = eff;
    return out;
}

void
arm64_lower(struct attr out[EFF_COUNT][ACCESS_KINDS],
            const struct arm64_lowering *how)
{
    for (uint8_t e = 1; e < EFF_COUNT; e++)
        for (unsigned k = 0; k < ACCESS_KINDS; k++)
            out[e][k] = lowered(e, how);
}
