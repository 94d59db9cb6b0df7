/* One point of a scenario as a file of its own: the statements as they were
 * written, without what depends on the point. */
#include <string.h>

#include "sim/lang/inside.h"
#include "sim/lang/print.h"

struct printer {
    const struct script *s;
    const struct point *point;
    const struct point_print *extra;
    const struct experiment *x;
    struct names names;
    GString *out, *line;
    unsigned level; /* of indentation                                        */
    int section, want; /* of the line before, and of the next one             */
    uint32_t start;    /* one more than that of the last block; 0: none       */
    uint16_t thread;   /* of the plan: blocks met so far                      */
    bool placed;       /* the platform has been printed                       */
    bool mapped;       /* adversaries' maps have been printed                 */
};

/* ---- lines ---- */

static void
put_line(struct printer *p, const char *text)
{
    if (p->section && p->section != p->want)
        g_string_append_c(p->out, '\n');
    p->section = p->want;
    for (unsigned i = 0; i < p->level; i++)
        g_string_append(p->out, "  ");
    g_string_append_printf(p->out, "%s\n", text);
}

/* The canonical text of a statement with the values of its parameters. */
static const char *
text_of(struct printer *p, struct at at)
{
    GString *raw = g_string_new(NULL);

    syntax_print_statement(tree_at(p->s, at), at.node, raw);
    g_string_truncate(p->line, 0);
    fill_params(p->s, p->point, raw->str, p->line);
    g_string_free(raw, TRUE);
    return p->line->str;
}

/* ---- conditions ---- */

static bool
cond_true(const struct printer *p, struct at at)
{
    const struct syntax *t = tree_at(p->s, at);
    struct written w = written_at(p->s, at_node(at, at.node + 1));
    uint16_t number = find_param(p->s, w.text, w.length);
    struct written platform = {.text = ""};
    bool named = false;

    if (number == NO_PARAM) { /* of the platform, as in checking */
        platform = written_at(p->s, platform_node(p->s));
        if (platform.text[0] == '$')
            number = find_param(p->s, platform.text + 1, platform.length - 1);
    }
    for (uint32_t i = at.node + 1; i < t->node[at.node].end;
         i = t->node[i].end) {
        struct written value = written_at(p->s, at_node(at, i));

        if (t->node[i].code != S_LITERAL)
            continue;
        if (number == NO_PARAM)
            named |= same_value(&value, &platform);
        else
            named |=
                find_value(&g_array_index(p->s->params, struct param, number),
                           &value) == p->point->value[number];
    }
    return named != (syntax_slot(t, at.node, S_UNEQUAL) != 0);
}

static bool
conds_true(const struct printer *p, struct at at)
{
    const struct node *node = tree_at(p->s, at)->node;

    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end)
        if (node[i].kind == NODE_PART && node[i].code == F_COND &&
            !cond_true(p, at_node(at, i)))
            return false;
    return true;
}

/* ---- statements ---- */

static void put_statement(struct printer *p, struct at at);

static void
put_block(struct printer *p, struct at at)
{
    const struct node *node = tree_at(p->s, at)->node;

    p->level++;
    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end)
        if (node[i].kind == NODE_STATEMENT)
            put_statement(p, at_node(at, i));
    p->level--;
    put_line(p, "}");
}

/* Sections of the file, with an empty line between them; 0: not printed. */
enum { DROPPED, ABOUT, THINGS, HAPPENS };

static int
section_of(uint8_t code)
{
    switch (code) {
    case F_SCENARIO:
    case F_TITLE:
    case F_CITE:
    case F_KIND:
        return ABOUT;
    case F_PLATFORM:
    case F_PRINCIPAL:
    case F_QUIRK:
    case F_RAM:
    case F_MMIO:
    case F_IOMMU:
    case F_IOAS:
    case F_DEVICE:
    case F_MAP:
    case F_REG:
        return THINGS;
    case F_STEP:
    case F_EVENT:
    case F_THREAD:
    case F_SCHEDULE:
    case F_ADVERSARY:
        return HAPPENS;
    default:
        return DROPPED;
    }
}

/* Maps that only adversaries have, if they used them.  A map that is written
 * takes the place of one that goes without saying, so that has to be written,
 * too. */
