#include "tools/check_files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/write_file.h"
#include "tools/complain.h"

enum { NAME_MAX_BYTES = 200 }; /* file systems take 255                       */

struct writing {
    const char *folder;
    GHashTable *used; /* paths, of the files written so far                   */
    GPtrArray *keep;
};

bool
check_folder(const char *folder)
{
    if (g_mkdir_with_parents(folder, 0777) != 0 ||
        access(folder, W_OK | X_OK) != 0) {
        tell("cannot write into '%s': %s", folder, g_strerror(errno));
        return false;
    }
    return true;
}

/* What may stand in a name on any file system. */
static void
add_plain(GString *out, const char *text)
{
    for (; *text; text++)
        g_string_append_c(out, g_ascii_isalnum(*text) || strchr("-+=.,_", *text)
                                   ? *text
                                   : '_');
}

/* "s04.vmx-6.14.fence=no.stale-read.dirty-line-not-snooped.guest". */
static char *
name_of(const struct suite_scenario *s, const struct suite_case *c,
        const struct suite_shown *h)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) point = g_string_new(NULL);
    const char *part[] = {h->kind, h->cause, h->victim};

    suite_point(s, c, point);
    g_strdelimit(point->str, " ", ',');
    add_plain(out, s->name);
    g_string_append_c(out, '.');
    add_plain(out, c->policy);
    if (point->len) {
        g_string_append_c(out, '.');
        add_plain(out, point->str);
    }
    g_string_truncate(out, MIN(out->len, NAME_MAX_BYTES - 60));
    for (unsigned i = 0; i < G_N_ELEMENTS(part); i++) {
        g_string_append_c(out, '.');
        add_plain(out, part[i]);
    }
    return g_string_free(out, FALSE);
}

/* A path that no other witness has. */
static char *
free_path(const struct writing *w, const char *name)
{
    for (unsigned i = 1;; i++) {
        g_autofree char *base = i == 1 ? g_strconcat(name, ".scn", NULL)
                                       : g_strdup_printf("%s.%u.scn", name, i);
        char *path = g_build_filename(w->folder, base, NULL);

        if (g_hash_table_add(w->used, path)) {
            g_ptr_array_add(w->keep, path);
            return path;
        }
        g_free(path);
    }
}

static bool
write_case(const struct writing *w, const struct suite_scenario *s,
           const struct suite_case *c)
{
    struct suite_shown *shown =
        (struct suite_shown *) (uintptr_t) c->check->shown;

    for (uint32_t i = 0; i < c->check->nshown; i++) {
        g_autofree char *name = name_of(s, c, &shown[i]);
        GError *error = NULL;
        char *path;

        if (!shown[i].witness)
            continue;
        path = free_path(w, name);
        if (!write_file(path, shown[i].witness, strlen(shown[i].witness),
                        &error)) {
            tell_error(error);
            return false;
        }
        shown[i].file = path;
    }
    return true;
}

bool
check_write_witnesses(const char *folder, const struct suite *suite,
                      GPtrArray *keep)
{
    struct writing w = {folder, g_hash_table_new(g_str_hash, g_str_equal),
                        keep};
    bool ok = true;

    for (uint32_t i = 0; i < suite->nscenario; i++) {
        const struct suite_scenario *s = &suite->scenario[i];

        for (uint64_t k = 0; ok && k < s->ncase; k++)
            ok = !s->at[k].check || write_case(&w, s, &s->at[k]);
    }
    g_hash_table_unref(w.used);
    return ok;
}
