#include "models/iommu/amd_vi/walk.h"

#include "models/iommu/amd_vi/rules.h"

/* Tables of six levels take the whole address. */
enum { WHOLE = 6 };

static struct amd_vi_walk
fail(uint8_t fault, uint8_t rule)
{
    return (struct amd_vi_walk){.fault = fault, .rule = rule};
}

static struct amd_vi_walk
not_present(void)
{
    return fail(UNIT_FAULT_TABLE, AMD_VI_RULE_NOT_PRESENT);
}

/* Whether ADDRESS has bits of levels ABOVE (less one) down to LEVEL (plus one),
 * which nothing on the way looks at. */
static bool
skips_bits(uint64_t address, unsigned above, unsigned level)
{
    return address & (amd_vi_level_size(above) - 1) &
           ~(amd_vi_level_size(level + 1) - 1);
}

struct amd_vi_walk
amd_vi_walk(const struct unit_space *s, const struct amd_vi_entry *e,
            uint64_t address)
{
    uint64_t table = e->root, rights = AMD_VI_PTE_IR | AMD_VI_PTE_IW;
    uint64_t entry, size;
    unsigned level = e->mode, next;

    if (level < WHOLE && address >= amd_vi_level_size(level + 1))
        return not_present();
    for (;; level = next) {
        entry = s->word(s->at, table + amd_vi_offset(address, level),
                        e->walk_snooped);
        if (!(entry & AMD_VI_PTE_PR))
            return not_present();
        if (amd_vi_reserved(entry, level))
            return fail(UNIT_FAULT_RESERVED, AMD_VI_RULE_RESERVED);
        rights &= entry;
        if (amd_vi_is_leaf(entry))
            break;
        next = entry >> 9 & 7;
        if (skips_bits(address, level, next))
            return not_present();
        table = entry & AMD_VI_ADDR;
    }

    size = amd_vi_leaf_size(entry, level);
    return (struct amd_vi_walk){
        .read = rights & AMD_VI_PTE_IR,
        .write = rights & AMD_VI_PTE_IW,
        .fc = entry & AMD_VI_PTE_FC,
        .pa = (entry & AMD_VI_ADDR & ~(size - 1)) | (address & (size - 1)),
    };
}
