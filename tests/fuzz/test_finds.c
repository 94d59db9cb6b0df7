/*
 * What the fuzz targets do, done to all that is shipped and to what they have
 * found: every text under finds/ once crashed or hung something.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "tests/fuzz/fuzz.h"
#include "tools/walk_dir.h"

/* Feeds the files of a folder; gives their number. */
static guint
feed(const char *folder, const char *suffix, fuzz_function *const *function)
{
    struct fuzz *f = fuzz_open();
    g_autoptr(GPtrArray) file = dir_list(folder, suffix);
    guint n = file ? file->len : 0;

    for (guint i = 0; i < n; i++) {
        g_autofree char *text = NULL;
        gsize length;

        cr_log_info("%s", (char *) file->pdata[i]);
        cr_assert(g_file_get_contents(file->pdata[i], &text, &length, NULL));
        for (unsigned k = 0; function[k]; k++)
            function[k](f, text, length);
    }
    fuzz_close(f);
    return n;
}

static fuzz_function *const scenario[] = {fuzz_lex, fuzz_script, fuzz_bind,
                                          NULL};
static fuzz_function *const policy[] = {fuzz_lex, fuzz_policy, NULL};
static fuzz_function *const litmus[] = {fuzz_lex, fuzz_litmus, NULL};
/* No text belongs to one language only. */
static fuzz_function *const any[] = {fuzz_lex,    fuzz_script, fuzz_bind,
                                     fuzz_policy, fuzz_litmus, fuzz_baseline,
                                     fuzz_parts,  NULL};

Test(fuzz, shipped_scenarios)
{
    cr_expect_gt(feed("scenarios/x86", ".scn", scenario), 30);
}

Test(fuzz, rule_scenarios)
{
    cr_expect_gt(feed("tests/rules", ".scn", scenario), 30);
}

Test(fuzz, shipped_policies)
{
    cr_expect_gt(feed("models/x86_pat_ept/policies", ".policy", policy), 10);
}

Test(fuzz, shipped_platforms)
{
    cr_expect_gt(feed("models/x86_pat_ept/platforms", ".platform", any), 4);
}

Test(fuzz, shipped_litmus_tests)
{
    cr_expect_gt(feed("tests/litmus", ".litmus", litmus), 100);
    cr_expect_gt(feed("tests/litmus/aarch64", ".litmus", litmus), 100);
}

Test(fuzz, finds)
{
    feed("tests/fuzz/finds", ".scn", any);
    feed("tests/fuzz/finds", ".policy", any);
    feed("tests/fuzz/finds", ".litmus", any);
    cr_expect_gt(feed("tests/fuzz/finds", ".baseline", any), 3);
    cr_expect_gt(feed("tests/fuzz/finds", ".part", any), 5);
    cr_expect_gt(feed("tests/fuzz/finds/runs", ".scn", any), 1);
}
