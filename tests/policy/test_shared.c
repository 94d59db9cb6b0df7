/* Policies whose words belong to no architecture of CPUs: they compose with
 * those of any. */
#include "tests/policy/shared.h"

// clang-format off
static const char text[] =
    "policy p1\n title \"t\"\n arch one\n layer kvm\n also p1-old\n"
    " tags hot-t kind\n"
    " map\n  hot -> yes\n  otherwise -> no\n"
    "policy p2\n title \"t\"\n arch one\n layer kvm\n tags other\n"
    " map\n  otherwise -> yes\n"
    "policy q1\n title \"t\"\n arch two\n layer kvm\n tags hot-t\n"
    " map\n  otherwise -> no\n"
    "policy u1\n title \"t\"\n arch io\n layer iommu\n tags kind\n"
    " attach\n  snoops -> no\n"
    "policy u2\n title \"t\"\n arch io\n layer iommu\n"
    " attach\n  otherwise -> no\n"
    "policy f1\n title \"t\"\n arch io\n layer flush\n tags lazy\n"
    "policy f2\n title \"t\"\n arch io\n layer flush\n"
    " before unmap if pinned -> rest\n"
    "stack full = f2 + u1 + p1\n"
    "stack half = f1 + u1\n"
    "stack bare = p2\n"
    "stack other-full = q1 + u1 + f2\n"
    "default p1-old\n"
    "default f1\n";
// clang-format on

static const struct span nowhere = {0};

static struct policy_set *
the_set(struct diag_sink *sink)
{
    struct policy_set *set = set_of(some_arch, SOME_ARCH, text, sink);
    char *faults = faults_text(sink);

    cr_assert_str_eq(faults, "", "%s", faults);
    g_free(faults);
    return set;
}

/* "p1 u2 f1*": its parts, a star behind those nobody chose. */
static char *
parts_text(const struct policy_stack *s)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < s->npart; i++)
        g_string_append_printf(out, "%s%s%s", i ? " " : "", s->part[i]->name,
                               s->assumed >> i & 1 ? "*" : "");
    return g_string_free(out, FALSE);
}

/* Text, the parts as composed, as "one" and as "two" run it; NULL: neither. */
static const struct {
    const char *stack, *parts, *one, *two;
} composed[] = {
    {"p1",           "p1 f1*",    "p1 f1*",     NULL      },
    {"u2+p1-old",    "p1 u2 f1*", "p1 u2 f1*",  NULL      },
    {"f2 + u2 + q1", "q1 u2 f2",  NULL,         "q1 u2 f2"},
    {"f2+q1+u2",     "q1 u2 f2",  NULL,         "q1 u2 f2"},
    {"u1",           "u1 f1*",    "p1* u1 f1*", "u1 f1*"  },
    {"f2",           "f2",        "p1* f2",     "f2"      },
    {"half",         "u1 f1",     "p1* u1 f1",  "u1 f1"   },
    {"half+q1",      "q1 u1 f1",  NULL,         "q1 u1 f1"},
    {"full",         "p1 u1 f2",  "p1 u1 f2",   NULL      },
};

Test(policy_shared, composes_with_every_architecture_in_any_order)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);

    for (unsigned i = 0; i < sizeof composed / sizeof composed[0]; i++) {
        const struct policy_stack *s =
            stack_compose(set, composed[i].stack, nowhere, sink);
        const char *want[] = {composed[i].parts, composed[i].one,
                              composed[i].two};
        const struct policy_stack *got[] = {s, stack_for(set, s, "one"),
                                            stack_for(set, s, "two")};

        for (unsigned k = 0; k < 3; k++) {
            char *parts = got[k] ? parts_text(got[k]) : NULL;

            cr_expect(g_strcmp0(parts, want[k]) == 0, "%s as %u: %s",
                      composed[i].stack, k, parts);
            if (got[k])
                cr_expect_str_eq(got[k]->name, composed[i].stack);
            g_free(parts);
        }
        cr_expect(!s->arch == (want[1] && want[2]), "%s", composed[i].stack);
    }
    cr_expect_eq(diag_count(sink), 0);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* What the first rule of a table does, and whose it is. */
