#include "sim/report/story.h"

static void
free_hazard(void *hazard)
{
    struct story_hazard *h = hazard;

    g_ptr_array_unref(h->why);
    g_free(h);
}

static void
free_step(void *step)
{
    struct story_step *s = step;

    g_ptr_array_unref(s->why);
    g_ptr_array_unref(s->rules);
    g_ptr_array_unref(s->did);
    g_ptr_array_unref(s->now);
    g_ptr_array_unref(s->hazard);
    g_free(s);
}

void
story_init(struct story *s)
{
    *s = (struct story){.step = g_ptr_array_new_with_free_func(free_step)};
}

void
story_clear(struct story *s)
{
    g_ptr_array_unref(s->step);
}

struct story_step *
story_step_new(struct story *s)
{
    struct story_step *step = g_new0(struct story_step, 1);

    step->why = g_ptr_array_new();
    step->rules = g_ptr_array_new();
    step->did = g_ptr_array_new();
    step->now = g_ptr_array_new();
    step->hazard = g_ptr_array_new_with_free_func(free_hazard);
    g_ptr_array_add(s->step, step);
    return step;
}

struct story_hazard *
story_hazard_new(struct story_step *s)
{
    struct story_hazard *h = g_new0(struct story_hazard, 1);

    h->why = g_ptr_array_new();
    g_ptr_array_add(s->hazard, h);
    return h;
}
