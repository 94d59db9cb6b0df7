#include "sim/report/picture.h"

static void
free_row(void *row)
{
    struct picture_row *r = row;

    g_ptr_array_unref(r->message);
    g_ptr_array_unref(r->state);
    g_ptr_array_unref(r->hazard);
    g_free(r);
}

void
picture_init(struct picture *p, const struct story *s)
{
    *p = (struct picture){
        .story = s,
        .column = g_ptr_array_new_with_free_func(g_free),
        .row = g_ptr_array_new_with_free_func(free_row),
    };
}

void
picture_clear(struct picture *p)
{
    g_ptr_array_unref(p->column);
    g_ptr_array_unref(p->row);
}

uint32_t
picture_column_add(struct picture *p, struct picture_column c)
{
    g_ptr_array_add(p->column, g_memdup2(&c, sizeof c));
    return p->column->len - 1;
}

struct picture_row *
picture_row_new(struct picture *p, const struct story_step *step)
{
    struct picture_row *r = g_new0(struct picture_row, 1);

    r->step = step;
    r->actor = PICTURE_NOWHERE;
    r->message = g_ptr_array_new_with_free_func(g_free);
    r->state = g_ptr_array_new_with_free_func(g_free);
    r->hazard = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(p->row, r);
    return r;
}

void
picture_message_add(struct picture_row *r, struct picture_message m)
{
    g_ptr_array_add(r->message, g_memdup2(&m, sizeof m));
}

void
picture_state_add(struct picture_row *r, struct picture_state s)
{
    g_ptr_array_add(r->state, g_memdup2(&s, sizeof s));
}

void
picture_hazard_add(struct picture_row *r, struct picture_hazard h)
{
    g_ptr_array_add(r->hazard, g_memdup2(&h, sizeof h));
}

bool
picture_row_shows(const struct picture_row *r)
{
    return !r->step->implied || r->message->len > 0 || r->state->len > 0 ||
           r->hazard->len > 0;
}

/* ---- order of columns ---- */

static uint32_t
moved(uint32_t column, const uint32_t *at)
{
    return column == PICTURE_NOWHERE ? column : at[column];
}

static void
arrange_row(struct picture_row *r, const uint32_t *at)
{
    r->actor = moved(r->actor, at);
    for (guint i = 0; i < r->message->len; i++) {
        struct picture_message *m = r->message->pdata[i];

        m->from = moved(m->from, at);
        m->to = moved(m->to, at);
    }
    for (guint i = 0; i < r->state->len; i++) {
        struct picture_state *s = r->state->pdata[i];

        s->column = moved(s->column, at);
    }
    for (guint i = 0; i < r->hazard->len; i++) {
        struct picture_hazard *h = r->hazard->pdata[i];

        h->at = moved(h->at, at);
        h->right = moved(h->right, at);
    }
}

void
picture_arrange(struct picture *p, const uint32_t *at)
{
    g_autofree void **old =
        g_memdup2(p->column->pdata, p->column->len * sizeof(void *));

    for (guint i = 0; i < p->column->len; i++)
        p->column->pdata[at[i]] = old[i];
    for (guint i = 0; i < p->row->len; i++)
        arrange_row(p->row->pdata[i], at);
}
