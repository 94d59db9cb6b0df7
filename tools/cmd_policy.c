/* mtsim policy: what policies there are, what they say, what is odd in them. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "sim/policy/lint.h"
#include "tools/complain.h"
#include "tools/options.h"
#include "tools/policy_report.h"
#include "tools/shipped.h"
#include "tools/writers.h"

static const char *const formats[] = {"text", "markdown", "csv", "json", NULL};

struct asked {
    const struct report_writer *writer;
    struct report_look look;
    char **arg; /* behind the verb                                            */
    bool quiet; /* of lint alone                                              */
};

/* Text and Markdown are for readers, the others for programs. */
static bool
is_to_read(const struct asked *a)
{
    return a->writer == &report_text || a->writer == &report_markdown;
}

static int
write_report(const struct asked *a, struct report *r)
{
    a->writer->write(r, &a->look, stdout);
    report_free(r);
    return EXIT_EXPECTED;
}

/* ---- list ---- */

/* "a + b, by default c + d". */
static char *
parts_to_read(const struct policy_stack *stack)
{
    g_autofree char *chosen = stack_parts(stack, false, true, " + ");
    g_autofree char *assumed = stack_parts(stack, true, true, " + ");

    return g_strconcat(chosen, *assumed ? ", by default " : "", assumed, NULL);
}

static void
list_stacks(struct shipped *s, const struct asked *a, struct report *r)
{
    struct report_table *t =
        report_table(r, "stacks", "Stacks, what 'all' stands for", NULL);
    struct span nowhere = {0};

    report_column(t, "stack");
    report_column(t, "policies");
    if (!is_to_read(a))
        report_column(t, "defaults");
    for (uint32_t i = 0; i < stack_count(s->policies); i++) {
        const char *name = stack_name(s->policies, i);
        const struct policy_stack *stack =
            stack_compose(s->policies, name, nowhere, s->sink);
        g_autofree char *chosen = stack_parts(stack, false, true, " + ");
        g_autofree char *assumed = stack_parts(stack, true, true, " + ");
        g_autofree char *both = parts_to_read(stack);

        report_row(t, is_to_read(a)
                          ? (const char *const[]){name, both}
                          : (const char *const[]){name, chosen, assumed});
    }
}

/* For readers: all that is said of a policy in one cell. */
static void
list_row_to_read(struct report_table *t, const struct policy *p,
                 const char *layer, const char *also, const char *tags)
{
    g_autoptr(GString) text = g_string_new(p->title ? p->title : "");

    if (*also)
        g_string_append_printf(text, "%salso %s", text->len ? "; " : "", also);
    if (*tags)
        g_string_append_printf(text, "%stags %s", text->len ? "; " : "", tags);
    report_row(t, (const char *const[]){p->name, p->arch, layer, text->str});
}

static int
list(struct shipped *s, const struct asked *a)
{
    bool to_read = is_to_read(a);
    struct report *r = report_new(NULL);
    struct report_table *t = report_table(r, "policies", "Policies", NULL);

    report_column(t, "policy");
    report_column(t, "arch");
    report_column(t, "layer");
    report_column(t, "title");
    if (!to_read) {
        report_column(t, "also");
        report_column(t, "tags");
    }
    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);
        g_autofree char *also = words_joined(p->also, p->nalso, " ");
        g_autofree char *tags = words_joined(p->tag, p->ntag, " ");
        const char *layer = policy_words(s->policies, p)->layer[p->layer];

        if (to_read)
            list_row_to_read(t, p, layer, also, tags);
        else
            report_row(t, (const char *const[]){p->name, p->arch, layer,
                                                p->title ? p->title : "", also,
                                                tags});
    }
    list_stacks(s, a, r);
    return write_report(a, r);
}

/* ---- show ---- */

static int
show_policy(struct shipped *s, const struct asked *a, const struct policy *p)
{
    struct report *r = report_new(p->name);
    g_autoptr(GArray) rows = policy_show(s->policies, p);

    policy_describe(s->policies, p, r);
    policy_rules(r, rows, p->cite, is_to_read(a));
    return write_report(a, r);
}

static int
show_stack(struct shipped *s, const struct asked *a,
           const struct policy_stack *stack)
{
    struct report *r = report_new(stack->name);
    g_autoptr(GArray) rows = stack_show(s->policies, stack);
    g_autofree char *parts = parts_to_read(stack);

    report_paragraph(r, parts);
    if (!stack->arch)
        report_paragraph(r, "For every architecture, whose own layers take "
                            "their defaults.");
    policy_rules(r, rows, NULL, is_to_read(a));
    return write_report(a, r);
}

/* The policies of a file of the user's. */
static int
show_file(struct shipped *s, const struct asked *a, const char *path)
{
    bool any = false;

    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);

        if (strcmp(policy_source(s->policies, p)->name, path) != 0)
            continue;
        if (any)
            putchar('\n');
        any = true;
        show_policy(s, a, p);
    }
    return EXIT_EXPECTED;
}

