#include "models/iommu/vtd/walk.h"

#include "models/iommu/outcome.h"
#include "models/iommu/vtd/rules.h"
#include "models/iommu/vtd/tables.h"
#include "models/iommu/vtd/unit.h"

enum { FIRST_LEVELS = 4 };

static struct vtd_walk
fail(uint8_t fault, uint8_t rule)
{
    return (struct vtd_walk){.fault = fault, .rule = rule};
}

static struct vtd_walk
not_present(void)
{
    return fail(UNIT_FAULT_TABLE, VTD_RULE_NOT_PRESENT);
}

static uint64_t
byte_of(uint64_t leaf, unsigned level, uint64_t address)
{
    return vtd_leaf_address(leaf, level) |
           (address & (vtd_level_size(level) - 1));
}

/* An entry with neither right is not present, whatever else it holds. */
static struct vtd_walk
walk_second(const struct unit_space *s, const struct vtd_entry *e,
            uint64_t address)
{
    uint64_t table = e->second, rights = VTD_S2_R | VTD_S2_W, entry;
    unsigned level = e->levels;
    const struct vtd_row *row;

    if (address >= vtd_level_size(level + 1))
        return not_present();
    for (;; level--) {
        entry =
            s->word(s->at, table + vtd_offset(address, level), e->walk_snooped);
        if (!(entry & (VTD_S2_R | VTD_S2_W)))
            return not_present();
        if (entry & vtd_second_reserved(entry, level))
            return fail(UNIT_FAULT_RESERVED, VTD_RULE_RESERVED);
        rights &= entry;
        if (vtd_is_leaf(entry, level))
            break;
        table = entry & VTD_ADDR;
    }

    row = vtd_find_row(VTD_SECOND, s->has & VTD_SC, entry & VTD_S2_SNP);
    if (row->outcome[0] == OUTCOME_FAULT)
        return fail(UNIT_FAULT_RESERVED, row->rule);
    return (struct vtd_walk){
        .read = rights & VTD_S2_R,
        .write = rights & VTD_S2_W,
        .snp = entry & VTD_S2_SNP,
        .pa = byte_of(entry, level, address),
    };
}

/* The entry of the first stage at AT, in W->pa, where the second stage has
 * it if there is one. */
static struct vtd_walk
place_of(const struct unit_space *s, const struct vtd_entry *e, uint64_t at)
{
    struct vtd_walk w = {.read = true, .write = true, .pa = at};

    if (e->mode != VTD_NESTED)
        return w;
    w = walk_second(s, e, at);
    if (!w.fault && !w.read)
        return fail(UNIT_FAULT_RIGHT, VTD_RULE_RIGHT);
    return w;
}

/* Requests are a user's: an entry without US ends the walk as one without
 * rights. */
static struct vtd_walk
walk_first(const struct unit_space *s, const struct vtd_entry *e,
           uint64_t address)
{
    uint64_t table = e->first, rights = VTD_S1_RW | VTD_S1_US, entry;
    unsigned level = FIRST_LEVELS;
    struct vtd_walk w;

    if (address >> 47 && address >> 47 != 0x1ffff)
        return not_present();
    for (;; level--) {
        w = place_of(s, e, table + vtd_offset(address, level));
        if (w.fault)
            return w;
        entry = s->word(s->at, w.pa, e->walk_snooped);
        if (!(entry & VTD_S1_P))
            return not_present();
        if (entry & vtd_first_reserved(entry, level))
            return fail(UNIT_FAULT_RESERVED, VTD_RULE_RESERVED);
        rights &= entry;
        if (vtd_is_leaf(entry, level))
            break;
        table = entry & VTD_ADDR;
    }
    return (struct vtd_walk){
        .read = rights & VTD_S1_US,
        .write = rights == (VTD_S1_RW | VTD_S1_US),
        .pa = byte_of(entry, level, address),
    };
}

struct vtd_walk
vtd_walk(const struct unit_space *s, const struct vtd_entry *e,
         uint64_t address)
{
    struct vtd_walk first, second;

    if (e->mode == VTD_SECOND)
        return walk_second(s, e, address);
    first = walk_first(s, e, address);
    if (first.fault || e->mode == VTD_FIRST)
        return first;
    second = walk_second(s, e, first.pa);
    second.read = second.read && first.read;
    second.write = second.write && first.write;
    return second;
}
