/* Checking what there is: names, regions, maps, registers. */
#include <string.h>

#include "sim/base/pattern.h"
#include "sim/lang/check.h"

static const uint8_t any_region = IS_REGION | IS_BELL;
static const uint8_t any_device = IS_DEVICE;

const struct kind region_kind_of = {.noun = "region",
                                    .find = find_place,
                                    .arg = &any_region,
                                    .words = true,
                                    .shapes = true};
const struct kind device_kind_of = {.noun = "device",
                                    .find = find_place,
                                    .arg = &any_device,
                                    .words = true,
                                    .shapes = true};

/* Addresses and sizes decide what there is and where. */
static const struct number_rule size_rule = {
    4096, 64ULL << 30, 4096, "a size is a multiple of 4K, up to 64G"};
static const struct number_rule address_rule = {
    0, 1ULL << 46, 4096, "an address is a multiple of 4K, below 2^46"};
static const struct kind size_kind = {
    .noun = "size", .find = find_number, .arg = &size_rule, .shapes = true};
static const struct kind address_kind = {.noun = "address",
                                         .find = find_number,
                                         .arg = &address_rule,
                                         .shapes = true};
static const struct kind number_kind = {.noun = "number", .find = find_number};

/* ---- names ---- */

int
cpu_number(const char *text, size_t length)
{
    int number = 0;

    if (length < 4 || length > 6 || memcmp(text, "cpu", 3) != 0)
        return -1;
    for (size_t i = 3; i < length; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        number = 10 * number + text[i] - '0';
    }
    return number > 255 ? -1 : number;
}

/* Whether a name can stand for something of the user's. */
static bool
may_name(struct checker *k, struct at at, const struct written *w, bool agent)
{
    if (w->length > SCRIPT_NAME)
        return complain(k, DIAG_TOO_MANY, at, "a name is longer than %d bytes",
                        SCRIPT_NAME);
    if (cpu_number(w->text, w->length) >= 0 ||
        (w->length == 4 && memcmp(w->text, "host", 4) == 0))
        return complain(k, DIAG_NAME_TWICE, at,
                        "'%.*s' is the name of an agent", (int) w->length,
                        w->text);
    if (agent && form_find(&scenario_grammar, w->text, w->length, 0xff) <
                     scenario_grammar.nform)
        return complain(k, DIAG_NAME_TWICE, at,
                        "'%.*s' begins a statement, a device has another name",
                        (int) w->length, w->text);
    return true;
}

static uint16_t
mark_name(struct checker *k, struct at at, const struct written *w,
          uint8_t bits)
{
    uint16_t name = intern(k->s, w->text, w->length);

    if (name)
        k->s->name_is[name] |= bits;
    else
        complain(k, DIAG_TOO_MANY, at, "too many names");
    return name;
}

uint16_t
bell_name(struct checker *k, const struct written *w)
{
    char *text = g_strdup_printf("%.*s.doorbell", (int) w->length, w->text);
    struct written bell = {.text = text, .length = strlen(text)};
    uint16_t name = intern(k->s, bell.text, bell.length);

    k->s->name_is[name] |= name ? IS_BELL : 0;
    g_free(text);
    return name;
}

/* Where a statement's new name stands, 0 if there is none. */
static uint32_t
name_node(const struct syntax *t, uint32_t node)
{
    uint32_t option;

    if (t->node[node].code != F_MAP)
        return syntax_slot(t, node, S_NAME);
    option = syntax_word(t, node, "name");
    return option && option + 1 < t->node[option].end ? option + 1 : 0;
}

void
declare_place(struct checker *k, struct at at)
{
    const struct syntax *t = tree_at(k->s, at);
    const struct node *n = &t->node[at.node];
    struct at name = at_node(at, name_node(t, at.node));
    struct written w;

    if (!name.node)
        return;
    w = written_at(k->s, name);
    if (n->flags & NODE_BAD) {
        if (w.length <= SCRIPT_NAME)
            mark_name(k, name, &w, IS_UNKNOWN);
        return;
    }
    if (!may_name(k, name, &w, n->code == F_DEVICE))
        return;
    mark_name(k, name, &w,
              n->code == F_DEVICE  ? IS_DEVICE
              : n->code == F_MAP   ? IS_MAP
              : n->code == F_IOMMU ? IS_UNIT
              : n->code == F_IOAS  ? IS_IOAS
                                   : IS_REGION);
    if (n->code == F_DEVICE)
        bell_name(k, &w);
}