static void
put_maps(struct printer *p, const uint8_t *used)
{
    const struct plan *plan = &p->x->plan;
    bool any = false;

    for (uint32_t i = 0; i < plan->nmap; i++)
        any |= used[i];
    if (any)
        p->want = THINGS;
    for (uint32_t i = 0; any && i < plan->nmap; i++) {
        const struct plan_map *m = &plan->map[i];
        bool linear =
            !m->principal && plan->region[m->region].kind == REGION_RAM;

        if (!used[i] || (!is_alias(m) && (!m->implied || linear)))
            continue;
        g_string_truncate(p->line, 0);
        print_map(&p->names, i, p->line);
        put_line(p, p->line->str);
    }
}

static void
mark_map(const struct plan *plan, uint32_t map, uint8_t *used)
{
    const struct plan_map *m = &plan->map[map];

    if (!is_alias(m))
        return;
    used[map] = 1;
    for (uint32_t i = 0; i < plan->nmap; i++)
        if (plan->map[i].principal == m->principal &&
            plan->map[i].region == m->region && !is_alias(&plan->map[i]))
            used[i] = 1;
}

static void
put_aliases(struct printer *p)
{
    const struct plan *plan = &p->x->plan;
    uint8_t *used = g_new0(uint8_t, plan->nmap + 1u);

    p->mapped = true;
    for (uint32_t t = 0; p->extra->choice && t < plan->nthread; t++)
        for (uint32_t i = 0; i < p->extra->choice[t].n; i++) {
            const struct plan_step *s =
                &plan->step[p->extra->choice[t].step[i]];

            if (s->noperand && s->operand->kind == OPERAND_ADDRESS &&
                s->ctx != PLAN_NONE && plan->agent[s->agent].kind == AGENT_CPU)
                mark_map(plan, s->operand->id, used);
        }
    for (uint32_t i = 0; i < p->extra->nevent; i++)
        if (p->extra->event[i].where.kind == OPERAND_ADDRESS)
            mark_map(plan, p->extra->event[i].where.id, used);
    put_maps(p, used);
    g_free(used);
}

/* The steps that bring CPUs where adversaries act, before the first of the
 * blocks that begin with this one: the implied ones right before it. */
static void
put_arrivals(struct printer *p, uint16_t thread)
{
    const struct plan *plan = &p->x->plan;
    uint32_t start = plan->thread[thread].start, n = 0, first = 0;

    if (p->start == start + 1)
        return;
    p->start = start + 1;
    for (uint32_t i = 0; i < plan->nstep && n < start; i++) {
        if (plan->step[i].thread)
            continue;
        n++;
        if (!plan->step[i].implied)
            first = n;
    }
    n = 0;
    for (uint32_t i = 0; i < plan->nstep && n < start; i++)
        if (!plan->step[i].thread && n++ >= first)
            put_line(p, plan->step[i].text);
}

static void
put_choices(struct printer *p)
{
    const struct plan *plan = &p->x->plan;
    const struct point_choice *c =
        p->extra->choice ? &p->extra->choice[p->thread] : NULL;

    if (!c || !c->n)
        return;
    g_string_printf(p->line, "thread %s {", plan->thread[p->thread].name);
    put_line(p, p->line->str);
    p->level++;
    for (uint32_t i = 0; i < c->n; i++) {
        g_string_truncate(p->line, 0);
        print_step(&p->names, &plan->step[c->step[i]], p->line);
        put_line(p, p->line->str);
    }
    p->level--;
    put_line(p, "}");
}

static void
put_thread(struct printer *p, struct at at)
{
    struct written name = written_at(p->s, at_node(at, at.node + 1));

    g_string_printf(p->line, "thread %.*s {", (int) name.length, name.text);
    put_line(p, p->line->str);
    put_block(p, at);
}

static void
put_platform(struct printer *p)
{
    const char *name = p->extra->platform ? p->extra->platform : p->x->platform;

    if (!name || p->placed)
        return;
    p->want = THINGS;
    p->placed = true;
    g_string_printf(p->line, "platform %s", name);
    put_line(p, p->line->str);
}

static void
put_scenario(struct printer *p)
{
    g_string_printf(p->line, "scenario %s%s", p->s->name,
                    p->extra->suffix ? p->extra->suffix : "");
    put_line(p, p->line->str);
}

/* What canonical text indents a statement by. */
static unsigned
code_indent(uint8_t code)
{
    for (uint32_t i = 0; i < scenario_grammar.nform; i++)
        if (scenario_grammar.form[i].code == code)
            return scenario_grammar.form[i].indent;
    return 0;
}

