#include "models/arm64_s2fwb/decode.h"

#include "models/arm64_s2fwb/tables.h"

static const struct arm64_attr reserved = {.type = TYPE_NONE};

struct arm64_attr
arm64_mair(uint8_t byte, unsigned features)
{
    const struct arm64_nibble *outer = &arm64_mair_nibble[byte >> 4];
    const struct arm64_nibble *inner = &arm64_mair_nibble[byte & 0xf];

    for (unsigned i = 0; i < ARM64_MAIR_BYTES; i++) {
        const struct arm64_mair_byte *b = &arm64_mair_bytes[i];

        if (b->byte == byte)
            return (b->needs & features) == b->needs ? b->attr : reserved;
    }
    if (!outer->cache || !inner->cache)
        return reserved;
    return (struct arm64_attr){
        .type = TYPE_NORMAL,
        .inner = inner->cache,
        .outer = outer->cache,
        .inner_hint = inner->hint,
        .outer_hint = outer->hint,
        .xs = inner->cache != CACHE_WB || outer->cache != CACHE_WB,
    };
}

uint8_t
arm64_share(unsigned sh)
{
    return arm64_sh[sh & 3];
}

struct arm64_attr
arm64_memattr(unsigned memattr, unsigned features)
{
    const struct arm64_memattr_row *row = &arm64_memattr_rows[memattr & 0xf];

    if ((row->needs & features) != row->needs)
        return reserved;
    return (struct arm64_attr){
        .type = row->type,
        .inner = row->inner,
        .outer = row->outer,
    };
}

bool
arm64_no_tag_access(unsigned memattr, unsigned features)
{
    return arm64_memattr_rows[memattr & 0xf].no_tag_access &&
           features & FEATURE_MTE_PERM;
}

struct arm64_fwb_attr
arm64_memattr_fwb(unsigned memattr, unsigned features)
{
    return features & FEATURE_MTE_PERM ? arm64_fwb_perm_rows[memattr & 0xf]
                                       : arm64_fwb_rows[memattr & 7];
}
