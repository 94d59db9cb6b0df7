/* One story with every feature, as text and as JSON. */
#include "kit.h"
#include "sim/report/story.h"

static const struct story_rule policy_rule = {
    "policy toy:7", "a kernel, line 7", "otherwise -> WB", "WB"};
static const struct story_rule model_rule = {
    "toy.combine", "a manual, Table 1", "the types combine by the table", ""};

static void
put(GPtrArray *to, const void *what)
{
    g_ptr_array_add(to, (gpointer) (uintptr_t) what);
}

static void
fill(struct story *s)
{
    struct story_step *step;
    struct story_hazard *h;

    *s = (struct story){.step = s->step,
                        .scenario = "toy-buffer",
                        .title = "A buffer",
                        .file = "scenarios/toy-buffer.scn",
                        .policy = "toy-1",
                        .defaults = "io-1 + flush-1",
                        .platform = "server",
                        .point = "a=1 b=x",
                        .about = "the first of 8 cases that shows a hazard",
                        .ending = "1 hazard."};
    step = story_step_new(s);
    step->text = "cpu0 guest: enter";
    step->number = 1;
    step->line = 3;
    step->implied = true;
    step = story_step_new(s);
    step->text = "cpu0 guest: store buf 1";
    step->number = 2;
    step->line = 3;
    step->through = "guest's mapping of buf, made as WC";
    step->type = "WB";
    put(step->why, &policy_rule);
    put(step->why, &model_rule);
    step->control = "there was no entry yet: a fault, decided by";
    put(step->rules, &policy_rule);
    put(step->did, "cpu0 writes buf in its cache");
    put(step->now, "cpu0 cache: buf = 1 (dirty, written by cpu0 in step 2)");
    put(step->now, "memory: buf = 0 (there at first, guest's)");
    step = story_step_new(s);
    step->text = "unasked: evict buf";
    step->line = 4;
    put(step->did, "buf leaves cpu0's cache (evicted)");
    step = story_step_new(s);
    step->text = "gpu: dma-read buf -> r0";
    step->number = 3;
    step->line = 5;
    step->through = "gpu's bus address of buf";
    h = story_hazard_new(step);
    *h = (struct story_hazard){
        .kind = "stale-read",
        .cause = "dirty-line-not-snooped",
        .severity = "functional",
        .victim = "guest",
        .says = "gpu read 0 from buf, should be 1 (dirty in cpu0's cache)",
        .path = "the right data was written in step 2 (line 3)",
        .conditions = "alias",
        .remedy = "remedy: cpu0 guest: clean buf, after line 3",
        .why = h->why};
    put(h->why, &policy_rule);
}

static char *
written(bool json, bool colour)
{
    struct story s;
    char *text = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);

    story_init(&s);
    fill(&s);
    if (json)
        story_json(&s, out);
    else
        story_text(&s, colour, out);
    story_clear(&s);
    fclose(out);
    return text;
}

Test(story, as_text)
{
    kit_expect("story.txt", written(false, false));
}

Test(story, in_colour)
{
    kit_expect("story-colour.txt", written(false, true));
}

Test(story, as_json)
{
    kit_expect("story.json", written(true, false));
}
