/* Every scenario and platform that is shipped: read without a fault, printed,
 * and read again as the same. */
#include "sim/core/verbs.h"
#include "sim/lang/grammar.h"
#include "sim/lang/platform_file.h"
#include "tests/lang/kit.h"
#include "tools/models.h"

typedef void each_file(const char *path, const struct source *src);

/* Call EACH for the files under FOLDER whose name ends in SUFFIX; how many. */
static unsigned
for_files(const char *folder, const char *suffix, each_file *each)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    unsigned n = 0;

    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            n += for_files(path, suffix, each);
        } else if (g_str_has_suffix(name, suffix)) {
            struct source *src = source_load(path, NULL);

            cr_assert_not_null(src, "%s", path);
            each(path, src);
            source_free(src);
            n++;
        }
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    return n;
}

static void
scenario_round_trip(const char *path, const struct source *src)
{
    struct diag_sink *sink = diag_sink_new();
    struct syntax *one = syntax_parse(&scenario_grammar, src, sink), *two;
    GString *first = g_string_new(NULL), *second = g_string_new(NULL);
    struct source *again;
    char *faults = kit_faults(sink);

    cr_expect_str_eq(faults, "", "%s\n%s", path, faults);
    syntax_print(one, first);
    again = source_new(path, first->str, first->len);
    two = syntax_parse(&scenario_grammar, again, sink);
    syntax_print(two, second);
    cr_expect(syntax_equal(one, two), "%s", path);
    cr_expect_str_eq(first->str, second->str, "%s", path);
    g_free(faults);
    g_string_free(first, TRUE);
    g_string_free(second, TRUE);
    syntax_free(one);
    syntax_free(two);
    source_free(again);
    diag_sink_free(sink);
}

/* Whether two operands say the same; ids stand for names. */
static bool
same_operand(const struct plan *a, const struct plan_operand *x,
             const struct plan *b, const struct plan_operand *y, bool mapped)
{
    bool address = x->kind == OPERAND_ADDRESS || x->kind == OPERAND_REGION;

    if (x->kind != y->kind || x->from != y->from || x->to != y->to ||
        x->number != y->number)
        return false;
    if (!address)
        return true;
    return strcmp(mapped && x->kind == OPERAND_ADDRESS ? a->map[x->id].name
                                                       : a->region[x->id].name,
                  mapped && x->kind == OPERAND_ADDRESS
                      ? b->map[y->id].name
                      : b->region[y->id].name) == 0;
}

static void
expect_same_steps(const char *path, const struct plan *a, const struct plan *b)
{
    cr_assert_eq(a->nstep, b->nstep, "%s", path);
    cr_expect_eq(a->nmap, b->nmap, "%s", path);
    cr_expect_eq(a->nregion, b->nregion, "%s", path);
    cr_expect_eq(a->ninit, b->ninit, "%s", path);
    for (uint32_t i = 0; i < a->nstep; i++) {
        const struct plan_step *s = &a->step[i], *t = &b->step[i];

        cr_expect(s->verb == t->verb && s->thread == t->thread &&
                      s->implied == t->implied && s->noperand == t->noperand,
                  "%s: %s, and %s", path, s->text, t->text);
        for (uint32_t o = 0; o < s->noperand; o++)
            cr_expect(same_operand(a, &s->operand[o], b, &t->operand[o],
                                   s->ctx != PLAN_NONE &&
                                       s->agent != PLAN_NONE &&
                                       a->agent[s->agent].kind == AGENT_CPU),
                      "%s: %s, and %s", path, s->text, t->text);
    }
}

/* Whether the plan leaves operations to choose; a point as printed has none,
 * but what its caller says was chosen. */
static bool
has_adversary(const struct plan *p)
{
    for (uint32_t i = 0; i < p->nthread; i++)
        if (p->thread[i].depth > 0)
            return true;
    return false;
}

/* Whether the scenario is in the words of this model. */
static bool
is_about(const struct source *src, const struct model *model)
{
    const struct lang_env env = {model, io_model(), NULL, NULL, NULL};
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    bool ok = script_check(s, &env, sink);

    script_free(s);
    diag_sink_free(sink);
    return ok;
}

/* The model a scenario is about; the first one, whose faults are then told, if
 * it is about none. */
static const struct model *
model_of(const struct source *src)
{
    for (unsigned i = 0; models[i]; i++)
        if (is_about(src, models[i]))
            return models[i];
    return models[0];
}

static struct script *
checked(const char *path, const struct source *src, const struct lang_env *env)
{
    struct diag_sink *sink = diag_sink_new();
    struct script *s = script_parse(src, sink);
    bool ok = script_check(s, env, sink);
    char *faults = kit_faults(sink);

    cr_assert(ok, "%s\n%s\n%s", path, src->text, faults);
    g_free(faults);
    diag_sink_free(sink);
    return s;
}

static void
print_one_point(const char *path, const struct script *s,
                const struct point *at, const struct lang_env *env)
{
    const struct point_print extra = {.expect = "under all: never any"};
    GString *text = g_string_new(NULL), *again = g_string_new(NULL);
    const struct point none = {{0}};
    struct arena arena;
    const struct plan *plan;
    struct source *src;
    struct script *copy;

    arena_init(&arena, 0);
    plan = &script_elaborate(s, at, &arena, NULL)->plan;
    cr_assert(script_print_point(s, at, &extra, text), "%s", path);
    src = source_new(path, text->str, text->len);
    copy = checked(path, src, env);
    cr_expect_eq(script_nparam(copy), 0);
    script_print(copy, again);
    cr_expect_str_eq(text->str, again->str, "%s", path);
    if (!has_adversary(plan))
        expect_same_steps(path, plan,
                          &script_elaborate(copy, &none, &arena, NULL)->plan);
    script_free(copy);
    source_free(src);
    arena_clear(&arena);
    g_string_free(text, TRUE);
    g_string_free(again, TRUE);
}

