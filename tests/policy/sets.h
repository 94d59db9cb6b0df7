/*
 * What the policy tests of every architecture share: sets made of texts and of
 * folders, and their faults as text.
 */
#pragma once

#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/policy/lint.h"
#include "sim/policy/set.h"
#include "sim/policy/show.h"
#include "sim/policy/stack.h"

/* Shipped stacks are made of policies in these words, too. */
extern const struct policy_vocab iommu_policy_vocab;

#define IO_ARCH                                                                \
    {                                                                          \
        "io", &iommu_policy_vocab, true                                        \
    }
#define IO_SHIPPED "models/iommu/policies"

/* Faults in file order, a line each: "2:6 E301 message", notes indented. */
static inline char *
faults_text(struct diag_sink *sink)
{
    GString *out = g_string_new(NULL);

    diag_sort(sink);
    for (unsigned i = 0; i < diag_count(sink); i++) {
        const struct diag *d = diag_at(sink, i);
        struct place at = {0};

        if (d->at.src)
            at = source_place(d->at.src, d->at.from);
        g_string_append_printf(out, "%u:%u E%u %s\n", at.line, at.column,
                               diag_info(d->id)->number, d->message);
        for (guint k = 0; d->notes && k < d->notes->len; k++) {
            struct diag_note *n = &g_array_index(d->notes, struct diag_note, k);

            at = source_place(n->at.src, n->at.from);
            g_string_append_printf(out, "    %u: %s\n", at.line, n->message);
        }
    }
    return g_string_free(out, FALSE);
}

/* A finished set of one text; faults stay in SINK. */
static inline struct policy_set *
set_of(const struct policy_arch *arch, uint32_t n, const char *text,
       struct diag_sink *sink)
{
    struct policy_set *set = policy_set_new(arch, n);

    policy_parse(set, source_new("t.policy", text, strlen(text)), sink);
    policy_set_finish(set, sink);
    return set;
}

/* The policy, or NULL if it is in the shared words: those come along with every
 * architecture's and are nobody's own. */
static inline const struct policy *
own_policy_at(const struct policy_set *set, uint32_t i)
{
    const struct policy *p = policy_at(set, i);

    return p->shared ? NULL : p;
}

static inline unsigned
own_policies(const struct policy_set *set)
{
    unsigned n = 0;

    for (uint32_t i = 0; i < policy_count(set); i++)
        n += own_policy_at(set, i) != NULL;
    return n;
}

/* A finished set of folders of shipped policies, which have no faults. */
static inline struct policy_set *
set_of_folders(const struct policy_arch *arch, uint32_t n,
               const char *const *folder)
{
    struct policy_set *set = policy_set_new(arch, n);
    struct diag_sink *sink = diag_sink_new();
    GError *error = NULL;
    char *faults;

    for (unsigned i = 0; folder[i]; i++)
        cr_assert(policy_load(set, folder[i], sink, &error));
    policy_set_finish(set, sink);
    faults = faults_text(sink);
    cr_assert_str_eq(faults, "", "%s", faults);
    g_free(faults);
    diag_sink_free(sink);
    return set;
}

/* Faults of a text, with lint's if LINT. */
static inline char *
faults_of(const struct policy_arch *arch, uint32_t n, const char *text,
          bool lint)
{
    struct diag_sink *sink = diag_sink_new();
    struct policy_set *set = set_of(arch, n, text, sink);
    char *out;

    for (uint32_t i = 0; lint && i < policy_count(set); i++)
        policy_lint(set, policy_at(set, i), sink);
    out = faults_text(sink);
    diag_sink_free(sink);
    policy_set_free(set);
    return out;
}
