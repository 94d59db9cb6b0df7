/* Checking a whole script: settings, contexts, and the walk over statements. */
#include "sim/lang/check.h"

#include <string.h>

/* ---- templates ---- */

void
template_init(struct script *s)
{
    s->params = g_array_new(FALSE, FALSE, sizeof(struct param));
    s->principals = g_array_new(FALSE, FALSE, sizeof(struct plan_principal));
    s->contexts = g_array_new(FALSE, FALSE, sizeof(struct plan_ctx));
    s->name_is = g_new0(uint8_t, UINT16_MAX + 1);
    s->registers.name = g_array_new(FALSE, FALSE, sizeof(char *));
    s->registers.number = g_new0(uint16_t, UINT16_MAX + 1);
    s->signals.name = g_array_new(FALSE, FALSE, sizeof(char *));
    s->signals.number = g_new0(uint16_t, UINT16_MAX + 1);
    s->threads = g_array_new(FALSE, FALSE, sizeof(char *));
    s->regions = g_array_new(FALSE, FALSE, sizeof(struct t_region));
    s->units = g_array_new(FALSE, FALSE, sizeof(struct t_io));
    s->ioases = g_array_new(FALSE, FALSE, sizeof(struct t_io));
    s->devices = g_array_new(FALSE, FALSE, sizeof(struct t_device));
    s->maps = g_array_new(FALSE, FALSE, sizeof(struct t_map));
    s->inits = g_array_new(FALSE, FALSE, sizeof(struct t_init));
    s->quirks = g_array_new(FALSE, FALSE, sizeof(struct t_quirk));
    s->items = g_array_new(FALSE, FALSE, sizeof(struct t_item));
    s->claims = g_array_new(FALSE, FALSE, sizeof(struct t_claim));
    s->properties = g_array_new(FALSE, FALSE, sizeof(struct t_property));
    s->theorems = g_array_new(FALSE, FALSE, sizeof(struct t_theorem));
}

void
template_clear(struct script *s)
{
    g_array_unref(s->params);
    g_array_unref(s->principals);
    g_array_unref(s->contexts);
    g_array_unref(s->registers.name);
    g_free(s->registers.number);
    g_array_unref(s->signals.name);
    g_free(s->signals.number);
    g_array_unref(s->threads);
    g_array_unref(s->regions);
    g_array_unref(s->units);
    g_array_unref(s->ioases);
    g_array_unref(s->devices);
    g_array_unref(s->maps);
    g_array_unref(s->inits);
    g_array_unref(s->quirks);
    g_array_unref(s->items);
    g_array_unref(s->claims);
    g_array_unref(s->properties);
    g_array_unref(s->theorems);
    g_free(s->name_is);
}

/* ---- settings ---- */

static bool
find_platform(struct checker *k, const struct written *w, const void *arg,
              uint64_t *out, struct nearest *near)
{
    const struct platform *p;

    (void) arg;
    *out = intern(k->s, w->text, w->length);
    if (!k->env->platform || !*out)
        return *out;
    p = k->env->platform(k->env->data, name_text(k->s, (uint16_t) *out), near);
    if (p && strcmp(p->model, k->model->name) != 0) {
        k->why = "this platform is of another model";
        return false;
    }
    return p != NULL;
}

static const struct kind platform_kind = {
    .noun = "platform", .find = find_platform, .words = true};

static void
check_platform(struct checker *k, struct at at)
{
    if (k->s->platform.given)
        complain(k, DIAG_NAME_TWICE, at, "a scenario names one platform");
    read_value(k, at_node(at, at.node + 1), &platform_kind, &k->s->platform);
}

static const struct word switches[] = {
    {"off", .code = 0},
    {"on",  .code = 1}
};
static const struct word_list switch_list = {switches, 2, false};
static const struct kind switch_kind = {.noun = "switch position, on or off",
                                        .find = find_words,
                                        .arg = &switch_list,
                                        .words = true};

