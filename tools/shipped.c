#include "tools/shipped.h"

#include <string.h>

#include "sim/lang/platform_file.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/data_dir.h"
#include "tools/models.h"
#include "tools/walk_dir.h"

static void
free_platform(void *f)
{
    platform_file_free(f);
}

static void
free_source(void *src)
{
    source_free(src);
}

/* The words of every model; to be g_free()d. */
static struct policy_arch *
vocabularies(uint32_t *count)
{
    const struct io_model *io = io_model();
    struct policy_arch *out;
    uint32_t n = 0;

    while (models[n])
        n++;
    out = g_new0(struct policy_arch, n + 1);
    for (uint32_t i = 0; i < n; i++)
        out[i] =
            (struct policy_arch){models[i]->arch, models[i]->policy, false};
    if (io)
        out[n++] = (struct policy_arch){io->arch, io->policy, true};
    *count = n;
    return out;
}

static struct shipped *
shipped_new(void)
{
    struct shipped *s = g_new0(struct shipped, 1);
    uint32_t n;

    s->arch = vocabularies(&n);
    s->policies = policy_set_new(s->arch, n);
    s->platforms = g_ptr_array_new_with_free_func(free_platform);
    s->sources = g_ptr_array_new_with_free_func(free_source);
    s->sink = diag_sink_new();
    return s;
}

void
shipped_close(struct shipped *s)
{
    if (!s)
        return;
    policy_set_free(s->policies);
    g_free(s->arch);
    g_ptr_array_unref(s->platforms);
    diag_sink_free(s->sink);
    g_ptr_array_unref(s->sources);
    g_free(s->dir);
    g_free(s);
}

/* ---- reading ---- */

static bool
read_platform(struct shipped *s, const char *path, GError **error)
{
    struct source *src = source_load(path, error);
    struct platform_file *f;

    if (!src)
        return false;
    g_ptr_array_add(s->sources, src);
    f = platform_parse(src, model_find, NULL, s->sink);
    if (f)
        g_ptr_array_add(s->platforms, f);
    return true;
}

static bool
read_policies(struct shipped *s, const char *path, GError **error)
{
    struct source *src = source_load(path, error);

    if (!src)
        return false;
    policy_parse(s->policies, src, s->sink);
    return true;
}

static bool
is_file_of(const char *text, const char *suffix)
{
    return g_str_has_suffix(text, suffix);
}

/* A file of the user's takes the place of the shipped one that is called the
 * same; so does a policy in it. */
static bool
is_replaced(const GPtrArray *users, const char *path)
{
    g_autofree char *base = g_path_get_basename(path);

    for (guint i = 0; i < users->len; i++) {
        g_autofree char *theirs = g_path_get_basename(users->pdata[i]);

        if (strcmp(base, theirs) == 0)
            return true;
    }
    return false;
}

static bool
read_file(struct shipped *s, const char *path, GError **error)
{
    return is_file_of(path, ".policy") ? read_policies(s, path, error)
                                       : read_platform(s, path, error);
}

/* The files of one folder of a model. */
static bool
read_folder(struct shipped *s, const char *model, const char *name,
            const char *suffix, const GPtrArray *users, GError **error)
{
    g_autofree char *path =
        g_build_filename(s->dir, "models", model, name, NULL);
    g_autoptr(GPtrArray) file = dir_list(path, suffix);

    for (guint k = 0; file && k < file->len; k++)
        if (!is_replaced(users, file->pdata[k]) &&
            !read_file(s, file->pdata[k], error))
            return false;
    return true;
}

/* Those of each model there is: what lies beside them needs words that this
 * program does not have. */
static bool
read_folders(struct shipped *s, const char *name, const char *suffix,
             const GPtrArray *users, GError **error)
{
    const struct io_model *io = io_model();

    for (unsigned i = 0; models[i]; i++)
        if (!read_folder(s, models[i]->name, name, suffix, users, error))
            return false;
    return !io || read_folder(s, io->name, name, suffix, users, error);
}

/* The files among comma-separated selections, and a platform's. */
static GPtrArray *
users_files(const char *const *selections, const char *platform)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

    for (unsigned i = 0; selections && selections[i]; i++) {
        g_auto(GStrv) part = g_strsplit(selections[i], ",", -1);

        for (unsigned k = 0; part[k]; k++)
            if (is_file_of(part[k], ".policy"))
                g_ptr_array_add(out, g_strdup(part[k]));
    }
    if (platform && is_file_of(platform, ".platform"))
        g_ptr_array_add(out, g_strdup(platform));
    return out;
}

static bool
read_all(struct shipped *s, const char *const *selections, const char *platform,
         GError **error)
{
    g_autoptr(GPtrArray) users = users_files(selections, platform);

    if (!read_folders(s, "policies", ".policy", users, error) ||
        !read_folders(s, "platforms", ".platform", users, error))
        return false;
    policy_set_replace(s->policies);
    for (guint i = 0; i < users->len; i++)
        if (!read_file(s, users->pdata[i], error))
            return false;
    return true;
}

