/*
 * How long `fix` takes: every shipped scenario under every shipped policy and
 * named stack, one at a time.
 */
#pragma once

struct bench_fix {
    unsigned cases;   /* a scenario under a stack                         */
    unsigned unknown; /* where something was not explored to the end      */
    double total, longest; /* seconds                                         */
    char *which; /* took longest; to be g_free()d                             */
};

/* Searches under the folder of scenarios. */
struct bench_fix bench_fix(const char *folder);
