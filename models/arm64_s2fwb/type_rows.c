/* Rows about one stage: bytes of MAIR_EL1, stage-2 MemAttr. */

#include "models/arm64_s2fwb/type_rows.h"

#include <stdio.h>

#include "models/arm64_s2fwb/decode.h"
#include "models/arm64_s2fwb/tables.h"

static const char *const bit[] = {"0", "1"};
static const char *const no_yes[] = {"no", "yes"};

static const char *const binary[16] = {
    "0000", "0001", "0010", "0011", "0100", "0101", "0110", "0111",
    "1000", "1001", "1010", "1011", "1100", "1101", "1110", "1111",
};

static const char *
needed(unsigned features)
{
    return features & FEATURE_XS     ? "FEAT_XS"
           : features & FEATURE_MTE2 ? "FEAT_MTE2"
                                     : "-";
}

/* ---- stage 1 ---- */

/* "t" transient, "r" read-allocate, "w" write-allocate. */
static const char *
hints(uint8_t cache, uint8_t hint)
{
    static const char *const name[8] = {"none", "r",  "w",  "rw",
                                        "t",    "tr", "tw", "trw"};

    return cache == CACHE_WT || cache == CACHE_WB ? name[hint & 7] : "-";
}

static const char *
needed_for(uint8_t byte)
{
    for (unsigned i = 0; i < ARM64_MAIR_BYTES; i++)
        if (arm64_mair_bytes[i].byte == byte)
            return needed(arm64_mair_bytes[i].needs);
    return "-";
}

void
arm64_mair_rows(arm64_emit *emit, void *to)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        struct arm64_attr a =
            arm64_mair((uint8_t) byte, FEATURE_XS | FEATURE_MTE2);
        bool there = a.type != TYPE_NONE;
        char hex[8];

        snprintf(hex, sizeof hex, "0x%02x", byte);
        emit(to, (const char *const[]){
                     hex, there ? arm64_type_name[a.type] : "reserved",
                     arm64_cache_short[a.inner], arm64_cache_short[a.outer],
                     hints(a.inner, a.inner_hint), hints(a.outer, a.outer_hint),
                     there ? bit[a.xs] : "-", there ? bit[a.tagged] : "-",
                     needed_for((uint8_t) byte)});
    }
}

void
arm64_mair_byte_rows(arm64_emit *emit, void *to)
{
    for (unsigned i = 0; i < ARM64_MAIR_BYTES; i++) {
        const struct arm64_mair_byte *b = &arm64_mair_bytes[i];
        struct arm64_attr a = arm64_mair(b->byte, b->needs);
        char hex[8];

        snprintf(hex, sizeof hex, "0x%02x", b->byte);
        emit(to, (const char *const[]){hex, arm64_code_type(arm64_code(&a)),
                                       hints(a.inner, a.inner_hint), bit[a.xs],
                                       no_yes[a.tagged], needed(b->needs)});
    }
}

void
arm64_mair_half_rows(arm64_emit *emit, void *to)
{
    for (unsigned n = 1; n < 16; n++) {
        struct arm64_attr a = arm64_mair((uint8_t) (n << 4 | n), 0);
        const char *name = arm64_cache_name[a.outer];
        bool hinted = a.outer != CACHE_NC;
        uint8_t h = a.outer_hint;

        emit(to,
             (const char *const[]){
                 binary[n], name, hinted ? no_yes[!!(h & HINT_TRANSIENT)] : "-",
                 hinted ? no_yes[!!(h & HINT_READ_ALLOCATE)] : "-",
                 hinted ? no_yes[!!(h & HINT_WRITE_ALLOCATE)] : "-"});
    }
}

/* ---- stage 2 ---- */

static const char *
with_fwb(const struct arm64_fwb_attr *f)
{
    static const char *const device[TYPE_COUNT] = {
        [TYPE_DEVICE_nGnRnE] = "Device-nGnRnE",
        [TYPE_DEVICE_nGnRE] = "Device-nGnRE or stronger",
        [TYPE_DEVICE_nGRE] = "Device-nGRE or stronger",
        [TYPE_DEVICE_GRE] = "Device-GRE or stronger",
    };

    switch ((enum arm64_fwb) f->does) {
    case FWB_DEVICE:
        return device[f->type];
    case FWB_NC:
        return "Normal-NC unless Device";
    case FWB_WRITE_BACK:
        return "Normal-WB always";
    case FWB_STAGE1:
        return "as stage 1";
    case FWB_RESERVED:
    case FWB_COUNT:
        break;
    }
    return "reserved";
}

void
arm64_s2_rows(arm64_emit *emit, void *to)
{
    for (unsigned i = 0; i < 2 * 16 * 2; i++) {
        unsigned perm = i / 32, m = i / 2 % 16, fwb = i % 2;
        unsigned features = perm ? FEATURE_MTE_PERM : 0;
        struct arm64_attr a = arm64_memattr(m, features);
        struct arm64_fwb_attr f = arm64_memattr_fwb(m, features);
        const char *type =
            a.type == TYPE_NONE ? "reserved" : arm64_code_type(arm64_code(&a));
        bool denies = fwb ? f.no_tag_access : arm64_no_tag_access(m, features);

        emit(to, (const char *const[]){bit[perm], binary[m], bit[fwb],
                                       fwb ? with_fwb(&f) : type,
                                       denies ? "NoTagAccess" : "-"});
    }
}
