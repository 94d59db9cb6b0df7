#include "tools/diff_side.h"

#include <string.h>

#include "sim/core/io.h"
#include "tools/complain.h"
#include "tools/models.h"
#include "tools/policy_report.h"

static bool
is_file(const char *said)
{
    return g_str_has_suffix(said, ".policy");
}

/* ---- policies ---- */

/* The one policy of a file; NULL with the fault told. */
static const char *
name_in_file(const struct diff_side *side)
{
    const char *found = NULL;

    for (uint32_t i = 0; i < policy_count(side->shipped->policies); i++) {
        const struct policy *p = policy_at(side->shipped->policies, i);

        if (strcmp(policy_source(side->shipped->policies, p)->name,
                   side->said) != 0)
            continue;
        if (found) {
            tell("diff: '%s' has several policies, '%s' and '%s'; a file that "
                 "is compared has one",
                 side->said, found, p->name);
            return NULL;
        }
        found = p->name;
    }
    if (!found)
        tell("diff: '%s' has no policy", side->said);
    return found;
}

static bool
compose(struct diff_side *side)
{
    struct policy_set *set = side->shipped->policies;
    const char *name = is_file(side->said) ? name_in_file(side) : side->said;
    struct span nowhere = {0};
    g_autofree char *chosen = NULL;

    if (!name)
        return false;
    if (!strchr(name, '+') && !policy_find(set, name) &&
        (strcmp(name, "all") == 0 || stack_name_known(set, name))) {
        bool stack = false;

        for (uint32_t i = 0; i < stack_count(set); i++)
            stack |= strcmp(stack_name(set, i), name) == 0;
        if (!stack) {
            tell("diff: '%s' stands for several policies; one is compared "
                 "with one",
                 name);
            return false;
        }
    }
    side->stack = stack_compose(set, name, nowhere, side->shipped->sink);
    if (!side->stack) {
        print_faults(side->shipped->sink);
        return false;
    }
    chosen = stack_parts(side->stack, false, true, " + ");
    side->is = g_strdup(strcmp(chosen, side->said) == 0 ? "" : chosen);
    return true;
}

/* Whether both chose a policy for a same layer. */
static bool
share_layer(const struct policy_stack *a, const struct policy_stack *b)
{
    for (uint32_t i = 0; i < a->npart; i++)
        for (uint32_t k = 0; k < b->npart; k++)
            if (!(a->assumed >> i & 1) && !(b->assumed >> k & 1) &&
                a->part[i]->layer == b->part[k]->layer &&
                strcmp(a->part[i]->arch, b->part[k]->arch) == 0)
                return true;
    return false;
}

/* "layer flush", "layers kvm and iommu". */
static char *
layers(const struct diff_side *side)
{
    const struct policy_stack *s = side->stack;
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < s->npart; i++)
        if (!(s->assumed >> i & 1))
            g_string_append_printf(
                out, "%s%s", out->len ? " + " : "",
                policy_words(side->shipped->policies, s->part[i])
                    ->layer[s->part[i]->layer]);
    g_string_prepend(out, strchr(out->str, '+') ? "layers " : "layer ");
    return g_string_free(out, FALSE);
}

static bool
fit(const struct diff_side *side)
{
    const struct policy_stack *a = side[0].stack, *b = side[1].stack;
    g_autofree char *x = layers(&side[0]), *y = layers(&side[1]);

    if (a->arch && b->arch && strcmp(a->arch, b->arch) != 0) {
        tell("diff: '%s' is of %s and '%s' of %s; no scenario runs under both",
             side[0].said, a->arch, side[1].said, b->arch);
        return false;
    }
    if (share_layer(a, b))
        return true;
    tell("diff: '%s' decides for %s and '%s' for %s; policies of one layer are "
         "compared, or stacks A+B",
         side[0].said, x, side[1].said, y);
    return false;
}

bool
diff_sides_open(struct diff_side *side, const char *platform, int *status)
{
    for (unsigned i = 0; i < 2; i++) {
        const char *const said[] = {side[i].said, NULL};

        side[i].shipped = shipped_open(said, platform, status);
        if (!side[i].shipped)
            return false;
        if (!compose(&side[i])) {
            *status = EXIT_USAGE;
            return false;
        }
    }
    if (!fit(side)) {
        *status = EXIT_USAGE;
        return false;
    }
    side[0].shipped->beside = side[1].shipped;
    side[1].shipped->beside = side[0].shipped;
    return true;
}

/* ---- scenarios ---- */

bool
diff_sides_load(struct diff_side *side, const struct selection *s, int *status)
{
    g_autofree char *all =
        g_build_filename(side[0].shipped->dir, "scenarios", NULL);
    const char *const shipped[] = {all, NULL};
    const char *const *files =
        s->files ? (const char *const *) s->files : shipped;

    for (unsigned i = 0; i < 2; i++) {
        struct selection own = *s;
        char *policy[] = {(char *) (uintptr_t) side[i].said, NULL};

        own.policy = policy;
        side[i].list = selection_load(&own, side[i].shipped, files, status);
        if (*status != EXIT_EXPECTED)
            return false;
        if (!selection_choose(&own, side[i].shipped, side[i].list)) {
            *status = EXIT_USAGE;
            return false;
        }
    }
    return true;
}

void
diff_sides_close(struct diff_side *side)
{
    for (unsigned i = 0; i < 2; i++) {
        if (side[i].list)
            g_ptr_array_unref(side[i].list);
        shipped_close(side[i].shipped);
        g_free(side[i].is);
    }
}

/* ---- names ---- */

char *
diff_side_rule(const struct diff_side *side, const struct rule *rule)
{
    static const char prefix[] = "policy ";
    const char *name = rule->id, *colon = strrchr(rule->id, ':');
    g_autofree char *policy = NULL;
    const struct policy *p;

    if (!g_str_has_prefix(name, prefix) || !colon)
        return g_strdup("the model's default");
    policy = g_strndup(name + strlen(prefix),
                       (gsize) (colon - name) - strlen(prefix));
    p = policy_find(side->shipped->policies, policy);
    if (p && is_file(side->said) &&
        strcmp(policy_source(side->shipped->policies, p)->name, side->said) ==
            0)
        return g_strdup_printf("%s line %s", side->said, colon + 1);
    return g_strdup_printf("%s line %s", policy, colon + 1);
}

const struct policy_vocab *
diff_vocab(const struct scenario *sc, bool shared)
{
    const struct io_model *io = io_model();

    return !shared ? sc->model->policy : io ? io->policy : NULL;
}