static void
check_quirk(struct checker *k, struct at at)
{
    const struct word_list list = {k->model->quirk, k->model->nquirk, false};
    const struct kind kind = {.noun = "quirk of this model",
                              .find = find_words,
                              .arg = &list,
                              .words = true};
    struct t_quirk q = {.on = fixed(1)};
    struct value which = fixed(0);

    if (!read_value(k, at_node(at, at.node + 1), &kind, &which) ||
        !read_value(k, at_node(at, at.node + 2), &switch_kind, &q.on))
        return;
    /* the code of a quirk is its own; its place is what a plan counts by */
    while (k->model->quirk[q.quirk].code != which.number)
        q.quirk++;
    q.cond = make_cond(k);
    g_array_append_val(k->s->quirks, q);
}

/* ---- the walk ---- */

typedef void visit(struct checker *k, struct at at, const struct node *n);

static void
declare(struct checker *k, struct at at, const struct node *n)
{
    switch (n->code) {
    case F_RAM:
    case F_MMIO:
    case F_IOMMU:
    case F_IOAS:
    case F_DEVICE:
    case F_MAP:
        declare_place(k, at);
        break;
    case F_STEP:
        declare_step(k, at);
        break;
    case F_THREAD:
    case F_ADVERSARY:
        declare_thread(k, at);
        break;
    default:
        break;
    }
}

static void
check(struct checker *k, struct at at, const struct node *n)
{
    switch (n->code) {
    case F_PLATFORM:
        check_platform(k, at);
        break;
    case F_QUIRK:
        check_quirk(k, at);
        break;
    case F_RAM:
    case F_MMIO:
        check_region(k, at);
        break;
    case F_IOMMU:
    case F_IOAS:
        check_io(k, at);
        break;
    case F_DEVICE:
        check_device(k, at);
        break;
    case F_MAP:
        check_map(k, at);
        break;
    case F_REG:
        check_reg(k, at);
        break;
    case F_STEP:
        check_step(k, at);
        break;
    case F_SCHEDULE:
        check_schedule(k, at);
        break;
    case F_EVENT:
        check_event(k, at);
        break;
    case F_THREAD:
        check_thread(k, at);
        break;
    case F_UNDER:
        check_claim(k, at);
        break;
    case F_ADVERSARY:
        check_adversary(k, at);
        break;
    case F_CHOICE:
    case F_ANY:
        check_choice(k, at);
        break;
    case F_PROPERTY:
        check_property(k, at);
        break;
    case F_MATRIX:
        check_matrix(k, at);
        break;
    default:
        break;
    }
}

/* Once all properties are known. */
static void
check_last(struct checker *k, struct at at, const struct node *n)
{
    if (n->code == F_THEOREM)
        check_theorem(k, at);
}

/* Whether a form may stand behind 'when'. */
static bool
may_depend(uint8_t code)
{
    return code == F_WHEN || code == F_QUIRK || code == F_RAM ||
           code == F_MMIO || code == F_IOMMU || code == F_IOAS ||
           code == F_DEVICE || code == F_MAP || code == F_REG ||
           code == F_STEP || code == F_EVENT || code == F_SCHEDULE ||
           code == F_CHOICE || code == F_ANY;
}

static void walk(struct checker *k, struct at at, visit *each);

static void
walk_when(struct checker *k, struct at at, visit *each)
{
    const struct syntax *t = tree_at(k->s, at);
    uint32_t before = k->ntest;
    struct at inner = at_node(at, syntax_statement(t, at.node));
    bool ok = each != check || push_conds(k, at);

    for (uint32_t i = before; i < k->ntest; i++)
        if (k->test[i].param < k->s->params->len)
            g_array_index(k->s->params, struct param, k->test[i].param).shapes =
                true;
    if (!may_depend(t->node[inner.node].code)) {
        if (each == check)
            complain(k, DIAG_KIND, inner, "this may not stand behind 'when'");
    } else if (ok) {
        walk(k, inner, each);
    }
    k->ntest = before;
}

