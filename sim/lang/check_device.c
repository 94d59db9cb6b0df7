/* Checking devices and what they reach memory through: IOMMUs and I/O address
 * spaces, in the words of the I/O model. */
#include "sim/lang/check.h"

static const uint8_t any_unit = IS_UNIT;
static const uint8_t any_ioas = IS_IOAS;

static const struct kind unit_kind_of = {.noun = "IOMMU",
                                         .find = find_place,
                                         .arg = &any_unit,
                                         .words = true,
                                         .shapes = true};
const struct kind ioas_kind_of = {.noun = "I/O address space",
                                  .find = find_place,
                                  .arg = &any_ioas,
                                  .words = true,
                                  .shapes = true};

static const struct number_rule group_rule = {
    0, 65535, 0, "a group is a number up to 65535; 0 is a group of its own"};

/* What follows is in words of the I/O model. */
static bool
has_io(struct checker *k, struct at at)
{
    if (!k->s->io)
        return complain(k, DIAG_UNSUPPORTED, at,
                        "this program has no model of IOMMUs");
    k->s->uses_io = true;
    return true;
}

/* Words that the I/O model has for something. */
static struct kind
io_kind(const struct checker *k, const char *noun, find_code *find,
        const void *arg)
{
    return (struct kind){.noun = noun,
                         .find = find,
                         .arg = arg,
                         .words = true,
                         .shapes = k->s->io->check_plan != NULL};
}

/* Words of units: all kinds there are, and all that any can be capable of, so
 * that a parameter may be the kind. */
static bool
find_unit(struct checker *k, const struct written *w, const void *arg,
          uint64_t *out, struct nearest *near)
{
    struct word kind;
    bool found = false;

    (void) arg;
    for (uint32_t n = 0; !found && k->s->io->unit(n, &kind); n++)
        found = is_word(w, &kind, out, near);
    return found;
}

static bool
find_capability(struct checker *k, const struct written *w, const void *arg,
                uint64_t *out, struct nearest *near)
{
    const struct io_model *io = k->s->io;
    const struct word none = {.name = "none"};
    struct word kind, word;
    bool found = is_word(w, &none, out, near);

    (void) arg;
    for (uint32_t n = 0; !found && io->unit(n, &kind); n++)
        for (uint32_t i = 0; !found && io->unit_has(n, i, &word); i++)
            found = is_word(w, &word, out, near);
    return found;
}

static void
check_iommu(struct checker *k, struct at at)
{
    struct t_io t = {
        .at = at, .name = declared_name(k, at), .line = line_at(k->s, at)};
    struct kind kind, has;

    if (!room_for(k, at, k->s->units))
        return;
    kind = io_kind(k, "kind of IOMMU", find_unit, NULL);
    has = io_kind(k, "capability of an IOMMU", find_capability, NULL);
    read_value(k, at_node(at, at.node + 2), &kind, &t.kind);
    read_words(k, at, "has", &has, &t.has);
    t.cond = make_cond(k);
    g_array_append_val(k->s->units, t);
}

static void
check_ioas(struct checker *k, struct at at)
{
    const struct io_model *io = k->s->io;
    struct t_io t = {
        .at = at, .name = declared_name(k, at), .line = line_at(k->s, at)};
    struct word_list kinds, words;
    struct kind kind, has;

    if (!room_for(k, at, k->s->ioases))
        return;
    kinds = (struct word_list){io->ioas, io->nioas, false};
    words = (struct word_list){io->ioas_has, io->nioas_has, true};
    kind = io_kind(k, "kind of I/O address space", find_words, &kinds);
    has = io_kind(k, "property of an I/O address space", find_words, &words);
    read_value(k, at_node(at, at.node + 2), &kind, &t.kind);
    read_words(k, at, "has", &has, &t.has);
    t.cond = make_cond(k);
    g_array_append_val(k->s->ioases, t);
}

void
check_io(struct checker *k, struct at at)
{
    if (!has_io(k, at))
        return;
    if (tree_at(k->s, at)->node[at.node].code == F_IOMMU)
        check_iommu(k, at);
    else
        check_ioas(k, at);
}

/* The unit a device stands behind, and what that sees of it. */
static void
read_behind(struct checker *k, struct at at, struct t_device *d)
{
    static const char *const options[] = {"behind", "pcie", "group"};
    struct word_list words;
    struct kind pcie, group;

    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        uint32_t node = syntax_word(tree_at(k->s, at), at.node, options[i]);

        if (node && !has_io(k, at_node(at, node)))
            return;
    }
    if (!k->s->io)
        return;
    words = (struct word_list){k->s->io->pcie, k->s->io->npcie, true};
    pcie = io_kind(k, "property of a PCIe device", find_words, &words);
    group = (struct kind){.noun = "number",
                          .find = find_number,
                          .arg = &group_rule,
                          .shapes = k->s->io->check_plan != NULL};
    read_option(k, at, "behind", &unit_kind_of, &d->behind);
    read_words(k, at, "pcie", &pcie, &d->pcie);
    read_option(k, at, "group", &group, &d->group);
}

void
check_device(struct checker *k, struct at at)
{
    struct written w = written_at(k->s, at_node(at, at.node + 1));
    struct t_device d = {.at = at,
                         .name = declared_name(k, at),
                         .bell = bell_name(k, &w),
                         .no_snoop = has_option(k, at, "no-snoop"),
                         .llc_coherent = has_option(k, at, "llc-coherent"),
                         .owner = fixed(0),
                         .behind = fixed(0),
                         .group = fixed(0),
                         .line = line_at(k->s, at)};

    if (!room_for(k, at, k->s->devices))
        return;
    read_option(k, at, "owner", &principal_kind_of, &d.owner);
    read_behind(k, at, &d);
    d.cond = make_cond(k);
    g_array_append_val(k->s->devices, d);
}