static void
expect_rule(const struct policy_table *t, unsigned code, const char *id)
{
    cr_assert_gt(t->n, 0, "%s", id);
    cr_expect_eq(t->rule[0].action[0].code, code, "%s", id);
    cr_expect_str_eq(t->rule[0].why.id, id);
}

Test(policy_shared, fills_both_kinds_of_tables)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);
    const struct policy_stack *u = stack_compose(set, "u1", nowhere, sink);
    const struct policy_stack *one = stack_for(set, u, "one");
    const struct policy_stack *two = stack_for(set, u, "two");
    const struct policy_stack *p = stack_compose(set, "p2+f2", nowhere, sink);

    /* of no architecture yet: no table of CPUs */
    cr_expect_eq(u->table[CPU_MAP].n, 0);
    expect_rule(&u->shared[IO_ATTACH], 0, "policy u1:30");
    /* the default policy; where there is none, the model's default */
    expect_rule(&one->table[CPU_MAP], 1, "policy p1:8");
    expect_rule(&two->table[CPU_MAP], 0, "cpu.map-default");
    expect_rule(&one->shared[IO_ATTACH], 0, "policy u1:30");
    expect_rule(&two->shared[IO_ATTACH], 0, "policy u1:30");
    /* nobody chose a policy for iommu, and it has no default */
    expect_rule(&p->table[CPU_MAP], 1, "policy p2:16");
    expect_rule(&p->shared[IO_ATTACH], 1, "io.attach-default");
    expect_rule(&p->shared[IO_UNMAP], 2, "policy f2:46");
    cr_expect_eq(u->shared[IO_UNMAP].n, 0);
    diag_sink_free(sink);
    policy_set_free(set);
}

static const struct {
    const char *name, *faults;
} wrong[] = {
    {"u1+f1+u2",  "0:0 E313 'u1' and 'u2' both decide for layer 'iommu'\n" },
    {"half+f2",   "0:0 E313 'f1' and 'f2' both decide for layer 'flush'\n" },
    {"f1+p1+q1",  "0:0 E203 'p1' and 'q1' are of different architectures\n"},
    {"q1+u1+p1",  "0:0 E203 'q1' and 'p1' are of different architectures\n"},
    {"full+half", "0:0 E313 'f2' and 'f1' both decide for layer 'flush'\n" },
    {"u1+hal",    "0:0 E201 no policy 'hal', did you mean 'half'?\n"       },
    {"p1+u3",     "0:0 E201 no policy 'u3', did you mean 'u1'?\n"          },
};

Test(policy_shared, names_both_in_errors)
{
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct diag_sink *sink = diag_sink_new();
        struct policy_set *set = the_set(sink);
        char *got;

        cr_expect_null(stack_compose(set, wrong[i].name, nowhere, sink));
        got = faults_text(sink);
        cr_expect_str_eq(got, wrong[i].faults, "%s: %s", wrong[i].name, got);
        g_free(got);
        diag_sink_free(sink);
        policy_set_free(set);
    }
}

/* ---- selecting ---- */

// clang-format off
/* What a text selects; USER as in stack_select(). */
static const struct {
    const char *text, *any, *one, *one_without, *two;
} selections[] = {
    {"all",
     "bare full half other-full",
     "bare full half",
     "bare full half",
     "half other-full"},
    {"all*all",
     "p1+u1+f1 p1+u1+f2 p1+u2+f1 p1+u2+f2 p2+u1+f1 p2+u1+f2 "
     "p2+u2+f1 p2+u2+f2 q1+u1+f1 q1+u1+f2 q1+u2+f1 q1+u2+f2",
     "p1+u1+f1 p1+u1+f2 p1+u2+f1 p1+u2+f2 p2+u1+f1 p2+u1+f2 "
     "p2+u2+f1 p2+u2+f2",
     "p1 p2",
     "q1+u1+f1 q1+u1+f2 q1+u2+f1 q1+u2+f2"},
    {"hot-t",
     "p1 q1",
     "p1",
     "p1",
     "q1"},
    {"lazy",
     "f1",
     "f1",
     "f1",
     "f1"},
    {"kind",
     "p1 u1",
     "p1 u1",
     "p1 u1",
     "u1"},
    {"q1+u2",
     "q1+u2",
     "",
     "",
     "q1+u2"},
};
// clang-format on

