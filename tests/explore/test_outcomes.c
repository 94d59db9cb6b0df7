/*
 * Last states as a table: which there are of small programs, and what they
 * hold in memory.
 */
#include <criterion/criterion.h>
#include <glib.h>

#include "sim/explore/check.h"
#include "tests/lib/toy.h"

/* Two CPUs that store and then load; register i is of CPU i. */
static void
store_buffering(struct toy *t, const char *fence)
{
    uint16_t ram;

    toy_init(t);
    ram = toy_ram(t, TOY_HOST, TOY_HOST);
    for (uint16_t i = 0; i < 2; i++) {
        uint16_t cpu = toy_cpu(t), thread = toy_thread(t);
        uint32_t own = i * 64u, other = 64 - own;

        toy_value(toy_at(toy_do(t, thread, cpu, TOY_HOST, "store"), ram, own,
                         own + 8),
                  1);
        if (fence)
            toy_do(t, thread, cpu, TOY_HOST, fence);
        toy_at(toy_do(t, thread, cpu, TOY_HOST, "load"), ram, other, other + 8)
            ->result = i;
    }
    t->plan.nreg = 2;
}

/* One CPU writes data, then a flag, the other reads flag, then data. */
static void
message_passing(struct toy *t, enum toy_type data, const char *fence)
{
    uint16_t ram[2], map, w, r, writer, reader;

    toy_init(t);
    ram[0] = toy_ram(t, TOY_HOST, TOY_HOST);
    ram[1] = toy_ram(t, TOY_HOST, TOY_HOST);
    map = data == TOY_WB ? 0 : toy_map(t, TOY_HOST, ram[0], data);
    w = toy_cpu(t);
    r = toy_cpu(t);
    writer = toy_thread(t);
    reader = toy_thread(t);
    toy_value(toy_at(toy_do(t, writer, w, TOY_HOST, "store"), map, 0, 8), 1);
    if (fence)
        toy_do(t, writer, w, TOY_HOST, fence);
    toy_value(
        toy_at(toy_do(t, writer, w, TOY_HOST, "store"), TOY_PRINCIPALS, 0, 8),
        1);
    toy_at(toy_do(t, reader, r, TOY_HOST, "load"), TOY_PRINCIPALS, 0, 8)
        ->result = 0;
    toy_at(toy_do(t, reader, r, TOY_HOST, "load"), map, 0, 8)->result = 1;
    t->plan.nreg = 2;
}

static char *
outcomes_text(struct toy *t, const struct check_word *word, uint32_t nword)
{
    struct check_request q = {.plan = &t->plan,
                              .platform = &t->platform,
                              .word = word,
                              .nword = nword,
                              .arena = &t->arena};
    struct check_result r = check(&q);
    GString *text = g_string_new("");

    cr_assert_null(r.why, "%s", r.why);
    cr_expect_eq(r.end, EXPLORE_COMPLETE);
    for (uint32_t i = 0; i < r.noutcome; i++) {
        g_string_append(text, i ? " " : "");
        for (uint32_t c = 0; c < r.observed->nreg + nword; c++)
            if (r.outcome[i].unset[c])
                g_string_append_c(text, '-');
            else
                g_string_append_printf(text, "%u",
                                       (unsigned) r.outcome[i].value[c]);
        cr_expect_gt(r.outcome[i].count, 0);
    }
    check_done(&r);
    return g_string_free(text, FALSE);
}

static void
expect_outcomes(struct toy *t, const char *what, const char *expected)
{
    g_autofree char *got = outcomes_text(t, NULL, 0);

    cr_expect_str_eq(got, expected, "%s: %s", what, got);
    toy_clear(t);
}

Test(outcomes, store_buffering)
{
    struct toy t;

    store_buffering(&t, NULL);
    expect_outcomes(&t, "no fence", "00 01 10 11");
    store_buffering(&t, "sfence");
    expect_outcomes(&t, "sfence", "00 01 10 11");
    store_buffering(&t, "fence");
    expect_outcomes(&t, "fence", "01 10 11");
}

