/* Checking the matrix that a scenario asks for: every axis is there, once. */
#include "sim/lang/check.h"

/* Axes that are no parameters, unless one is called that. */
static const char *const reserved[] = {"policy", "platform", "scenario"};

static const char *
find_axis(const struct checker *k, const struct written *w,
          struct nearest *near)
{
    uint16_t param = find_param(k->s, w->text, w->length);

    if (param != NO_PARAM)
        return g_array_index(k->s->params, struct param, param).name;
    for (unsigned i = 0; i < G_N_ELEMENTS(reserved); i++) {
        if (same_name(reserved[i], w))
            return reserved[i];
        nearest_offer(near, reserved[i]);
    }
    offer_params(k->s, near);
    return NULL;
}

static void
add_axis(struct checker *k, struct at at, struct script_matrix *m,
         const char **side, uint32_t *n)
{
    struct written w = written_at(k->s, at);
    struct nearest near = nearest_to(w.text, w.length);
    const char *name = find_axis(k, &w, &near);

    if (!name) {
        if (!k->s->broken) /* it may have stood in what could not be read */
            complain_unknown(k, at, "parameter, 'policy' or 'platform'", &near);
        return;
    }
    for (uint32_t i = 0; i < m->nrow + m->ncolumn; i++)
        if (strcmp(i < m->nrow ? m->row[i] : m->column[i - m->nrow], name) ==
            0) {
            complain(k, DIAG_NAME_TWICE, at, "'%s' is an axis already", name);
            return;
        }
    side[(*n)++] = name;
}

void
check_matrix(struct checker *k, struct at at)
{
    const struct node *node = tree_at(k->s, at)->node;
    uint32_t columns = syntax_word(tree_at(k->s, at), at.node, "columns");
    struct script_matrix *m = &k->s->matrix;
    uint32_t room = node[at.node].end - at.node;
    const char **row = arena_new_array(&k->s->text, const char *, room);
    const char **column = arena_new_array(&k->s->text, const char *, room);

    if (m->row) {
        complain(k, DIAG_NAME_TWICE, at, "a scenario has one matrix");
        return;
    }
    m->row = row;
    m->column = column;
    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end) {
        if (node[i].kind != NODE_SLOT)
            continue;
        if (i < columns)
            add_axis(k, at_node(at, i), m, row, &m->nrow);
        else
            add_axis(k, at_node(at, i), m, column, &m->ncolumn);
    }
}

bool
script_matrix(const struct script *s, struct script_matrix *out)
{
    *out = s->matrix;
    return s->matrix.row != NULL;
}
