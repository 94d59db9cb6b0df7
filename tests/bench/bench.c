/*
 * The figures that are promised, as this machine gives them.
 *
 *     cmake --build build/release --target bench &&
 * build/release/bin/mtsim-bench [parse|bind|replay|sweep|explore|fix|start]
 *
 * Best of some rounds, on one core but where it says two threads.  Prints
 * figures and judges nothing: a time limit in a test would measure the machine
 * it runs on.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "sim/base/arena.h"
#include "sim/engine/replay.h"
#include "sim/explore/explore.h"
#include "tests/bench/bench_fix.h"
#include "tests/lib/cohdma.h"
#include "tools/scenario.h"
#include "tools/sweep.h"

enum { ROUNDS = 5, PARSE_LINES = 300000, ACCESSES = 20000 };

static double
seconds(void)
{
    return (double) g_get_monotonic_time() / 1e6;
}

static void
figure(const char *what, double value, const char *unit, const char *bar)
{
    printf("%-34s %10.2f %-12s %s\n", what, value, unit, bar);
}

/* ---- parsing ---- */

static void
bench_parse(void)
{
    GString *text = g_string_new("scenario bench\nram buf 4K owner guest\n");
    struct source *src;
    double best = 1e9, bytes;
    size_t memory = 0;

    for (int i = 0; i < PARSE_LINES; i++)
        g_string_append_printf(text, "cpu0 guest: store buf+%d 1\n",
                               i % 512 * 8);
    bytes = (double) text->len;
    src = source_new("bench.scn", text->str, text->len);
    for (int round = 0; round < ROUNDS; round++) {
        struct diag_sink *sink = diag_sink_new();
        struct mallinfo2 before = mallinfo2(), after;
        double start = seconds();
        struct script *s = script_parse(src, sink);
        double took = seconds() - start;

        after = mallinfo2();
        memory =
            after.uordblks + after.hblkhd - before.uordblks - before.hblkhd;
        best = MIN(best, took);
        script_free(s);
        diag_sink_free(sink);
    }
    figure("parse", bytes / best / 1e6, "MB/s", "at least 50");
    figure("parse, memory", (double) memory / bytes, "bytes/byte", "at most 8");
    source_free(src);
    g_string_free(text, TRUE);
}

/* ---- one scenario, ready to run ---- */

struct ready {
    struct shipped *shipped;
    struct scenario *scenario;
};

static struct ready
ready_of(const char *path)
{
    struct ready r;
    struct input in = {(char *) (uintptr_t) path, (char *) (uintptr_t) path};
    int status = 0;

    r.shipped = shipped_open(NULL, NULL, &status);
    g_assert(r.shipped);
    r.scenario = scenario_load(r.shipped, &in, NULL, &status);
    g_assert(r.scenario && scenario_choose(r.scenario, r.shipped, NULL));
    g_assert(scenario_points(r.scenario, NULL));
    return r;
}

static struct bound *
bind_first(const struct ready *r, const struct experiment *e,
           struct arena *arena)
{
    const char *why = NULL;
    struct bind_request q = {.plan = &e->plan,
                             .platform = scenario_platform(r->scenario, e),
                             .policy = r->scenario->stacks->pdata[0],
                             .arena = arena};

    return bind_plan(&q, &why);
}

static void
bench_bind(const char *path)
{
    struct ready r = ready_of(path);
    struct diag_sink *sink = diag_sink_new();
    struct arena plan, run;
    double best_plan = 1e9, best_bind = 1e9;

    arena_init(&plan, 0);
    arena_init(&run, 0);
    for (int round = 0; round < 2000; round++) {
        struct point at;
        const struct experiment *e;
        double start = seconds(), middle;

        for (int i = 0; i < 10; i++) {
            arena_reset(&plan);
            points_get(r.scenario->points, 0, &at);
            e = script_elaborate(r.scenario->script, &at, &plan, sink);
        }
        middle = seconds();
        for (int i = 0; i < 10; i++) {
            arena_reset(&run);
            bound_done(bind_first(&r, e, &run));
        }
        best_plan = MIN(best_plan, (middle - start) / 10);
        best_bind = MIN(best_bind, (seconds() - middle) / 10);
    }
    figure("elaborate one point", best_plan * 1e6, "us", "");
    figure("bind one point", best_bind * 1e6, "us", "at most 20");
    arena_clear(&plan);
    arena_clear(&run);
    diag_sink_free(sink);
}

/* ---- replay ---- */