Test(outcomes, message_passing)
{
    struct toy t;

    message_passing(&t, TOY_WB, NULL);
    expect_outcomes(&t, "WB", "00 01 11");
    message_passing(&t, TOY_UC, NULL);
    expect_outcomes(&t, "UC", "00 01 11");
    message_passing(&t, TOY_WC, NULL);
    expect_outcomes(&t, "WC", "00 01 10 11");
    message_passing(&t, TOY_WC, "sfence");
    expect_outcomes(&t, "WC, sfence", "00 01 11");
}

Test(outcomes, dirty_lines_are_folded_into_memory)
{
    static const struct check_word word[] = {
        {0, 0 },
        {0, 8 },
        {0, 72},
    };
    struct toy t;
    uint16_t ram, cpu[2], thread[2];
    g_autofree char *got = NULL;

    toy_init(&t);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    for (uint16_t i = 0; i < 2; i++) {
        cpu[i] = toy_cpu(&t);
        thread[i] = toy_thread(&t);
        toy_value(
            toy_at(toy_do(&t, thread[i], cpu[i], TOY_HOST, "store"), ram, 0, 8),
            1u + i);
    }
    t.plan.nreg = 1; /* never written */
    got = outcomes_text(&t, word, G_N_ELEMENTS(word));
    cr_expect_str_eq(got, "-100 -200", "%s", got);
    toy_clear(&t);
}

Test(outcomes, first_values_of_words_nobody_names)
{
    static const struct check_word word = {0, 4090};
    static const struct plan_first first = {0, 4088, 7};
    struct toy t;
    uint16_t ram, cpu;
    g_autofree char *got = NULL;

    toy_init(&t);
    ram = toy_ram(&t, TOY_HOST, TOY_HOST);
    cpu = toy_cpu(&t);
    toy_at(toy_do(&t, 0, cpu, TOY_HOST, "load"), ram, 0, 8)->result = 0;
    t.plan.nreg = 1;
    t.plan.first = &first;
    t.plan.nfirst = 1;
    got = outcomes_text(&t, &word, 1);
    cr_expect_str_eq(got, "07", "%s", got);
    toy_clear(&t);
}

Test(outcomes, merging_is_adding)
{
    struct toy t;
    struct observed o = {
        .reg = (uint16_t[]){0, 1},
          .nreg = 2
    };
    struct outcomes *all = outcomes_new(&o), *half[2];
    struct outcome *row, *same;
    uint32_t n, nsame;
    cell *m;

    store_buffering(&t, NULL);
    cr_assert_null(toy_bind(&t));
    m = g_new(cell, t.b->at.ncell);
    machine_start(t.b, m);
    half[0] = outcomes_new(&o);
    half[1] = outcomes_new(&o);
    for (uint32_t i = 0; i < 200; i++) { /* versions as they come */
        m[t.b->at.reg] = 1 + i * 7 % t.b->nversion;
        m[t.b->at.reg + 1] = i * 3 % (1 + t.b->nversion);
        outcomes_add(all, t.b, m, 500 - i);
        outcomes_add(half[i % 3 == 0], t.b, m, 500 - i);
    }
    outcomes_merge(half[1], half[0]);
    row = outcomes_rows(all, &t.arena, &n);
    same = outcomes_rows(half[1], &t.arena, &nsame);
    cr_assert_eq(n, nsame);
    cr_expect_gt(n, 1);
    for (uint32_t i = 0; i < n; i++) {
        cr_expect_eq(row[i].count, same[i].count);
        cr_expect_eq(row[i].first, same[i].first);
        cr_expect_arr_eq(row[i].value, same[i].value, 2 * sizeof(uint64_t));
        cr_expect_arr_eq(row[i].unset, same[i].unset, 2);
    }
    g_free(m);
    outcomes_free(all);
    outcomes_free(half[0]);
    outcomes_free(half[1]);
    toy_clear(&t);
}