static void
points_round_trip(const char *path, const struct source *src)
{
    const struct lang_env env = {model_of(src), io_model(), NULL, NULL, NULL};
    struct script *s = checked(path, src, &env);
    struct points *points = points_new(s, NULL, NULL);
    struct point at;

    points_get(points, 0, &at);
    print_one_point(path, s, &at, &env);
    points_get(points, points_count(points) - 1, &at);
    print_one_point(path, s, &at, &env);
    points_free(points);
    script_free(s);
}

static void
platform_reads(const char *path, const struct source *src)
{
    struct diag_sink *sink = diag_sink_new();
    struct platform_file *f = platform_parse(src, model_find, NULL, sink);
    char *faults = kit_faults(sink);

    cr_expect_str_eq(faults, "", "%s\n%s", path, faults);
    platform_file_free(f);
    g_free(faults);
    diag_sink_free(sink);
}

Test(lang_shipped, scenarios)
{
    unsigned n = for_files("scenarios", ".scn", scenario_round_trip);

    cr_log_info("%u scenarios", n);
}

Test(lang_shipped, points_of_scenarios)
{
    cr_expect(for_files("scenarios", ".scn", points_round_trip) > 0);
}

/* What rules.md R37 gives a guest, out of the model's own table: every type
 * its registers can encode, and every access and line operation. */
Test(lang_shipped, any_of_x86)
{
    const char *text = "scenario s\nram a 4K owner guest\ndevice gpu\n"
                       "adversary cpu0 guest: up to 2 {\n"
                       "  map-as any\n  any a+8\n  mfence\n  wbinvd\n"
                       "  cr0-cd on\n  vm-exit cpuid\n"
                       "  wrmsr IA32_PAT 0x0007040600070406\n}\n"
                       "adversary gpu: up to 2 {\n  any a\n}\n"
                       "theorem t: guest-coherent under all\n";
    struct nearest near = nearest_to("", 0);
    const struct lang_env env = {model_find(NULL, "x86_pat_ept", &near),
                                 io_model(), NULL, NULL, NULL};
    struct source *src = source_new("t", text, strlen(text)), *again;
    struct script *s = checked("t", src, &env), *copy;
    const struct point at = {{0}};
    struct arena arena;
    static const uint32_t steps[] = {0, 23, 40, 49};
    const struct point_choice choice[] = {
        {NULL,      0},
        {steps + 1, 2},
        {steps + 3, 1}
    };
    const struct point_print extra = {.choice = choice,
                                      .expect = "under all: expect none"};
    GString *out = g_string_new(NULL);
    const struct plan *p;

    arena_init(&arena, 0);
    p = &script_elaborate(s, &at, &arena, NULL)->plan;
    cr_assert_eq(p->nstep, 1 + 7 * 6 + 5 + 2);
    cr_expect_str_eq(p->step[23].text, "cpu0 guest: movnti a~UC-+8 0xbad");
    cr_expect_str_eq(p->step[40].text, "cpu0 guest: clwb a~WP+8");
    cr_expect_str_eq(p->step[49].text, "gpu: dma-write a 0xbad");
    cr_assert(script_print_point(s, &at, &extra, out));
    cr_expect_str_eq(out->str,
                     "scenario s\n\n"
                     "ram a 4K owner guest\n"
                     "device gpu\n"
                     "map guest a as WB\n"
                     "map guest a as WP name a.WP\n"
                     "map guest a as UC- name a.UC-\n\n"
                     "cpu0 guest: vm-entry\n"
                     "thread adversary-cpu0 {\n"
                     "  cpu0 guest: movnti a.UC-+8 0xbad\n"
                     "  cpu0 guest: clwb a.WP+8\n"
                     "}\n"
                     "thread adversary-gpu {\n"
                     "  gpu: dma-write a 0xbad\n"
                     "}\n\n"
                     "under all: expect none\n",
                     "%s", out->str);
    again = source_new("t", out->str, out->len);
    copy = checked("t", again, &env);
    script_free(copy);
    source_free(again);
    g_string_free(out, TRUE);
    arena_clear(&arena);
    script_free(s);
    source_free(src);
}

Test(lang_shipped, platforms)
{
    unsigned n = for_files("models", ".platform", platform_reads);

    cr_log_info("%u platforms", n);
    cr_expect(n > 0);
}

/* Of one model, the I/O model and the core: each name once. */
static void
expect_no_clash(const struct model *m)
{
    const struct io_model *io = io_model();
    const struct verb *const lists[] = {m->verb, io ? io->verb : NULL,
                                        core_verbs};
    const uint32_t n[] = {m->nverb, io ? io->nverb : 0, core_verb_count};
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (uint32_t i = 0; i < n[l]; i++)
            cr_expect(
                g_hash_table_add(names, (gpointer) (size_t) lists[l][i].name),
                "%s: two verbs are called '%s'", m->name, lists[l][i].name);
    g_hash_table_unref(names);
}

Test(lang_shipped, no_two_verbs_have_one_name)
{
    for (unsigned i = 0; models[i]; i++)
        expect_no_clash(models[i]);
}