uint16_t
declared_name(struct checker *k, struct at at)
{
    uint32_t node = name_node(tree_at(k->s, at), at.node);
    struct written w;

    if (!node)
        return 0;
    w = written_at(k->s, at_node(at, node));
    return intern(k->s, w.text, w.length);
}

bool
room_for(struct checker *k, struct at at, const GArray *array)
{
    return array->len < SCRIPT_ENTITIES ||
           complain(k, DIAG_TOO_MANY, at, "more than %d of these",
                    SCRIPT_ENTITIES);
}

/* ---- regions ---- */

struct kind
type_kind(const struct checker *k, struct word_list *list)
{
    *list = (struct word_list){k->model->type, k->model->ntype, false};
    return (struct kind){.noun = "memory type of this model",
                         .find = find_words,
                         .arg = list,
                         .words = true,
                         .shapes = k->model->check_plan != NULL};
}

struct kind
vma_kind(const struct checker *k, struct word_list *list)
{
    *list = (struct word_list){k->model->vma, k->model->nvma, false};
    return (struct kind){.noun = "VMA attribute of this model",
                         .find = find_words,
                         .arg = list,
                         .words = true,
                         .shapes = k->model->check_vma != NULL};
}

static void
read_flags(struct checker *k, struct at at, struct t_region *r)
{
    const struct word_list list = {k->model->slot_flag, k->model->nslot_flag,
                                   true};
    const struct kind kind = {.noun = "memslot flag of this model",
                              .find = find_words,
                              .arg = &list,
                              .words = true};
    const struct syntax *t = tree_at(k->s, at);
    const struct node *node = t->node;
    uint32_t n = 0;

    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end)
        n += node[i].kind == NODE_OPTION && syntax_is(t, i, "slot-flag");
    r->flag = arena_new_array(&k->s->text, struct value, n);
    for (uint32_t i = at.node + 1; i < node[at.node].end; i = node[i].end)
        if (node[i].kind == NODE_OPTION && syntax_is(t, i, "slot-flag"))
            read_value(k, at_node(at, i + 1), &kind, &r->flag[r->nflag++]);
}

void
read_words(struct checker *k, struct at at, const char *option,
           const struct kind *kind, struct t_words *out)
{
    const struct syntax *t = tree_at(k->s, at);
    const struct node *node = t->node;
    uint32_t words = syntax_word(t, at.node, option), n = 0;

    if (!words)
        return;
    for (uint32_t i = words + 1; i < node[words].end; i = node[i].end)
        n++;
    out->word = arena_new_array(&k->s->text, struct value, n);
    for (uint32_t i = words + 1; i < node[words].end; i = node[i].end)
        read_value(k, at_node(at, i), kind, &out->word[out->n++]);
}

static const struct word uncontained[] = {
    {"none", .code = UNCONTAINED_NONE},
    {"nc",   .code = UNCONTAINED_NC  },
    {"any",  .code = UNCONTAINED_ANY },
};
static const struct word_list uncontained_list = {uncontained, 3, false};
static const struct kind uncontained_kind = {
    .noun = "kind of access, none, nc or any",
    .find = find_words,
    .arg = &uncontained_list,
    .words = true};

static void
read_mmio(struct checker *k, struct at at, struct t_region *r)
{
    bool window = has_option(k, at, "window");
    bool sensitive = has_option(k, at, "read-sensitive");

    r->kind = REGION_MMIO;
    r->reg = window ? REG_WINDOW : sensitive ? REG_READ_SENSITIVE : REG_EXACT;
    r->doorbell = has_option(k, at, "doorbell");
    if (window && (sensitive || has_option(k, at, "reg")))
        complain(k, DIAG_VALUE, at,
                 "'window' excludes 'reg' and "
                 "'read-sensitive'");
    read_option(k, at, "uncontained", &uncontained_kind, &r->uncontained);
    read_option(k, at, "device", &device_kind_of, &r->device);
    if (r->doorbell && !r->device.given)
        complain(k, DIAG_VALUE, at, "a doorbell has a device");
}

