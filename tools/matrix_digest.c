#include "tools/matrix_digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "tools/outcome.h"

/* Each with its length, so that text cannot move from one to the next. */
static void
add_text(GString *all, const char *text, gsize length)
{
    g_string_append_printf(all, "%" G_GSIZE_FORMAT ":", length);
    g_string_append_len(all, text, (gssize) length);
}

static void
add_word(GString *all, const char *word)
{
    add_text(all, word ? word : "", word ? strlen(word) : 0);
}

static void
add_platform(GString *all, const struct platform *p)
{
    add_word(all, p->name);
    for (unsigned i = 0; i < PK_COUNT; i++)
        g_string_append_printf(all, "%" G_GUINT64_FORMAT " ", p->key[i]);
    for (unsigned i = 0; i < MODEL_KEYS_MAX; i++)
        g_string_append_printf(all, "%" G_GUINT64_FORMAT " ", p->model_key[i]);
}

static void
add_scenario(GString *all, const struct scenario *sc)
{
    const struct source *src;
    const char *name;

    for (uint32_t i = 0; (src = script_source(sc->script, i)); i++)
        add_text(all, src->text, src->length);
    if (sc->forced)
        add_platform(all, sc->forced);
    for (uint32_t i = 0; !sc->forced && (name = script_platform(sc->script, i));
         i++) {
        const struct platform *p = shipped_platform(sc->shipped, name, NULL);

        add_platform(all, p ? p : &sc->fallback);
    }
    for (guint i = 0; i < sc->stacks->len; i++)
        g_string_append_printf(
            all, "%016" G_GINT64_MODIFIER "x",
            outcome_stack_digest(sc->shipped->policies, sc->stacks->pdata[i]));
}

static void
add_side(GString *all, const struct matrix_side *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        g_string_append_printf(all, "%u ", s->axis[i]);
    g_string_append_c(all, ';');
}

char *
matrix_digest(const struct matrix_plan *p, const struct matrix_ask *ask)
{
    g_autoptr(GString) all = g_string_new(MTSIM_VERSION);
    const struct matrix_frame *f = &p->frame;

    g_string_append_printf(all, " %u %u ", f->shows, f->explored);
    add_word(all, ask->bounds);
    add_side(all, &f->row);
    add_side(all, &f->column);
    add_side(all, &f->page);
    for (uint32_t i = 0; i < f->naxis; i++) {
        add_word(all, f->axis[i].name);
        for (uint32_t v = 0; v < f->axis[i].nvalue; v++)
            add_word(all, f->axis[i].value[v]);
    }
    for (guint i = 0; i < p->list->len; i++)
        add_scenario(all, p->list->pdata[i]);
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x",
                           (guint64) XXH3_64bits(all->str, all->len));
}

uint64_t
matrix_key(const struct matrix_frame *f, const uint32_t *at)
{
    uint64_t key = 0;

    for (uint32_t i = 0; i < f->naxis; i++) {
        const char *value;

        if (at[i] == MATRIX_NONE)
            continue;
        value = f->axis[i].value[at[i]];
        key =
            XXH3_64bits_withSeed(f->axis[i].name, strlen(f->axis[i].name), key);
        key = XXH3_64bits_withSeed(value, strlen(value), key);
    }
    return key;
}
