#include "models/arm64_s2fwb/effective.h"

struct row {
    const char *name;
    uint8_t type, inner, outer, share;
};

#define DEVICE(x)                                                              \
    {                                                                          \
        "Device-" #x, TYPE_DEVICE_##x, 0, 0, SH_OSH                            \
    }
#define NORMAL(name, inner, outer)                                             \
    {name, TYPE_NORMAL, CACHE_##inner, CACHE_##outer, SH_ISH},                 \
        {name "-OSH", TYPE_NORMAL, CACHE_##inner, CACHE_##outer, SH_OSH},      \
    {                                                                          \
        name "-NSH", TYPE_NORMAL, CACHE_##inner, CACHE_##outer, SH_NSH         \
    }

// clang-format off
static const struct row rows[EFF_COUNT] = {
    {"none", TYPE_NONE, 0, 0, 0},
    DEVICE(nGnRnE), DEVICE(nGnRE), DEVICE(nGRE), DEVICE(GRE),
    {"NC", TYPE_NORMAL, CACHE_NC, CACHE_NC, SH_OSH},
    NORMAL("WB", WB, WB),
    NORMAL("WT", WT, WT),
    NORMAL("iWB-oWT", WB, WT),
    NORMAL("iWT-oWB", WT, WB),
    NORMAL("iWB-oNC", WB, NC),
    NORMAL("iNC-oWB", NC, WB),
    NORMAL("iWT-oNC", WT, NC),
    NORMAL("iNC-oWT", NC, WT),
};
// clang-format on

struct arm64_attr
arm64_effective(uint8_t eff)
{
    const struct row *r = &rows[eff < EFF_COUNT ? eff : EFF_NONE];

    return (struct arm64_attr){.type = r->type,
                               .inner = r->inner,
                               .outer = r->outer,
                               .share = r->share};
}

uint8_t
arm64_effective_index(const struct arm64_attr *a)
{
    for (uint8_t i = 1; i < EFF_COUNT; i++)
        if (rows[i].type == a->type &&
            (a->type != TYPE_NORMAL ||
             (rows[i].inner == a->inner && rows[i].outer == a->outer &&
              (i == EFF_NC || rows[i].share == a->share))))
            return i;
    return EFF_NONE;
}

const char *
arm64_effective_name(uint8_t eff)
{
    return rows[eff < EFF_COUNT ? eff : EFF_NONE].name;
}
