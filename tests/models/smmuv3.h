/*
 * A stream of an SMMUv3 in words that the tests write by hand: fields by their
 * bit numbers in SMMU (IHI 0070 G.b), 5.2 and 5.4, and the Arm ARM's
 * descriptors, not by the model's names.
 */
#pragma once

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "models/iommu/smmuv3/smmuv3.h"

/* 64 pages from address 0, and nothing above. */
enum { PAGE = 4096, PAGES = 64 };

static uint64_t memory[PAGES * PAGE / 8]; /* zero in each test */

/* The entry; the context descriptor, the tables of stage 1 and the page they
 * map; the tables of stage 2, which moves all low pages up by MOVED. */
enum {
    STE = 0x1000,
    CD = 0x2000,
    S1_L0 = 0x3000,
    S1_L1 = 0x4000,
    S1_L2 = 0x5000,
    S1_L3 = 0x6000,
    DATA = 0xa000,
    S2_L0 = 0x11000,
    S2_L1 = 0x12000,
    S2_L2 = 0x13000,
    S2_L3 = 0x14000,
    MOVED = 0x20000,
};
#define VA   UINT64_C(0x7f0012345678) /* indices 254, 0, 145, 325 */
#define B(n) (UINT64_C(1) << (n))

enum { OFF, FIRST, SECOND, NESTED };

struct stream {
    unsigned stages;     /* OFF to NESTED                                     */
    uint8_t mair, s1_sh; /* of the data page                                  */
    uint8_t memattr, s2_sh;
    bool fwb;
    uint64_t overrides; /* ORed into word 1 of the entry                      */
};

static inline uint64_t
word_at(const void *at, uint64_t pa, bool snooped)
{
    const uint64_t *words = at;

    (void) snooped;
    cr_assert_eq(pa % 8, 0);
    cr_assert_lt(pa, PAGES * PAGE, "the unit reads %#llx",
                 (unsigned long long) pa);
    return words[pa / 8];
}

static inline void
put(uint64_t pa, uint64_t v)
{
    cr_assert_lt(pa, PAGES * PAGE);
    memory[pa / 8] = v;
}

static inline void
lay_ste(const struct stream *s)
{
    static const unsigned config[] = {4, 5, 6, 7};

    put(STE, 1 | config[s->stages] << 1 | (s->stages & 1 ? CD : 0));
    put(STE + 8, (s->fwb ? B(89 - 64) : 0) | s->overrides);
    put(STE + 16, UINT64_C(7) |                     /* S2VMID */
                      UINT64_C(16) << 32 |          /* S2T0SZ */
                      UINT64_C(2) << 38 |           /* S2SL0 */
                      UINT64_C(1) << 40 |           /* S2IR0 */
                      UINT64_C(1) << 42 |           /* S2OR0 */
                      UINT64_C(3) << 44 |           /* S2SH0 */
                      UINT64_C(5) << 48 |           /* S2PS: 48 bits */
                      B(179 - 128) | B(182 - 128)); /* S2AA64, S2PTW */
    put(STE + 24, S2_L0);
}

/* Attributes 0 of CD.MAIR; tables are read as Write-Back, ISH. */
static inline void
lay_cd(uint64_t base, uint8_t mair)
{
    put(base + CD, UINT64_C(16) | 1 << 8 | 1 << 10 | 3 << 12 | B(30) | B(31) |
                       UINT64_C(5) << 32 | B(41));
    put(base + CD + 8, S1_L0);
    put(base + CD + 24, mair);
}

static inline void
lay_stage1(uint64_t base, uint8_t sh)
{
    put(base + S1_L0 + 254 * 8, S1_L1 | 3);
    put(base + S1_L1 + 0 * 8, S1_L2 | 3);
    put(base + S1_L2 + 145 * 8, S1_L3 | 3);
    put(base + S1_L3 + 325 * 8, DATA | 3 | B(6) | (uint64_t) sh << 8 | B(10));
}

/* Pages of stage 2 for tables are Write-Back, for data as the stream says. */
static inline void
lay_stage2(const struct stream *s)
{
    uint64_t rest = 3 | B(6) | B(7) | B(10);

    put(S2_L0, S2_L1 | 3);
    put(S2_L1, S2_L2 | 3);
    put(S2_L2, S2_L3 | 3);
    for (uint64_t n = 0; n < 16; n++)
        put(S2_L3 + n * 8,
            (MOVED + n * PAGE) | rest | 3 << 8 | (s->fwb ? 0x6 : 0xf) << 2);
    put(S2_L3 + DATA / PAGE * 8, (MOVED + DATA) | rest |
                                     (uint64_t) s->s2_sh << 8 |
                                     (uint64_t) s->memattr << 2);
}

static inline void
lay(const struct stream *s)
{
    uint64_t base = s->stages == NESTED ? MOVED : 0;

    lay_ste(s);
    lay_cd(base, s->mair);
    lay_stage1(base, s->s1_sh);
    lay_stage2(s);
}

/* The address by which a device reaches the data page. */
static inline uint64_t
bus_address(const struct stream *s)
{
    return s->stages & FIRST ? VA : DATA + 0x678;
}

/* A request to the stream as the words now are; WHY may be NULL. */
static inline struct unit_answer
ask(const struct stream *s, uint32_t has, bool no_snoop, bool write,
    struct trail *why)
{
    const struct unit_space space = {
        .word = word_at, .at = memory, .entry = STE, .has = has};
    const struct unit_request r = {
        .address = bus_address(s), .no_snoop = no_snoop, .write = write};

    return iommu_smmuv3.translate(&space, &r, why);
}

/* The name of the final type without its shareability. */
static inline const char *
type_of(const struct unit_answer *a, char name[32])
{
    snprintf(name, 32, "%s", iommu_smmuv3.type_name(a->type));
    name[strcspn(name, " ")] = '\0';
    return name;
}

/* Write-Back everywhere, for each way to translate. */
static const struct stream plain[] = {
    [OFF] = {.stages = OFF   },
    [FIRST] = { .stages = FIRST, .mair = 0xff, .s1_sh = 3},
    [SECOND] = { .stages = SECOND, .memattr = 0xf,   .s2_sh = 3},
    [NESTED] =
        {
             .stages = NESTED,
             .mair = 0xff,
             .s1_sh = 3,
             .memattr = 0xf,
             .s2_sh = 3,
             },
};

enum { BASE = SMMU_S2FWB | SMMU_COHACC };

static inline uint64_t
get(uint64_t pa)
{
    return memory[pa / 8];
}

static inline void
expect_fault(const struct stream *s, bool write, unsigned fault,
             const char *rule)
{
    struct trail why = {0};
    struct unit_answer a = ask(s, BASE, false, write, &why);

    cr_expect_eq(a.fault, fault, "%s: %u, not %u", rule, a.fault, fault);
    cr_assert_geq(why.n, 1);
    cr_expect_str_eq(why.step[why.n - 1].rule->id, rule, "%s, not %s",
                     why.step[why.n - 1].rule->id, rule);
    cr_expect(
        strstr(iommu_smmuv3.gave_name(why.step[why.n - 1].gave), "fault: "));
    cr_expect(!a.snooped && !a.writable && !a.pa);
}