static void
put_statement(struct printer *p, struct at at)
{
    const struct syntax *t = tree_at(p->s, at);
    uint8_t code = t->node[at.node].code;
    int section = section_of(code);

    if (code == F_WHEN && conds_true(p, at))
        put_statement(p, at_node(at, syntax_statement(t, at.node)));
    if (section == DROPPED ||
        (code == F_SCHEDULE && (p->extra->event || p->extra->program)) ||
        ((code == F_THREAD || code == F_ADVERSARY || code == F_KIND) &&
         p->extra->program))
        return;
    if (section > ABOUT)
        put_platform(p);
    if (code == F_PLATFORM)
        return;
    if (section == HAPPENS && !p->mapped)
        put_aliases(p);
    p->want = section;
    if (code == F_THREAD || code == F_ADVERSARY)
        put_arrivals(p, ++p->thread);
    if (code == F_SCENARIO) {
        put_scenario(p);
    } else if (code == F_THREAD) {
        put_thread(p, at);
    } else if (code == F_ADVERSARY) {
        put_choices(p);
    } else if (code == F_SCHEDULE) {
        put_line(p, "schedule {");
        put_block(p, at);
    } else {
        p->level += code_indent(code);
        put_line(p, text_of(p, at));
        p->level -= code_indent(code);
    }
}

/* ---- what the caller adds ---- */

static void
put_comments(struct printer *p)
{
    for (uint32_t i = 0; i < p->extra->ncomment; i++) {
        g_string_printf(p->line, "# %s", p->extra->comment[i]);
        while (p->line->len > 1 && p->line->str[p->line->len - 1] == ' ')
            g_string_truncate(p->line, p->line->len - 1);
        put_line(p, p->line->str);
    }
}

static void
put_events(struct printer *p)
{
    if (!p->extra->event)
        return;
    p->want = HAPPENS + 1;
    put_line(p, "schedule {");
    p->level++;
    for (uint32_t i = 0; i < p->extra->nevent; i++) {
        g_string_truncate(p->line, 0);
        print_event(&p->names, &p->extra->event[i], p->line);
        put_line(p, p->line->str);
    }
    p->level--;
    put_line(p, "}");
}

/* Where a thread of the program ends or begins before line L. */
static void
turn_thread(struct printer *p, const char *last, const char *next)
{
    if (last == next)
        return;
    if (last)
        put_line(p, "}");
    if (next) {
        g_string_printf(p->line, "thread %s {", next);
        put_line(p, p->line->str);
    }
}

static void
put_program(struct printer *p)
{
    const char *thread = NULL;

    for (uint32_t i = 0; p->extra->program && i < p->extra->nprogram; i++) {
        const struct point_line *l = &p->extra->program[i];

        p->want = HAPPENS;
        turn_thread(p, thread, l->thread);
        thread = l->thread;
        if (!l->step)
            put_line(p, "schedule {");
        p->level = !l->step || thread;
        g_string_truncate(p->line, 0);
        if (l->step)
            print_step(&p->names, l->step, p->line);
        else
            print_event(&p->names, l->event, p->line);
        if (l->result)
            g_string_append_printf(p->line, " -> %s", l->result);
        put_line(p, p->line->str);
        p->level = 0;
        if (!l->step)
            put_line(p, "}");
    }
    turn_thread(p, thread, NULL);
}

bool
script_print_point(const struct script *s, const struct point *at,
                   const struct point_print *extra, GString *out)
{
    struct arena arena;
    struct printer p = {.s = s,
                        .point = at,
                        .extra = extra,
                        .out = out,
                        .line = g_string_new(NULL)};

    arena_init(&arena, 0);
    p.x = script_elaborate(s, at, &arena, NULL);
    if (p.x) {
        p.names = (struct names){s, &p.x->plan};
        put_comments(&p);
        for (guint i = 0; i < s->lines->len; i++)
            put_statement(&p, g_array_index(s->lines, struct at, i));
        put_platform(&p);
        put_program(&p);
        put_events(&p);
        if (extra->expect) {
            p.want = HAPPENS + 2;
            put_line(&p, extra->expect);
        }
    }
    arena_clear(&arena);
    g_string_free(p.line, TRUE);
    return p.x != NULL;
}
