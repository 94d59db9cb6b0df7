/* Canonical text, and rows for showing. */
#include "sim/policy/grammar.h"
#include "tests/policy/toy.h"

/* The canonical text of a text without faults. */
static char *
formatted(const char *text)
{
    struct source *src = source_new("t.policy", text, strlen(text));
    struct diag_sink *sink = diag_sink_new();
    struct syntax *tree = syntax_parse(&policy_grammar, src, sink);
    GString *out = g_string_new(NULL);

    cr_assert_eq(diag_count(sink), 0);
    policy_print(tree, out);
    syntax_free(tree);
    diag_sink_free(sink);
    source_free(src);
    return g_string_free(out, FALSE);
}

Test(policy_print, puts_arrows_below_each_other)
{
    char *got = formatted("# why -> how\n"
                          "policy   p # one\n"
                          "title \"a -> b # \\\" -> c\"\n"
                          "   decide\n"
                          "red->yes soft\n"
                          "# between\n"
                          "!tone ( dark )&blue ->no\n"
                          "otherwise-> fail  -EINVAL # -> last\n"
                          "\n\n\n"
                          "before unmap->rest,flush here there\n"
                          "after unmap if red->rest\n"
                          "stack s=p +i\n");

    cr_expect_str_eq(got, "# why -> how\n"
                          "policy p  # one\n"
                          "  title \"a -> b # \\\" -> c\"\n"
                          "  decide\n"
                          "    red  -> yes soft\n"
                          "    # between\n"
                          "    !tone(dark) & blue  -> no\n"
                          "    otherwise           -> fail -EINVAL  # -> last\n"
                          "\n"
                          "  before unmap        -> rest, flush here there\n"
                          "  after unmap if red  -> rest\n"
                          "stack s = p+i\n");
    g_free(got);
}

Test(policy_print, is_its_own_fixed_point)
{
    char *once = formatted("policy p\ndecide\nred&blue->yes\nred->no\n");
    char *twice = formatted(once);

    cr_expect_str_eq(once, twice);
    g_free(once);
    g_free(twice);
}

Test(policy_print, shipped_files_are_canonical)
{
    GDir *dir = g_dir_open(SHIPPED, 0, NULL);
    const char *name;
    unsigned files = 0;

    while ((name = g_dir_read_name(dir))) {
        char *path = g_build_filename(SHIPPED, name, NULL), *text, *got;

        cr_assert(g_file_get_contents(path, &text, NULL, NULL));
        got = formatted(text);
        cr_expect_str_eq(got, text, "%s", path);
        g_free(got);
        g_free(text);
        g_free(path);
        files++;
    }
    cr_expect_geq(files, 15);
    g_dir_close(dir);
}

/* What is shown parses again to the same rules. */
Test(policy_print, shown_rules_compile_to_themselves)
{
    struct policy_set *set = shipped_set();
    unsigned rows_seen = 0;

    for (uint32_t i = 0; i < policy_count(set); i++) {
        const struct policy *p = own_policy_at(set, i);
        GArray *rows;
        GString *text;
        struct diag_sink *sink;
        const char *table = "";
        struct policy_set *again;

        if (!p)
            continue;
        rows = policy_show(set, p);
        text = g_string_new("policy p\n title \"t\"\n arch x86\n layer kvm\n");
        sink = diag_sink_new();

        for (guint k = 0; k < rows->len; k++, rows_seen++) {
            const struct policy_row *r =
                &g_array_index(rows, struct policy_row, k);
            bool hook = strchr(r->table, ' ') != NULL;

            if (!hook && strcmp(table, r->table) != 0)
                g_string_append_printf(text, "%s\n", r->table);
            table = r->table;
            if (hook)
                g_string_append_printf(text, "%s if ", r->table);
            g_string_append_printf(text, "%s -> %s\n", r->when, r->does);
        }
        again = set_of(x86_arch, 1, text->str, sink);
        cr_assert_eq(diag_count(sink), 0, "%s", text->str);
        for (unsigned t = 0; t < X86_POLICY_TABLES; t++) {
            const struct policy_table *a = &p->table[t];
            const struct policy_table *b = &policy_find(again, "p")->table[t];

            cr_assert_eq(a->n, b->n);
            for (uint32_t k = 0; k < a->n; k++) {
                cr_expect_eq(a->rule[k].care, b->rule[k].care);
                cr_expect_eq(a->rule[k].want, b->rule[k].want);
                cr_expect_arr_eq(a->rule[k].action, b->rule[k].action,
                                 sizeof a->rule[k].action);
            }
        }
        g_array_unref(rows);
        g_string_free(text, TRUE);
        diag_sink_free(sink);
        policy_set_free(again);
    }
    cr_expect_geq(rows_seen, 103);
    policy_set_free(set);
}

Test(policy_print, rows_tell_rules_from_defaults)
{
    struct policy_set *set = shipped_set();
    struct diag_sink *sink = diag_sink_new();
    const struct policy_stack *s =
        stack_compose(set, "vmx-6.14-no-exit-barrier", (struct span){0}, sink);
    GArray *rows = stack_show(set, s);
    const struct policy_row *r = (const void *) rows->data;

    cr_expect_str_eq(r[0].table, "stage2");
    cr_expect_str_eq(r[0].when, "host-mmio");
    cr_expect_str_eq(r[0].does, "UC");
    cr_expect_str_eq(r[0].id, "policy vmx-6.11:15");
    cr_expect(!r[0].fallback);
    cr_expect_str_eq(r[3].table, "memslot");
    cr_expect(r[3].fallback);
    cr_expect_str_eq(r[8].table, "on vm-exit");
    cr_expect_str_eq(r[8].id, "policy vmx-6.14-no-exit-barrier:8");
    g_array_unref(rows);
    diag_sink_free(sink);
    policy_set_free(set);
}