static void
bench_replay(const char *path)
{
    struct ready r = ready_of(path);
    struct diag_sink *sink = diag_sink_new();
    struct replay_options o = {0};
    struct arena plan, run, work;
    struct point at;
    const struct experiment *e;
    struct bound *b;
    double best = 1e9;

    arena_init(&plan, 0);
    arena_init(&run, 0);
    arena_init(&work, 0);
    points_get(r.scenario->points, 0, &at);
    e = script_elaborate(r.scenario->script, &at, &plan, sink);
    b = bind_first(&r, e, &run);
    g_assert(b);
    for (int round = 0; round < 20 * ROUNDS; round++) {
        double start = seconds();

        arena_reset(&work);
        replay(b, &work, &o);
        best = MIN(best, seconds() - start);
    }
    figure("replay, judge and timing on", b->nop / best / 1e6, "M accesses/s",
           "at least 15");
    bound_done(b);
    arena_clear(&plan);
    arena_clear(&run);
    arena_clear(&work);
    diag_sink_free(sink);
}

/* A working set of 64 lines, stores and loads in turn. */
static char *
write_replay_scenario(void)
{
    GString *text = g_string_new("scenario bench\nplatform intel-server\n"
                                 "ram buf 4K owner guest\n");
    char *path = NULL;
    int fd;

    for (int i = 0; i < ACCESSES; i++)
        g_string_append_printf(text,
                               i & 1 ? "cpu0 guest: load buf+%d -> r0\n"
                                     : "cpu0 guest: store buf+%d 1\n",
                               i / 2 * 64 % 4096);
    g_string_append(text, "under all: expect none\n");
    fd = g_file_open_tmp("mtsim-bench-XXXXXX.scn", &path, NULL);
    g_assert(fd >= 0 &&
             g_file_set_contents(path, text->str, (gssize) text->len, NULL));
    g_close(fd, NULL);
    g_string_free(text, TRUE);
    return path;
}

/* ---- sweeping ---- */

/* The most memory this program ever had, in bytes. */
static double
resident(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (double) u.ru_maxrss * 1024;
}

static bool
take_case(void *to, const struct sweep_case *c)
{
    *(uint64_t *) to += c->is != NULL;
    return true;
}

/* 100,000 points of what a matrix is made of: a few steps, a device that does
 * not snoop. */
static const char sweep_text[] = "scenario bench\n"
                                 "platform intel-server\n"
                                 "param type = WC WB UC WT UC-\n"
                                 "param a = 0 1 2 3 4 5 6 7 8 9\n"
                                 "param b = 0 1 2 3 4 5 6 7 8 9\n"
                                 "param c = 0 1 2 3 4 5 6 7 8 9\n"
                                 "param d = 0 1 2 3 4 5 6 7 8 9\n"
                                 "param fence = no yes\n"
                                 "ram buf 4K owner guest\n"
                                 "map guest buf as $type\n"
                                 "device gpu no-snoop owner host\n"
                                 "cpu0 guest: store buf $a\n"
                                 "cpu0 guest: store buf+8 $b\n"
                                 "cpu0 guest: store buf+64 $c\n"
                                 "cpu0 guest: store buf+72 $d\n"
                                 "when fence=yes: cpu0 guest: sfence\n"
                                 "cpu0 guest: ring gpu\n"
                                 "gpu: dma-read buf -> r0\n"
                                 "under vmx-6.16: expect none\n";

static void
bench_sweep(void)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("mtsim-bench-XXXXXX.scn", &path, NULL);
    struct ready r;
    uint64_t n = 0;
    struct sweep s = {
        .ask = {.brief = true}, .jobs = 1, .take = take_case, .to = &n};
    double before, start;
    int status = 0;

    g_assert(fd >= 0 && g_file_set_contents(path, sweep_text, -1, NULL));
    g_close(fd, NULL);
    r = ready_of(path);
    s.list = g_ptr_array_new();
    g_ptr_array_add((GPtrArray *) (uintptr_t) s.list, r.scenario);
    before = resident();
    start = seconds();
    g_assert(sweep_run(&s, &status));
    figure("matrix, points replayed", (double) n / (seconds() - start),
           "points/s", "at least 20000");
    figure("matrix, memory on top", (resident() - before) / (1 << 20), "MB",
           "");
    g_ptr_array_unref((GPtrArray *) (uintptr_t) s.list);
    remove(path);
}

/* ---- exploring ---- */

struct explored_once {
    double states, transitions; /* a second                                   */
    double bytes;               /* of a state                                 */
};

/* The best of some rounds. */
static struct explored_once
explore_rounds(struct bound *b, const struct explore_options *o)
{
    const struct explore_visitor v = {0};
    struct explored_once best = {0};

    for (int round = 0; round < 3; round++) {
        double start = seconds(), took;
        struct explore_result r = explore(b, o, &v);

        took = seconds() - start;
        best.states = MAX(best.states, (double) r.states / took);
        best.transitions = MAX(best.transitions, (double) r.transitions / took);
        best.bytes = (double) r.bytes / (double) r.states;
        explored_free(r.seen);
    }
    return best;
}