struct shipped *
shipped_open(const char *const *selections, const char *platform, int *status)
{
    struct shipped *s = shipped_new();
    GError *error = NULL;
    bool ok;

    s->dir = data_dir(&error);
    ok = s->dir && read_all(s, selections, platform, &error);
    if (!ok) {
        tell_error(error);
        *status = EXIT_WORLD;
    } else if (!policy_set_finish(s->policies, s->sink) ||
               diag_errors(s->sink)) {
        print_faults(s->sink);
        *status = EXIT_USAGE;
        ok = false;
    }
    if (!ok)
        g_clear_pointer(&s, shipped_close);
    return s;
}

/* ---- asking ---- */

static const struct platform_file *
find_platform(const struct shipped *s, const char *name, struct nearest *near)
{
    bool file = is_file_of(name, ".platform");

    if (file && s->platforms->len > 0) /* the user's was read last */
        return s->platforms->pdata[s->platforms->len - 1];
    for (guint i = 0; i < s->platforms->len; i++) {
        const struct platform_file *f = s->platforms->pdata[i];

        if (strcmp(f->platform.name, name) == 0)
            return f;
        if (near)
            nearest_offer(near, f->platform.name);
    }
    return NULL;
}

const struct platform *
shipped_platform(const struct shipped *s, const char *name,
                 struct nearest *near)
{
    const struct platform_file *f = find_platform(s, name, near);

    return f ? &f->platform : NULL;
}

const struct platform *
shipped_platform_or_tell(const struct shipped *s, const char *name)
{
    struct nearest near = nearest_to(name, strlen(name));
    const struct platform *p = shipped_platform(s, name, &near);
    g_autofree char *hint = p ? NULL : nearest_hint(&near);

    if (!p)
        tell("no platform '%s'%s", name, hint);
    return p;
}

const struct source *
shipped_platform_source(const struct shipped *s, const char *name)
{
    const struct platform_file *f = find_platform(s, name, NULL);

    for (guint i = 0; i < s->platforms->len; i++) /* each has its source */
        if (s->platforms->pdata[i] == f)
            return s->sources->pdata[i];
    return NULL;
}

const struct model *
shipped_model(const struct shipped *s, const struct platform *p)
{
    return find_platform(s, p->name, NULL)->model;
}

/* ---- stacks ---- */

/* Adds the stacks of LIST that are not the same as one in OUT. */
static void
add_stacks(GPtrArray *out, const GPtrArray *list, const struct stack_user *user)
{
    for (guint i = 0; i < list->len; i++) {
        bool known = false;

        for (guint k = 0; k < out->len && !known; k++)
            known = stack_same(out->pdata[k], list->pdata[i], user->shared);
        if (!known)
            g_ptr_array_add(out, list->pdata[i]);
    }
}

/* The policies of one of the user's files. */
static GPtrArray *
stacks_of_file(struct shipped *s, const char *path,
               const struct stack_user *user)
{
    GPtrArray *out = g_ptr_array_new();
    struct span nowhere = {0};

    for (uint32_t i = 0; i < policy_count(s->policies); i++) {
        const struct policy *p = policy_at(s->policies, i);
        const struct policy_stack *stack;

        if (strcmp(policy_source(s->policies, p)->name, path) != 0)
            continue;
        stack = stack_for(s->policies,
                          stack_compose(s->policies, p->name, nowhere, s->sink),
                          user->arch);
        if (stack)
            g_ptr_array_add(out, (gpointer) (uintptr_t) stack);
    }
    return out;
}

static bool
add_selection(struct shipped *s, GPtrArray *out, const char *text,
              const struct stack_user *user)
{
    struct span nowhere = {0};
    g_autoptr(GPtrArray) found =
        is_file_of(text, ".policy")
            ? stacks_of_file(s, text, user)
            : stack_select(s->policies, text, user, nowhere, s->sink);

    if (!found)
        return false;
    add_stacks(out, found, user);
    return true;
}

GPtrArray *
shipped_stacks(struct shipped *s, const char *const *selections,
               const struct stack_user *user)
{
    GPtrArray *out = g_ptr_array_new();
    bool ok = true;

    for (unsigned i = 0; selections[i]; i++) {
        g_auto(GStrv) part = g_strsplit(selections[i], ",", -1);

        if (!part[0])
            ok &= add_selection(s, out, "", user);
        for (unsigned k = 0; part[k]; k++)
            ok &= add_selection(s, out, part[k], user);
    }
    if (ok)
        return out;
    print_faults(s->sink);
    g_ptr_array_unref(out);
    return NULL;
}
