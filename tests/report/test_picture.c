/* One picture with every feature, for a terminal and as SVG. */
#include <string.h>

#include "kit.h"
#include "sim/report/markup.h"
#include "sim/report/picture.h"

struct drawn {
    struct story story;
    struct picture picture;
};

static struct picture_row *
step(struct drawn *d, const char *text, uint32_t number, const char *type)
{
    struct story_step *s = story_step_new(&d->story);

    s->text = text;
    s->number = number;
    s->line = 10 + number;
    s->type = type;
    return picture_row_new(&d->picture, s);
}

static void
fill_rows(struct drawn *d)
{
    struct picture_row *r = step(d, "cpu0 guest: store <b> 1", 1, "WC & more");
    struct story_hazard *h;

    r->actor = 0;
    picture_message_add(
        r, (struct picture_message){0, 1, PICTURE_WRITE, "store <b>"});
    picture_state_add(
        r, (struct picture_state){1, "<b> = 1, step 1", .dirty = true});
    picture_state_add(r, (struct picture_state){3, "<b> = 0, at first"});
    r = step(d, "cpu0 guest: enter", 2, NULL);
    ((struct story_step *) d->story.step->pdata[1])->implied = true;
    r = step(d, "cpu0 guest: fence", 3, NULL);
    picture_message_add(
        r, (struct picture_message){0, 0, PICTURE_MARK, "all is done"});
    picture_message_add(
        r, (struct picture_message){2, 3, PICTURE_MOVE, "write back"});
    picture_message_add(r,
                        (struct picture_message){4, 2, PICTURE_SNOOP, "snoop"});
    picture_state_add(r, (struct picture_state){2, "gone", .gone = true});
    r = step(d, "nic: \"dma-read\" b", 4, "DMA");
    picture_message_add(r, (struct picture_message){3, 4, PICTURE_READ, "b = 0",
                                                    .wrong = true});
    h = story_hazard_new(d->story.step->pdata[3]);
    h->kind = "stale-read";
    h->cause = "dirty-line-not-snooped";
    h->severity = "functional";
    h->victim = "guest";
    h->conditions = "";
    h->says = "nic read 0 from <b>, should be 1";
    h->remedy = "remedy: a fence & a flush";
    picture_hazard_add(r, (struct picture_hazard){h, 4, 1});
}

static void
fill(struct drawn *d)
{
    static const struct picture_column column[] = {
        {"cpu0",   NULL,                     PICTURE_AGENT },
        {"cpu0",   "write-combining buffer", PICTURE_BUFFER},
        {"cpu0",   "cache",                  PICTURE_CACHE },
        {"memory", NULL,                     PICTURE_MEMORY},
        {"nic",    NULL,                     PICTURE_AGENT },
    };

    story_init(&d->story);
    d->story.scenario = "toy<1>";
    d->story.title = "A & B";
    d->story.policy = "toy-1";
    d->story.platform = "server";
    d->story.point = "a=1";
    d->story.ending = "1 hazard.";
    picture_init(&d->picture, &d->story);
    for (unsigned i = 0; i < G_N_ELEMENTS(column); i++)
        picture_column_add(&d->picture, column[i]);
    fill_rows(d);
}

static char *
written(const struct picture_look *look)
{
    struct drawn d;
    char *text = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);

    fill(&d);
    if (look)
        picture_text(&d.picture, look, out);
    else
        picture_svg(&d.picture, out);
    picture_clear(&d.picture);
    story_clear(&d.story);
    fclose(out);
    return text;
}

Test(picture, as_text)
{
    kit_expect("picture.txt", written(&(struct picture_look){0}));
}

Test(picture, in_plain_characters)
{
    char *text = written(&(struct picture_look){.ascii = true});

    for (const char *c = text; *c; c++)
        cr_assert((unsigned char) *c < 0x80);
    kit_expect("picture-ascii.txt", text);
}

/* The last line of what is drawn that has WORD in it. */
static char *
line_with(const struct picture *p, const struct picture_look *look,
          const char *word)
{
    char *text = NULL, *found = NULL;
    size_t length = 0;
    FILE *out = kit_open(&text, &length);
    g_auto(GStrv) line = NULL;

    picture_text(p, look, out);
    fclose(out);
    line = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; line[i]; i++)
        if (strstr(line[i], word)) {
            g_free(found);
            found = g_strdup(line[i]);
        }
    free(text);
    return found;
}

Test(picture, what_is_too_long_ends_in_a_sign)
{
    g_autofree char *name = g_strnfill(100, 'x'), *fits = g_strnfill(76, 'y');
    g_autofree char *cut = NULL, *plain = NULL, *whole = NULL;
    struct picture_row *r;
    struct drawn d;

    fill(&d);
    r = step(&d, "cpu0 guest: store", 5, NULL);
    picture_message_add(r, (struct picture_message){0, 4, PICTURE_WRITE, name});
    picture_message_add(r, (struct picture_message){0, 4, PICTURE_WRITE, fits});
    cut = line_with(&d.picture, &(struct picture_look){0}, "xxx");
    plain = line_with(&d.picture, &(struct picture_look){.ascii = true}, "xxx");
    whole = line_with(&d.picture, &(struct picture_look){0}, "yyy");
    cr_expect_eq(g_utf8_strlen(cut, -1), 80);
    cr_expect(g_str_has_suffix(cut, "x…"), "%s", cut);
    cr_expect_eq(strlen(plain), 80);
    cr_expect(g_str_has_suffix(plain, "x~"), "%s", plain);
    cr_expect(strstr(whole, fits) && g_str_has_suffix(whole, "y"), "%s", whole);
    picture_clear(&d.picture);
    story_clear(&d.story);
}

Test(picture, as_svg)
{
    kit_expect("picture.svg", written(NULL));
}

Test(picture, svg_is_well_formed)
{
    const GMarkupParser parser = {0};
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, 0, NULL, NULL);
    char *text = written(NULL);

    cr_assert(g_markup_parse_context_parse(context, text, -1, NULL));
    cr_assert(g_markup_parse_context_end_parse(context, NULL));
    g_markup_parse_context_free(context);
    free(text);
}

Test(picture, columns_change_places)
{
    const uint32_t at[] = {4, 3, 2, 1, 0};
    struct drawn d;
    const struct picture_row *r;
    const struct picture_message *m;
    const struct picture_column *k;

    fill(&d);
    picture_arrange(&d.picture, at);
    r = d.picture.row->pdata[0];
    m = r->message->pdata[0];
    k = d.picture.column->pdata[0];
    cr_assert_str_eq(k->name, "nic");
    cr_assert_eq(r->actor, 4);
    cr_assert_eq(m->from, 4);
    cr_assert_eq(m->to, 3);
    picture_clear(&d.picture);
    story_clear(&d.story);
}

Test(markup, what_xml_cannot_hold)
{
    g_autoptr(GString) out = g_string_new(NULL);

    markup(out, "<a b=\"%s\">%u%%</a>", "\"<&>'\x01\xff", 5u);
    cr_assert_str_eq(out->str,
                     "<a b=\"&quot;&lt;&amp;&gt;&apos;?\xef\xbf\xbd\">5%</a>");
}
