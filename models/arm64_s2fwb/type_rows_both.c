/* Rows about both stages: every byte of MAIR_EL1 with every MemAttr, as data
 * for programs, and folded to what differs for readers. */

#include <stdio.h>

#include "models/arm64_s2fwb/combine.h"
#include "models/arm64_s2fwb/type_rows.h"

enum { FEATURES = FEATURE_XS | FEATURE_MTE2, SHARES = 3, MEMATTRS = 16 };

/* SH[1:0] that is not reserved. */
static const unsigned sh[SHARES] = {0, 2, 3};
static const char *const sh_number[SHARES] = {"0", "2", "3"};
static const char *const bit[] = {"0", "1"};
static const char *const number[MEMATTRS] = {"0",  "1",  "2",  "3", "4",  "5",
                                             "6",  "7",  "8",  "9", "10", "11",
                                             "12", "13", "14", "15"};

/* Attributes of a guest with everything on. */
static struct arm64_attr
combined(bool fwb, const struct arm64_attr *s1, unsigned memattr,
         unsigned s2_sh)
{
    struct arm64_stages s = {
        .control = {.m = true,
                    .c = true,
                    .i = true,
                    .vm = true,
                    .fwb = fwb,
                    .features = FEATURES},
        .s1 = *s1,
        .memattr = (uint8_t) memattr,
        .s2_share = arm64_share(s2_sh),
    };

    return arm64_combine(&s, NULL);
}

/* ---- every combination ---- */

static void
emit_one(arm64_emit *emit, void *to, const char *const in[5],
         const struct arm64_attr *a)
{
    emit(to, (const char *const[]){
                 in[0], in[1], in[2], in[3], in[4],
                 a->type == TYPE_NONE ? "reserved" : arm64_type_name[a->type],
                 arm64_cache_short[a->inner], arm64_cache_short[a->outer],
                 arm64_share_short[a->share]});
}

static void
rows_of_byte(arm64_emit *emit, void *to, bool fwb, uint8_t byte)
{
    struct arm64_attr s1 = arm64_mair(byte, FEATURES);
    char hex[8];

    if (s1.type == TYPE_NONE)
        return;
    snprintf(hex, sizeof hex, "0x%02x", byte);
    for (unsigned i = 0; i < SHARES * MEMATTRS * SHARES; i++) {
        unsigned s1_sh = i / SHARES / MEMATTRS;
        unsigned memattr = i / SHARES % MEMATTRS, s2_sh = i % SHARES;
        struct arm64_attr a;

        s1.share = arm64_share(sh[s1_sh]);
        a = combined(fwb, &s1, memattr, sh[s2_sh]);
        emit_one(emit, to,
                 (const char *const[]){bit[fwb], hex, sh_number[s1_sh],
                                       number[memattr], sh_number[s2_sh]},
                 &a);
    }
}

void
arm64_s1s2_rows(arm64_emit *emit, void *to)
{
    for (unsigned fwb = 0; fwb < 2; fwb++)
        for (unsigned byte = 0; byte < 256; byte++)
            rows_of_byte(emit, to, fwb, (uint8_t) byte);
}

/* ---- folded ---- */

/* One byte for each type and pair of cacheabilities; the rest differ in hints,
 * XS and tags, which change no result. */
static const uint8_t kind[] = {0x00, 0x04, 0x08, 0x0c, 0x44, 0xbb, 0xff,
                               0x4b, 0x4f, 0xb4, 0xbf, 0xf4, 0xfb};

static void
rows_of_kind(arm64_emit *emit, void *to, bool fwb, uint8_t byte)
{
    static const char *const half[] = {"00", "01", "10", "11"};
    static const char *const fwb_half[] = {"x0", "x1"};
    struct arm64_attr s1 = arm64_mair(byte, FEATURES);
    const char *name = arm64_code_type(arm64_code(&s1));

    s1.share = SH_ISH;
    for (unsigned m = 0; m < (fwb ? 8u : 16u); m++) {
        struct arm64_attr a = combined(fwb, &s1, m, 3);

        emit(to, (const char *const[]){
                     bit[fwb], fwb ? fwb_half[m / 4] : half[m / 4], name,
                     half[m % 4],
                     a.type == TYPE_NONE ? "reserved"
                                         : arm64_code_type(arm64_code(&a))});
    }
}

void
arm64_s1s2_type_rows(arm64_emit *emit, void *to)
{
    for (unsigned fwb = 0; fwb < 2; fwb++)
        for (unsigned k = 0; k < sizeof kind; k++)
            rows_of_kind(emit, to, fwb, kind[k]);
}

void
arm64_s1s2_share_rows(arm64_emit *emit, void *to)
{
    static const uint8_t share[SHARES] = {SH_NSH, SH_ISH, SH_OSH};
    static const unsigned encoded[SHARES] = {0, 3, 2};
    struct arm64_attr s1 = arm64_mair(0xff, FEATURES);

    for (unsigned i = 0; i < SHARES * SHARES; i++) {
        struct arm64_attr a;

        s1.share = share[i / SHARES];
        a = combined(false, &s1, 15, encoded[i % SHARES]);
        emit(to, (const char *const[]){arm64_share_short[s1.share],
                                       arm64_share_short[share[i % SHARES]],
                                       arm64_share_short[a.share]});
    }
}