static void
expect_selected(struct policy_set *set, const char *what,
                const struct stack_user *user, const char *want,
                struct diag_sink *sink)
{
    GPtrArray *all = stack_select(set, what, user, nowhere, sink);
    GString *out = g_string_new(NULL);

    cr_assert_not_null(all, "%s", what);
    for (guint i = 0; i < all->len; i++) {
        const struct policy_stack *s = all->pdata[i];

        g_string_append_printf(out, "%s%s", i ? " " : "", s->name);
        if (user)
            cr_expect_str_eq(s->arch, user->arch, "%s", s->name);
    }
    cr_expect_str_eq(out->str, want, "%s: %s", what, out->str);
    g_string_free(out, TRUE);
    g_ptr_array_unref(all);
}

Test(policy_shared, selects_for_an_architecture)
{
    static const struct stack_user one = {"one", true}, two = {"two", true};
    static const struct stack_user one_without = {"one", false};
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);

    for (unsigned i = 0; i < sizeof selections / sizeof selections[0]; i++) {
        const char *what = selections[i].text;

        expect_selected(set, what, NULL, selections[i].any, sink);
        expect_selected(set, what, &one, selections[i].one, sink);
        expect_selected(set, what, &one_without, selections[i].one_without,
                        sink);
        expect_selected(set, what, &two, selections[i].two, sink);
    }
    cr_expect_eq(diag_count(sink), 0);
    cr_expect_null(stack_select(set, "p3", &two, nowhere, sink));
    cr_expect_eq(diag_count(sink), 1);
    diag_sink_free(sink);
    policy_set_free(set);
}

/* ---- asking ---- */

static const struct {
    const char *a, *b;
    bool same, without; /* where shared policies make no difference           */
} pairs[] = {
    {"p1+u1",    "u1+p1",    true,  true },
    {"p1+u1",    "p1+u1+f1", true,  true },
    {"u1",       "p1+u1",    true,  true },
    {"p1+u1",    "p1+u2",    false, true },
    {"p1+u1",    "p1",       false, true },
    {"p1+u1+f2", "full",     true,  true },
    {"p1+u1",    "p2+u1",    false, false},
    {"f2",       "half",     false, true },
    {"bare",     "p2+f2+u1", false, true },
    {"f2",       "p2+f2",    false, false},
};

Test(policy_shared, are_the_same_where_they_make_no_difference)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);

    for (unsigned i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct policy_stack *a = stack_for(
            set, stack_compose(set, pairs[i].a, nowhere, sink), "one");
        const struct policy_stack *b = stack_for(
            set, stack_compose(set, pairs[i].b, nowhere, sink), "one");

        cr_assert(a && b);
        cr_expect_eq(stack_same(a, b, true), pairs[i].same, "%s %s", a->name,
                     b->name);
        cr_expect_eq(stack_same(b, a, false), pairs[i].without, "%s %s",
                     a->name, b->name);
    }
    diag_sink_free(sink);
    policy_set_free(set);
}

static const struct {
    const char *stack, *under;
    bool yes, without;
} under[] = {
    {"u1",       "u1",      true,  true }, /* defaults are in it, too */
    {"u1",       "p1",      true,  true },
    {"u1",       "f1",      true,  true },
    {"u1",       "hot-t",   true,  true },
    {"u1",       "half",    true,  true },
    {"u1",       "p1+u1",   true,  true },
    {"u1",       "p1+u2",   false, true },
    {"u1",       "full",    false, true },
    {"u1",       "p2",      false, false},
    {"u1",       "p2+u1",   false, false},
    {"p2+f2+u2", "bare",    true,  true },
    {"p2+f2+u2", "u2 + f2", true,  true },
    {"p2+f2+u2", "f2+u1",   false, true },
    {"p2+f2+u2", "lazy",    false, true }, /* of shared policies alone */
    {"p2+f2+u2", "kind",    false, false}, /* of p1, too */
    {"p2+f2+u1", "kind",    true,  false},
    {"p1+f2+u2", "kind",    true,  true },
    {"p1+f2+u2", "full",    false, true },
    {"p1+f2+u2", "q1",      false, false},
    {"p1+f2+u2", "nobody",  false, false},
};