static int
show(struct shipped *s, const struct asked *a)
{
    struct span nowhere = {0};
    const char *name = a->arg[0];
    const struct policy_stack *stack;
    const struct policy *p;

    if (!name) {
        tell("policy show: which policy?  'mtsim policy list' names them");
        return EXIT_USAGE;
    }
    if (g_str_has_suffix(name, ".policy"))
        return show_file(s, a, name);
    p = policy_find(s->policies, name);
    if (p)
        return show_policy(s, a, p);
    stack = stack_compose(s->policies, name, nowhere, s->sink);
    if (stack)
        return show_stack(s, a, stack);
    print_faults(s->sink);
    return EXIT_USAGE;
}

/* ---- lint ---- */

static bool
is_meant(const struct shipped *s, const struct policy *p, char **file)
{
    const char *from = policy_source(s->policies, p)->name;

    for (unsigned i = 0; file[i]; i++)
        if (strcmp(file[i], from) == 0)
            return true;
    return !file[0];
}

static int
lint(struct shipped *s, const struct asked *a)
{
    unsigned found = 0, looked = 0;

    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);

        if (!is_meant(s, p, a->arg))
            continue;
        found += policy_lint(s->policies, p, s->sink);
        looked++;
    }
    if (found > 0)
        diag_print_all(s->sink, stdout, wants_colour(NULL, stdout));
    if (!a->quiet || found)
        printf("%u %s looked at, %u %s\n", looked,
               looked == 1 ? "policy" : "policies", found,
               found == 1 ? "finding" : "findings");
    return found ? EXIT_NOT : EXIT_EXPECTED;
}

/* ---- the command ---- */

static const struct verb_of {
    const char *name;
    int (*run)(struct shipped *s, const struct asked *a);
    unsigned most; /* words behind it                                         */
    bool only_files;
} verbs[] = {
    {"list", list, 0,        false},
    {"show", show, 1,        false},
    {"lint", lint, UINT_MAX, true }
};

static bool
words_fit(const struct verb_of *v, const struct asked *a)
{
    if (g_strv_length(a->arg) > v->most) {
        tell("policy %s: '%s' is a word too many", v->name, a->arg[v->most]);
        return false;
    }
    if (a->quiet && v->run != lint) {
        tell("policy %s: --quiet is for 'lint'", v->name);
        return false;
    }
    for (unsigned i = 0; v->only_files && a->arg[i]; i++)
        if (!g_str_has_suffix(a->arg[i], ".policy")) {
            tell("policy %s: '%s' is no *.policy file", v->name, a->arg[i]);
            return false;
        }
    return true;
}

static int
run_verb(const struct verb_of *v, const struct asked *a)
{
    int status = EXIT_USAGE;
    struct shipped *s;

    if (!words_fit(v, a))
        return EXIT_USAGE;
    s = shipped_open((const char *const *) a->arg, NULL, &status);
    if (s)
        status = v->run(s, a);
    shipped_close(s);
    return status;
}

static int
dispatch(const struct command *self, const char *word, const struct asked *a)
{
    struct nearest near = nearest_to(word, strlen(word));
    g_autofree char *hint = NULL;

    for (unsigned i = 0; i < G_N_ELEMENTS(verbs); i++) {
        if (strcmp(verbs[i].name, word) == 0)
            return run_verb(&verbs[i], a);
        nearest_offer(&near, verbs[i].name);
    }
    hint = nearest_hint(&near);
    tell("%s: there is no '%s'%s", self->name, word, hint);
    return EXIT_USAGE;
}

static int
policy(const struct command *self, int argc, char **argv)
{
    g_autofree char *format = NULL;
    g_auto(GStrv) word = NULL;
    gboolean ascii = FALSE, quiet = FALSE;
    const GOptionEntry options[] = {
        {"format",  'f', 0, G_OPTION_ARG_FILENAME, &format,
         "text, markdown, csv or json (list and show)", "FORMAT"},
        {"ascii",        0, 0, G_OPTION_ARG_NONE, &ascii,
         "draw lines with ASCII characters", NULL},
        {"quiet",  'q', 0, G_OPTION_ARG_NONE, &quiet,
         "lint: print nothing where nothing is odd", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &word, NULL,
         NULL},
        {NULL  },
    };
    struct asked a = {0};
    int status;

    if (!options_read(self, options, argc, argv, &status))
        return status;
    if (!word)
        return usage(self);
    a.look.ascii = ascii;
    a.arg = word + 1;
    a.quiet = quiet;
    a.writer =
        option_ascii_fits(ascii, format) ? writer_find(format, formats) : NULL;
    return a.writer ? dispatch(self, word[0], &a) : EXIT_USAGE;
}

const struct command cmd_policy = {
    .name = "policy",
    .synopsis = "[OPTION]... list | show NAME | lint [FILE]...",
    .summary = "list policies, show their rules, look for odd ones",
    .help = "NAME is a policy, a stack A+B, or a file NAME.policy.\n"
            "'lint' names rules that nothing reaches and inputs that nothing "
            "decides, in the\n"
            "files given or in all that is shipped; the status is 1 if it "
            "finds any.\n"
            "\n"
            "Examples:\n"
            "  mtsim policy list\n"
            "  mtsim policy show vmx-6.11\n"
            "  mtsim policy lint my.policy\n",
    .run = policy,
};
