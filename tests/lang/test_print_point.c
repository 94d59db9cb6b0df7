/* A point of a scenario as a file of its own. */
#include "sim/lang/script.h"
#include "tests/lang/kit.h"

static char *
printed(const char *text, uint64_t point, const struct point_print *extra)
{
    struct kit *k = kit_open(text);
    GString *out = g_string_new(NULL);
    struct points *points;
    struct point at;
    char *faults = kit_faults(k->sink);

    cr_assert(k->ok, "%s", faults);
    points = points_new(k->script, NULL, k->sink);
    points_get(points, point, &at);
    points_free(points);
    cr_assert(script_print_point(k->script, &at, extra, out));
    kit_close(k);
    g_free(faults);
    return g_string_free(out, FALSE);
}

Test(lang_print_point, nothing_depends_on_anything_any_more)
{
    const char *const comment[] = {"one", "", "two"};
    const struct point_print extra = {.comment = comment,
                                      .ncomment = 3,
                                      .suffix = "-witness",
                                      .platform = "other",
                                      .expect = "under all: expect leak"};
    char *got = printed("scenario s\n"
                        "title \"for $t\"   # a comment\n"
                        "param t = T1 T2\n"
                        "param at = 8 0x10\n"
                        "platform server\n"
                        "ram a 4K owner guest\n"
                        "when t=T1: map guest a as T2 name b\n"
                        "when t=T2: when at!=8: map guest a as $t name c\n"
                        "map guest a as $t\n"
                        "schedule {\n  evict a+$at\n}\n"
                        "thread x {\n"
                        "  when t!=T1: cpu0 guest: load a+$at -> r0\n"
                        "  when t=T1: cpu0 guest: load b\n"
                        "}\n"
                        "under all: never any\n",
                        3, &extra);

    cr_expect_str_eq(got, "# one\n#\n# two\n"
                          "scenario s-witness\n"
                          "title \"for $t\"\n"
                          "\n"
                          "platform other\n"
                          "ram a 4K owner guest\n"
                          "map guest a as T2 name c\n"
                          "map guest a as T2\n"
                          "\n"
                          "schedule {\n  evict a+0x10\n}\n"
                          "thread x {\n"
                          "  cpu0 guest: load a+0x10 -> r0\n"
                          "}\n"
                          "\n"
                          "under all: expect leak\n");
    g_free(got);
}