Test(policy_shared, is_under_parts_of_both_kinds)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);

    for (unsigned i = 0; i < sizeof under / sizeof under[0]; i++) {
        const struct policy_stack *s = stack_for(
            set, stack_compose(set, under[i].stack, nowhere, sink), "one");

        cr_assert_not_null(s);
        cr_expect_eq(stack_is_under(set, s, under[i].under, true), under[i].yes,
                     "%s %s", s->name, under[i].under);
        cr_expect_eq(stack_is_under(set, s, under[i].under, false),
                     under[i].without, "%s %s", s->name, under[i].under);
    }
    diag_sink_free(sink);
    policy_set_free(set);
}

/* ---- defaults, lint, rows ---- */

static const struct {
    const char *text, *faults;
} defaults[] = {
    {"default p\n",                "6:9 E201 no policy 'p'\n"                },
    {"default aa-old\n",
     "6:9 E201 no policy 'aa-old', did you mean 'a-old'?\n"                  },
    {"default a\ndefault b\n",
     "7:9 E313 'a' and 'b' are both the default of layer 'iommu'\n"          },
    {"default a\ndefault a-old\n",
     "7:9 E313 'a' and 'a-old' are both the default of layer 'iommu'\n"      },
    {"default\n",                  "6:8 E101 a name expected\n"              },
    {"default a b\n",              "6:11 E101 the end of the line expected\n"},
    {"default a\n attach\n",       "7:2 E104 this belongs into a policy\n"   },
};

Test(policy_shared, one_default_for_a_layer)
{
    for (unsigned i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        char *all = g_strconcat(
            "policy a\n title \"t\"\n arch io\n layer iommu\n also a-old\n",
            defaults[i].text,
            "policy b\n title \"t\"\n arch io\n layer iommu\n", NULL);
        char *got = faults_of(some_arch, SOME_ARCH, all, false);

        cr_expect_str_eq(got, defaults[i].faults, "%s: %s", defaults[i].text,
                         got);
        g_free(got);
        g_free(all);
    }
}

Test(policy_shared, a_default_is_not_inherited)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set =
        set_of(some_arch, SOME_ARCH,
               "policy b\n title \"t\"\n base a\ndefault a\n"
               "policy a\n title \"t\"\n arch io\n layer iommu\n attach\n"
               "  otherwise -> no\n",
               sink);

    cr_expect_eq(diag_count(sink), 0);
    cr_expect(policy_is_default(set, policy_find(set, "a")));
    cr_expect(!policy_is_default(set, policy_find(set, "b")));
    cr_expect(policy_find(set, "b")->shared);
    diag_sink_free(sink);
    policy_set_free(set);
}

Test(policy_shared, lint_walks_its_words)
{
    char *got = faults_of(some_arch, SOME_ARCH,
                          "policy a\n title \"t\"\n arch io\n layer iommu\n"
                          " attach\n  snoops -> no\n  !snoops -> yes\n"
                          "  pinned -> no\n"
                          "policy b\n title \"t\"\n arch io\n layer flush\n"
                          " attach\n  snoops -> no\n before unmap if hot -> "
                          "rest\n",
                          true);

    cr_expect_str_eq(
        got,
        "8:3 E311 nothing reaches line 8: lines 6, 7 decide first\n"
        "    6: this one decides\n    7: this one decides\n"
        "13:2 E203 'attach' belongs to layer 'iommu', this policy to 'flush'\n"
        "15:18 E301 no fact 'hot'\n",
        "%s", got);
    g_free(got);
}

Test(policy_shared, rows_of_both_kinds_are_shown)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = the_set(sink);
    const struct policy_stack *s = stack_compose(set, "f2+p2", nowhere, sink);
    GArray *rows = stack_show(set, s);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < rows->len; i++) {
        const struct policy_row *r = &g_array_index(rows, struct policy_row, i);

        g_string_append_printf(out, "%s: %s -> %s%s\n", r->table, r->when,
                               r->does, r->fallback ? " (default)" : "");
    }
    cr_expect_str_eq(out->str, "map: otherwise -> yes\n"
                               "attach: otherwise -> yes (default)\n"
                               "before unmap: pinned -> rest\n");
    g_string_free(out, TRUE);
    g_array_unref(rows);
    diag_sink_free(sink);
    policy_set_free(set);
}