static void
walk(struct checker *k, struct at at, visit *each)
{
    const struct node *node = tree_at(k->s, at)->node, *n = &node[at.node];

    if (n->flags & NODE_BAD) {
        if (each == declare)
            declare_place(k, at);
        return;
    }
    if (n->code == F_WHEN) {
        walk_when(k, at, each);
        return;
    }
    each(k, at, n);
    if (n->code != F_THREAD && n->code != F_SCHEDULE && n->code != F_ADVERSARY)
        return;
    for (uint32_t i = at.node + 1; i < n->end; i = node[i].end)
        if (node[i].kind == NODE_STATEMENT)
            walk(k, at_node(at, i), each);
    if (n->code == F_ADVERSARY && each == check)
        leave_adversary(k, at);
    if (n->code != F_SCHEDULE)
        k->thread = 0;
}

static void
walk_all(struct checker *k, visit *each)
{
    for (guint i = 0; i < k->s->lines->len; i++)
        walk(k, g_array_index(k->s->lines, struct at, i), each);
}

/* Whether a guest of the predeclared name is spoken of. */
static bool
names_guest(const struct script *s)
{
    for (guint f = 0; f < s->files->len; f++) {
        const struct syntax *t = script_file(s, f)->tree;

        for (uint32_t i = 1; i < t->nnode; i++) {
            size_t length;
            const char *text = syntax_text(t, i, &length);

            if (t->node[i].kind == NODE_SLOT && t->node[i].code != S_WORD &&
                length >= 5 && memcmp(text, "guest", 5) == 0 &&
                (length == 5 || text[5] == '.'))
                return true;
        }
    }
    return false;
}

static const struct verb *
verb_with(const struct model *m, uint16_t flag)
{
    for (uint32_t i = 0; i < m->nverb; i++)
        if (m->verb[i].flags & flag)
            return &m->verb[i];
    return NULL;
}

/* What every script has. */
static void
predeclare(struct checker *k)
{
    struct script *s = k->s;
    const struct written host = {.text = "host", .length = 4};
    const char *top = "main";

    add_principal(s, "host", PRINCIPAL_HOST);
    add_principal(s, "vmm", PRINCIPAL_USER);
    if (names_guest(s))
        add_principal(s, "guest", PRINCIPAL_GUEST);
    for (guint i = 0; i < s->lines->len; i++) {
        struct at at = g_array_index(s->lines, struct at, i);
        const struct node *n = &tree_at(s, at)->node[at.node];

        if (n->code == F_PRINCIPAL && !(n->flags & NODE_BAD))
            declare_principal(k, at);
    }
    add_context(s, 0, 0, &host);
    s->exit_verb = verb_with(k->model, OPF_EXIT);
    s->enter_verb = verb_with(k->model, OPF_ENTER);
    g_array_append_val(s->threads, top);
    s->platform = fixed(0);
}

static void
check_whole(struct checker *k)
{
    struct script *s = k->s;
    struct span start = {script_file(s, 0)->src, 0, 0};

    if (!s->name && !s->lost)
        diag_add(k->sink, DIAG_SYNTAX, start,
                 "a scenario begins with 'scenario' and its name");
    else if (!s->claims->len && !s->theorems->len && !s->broken &&
             !s->matrix.row && g_strcmp0(s->kind, "setting") != 0)
        diag_add(k->sink, DIAG_NO_EXPECTATION, start,
                 "a scenario says what it expects, 'under' some policies");
}

bool
script_has_io(const struct script *s)
{
    return s->uses_io;
}

bool
script_check(struct script *s, const struct lang_env *env,
             struct diag_sink *sink)
{
    struct checker k = {.s = s,
                        .model = env->model,
                        .env = env,
                        .sink = sink,
                        .line = g_string_new(NULL)};
    unsigned before = diag_errors(sink);

    g_assert(!s->checked);
    s->checked = true;
    s->env = env;
    s->model = env->model;
    s->io = env->io;
    predeclare(&k);
    walk_all(&k, declare);
    s->declared = s->names->len;
    walk_all(&k, check);
    walk_all(&k, check_last);
    check_whole(&k);
    check_schedules(&k);
    if (diag_errors(sink) == before && !s->faulty)
        check_contradictions(&k);
    if (diag_errors(sink) == before && !s->faulty)
        check_points(&k);
    g_string_free(k.line, TRUE);
    return diag_errors(sink) == before && !s->faulty;
}
