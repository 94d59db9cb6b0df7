#include "models/iommu/amd_vi/decode.h"

#include "models/iommu/amd_vi/unit.h"

#define DTE_0_RESERVED   (UINT64_C(1) << 63 | UINT64_C(0x7c))
#define LEAF_RESERVED    (UINT64_C(0x7f) << 52)  /* bits 58:52 */
#define POINTER_RESERVED (UINT64_C(0x1ff) << 52) /* bits 60:52 */

enum { MODES = 7 };

struct amd_vi_entry
amd_vi_decode_entry(const uint64_t word[4], uint32_t has)
{
    struct amd_vi_entry e = {
        .mode = word[0] >> 9 & 7,
        .read = word[0] & AMD_VI_DTE_IR,
        .write = word[0] & AMD_VI_DTE_IW,
        .iotlb = has & AMD_VI_IOTLB && word[1] & AMD_VI_DTE_I,
        .walk_snooped = !(word[1] & AMD_VI_DTE_SD),
        .domain = (uint16_t) word[1],
        .root = word[0] & AMD_VI_ADDR,
    };

    if (!(word[0] & AMD_VI_DTE_V))
        e.state = DTE_PASSED;
    else if (word[0] & DTE_0_RESERVED)
        e.state = DTE_RESERVED;
    else if (!(word[0] & AMD_VI_DTE_TV))
        e.state = DTE_BLOCKED;
    else if (word[0] & AMD_VI_DTE_GV)
        e.state = DTE_GUEST;
    else if (e.mode == MODES)
        e.state = DTE_RESERVED;
    return e;
}

uint64_t
amd_vi_level_size(unsigned level)
{
    return UINT64_C(1) << (12 + 9 * (level - 1));
}

uint64_t
amd_vi_offset(uint64_t address, unsigned level)
{
    return (address >> (12 + 9 * (level - 1)) & 0x1ff) * 8;
}

static unsigned
next_of(uint64_t entry)
{
    return entry >> 9 & 7;
}

bool
amd_vi_is_leaf(uint64_t entry)
{
    return next_of(entry) == NEXT_LEAF || next_of(entry) == NEXT_SIZED_LEAF;
}

/* The lowest address bit that is 0 says the size: bit 12 two pages, bit 13
 * four.  Linux: PAGE_SIZE_PTE(). */
static uint64_t
sized(uint64_t leaf)
{
    uint64_t low = leaf | ~AMD_VI_ADDR;
    uint64_t zero = ~low & (low + 1);

    return zero ? zero * 2 : 0;
}

uint64_t
amd_vi_leaf_size(uint64_t leaf, unsigned level)
{
    uint64_t own = amd_vi_level_size(level), size;

    if (next_of(leaf) == NEXT_LEAF)
        return own;
    size = sized(leaf);
    return size > own && size < own << 9 ? size : 0;
}

bool
amd_vi_reserved(uint64_t entry, unsigned level)
{
    if (amd_vi_is_leaf(entry))
        return entry & LEAF_RESERVED || !amd_vi_leaf_size(entry, level);
    return entry & POINTER_RESERVED || next_of(entry) >= level;
}
