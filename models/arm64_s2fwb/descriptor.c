#include "models/arm64_s2fwb/descriptor.h"

#include <stddef.h>

#include "models/arm64_s2fwb/walk.h"

enum { LAST_LEVEL = 3 };

uint64_t
arm64_level_size(unsigned level)
{
    return UINT64_C(1) << (12 + 9 * (LAST_LEVEL - level));
}

uint64_t
arm64_entry_offset(uint64_t address, unsigned level)
{
    return (address >> (12 + 9 * (LAST_LEVEL - level)) & 0x1ff) * 8;
}

/* Bits[1:0]: 0b11 is a table, or a page at level 3; 0b01 is a block at levels 1
 * and 2 and does not map elsewhere (level 0 needs FEAT_LPA2). */
uint8_t
arm64_descriptor_kind(uint64_t descriptor, unsigned level)
{
    if (!(descriptor & ARM64_DESC_VALID))
        return DESC_INVALID;
    if (descriptor & ARM64_DESC_TABLE)
        return level == LAST_LEVEL ? DESC_LEAF : DESC_NEXT_TABLE;
    return level == 1 || level == 2 ? DESC_LEAF : DESC_INVALID;
}

uint64_t
arm64_leaf_address(uint64_t leaf, unsigned level)
{
    return leaf & ARM64_DESC_ADDR & ~(arm64_level_size(level) - 1);
}

const char *
arm64_descriptor_fault(uint64_t descriptor, unsigned level)
{
    uint8_t kind = arm64_descriptor_kind(descriptor, level);

    if (!(descriptor & ARM64_DESC_VALID))
        return NULL;
    if (kind == DESC_INVALID)
        return level == LAST_LEVEL ? "0b01 is reserved at level 3"
                                   : "a block at level 0 needs FEAT_LPA2";
    if (descriptor >> 48 & 3)
        return "address bits 49:48 are RES0 without FEAT_LPA2";
    if (kind == DESC_LEAF &&
        arm64_leaf_address(descriptor, level) != (descriptor & ARM64_DESC_ADDR))
        return "the block's output address is not aligned to its size (RES0)";
    return NULL;
}

const char *
arm64_leaf_fields_fault(uint64_t fields)
{
    if (fields & ARM64_DESC_ADDR)
        return "bits 47:12 of a leaf are its output address, which follows "
               "from the region";
    if (fields >> 48 & 3)
        return "address bits 49:48 are RES0 without FEAT_LPA2";
    if ((fields >> 8 & 3) == 1)
        return "SH = 0b01 is reserved";
    return NULL;
}

/* --- constructors ------------------------------------------------------- */

uint64_t
arm64_table_descriptor(uint64_t pa)
{
    return (pa & ARM64_DESC_ADDR) | ARM64_DESC_TABLE | ARM64_DESC_VALID;
}

/* A leaf with its access flag set. */
static uint64_t
leaf(uint64_t pa, unsigned level, unsigned sh)
{
    return arm64_leaf_address(pa, level) | ARM64_DESC_AF | ARM64_DESC_VALID |
           ARM64_DESC_SH(sh & 3) | (level == LAST_LEVEL ? ARM64_DESC_TABLE : 0);
}

uint64_t
arm64_stage1_leaf(uint64_t pa, unsigned level, unsigned attr_index, unsigned sh,
                  bool writable)
{
    return leaf(pa, level, sh) | ARM64_S1_ATTR(attr_index & 7) | ARM64_S1_UXN |
           (writable ? 0 : ARM64_S1_RO);
}

uint64_t
arm64_stage2_leaf(uint64_t pa, unsigned level, unsigned memattr, unsigned sh,
                  bool writable, bool executable)
{
    return leaf(pa, level, sh) | ARM64_S2_MEMATTR(memattr & 15) |
           ARM64_S2_READ | (writable ? ARM64_S2_WRITE : 0) |
           ARM64_S2_XN(executable ? XN_NEITHER : XN_BOTH);
}