void
check_region(struct checker *k, struct at at)
{
    struct word_list list, words;
    struct kind type = type_kind(k, &list), vma = vma_kind(k, &words);
    const struct node *n = &tree_at(k->s, at)->node[at.node];
    struct t_region r = {.at = at,
                         .name = declared_name(k, at),
                         .kind = REGION_RAM,
                         .line = line_at(k->s, at),
                         .owner = fixed(0),
                         .previous = fixed(0),
                         .holds = fixed(0),
                         .device = fixed(0),
                         .uncontained = fixed(UNCONTAINED_NONE),
                         .pa = fixed(0),
                         .linear_type = fixed(k->model->default_type)};

    if (!room_for(k, at, k->s->regions))
        return;
    read_value(k, at_node(at, at.node + 2), &size_kind, &r.size);
    read_option(k, at, "at", &address_kind, &r.pa);
    read_option(k, at, "owner", &principal_kind_of, &r.owner);
    read_words(k, at, "vma", &vma, &r.vma);
    if (n->code == F_MMIO) {
        read_mmio(k, at, &r);
    } else {
        r.linear = !has_option(k, at, "no-linear-map");
        read_option(k, at, "previous", &principal_kind_of, &r.previous);
        read_option(k, at, "holds", &number_kind, &r.holds);
        read_option(k, at, "linear-map", &type, &r.linear_type);
        read_flags(k, at, &r);
        if (!r.linear && r.linear_type.given)
            complain(k, DIAG_VALUE, at,
                     "'no-linear-map' excludes 'linear-map'");
    }
    r.cond = make_cond(k);
    g_array_append_val(k->s->regions, r);
}

/* ---- maps ---- */

static bool
find_page(struct checker *k, const struct written *w, const void *arg,
          uint64_t *out, struct nearest *near)
{
    (void) arg;
    (void) near;
    *out = w->number;
    k->why = "a page has 4K, 2M or 1G";
    return w->is_number &&
           (w->number == 4096 || w->number == 2 << 20 || w->number == 1 << 30);
}

static const struct kind page_kind = {
    .noun = "page size", .find = find_page, .shapes = true};

void
check_map(struct checker *k, struct at at)
{
    struct word_list list;
    struct kind type = type_kind(k, &list);
    struct t_map m = {.at = at,
                      .name = declared_name(k, at),
                      .type = fixed(k->model->default_type),
                      .leaf = fixed(0),
                      .size = fixed(0),
                      .offset = fixed(0),
                      .va = fixed(0),
                      .page = fixed(PAGE_BYTES),
                      .line = line_at(k->s, at)};

    if (!room_for(k, at, k->s->maps))
        return;
    read_value(k, at_node(at, at.node + 1), &principal_kind_of, &m.principal);
    read_value(k, at_node(at, at.node + 2), &region_kind_of, &m.region);
    read_option(k, at, "as", &type, &m.type);
    read_option(k, at, "leaf", &number_kind, &m.leaf);
    read_option(k, at, "size", &size_kind, &m.size);
    read_option(k, at, "offset", &address_kind, &m.offset);
    read_option(k, at, "va", &address_kind, &m.va);
    read_option(k, at, "page", &page_kind, &m.page);
    if (m.type.given && m.leaf.given)
        complain(k, DIAG_VALUE, at, "'as' excludes 'leaf'");
    if (m.name && k->s->name_is[m.name] & (IS_REGION | IS_BELL))
        complain(k, DIAG_NAME_TWICE,
                 at_node(at, name_node(tree_at(k->s, at), at.node)),
                 "'%s' is the name of a region", name_text(k->s, m.name));
    m.cond = make_cond(k);
    g_array_append_val(k->s->maps, m);
}

/* ---- registers ---- */

static bool
find_reg_value(struct checker *k, const struct written *w, const void *reg,
               uint64_t *out, struct nearest *near)
{
    (void) near;
    *out = w->number;
    if (!w->is_number)
        return false;
    if (k->model->check_reg)
        k->why = k->model->check_reg(*(const uint32_t *) reg, w->number);
    k->reserved = k->why != NULL;
    return !k->why;
}

void
check_reg(struct checker *k, struct at at)
{
    const struct word_list list = {k->model->reg, k->model->nreg, false};
    const struct kind regs = {.noun = "register of this model",
                              .find = find_words,
                              .arg = &list,
                              .words = true};
    struct t_init init = {.line = line_at(k->s, at)};
    struct value reg = fixed(0);
    uint32_t code;
    struct kind values = {.noun = "number",
                          .find = find_reg_value,
                          .arg = &code,
                          .shapes = k->model->check_plan != NULL};

    if (!read_context(k, at_node(at, at.node + 1), &init.ctx) ||
        !read_value(k, at_node(at, at.node + 2), &regs, &reg))
        return;
    code = (uint32_t) reg.number;
    init.reg = (uint16_t) code;
    read_value(k, at_node(at, at.node + 3), &values, &init.value);
    init.cond = make_cond(k);
    g_array_append_val(k->s->inits, init);
}