static void
bench_explore(void)
{
    struct arena arena;
    struct cohdma system;
    struct explored_once one, two, compact;
    struct bound *b;
    double before = resident();

    arena_init(&arena, 0);
    b = cohdma_bind(&system, &arena);
    one = explore_rounds(b, &(struct explore_options){.jobs = 1});
    figure("explore, 7,790,015 states", one.states / 1e6, "M states/s",
           "at least 1.5");
    figure("explore, transitions", one.transitions / 1e6, "M/s", "at least 8");
    figure("explore, memory counted", one.bytes, "bytes/state", "at most 40");
    figure("explore, memory resident", (resident() - before) / 7790015,
           "bytes/state", "at most 40");
    two = explore_rounds(b, &(struct explore_options){.jobs = 2});
    figure("explore, two threads", two.states / 1e6, "M states/s", "");
    figure("explore, two threads, transitions", two.transitions / 1e6, "M/s",
           "");
    figure("explore, two threads to one", two.states / one.states, "",
           "at least 1.7");
    compact = explore_rounds(b, &(struct explore_options){.compact = true});
    figure("explore, compact", compact.states / 1e6, "M states/s", "");
    figure("explore, compact, memory", compact.bytes, "bytes/state", "");
    bound_done(b);
    arena_clear(&arena);
}

/* ---- fixing ---- */

static void
bench_fixes(void)
{
    struct bench_fix fix;

    setvbuf(stdout, NULL, _IOLBF, 0); /* it takes minutes */
    fix = bench_fix("scenarios");
    figure("fix, every scenario and policy", fix.total, "s", "");
    printf("    %u searches, %u not to the end\n", fix.cases, fix.unknown);
    figure("fix, the longest", fix.longest, "s", "at most 5");
    printf("    %s\n", fix.which);
    g_free(fix.which);
}

/* ---- the program ---- */

static void
bench_start(const char *program, const char *const *words, const char *what,
            const char *bar, int rounds)
{
    char *argv[8] = {(char *) (uintptr_t) program};
    double best = 1e9;

    for (int i = 0; words[i]; i++)
        argv[i + 1] = (char *) (uintptr_t) words[i];
    for (int round = 0; round < rounds; round++) {
        double start = seconds();

        g_spawn_sync(NULL, argv, NULL,
                     G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, NULL, NULL);
        best = MIN(best, seconds() - start);
    }
    figure(what, best * 1e3, "ms", bar);
}

static void
bench_program(const char *program, const char *shipped)
{
    bench_start(program, (const char *const[]){"--version", NULL},
                "cold start, --version", "at most 5", 20);
    bench_start(program, (const char *const[]){"run", shipped, NULL},
                "cold start, run S01", "", 20);
    bench_start(
        program,
        (const char *const[]){"run", "--policy", "all", "scenarios", NULL},
        "run, every scenario and policy", "", 20);
    bench_start(
        program, (const char *const[]){"diff", "vmx-6.14", "vmx-6.16", NULL},
        "diff, vmx-6.14 and vmx-6.16, every scenario", "at most 1000", 20);
    bench_start(program,
                (const char *const[]){"diff", "flush-none", "flush-2024", NULL},
                "diff, flush-none and flush-2024, every scenario",
                "at most 1000", 20);
}

/* Found at once; and all programs in vain, for a rule that decides nothing. */
static void
bench_search(const char *program)
{
    bench_start(program,
                (const char *const[]){"diff", "--search", "6", "vmx-6.14",
                                      "vmx-6.16", NULL},
                "diff --search 6, vmx-6.14 and vmx-6.16", "at most 10000", 20);
    bench_start(program,
                (const char *const[]){"diff", "--search", "6", "vmx-6.16",
                                      "tests/bench/same.policy", NULL},
                "diff --search 6, no difference, KVM", "at most 10000", 2);
    bench_start(program,
                (const char *const[]){"diff", "--search", "6", "flush-2024",
                                      "tests/bench/same-flush.policy", NULL},
                "diff --search 6, no difference, flushes", "at most 10000", 2);
}

static bool
wanted(int argc, char **argv, const char *what)
{
    return argc < 2 || !strcmp(argv[1], what);
}

int
main(int argc, char **argv)
{
    const char *shipped = "scenarios/x86/s01-wc-noncoherent-golden-path.scn";
    char *folder = g_path_get_dirname(argv[0]);
    char *program = g_build_filename(folder, "mtsim", NULL);
    char *path;

    if (wanted(argc, argv, "parse"))
        bench_parse();
    if (wanted(argc, argv, "bind"))
        bench_bind(shipped);
    path = write_replay_scenario();
    if (wanted(argc, argv, "replay"))
        bench_replay(path);
    remove(path);
    if (wanted(argc, argv, "sweep"))
        bench_sweep();
    if (wanted(argc, argv, "explore"))
        bench_explore();
    if (wanted(argc, argv, "fix"))
        bench_fixes();
    if (wanted(argc, argv, "start"))
        bench_program(program, shipped);
    if (wanted(argc, argv, "search"))
        bench_search(program);
    g_free(path);
    g_free(program);
    g_free(folder);
    return 0;
}
