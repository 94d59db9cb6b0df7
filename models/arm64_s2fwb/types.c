#include "models/arm64_s2fwb/types.h"

const char *const arm64_type_name[TYPE_COUNT] = {
    [TYPE_NONE] = "none",
    [TYPE_DEVICE_nGnRnE] = "Device-nGnRnE",
    [TYPE_DEVICE_nGnRE] = "Device-nGnRE",
    [TYPE_DEVICE_nGRE] = "Device-nGRE",
    [TYPE_DEVICE_GRE] = "Device-GRE",
    [TYPE_NORMAL] = "Normal",
};

const char *const arm64_cache_name[CACHE_COUNT] = {
    [CACHE_NONE] = "none",
    [CACHE_NC] = "Non-cacheable",
    [CACHE_WT] = "Write-Through",
    [CACHE_WB] = "Write-Back",
};

const char *const arm64_share_name[SH_COUNT] = {
    [SH_NONE] = "none",
    [SH_NSH] = "Non-shareable",
    [SH_ISH] = "Inner Shareable",
    [SH_OSH] = "Outer Shareable",
};

const char *const arm64_cache_short[CACHE_COUNT] = {
    [CACHE_NONE] = "-",
    [CACHE_NC] = "NC",
    [CACHE_WT] = "WT",
    [CACHE_WB] = "WB",
};

const char *const arm64_share_short[SH_COUNT] = {
    [SH_NONE] = "-",
    [SH_NSH] = "NSH",
    [SH_ISH] = "ISH",
    [SH_OSH] = "OSH",
};

/* ---- as one number ---- */

#define WITH_SHARES(name)                                                      \
    {                                                                          \
        name, name " NSH", name " ISH", name " OSH"                            \
    }

enum { KINDS = ARM64_CODES / SH_COUNT };

static const char *const code_name[KINDS][SH_COUNT] = {
    {"none", "none", "none", "none"},
    WITH_SHARES("Device-nGnRnE"),
    WITH_SHARES("Device-nGnRE"),      WITH_SHARES("Device-nGRE"),
    WITH_SHARES("Device-GRE"),        WITH_SHARES("Normal-NC"),
    WITH_SHARES("Normal-iNC-oWT"),    WITH_SHARES("Normal-iNC-oWB"),
    WITH_SHARES("Normal-iWT-oNC"),    WITH_SHARES("Normal-WT"),
    WITH_SHARES("Normal-iWT-oWB"),    WITH_SHARES("Normal-iWB-oNC"),
    WITH_SHARES("Normal-iWB-oWT"),    WITH_SHARES("Normal-WB"),
};

uint32_t
arm64_code(const struct arm64_attr *a)
{
    uint32_t kind = a->type;

    if (a->type == TYPE_NONE)
        return 0;
    if (a->type == TYPE_NORMAL)
        kind += (a->inner - (uint32_t) CACHE_NC) * 3 +
                (a->outer - (uint32_t) CACHE_NC);
    return kind * SH_COUNT + a->share;
}

const char *
arm64_code_name(uint32_t code)
{
    return code < ARM64_CODES ? code_name[code / SH_COUNT][code % SH_COUNT]
                              : "none";
}

const char *
arm64_code_type(uint32_t code)
{
    return code < ARM64_CODES ? code_name[code / SH_COUNT][SH_NONE] : "none";
}
