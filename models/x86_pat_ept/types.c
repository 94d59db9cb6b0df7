#include "models/x86_pat_ept/types.h"

#include <string.h>

const char *const x86_mt_name[MT_COUNT] = {
    [MT_NONE] = "none", [MT_UC] = "UC", [MT_UCM] = "UC-", [MT_WC] = "WC",
    [MT_WT] = "WT",     [MT_WB] = "WB", [MT_WP] = "WP",
};

const char *const x86_apm_name[APM_COUNT] = {
    [APM_NONE] = "none", [APM_UC] = "UC",   [APM_UCM] = "UC-",
    [APM_WC] = "WC",     [APM_WCP] = "WC+", [APM_WP] = "WP",
    [APM_WT] = "WT",     [APM_WB] = "WB",   [APM_CD] = "CD",
};

const char *const x86_eff_name[X_COUNT] = {
    [X_NONE] = "none", [X_UC_PAGE] = "UC", [X_UC_MTRR] = "UC",
    [X_WC] = "WC",     [X_WCP] = "WC+",    [X_WT] = "WT",
    [X_WP] = "WP",     [X_WB] = "WB",      [X_CD] = "CD",
};

const char *const x86_eff_long_name[X_COUNT] = {
    [X_NONE] = "none",
    [X_UC_PAGE] = "UC(page)",
    [X_UC_MTRR] = "UC(mtrr)",
    [X_WC] = "WC",
    [X_WCP] = "WC+",
    [X_WT] = "WT",
    [X_WP] = "WP",
    [X_WB] = "WB",
    [X_CD] = "CD",
};

/* Index of NAME in NAMES, looking from 1; 0 if it is not there. */
static uint8_t
find(const char *const *names, unsigned count, const char *name)
{
    for (unsigned i = 1; i < count; i++)
        if (!strcmp(names[i], name))
            return (uint8_t) i;
    return 0;
}

uint8_t
x86_mt_parse(const char *name)
{
    return find(x86_mt_name, MT_COUNT, name);
}

uint8_t
x86_eff_parse(const char *name)
{
    uint8_t eff = find(x86_eff_name, X_COUNT, name);

    return eff ? eff : find(x86_eff_long_name, X_COUNT, name);
}

uint8_t
x86_apm_of(uint8_t mt)
{
    static const uint8_t apm[MT_COUNT] = {
        [MT_UC] = APM_UC, [MT_UCM] = APM_UCM, [MT_WC] = APM_WC,
        [MT_WT] = APM_WT, [MT_WB] = APM_WB,   [MT_WP] = APM_WP,
    };

    return apm[mt];
}
