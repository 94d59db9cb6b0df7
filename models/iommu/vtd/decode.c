#include "models/iommu/vtd/decode.h"

#include "models/iommu/vtd/unit.h"

#define BEYOND_HOST (UINT64_C(0xfff) << 52)

/* Reserved in every entry of its kind. */
#define CTX_LO_RESERVED   (BEYOND_HOST | UINT64_C(0xff0))
#define CTX_HI_RESERVED   (~UINT64_C(0) << 24 | UINT64_C(0x80))
#define PASID_0_RESERVED  (BEYOND_HOST | UINT64_C(0xc20))
#define PASID_1_RESERVED  UINT64_C(0xf87f0000)
#define PASID_2_RESERVED  (BEYOND_HOST | UINT64_C(0xf02))
#define PASID_MEMORY_TYPE (VTD_PASID_CD | VTD_PASID_EMTE | VTD_PASID_PAT)
#define S2_RESERVED       (UINT64_C(1) << 62)

enum { TOP = 4, PASID_WORDS = 8 };

static struct vtd_entry
bad(uint8_t state)
{
    return (struct vtd_entry){.state = state};
}

/* Levels of an address width; 0 for one that this model does not have. */
static uint8_t
levels_of(uint64_t aw)
{
    return aw == AW_39 || aw == AW_48 ? (uint8_t) (aw + 2) : 0;
}

struct vtd_entry
vtd_context_entry(const uint64_t word[2], uint32_t has)
{
    unsigned tt = word[0] >> 2 & 3;
    struct vtd_entry e = {
        .mode = tt == TT_PASS ? VTD_PASS : VTD_SECOND,
        .domain = (uint16_t) (word[1] >> 8),
        .translated = tt == TT_DEVICE_TLB,
    };

    if (!(word[0] & VTD_CTX_P))
        return bad(ENTRY_ABSENT);
    if (word[0] & CTX_LO_RESERVED || word[1] & CTX_HI_RESERVED)
        return bad(ENTRY_RESERVED);
    if (tt == TT_RESERVED || (tt == TT_PASS && !(has & VTD_PT)) ||
        (tt == TT_DEVICE_TLB && !(has & VTD_DT)))
        return bad(ENTRY_TYPE);
    if (tt == TT_PASS)
        return e;
    e.levels = levels_of(word[1] & 7);
    e.second = word[0] & VTD_ADDR;
    return e.levels ? e : bad(ENTRY_TYPE);
}

static bool
pasid_reserved(const uint64_t *word, uint32_t has)
{
    if (word[0] & PASID_0_RESERVED || word[1] & PASID_1_RESERVED ||
        word[2] & PASID_2_RESERVED)
        return true;
    if (!(has & VTD_MTS) && word[1] & PASID_MEMORY_TYPE)
        return true;
    for (unsigned i = 3; i < PASID_WORDS; i++)
        if (word[i])
            return true;
    return false;
}

/* PGTT; VTD_MODES for one that the unit does not have. */
static uint8_t
mode_of(unsigned pgtt, uint32_t has)
{
    switch (pgtt) {
    case PGTT_FIRST:
        return VTD_FIRST;
    case PGTT_SECOND:
        return VTD_SECOND;
    case PGTT_NESTED:
        return has & VTD_NEST ? VTD_NESTED : VTD_MODES;
    case PGTT_PASS:
        return has & VTD_PT ? VTD_SCALABLE_PASS : VTD_MODES;
    default:
        return VTD_MODES;
    }
}

struct vtd_entry
vtd_pasid_entry(const uint64_t word[8], uint32_t has)
{
    struct vtd_entry e = {
        .mode = mode_of(word[0] >> 6 & 7, has),
        .domain = (uint16_t) word[1],
        .translated = has & VTD_DT,
        .pgsnp = word[1] & VTD_PASID_PGSNP,
        .pwsnp = word[1] & VTD_PASID_PWSNP,
    };

    if (!(word[0] & VTD_PASID_P))
        return bad(ENTRY_ABSENT);
    if (pasid_reserved(word, has))
        return bad(ENTRY_RESERVED);
    if (e.pgsnp && !(has & VTD_SC))
        return bad(ENTRY_PGSNP);
    if (e.mode == VTD_MODES)
        return bad(ENTRY_TYPE);
    if (e.mode == VTD_SECOND || e.mode == VTD_NESTED) {
        e.levels = levels_of(word[0] >> 2 & 7);
        e.second = word[0] & VTD_ADDR;
        if (!e.levels)
            return bad(ENTRY_TYPE);
    }
    if (e.mode == VTD_FIRST || e.mode == VTD_NESTED) {
        e.first = word[2] & VTD_ADDR;
        if (word[2] & VTD_PASID_FLPM(3))
            return bad(ENTRY_TYPE);
    }
    return e;
}

/* ---- tables ---- */

uint64_t
vtd_level_size(unsigned level)
{
    return UINT64_C(1) << (12 + 9 * (level - 1));
}

uint64_t
vtd_offset(uint64_t address, unsigned level)
{
    return (address >> (12 + 9 * (level - 1)) & 0x1ff) * 8;
}

/* Bit 7 is ignored in the second stage's 4K leaves, the PAT bit in the first's,
 * and reserved where nothing may be mapped. */
bool
vtd_is_leaf(uint64_t entry, unsigned level)
{
    return level == 1 || (level < TOP && entry & VTD_S2_PS);
}

uint64_t
vtd_leaf_address(uint64_t leaf, unsigned level)
{
    return leaf & VTD_ADDR & ~(vtd_level_size(level) - 1);
}

/* Address bits below the size of a leaf. */
static uint64_t
below_leaf(unsigned level)
{
    return VTD_ADDR & (vtd_level_size(level) - 1);
}

uint64_t
vtd_second_reserved(uint64_t entry, unsigned level)
{
    if (vtd_is_leaf(entry, level))
        return S2_RESERVED | below_leaf(level);
    return S2_RESERVED | VTD_S2_SNP | (level == TOP ? VTD_S2_PS : 0);
}

/* Bit 12 of a large leaf is its PAT bit. */
uint64_t
vtd_first_reserved(uint64_t entry, unsigned level)
{
    if (vtd_is_leaf(entry, level))
        return below_leaf(level) & ~(UINT64_C(1) << 12);
    return level == TOP ? VTD_S1_PS : 0;
}
