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
