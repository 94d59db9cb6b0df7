/* What each Device type and Normal Non-cacheable memory allow: Arm ARM (DDI
 * 0487), B2.10 "Memory types and attributes".  Prose in the manual, so these
 * cells are typed, not computed. */

#include "models/arm64_s2fwb/type_rows.h"

enum { KINDS = 5 };

static const char *const kind[KINDS] = {"nGnRnE", "nGnRE", "nGRE", "GRE",
                                        "Normal-NC"};

struct property {
    const char *name;
    const char *of[KINDS];
};

// clang-format off
static const struct property property[] = {
    { "gathering (G)",       { "no", "no", "no", "yes", "yes" } },
    { "reordering (R)",      { "no", "no", "yes", "yes", "yes" } },
    { "early write ack (E)", { "no", "yes", "yes", "yes", "yes" } },
    { "speculative reads",   { "no", "no", "no", "no", "yes" } },
    { "repeated accesses",   { "yes", "yes", "yes", "yes", "yes" } },
    { "data cache copies",   { "no", "no", "no", "no", "no" } },
    { "shareability",        { "OSH", "OSH", "OSH", "OSH", "OSH" } },
    { "unaligned access",    { "fault", "fault", "fault", "fault", "yes" } },
    { "DC ZVA",              { "fault", "fault", "fault", "fault", "yes" } },
    { "instruction fetch",   { "NC, fault", "NC, fault", "NC, fault",
                               "NC, fault", "yes" } },
    { "LSE atomics",         { "may fail", "may fail", "may fail", "may fail",
                               "may fail" } },
    { "LDXR, STXR",          { "may fail", "may fail", "may fail", "may fail",
                               "may fail" } },
    { "LD64B, ST64B",        { "yes", "yes", "yes", "yes", "yes" } },
    { "SVE loads, stores",   { "as GRE", "as GRE", "as GRE", "as GRE",
                               "yes" } },
};
// clang-format on

void
arm64_device_rows(arm64_emit *emit, void *to)
{
    for (unsigned p = 0; p < sizeof property / sizeof *property; p++)
        for (unsigned k = 0; k < KINDS; k++)
            emit(to, (const char *const[]){property[p].name, kind[k],
                                           property[p].of[k]});
}
