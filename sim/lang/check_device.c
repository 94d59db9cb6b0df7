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
io_kind(const struct checker *k, const char *noun, const struct word_list *list)
{
    return (struct kind){.noun = noun,
                         .find = find_words,
                         .arg = list,
                         .words = true,
                         .shapes = k->s->io->check_plan != NULL};
}

/* "iommu" and "ioas" differ in their words. */
void
check_io(struct checker *k, struct at at)
{
    const struct io_model *io = k->s->io;
    bool unit = tree_at(k->s, at)->node[at.node].code == F_IOMMU;
    GArray *list = unit ? k->s->units : k->s->ioases;
    struct word_list kinds, words;
    struct kind kind, has;
    struct t_io t = {
        .at = at, .name = declared_name(k, at), .line = line_at(k->s, at)};

    if (!has_io(k, at) || !room_for(k, at, list))
        return;
    kinds = unit ? (struct word_list){io->unit, io->nunit, false}
                 : (struct word_list){io->ioas, io->nioas, false};
    words = unit ? (struct word_list){io->unit_has, io->nunit_has, true}
                 : (struct word_list){io->ioas_has, io->nioas_has, true};
    kind = io_kind(k, unit ? "kind of IOMMU" : "kind of I/O address space",
                   &kinds);
    has = io_kind(
        k, unit ? "capability of an IOMMU" : "property of an I/O address space",
        &words);
    read_value(k, at_node(at, at.node + 2), &kind, &t.kind);
    read_words(k, at, "has", &has, &t.has);
    t.cond = make_cond(k);
    g_array_append_val(list, t);
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
    pcie = io_kind(k, "property of a PCIe device", &words);
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
