/* Parameters: the axes of a scenario, and the points of their product. */
#include <string.h>

#include "sim/lang/inside.h"

uint16_t
find_param(const struct script *s, const char *text, size_t length)
{
    for (guint i = 0; i < s->params->len; i++) {
        const char *name = g_array_index(s->params, struct param, i).name;

        if (strncmp(name, text, length) == 0 && name[length] == '\0')
            return (uint16_t) i;
    }
    return NO_PARAM;
}

void
offer_params(const struct script *s, struct nearest *near)
{
    for (guint i = 0; i < s->params->len; i++)
        nearest_offer(near, g_array_index(s->params, struct param, i).name);
}

bool
same_value(const struct written *a, const struct written *b)
{
    if (a->is_number && b->is_number)
        return a->number == b->number;
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

uint32_t
find_value(const struct param *p, const struct written *w)
{
    for (uint32_t i = 0; i < p->nvalue; i++)
        if (same_value(&p->written[i], w))
            return i;
    return p->nvalue;
}

struct written
written_at(const struct script *s, struct at at)
{
    const struct syntax *t = tree_at(s, at);
    struct written w = {.is_number = t->node[at.node].token == TK_NUMBER};

    w.text = syntax_text(t, at.node, &w.length);
    if (w.is_number)
        w.number = syntax_number(t, at.node);
    return w;
}

static void
read_values(struct script *s, struct param *p, struct diag_sink *sink)
{
    const struct node *node = tree_at(s, p->at)->node;
    uint32_t first = node[p->at.node + 1].end, end = node[p->at.node].end;
    uint32_t n = end - first; /* each is one node */

    if (n > SCRIPT_VALUES) {
        diag_add(sink, DIAG_TOO_MANY, span_at(s, p->at),
                 "a parameter has more than %d values", SCRIPT_VALUES);
        n = SCRIPT_VALUES;
    }
    p->value = arena_new_array(&s->text, const char *, n);
    p->written = arena_new_array(&s->text, struct written, n);
    for (uint32_t i = 0; i < n; i++) {
        struct at at = at_node(p->at, first + i);
        struct written w = written_at(s, at);

        if (find_value(p, &w) < p->nvalue)
            diag_add(sink, DIAG_NAME_TWICE, span_at(s, at),
                     "'%.*s' is there twice", (int) w.length, w.text);
        p->written[p->nvalue] = w;
        p->value[p->nvalue++] = arena_text(&s->text, w.text, w.length);
    }
}

/* How many values it has. */
static uint32_t
read_param(struct script *s, struct at at, struct diag_sink *sink)
{
    struct at name = at_node(at, at.node + 1);
    struct written w = written_at(s, name);
    struct param p = {.name = arena_text(&s->text, w.text, w.length), .at = at};
    uint16_t known = find_param(s, w.text, w.length);

    if (known != NO_PARAM) {
        diag_add(sink, DIAG_NAME_TWICE, span_at(s, name),
                 "parameter '%s' is defined twice", p.name);
        diag_note(sink,
                  span_at(s, g_array_index(s->params, struct param, known).at),
                  "first defined here");
        return 1;
    }
    if (s->params->len == SCRIPT_PARAMS) {
        diag_add(sink, DIAG_TOO_MANY, span_at(s, at), "more than %d parameters",
                 SCRIPT_PARAMS);
        return 1;
    }
    read_values(s, &p, sink);
    g_array_append_val(s->params, p);
    return p.nvalue;
}

/* How many points there are, and how to have fewer. */
static void
complain_points(struct script *s, struct at at, double points,
                struct diag_sink *sink)
{
    diag_add(sink, DIAG_TOO_MANY, span_at(s, at),
             "%.15g points are more than %d; give "
             "parameters fewer values, or divide them among scenarios",
             points, SCRIPT_POINTS);
}

void
read_params(struct script *s, struct diag_sink *sink)
{
    struct at last = {0, 0};
    double points = 1;

    for (guint i = 0; i < s->lines->len; i++) {
        struct at at = g_array_index(s->lines, struct at, i);
        const struct node *n = &tree_at(s, at)->node[at.node];

        if (n->code != F_PARAM || n->flags & NODE_BAD)
            continue;
        points *= read_param(s, at, sink);
        last = at;
    }
    if (points > SCRIPT_POINTS)
        complain_points(s, last, points, sink);
}

uint32_t
script_nparam(const struct script *s)
{
    return s->params->len;
}

struct script_param
script_param(const struct script *s, uint32_t i)
{
    const struct param *p = &g_array_index(s->params, struct param, i);

    return (struct script_param){p->name, p->value, p->nvalue};
}

/* ---- points ---- */

struct points {
    uint64_t count;
    uint32_t nparam;
    struct axis {
        bool *keep; /* by value; NULL: all                                   */
        uint16_t *value; /* the numbers of the values left                   */
        uint32_t n;
    } axis[SCRIPT_PARAMS];
};

/* "FROM..TO" of numbers. */
static bool
read_range(const char *text, size_t length, uint64_t *from, uint64_t *to)
{
    const char *dots = g_strstr_len(text, (gssize) length, "..");
    g_autofree char *first = NULL, *last = NULL;

    if (!dots)
        return false;
    first = g_strndup(text, (gsize) (dots - text));
    last = g_strndup(dots + 2, length - (size_t) (dots - text) - 2);
    return g_ascii_string_to_unsigned(first, 10, 0, UINT64_MAX, from, NULL) &&
           g_ascii_string_to_unsigned(last, 10, 0, UINT64_MAX, to, NULL);
}

/* Leave the values of an axis in that are numbers of a range. */
static bool
keep_range(const struct param *p, bool *keep, uint64_t from, uint64_t to)
{
    bool any = false;

    for (uint32_t i = 0; i < p->nvalue; i++)
        if (p->written[i].is_number && p->written[i].number >= from &&
            p->written[i].number <= to)
            any = keep[i] = true;
    return any;
}

/* Leave one value of an axis in, all of them, or a range; false if it has none
 * like that. */
static bool
keep_value(const struct param *p, bool *keep, const char *text, size_t length)
{
    uint64_t from, to;

    for (uint32_t i = 0; i < p->nvalue; i++)
        if (strncmp(p->value[i], text, length) == 0 &&
            p->value[i][length] == '\0') {
            keep[i] = true;
            return true;
        }
    if (read_range(text, length, &from, &to))
        return keep_range(p, keep, from, to);
    if (length == 3 && memcmp(text, "all", 3) == 0) {
        memset(keep, true, p->nvalue);
        return true;
    }
    return false;
}

/* One filter. */
static bool
apply_filter(const struct script *s, const char *filter, struct points *points,
             struct diag_sink *sink)
{
    const struct span nowhere = {0};
    const char *equals = strchr(filter, '=');
    size_t length = equals ? (size_t) (equals - filter) : strlen(filter);
    uint16_t param = find_param(s, filter, length);
    struct nearest near = nearest_to(filter, length);
    const struct param *p;
    struct axis *axis;

    if (!equals || param == NO_PARAM) {
        char *hint;

        if (equals)
            offer_params(s, &near);
        hint = nearest_hint(&near);
        diag_add(sink, DIAG_NAME_UNKNOWN, nowhere,
                 equals ? "'%s': no such parameter%s"
                        : "'%s': a parameter is chosen as NAME=VALUE%s",
                 filter, hint);
        g_free(hint);
        return false;
    }
    p = &g_array_index(s->params, struct param, param);
    axis = &points->axis[param];
    if (!axis->keep)
        axis->keep = g_new0(bool, p->nvalue);
    for (const char *at = equals + 1, *end;; at = end + 1) {
        end = at + strcspn(at, "|");
        if (!keep_value(p, axis->keep, at, (size_t) (end - at))) {
            diag_add(sink, DIAG_VALUE, nowhere,
                     "parameter '%s' has no value '%.*s'", p->name,
                     (int) (end - at), at);
            return false;
        }
        if (!*end)
            return true;
    }
}

static void
fill_axis(struct axis *axis, const struct param *p)
{
    axis->value = g_new(uint16_t, p->nvalue);
    for (uint32_t i = 0; i < p->nvalue; i++)
        if (!axis->keep || axis->keep[i])
            axis->value[axis->n++] = (uint16_t) i;
}

struct points *
points_new(const struct script *s, const char *const *filter,
           struct diag_sink *sink)
{
    struct points *points = g_new0(struct points, 1);
    bool ok = true;

    for (; filter && *filter; filter++)
        ok &= apply_filter(s, *filter, points, sink);
    points->count = 1;
    points->nparam = s->params->len;
    for (uint32_t i = 0; i < points->nparam; i++) {
        fill_axis(&points->axis[i], &g_array_index(s->params, struct param, i));
        points->count *= points->axis[i].n;
    }
    if (ok)
        return points;
    points_free(points);
    return NULL;
}

void
points_free(struct points *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; i < p->nparam; i++) {
        g_free(p->axis[i].keep);
        g_free(p->axis[i].value);
    }
    g_free(p);
}

uint64_t
points_count(const struct points *p)
{
    return p->count;
}

bool
points_have(const struct points *p, uint32_t param, uint32_t value)
{
    return !p->axis[param].keep || p->axis[param].keep[value];
}

void
points_get(const struct points *p, uint64_t i, struct point *at)
{
    memset(at, 0, sizeof *at);
    for (uint32_t a = p->nparam; a-- > 0;) {
        at->value[a] = p->axis[a].value[i % p->axis[a].n];
        i /= p->axis[a].n;
    }
}

const char *
point_text(const struct script *s, const struct point *at, struct arena *arena)
{
    GString *text = g_string_new(NULL);
    const char *kept;

    for (guint i = 0; i < s->params->len; i++) {
        const struct param *p = &g_array_index(s->params, struct param, i);

        g_string_append_printf(text, "%s%s=%s", i ? " " : "", p->name,
                               p->value[at->value[i]]);
    }
    kept = arena_text(arena, text->str, text->len);
    g_string_free(text, TRUE);
    return kept;
}
