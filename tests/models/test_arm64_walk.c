/* Walks over tables that the test builds in its own memory. */

#include <criterion/criterion.h>
#include <string.h>

#include "models/arm64_s2fwb/descriptor.h"
#include "models/arm64_s2fwb/registers.h"
#include "models/arm64_s2fwb/walk.h"

/* Memory: 64 pages from address 0, and nothing above. */
enum { PAGES = 64, PAGE = 4096 };

struct memory {
    uint64_t word[PAGES * PAGE / 8];
};

static uint64_t
read_word(const void *at, uint64_t pa)
{
    const struct memory *m = at;

    cr_assert_eq(pa % 8, 0);
    cr_assert_lt(pa, PAGES * PAGE, "the walker reads %#llx",
                 (unsigned long long) pa);
    return m->word[pa / 8];
}

static struct memory memory; /* zero in each test: each is a process */

static uint64_t
entry_at(uint64_t table, uint64_t address, unsigned level)
{
    return table + arm64_entry_offset(address, level);
}

static void
put(uint64_t table, uint64_t address, unsigned level, uint64_t descriptor)
{
    memory.word[entry_at(table, address, level) / 8] = descriptor;
}

/* Stage-1 tables at 0x1000 to 0x4000 (intermediate physical), stage-2 tables
 * at 0x11000 to 0x14000 (physical).  Intermediate page N of the low 64K lies
 * at 0x20000 + N. */
enum {
    L0 = 0x1000,
    L1 = 0x2000,
    L2 = 0x3000,
    L3 = 0x4000,
    S2_L0 = 0x11000,
    S2_L1 = 0x12000,
    S2_L2 = 0x13000,
    S2_L3 = 0x14000,
    MOVED = 0x20000,
};

static const uint64_t s1_table[] = {L0, L1, L2, L3};
static const uint64_t s2_table[] = {S2_L0, S2_L1, S2_L2, S2_L3};

#define VA_4K UINT64_C(0x7f0000000000)
#define VA_2M UINT64_C(0x7f0000200000)
#define VA_1G UINT64_C(0x7f0040000000)

enum { ISH = 3, OSH = 2, S2_WB = 15, S2_NC = 5, S2_nGnRE = 1 };

/* A 4K, a 2M and a 1G leaf with attribute indices 1, 5 and 7, the tables' bytes
 * at BASE in memory. */
static void
build_stage1(uint64_t base)
{
    put(base + L0, VA_4K, 0, arm64_table_descriptor(L1));
    put(base + L1, VA_4K, 1, arm64_table_descriptor(L2));
    put(base + L2, VA_4K, 2, arm64_table_descriptor(L3));
    put(base + L3, VA_4K, 3, arm64_stage1_leaf(0x8000, 3, 1, ISH, true));
    put(base + L2, VA_2M, 2, arm64_stage1_leaf(0x600000, 2, 5, OSH, true));
    put(base + L1, VA_1G, 1, arm64_stage1_leaf(0x40000000, 1, 7, 0, true));
}

/* Low 64K by pages (Write-Back), 2M at 0x600000 (NC), 1G at 1G (Device). */
static void
build_stage2(void)
{
    put(S2_L0, 0, 0, arm64_table_descriptor(S2_L1));
    put(S2_L1, 0, 1, arm64_table_descriptor(S2_L2));
    put(S2_L2, 0, 2, arm64_table_descriptor(S2_L3));
    for (uint64_t ipa = 0; ipa < 0x10000; ipa += PAGE)
        put(S2_L3, ipa, 3,
            arm64_stage2_leaf(MOVED + ipa, 3, S2_WB, ISH, true, true));
    put(S2_L2, 0x600000, 2,
        arm64_stage2_leaf(0x80000000, 2, S2_NC, OSH, true, true));
    put(S2_L1, 0x40000000, 1,
        arm64_stage2_leaf(0x100000000, 1, S2_nGnRE, 0, true, false));
}

static struct arm64_space
stage1_alone(void)
{
    build_stage1(0);
    return (struct arm64_space){
        .word = read_word,
        .at = &memory,
        .stage1 = true,
        .ttbr = UINT64_C(0x12000000000000) | L0 | 1, /* ASID, CnP */
        .tcr = ARM64_TCR_LINUX,
    };
}

static struct arm64_space
both(void)
{
    struct arm64_space s = stage1_alone();

    memory = (struct memory){0};
    build_stage1(MOVED);
    build_stage2();
    s.stage2 = true;
    s.vttbr = UINT64_C(0x7000000000000) | S2_L0;
    s.vtcr = ARM64_VTCR_KVM;
    return s;
}

static struct arm64_space
stage2_alone(void)
{
    struct arm64_space s = both();

    s.stage1 = false;
    return s;
}

/* Expects this fault; its descriptor is at AT. */
static void
expect_fault(const struct arm64_walk *w, enum arm64_fault fault, unsigned stage,
             unsigned level, uint64_t at)
{
    cr_expect_eq(w->fault, fault, "%s, not %s", arm64_fault_name[w->fault],
                 arm64_fault_name[fault]);
    cr_expect_eq(w->fault_stage, stage, "stage %u", w->fault_stage);
    cr_expect_eq(w->fault_level, level, "level %u", w->fault_level);
    cr_expect_eq(w->fault_at, at, "at %#llx, not %#llx",
                 (unsigned long long) w->fault_at, (unsigned long long) at);
}

/* --- leaves ------------------------------------------------------------- */

Test(arm64_walk, stage_1_leaves)
{
    struct arm64_space s = stage1_alone();
    struct arm64_walk w = arm64_walk(&s, VA_4K + 0x123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.pa, 0x8123);
    cr_expect_eq(w.ipa, 0x8123);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.level, 3);
    cr_expect_eq(w.attr_index, 1);
    cr_expect_eq(w.sh, ISH);
    cr_expect_eq(w.leaf_at, L3);
    cr_expect_eq(w.leaf_ipa, L3);
    cr_expect_eq(w.leaf, memory.word[L3 / 8]);
    cr_expect_eq(w.s2_level, 0);
    cr_expect(w.writable && w.executable && !w.el0);

    w = arm64_walk(&s, VA_2M + 0x12345, WALK_READ);
    cr_expect_eq(w.pa, 0x612345);
    cr_expect_eq(w.size, 0x200000);
    cr_expect_eq(w.level, 2);
    cr_expect_eq(w.attr_index, 5);
    cr_expect_eq(w.sh, OSH);
    cr_expect_eq(w.leaf_at, L2 + 8);

    w = arm64_walk(&s, VA_1G + 0x1234567, WALK_READ);
    cr_expect_eq(w.pa, 0x41234567);
    cr_expect_eq(w.size, 0x40000000);
    cr_expect_eq(w.level, 1);
    cr_expect_eq(w.attr_index, 7);
    cr_expect_eq(w.sh, 0);
    cr_expect_eq(w.leaf_at, L1 + 8);
}

Test(arm64_walk, stage_2_leaves)
{
    struct arm64_space s = stage2_alone();
    struct arm64_walk w = arm64_walk(&s, 0x9123, WALK_WRITE);
    struct arm64_walk alone = arm64_walk_stage2(&s, 0x9123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.ipa, 0x9123);
    cr_expect_eq(w.pa, MOVED + 0x9123);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.level, 0, "stage 1 is off");
    cr_expect_eq(w.leaf_at, 0);
    cr_expect_eq(w.s2_level, 3);
    cr_expect_eq(w.memattr, S2_WB);
    cr_expect_eq(w.s2_sh, ISH);
    cr_expect_eq(w.s2_leaf_at, S2_L3 + 9 * 8);
    cr_expect(w.writable && w.executable && w.el0);
    cr_expect_eq(alone.pa, w.pa);
    cr_expect_eq(alone.s2_leaf, w.s2_leaf);

    w = arm64_walk(&s, 0x612345, WALK_READ);
    cr_expect_eq(w.pa, 0x80012345);
    cr_expect_eq(w.size, 0x200000);
    cr_expect_eq(w.s2_level, 2);
    cr_expect_eq(w.memattr, S2_NC);
    cr_expect_eq(w.s2_sh, OSH);

    w = arm64_walk(&s, 0x41234567, WALK_READ);
    cr_expect_eq(w.pa, 0x101234567);
    cr_expect_eq(w.size, 0x40000000);
    cr_expect_eq(w.s2_level, 1);
    cr_expect_eq(w.memattr, S2_nGnRE);
    cr_expect(!w.executable);
}

Test(arm64_walk, leaves_of_both)
{
    struct arm64_space s = both();
    struct arm64_walk w = arm64_walk(&s, VA_4K + 0x123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.ipa, 0x8123);
    cr_expect_eq(w.pa, MOVED + 0x8123);
    cr_expect_eq(w.attr_index, 1);
    cr_expect_eq(w.memattr, S2_WB);
    cr_expect_eq(w.leaf_ipa, L3);
    cr_expect_eq(w.leaf_at, MOVED + L3);
    cr_expect_eq(w.s2_leaf_at, S2_L3 + 8 * 8);
    cr_expect_eq(w.level, 3);
    cr_expect_eq(w.s2_level, 3);

    w = arm64_walk(&s, VA_2M + 0x12345, WALK_READ);
    cr_expect_eq(w.pa, 0x80012345);
    cr_expect_eq(w.attr_index, 5);
    cr_expect_eq(w.memattr, S2_NC);
    w = arm64_walk(&s, VA_1G + 0x1234567, WALK_READ);
    cr_expect_eq(w.pa, 0x101234567);
    cr_expect_eq(w.attr_index, 7);
    cr_expect_eq(w.memattr, S2_nGnRE);
    cr_expect(w.writable && !w.executable);
}

Test(arm64_walk, both_off)
{
    struct arm64_space s = {.word = read_word, .at = &memory};
    struct arm64_walk w = arm64_walk(&s, 0x12345678, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.pa, 0x12345678);
    cr_expect_eq(w.ipa, 0x12345678);
    cr_expect_eq(w.size, 0x40000000);
    cr_expect(w.writable && w.executable && w.el0);
    w = arm64_walk(&s, UINT64_C(1) << 48, WALK_READ);
    expect_fault(&w, FAULT_ADDRESS_SIZE, 1, 0, 0);
}

/* Every pair of leaf sizes: the smaller counts, and each stage moves its own
 * bits of the address. */
Test(arm64_walk, the_smaller_leaf_counts)
{
    for (unsigned l1 = 1; l1 <= 3; l1++)
        for (unsigned l2 = 1; l2 <= 3; l2++) {
            struct arm64_space s = both();
            uint64_t small = arm64_level_size(l1 > l2 ? l1 : l2);
            uint64_t ipa = UINT64_C(0x80000000), va = VA_1G;
            struct arm64_walk w;

            put(MOVED + L1, va, 1, arm64_table_descriptor(0x5000));
            put(MOVED + 0x5000, va, 2, arm64_table_descriptor(0x6000));
            put(S2_L1, ipa, 1, arm64_table_descriptor(0x15000));
            put(0x15000, ipa, 2, arm64_table_descriptor(0x16000));
            put(MOVED + (l1 == 1   ? L1
                         : l1 == 2 ? 0x5000
                                   : 0x6000),
                va, l1, arm64_stage1_leaf(ipa, l1, 3, ISH, true));
            put(l2 == 1   ? S2_L1
                : l2 == 2 ? 0x15000
                          : 0x16000,
                ipa, l2,
                arm64_stage2_leaf(0x200000000, l2, S2_WB, ISH, true, true));
            w = arm64_walk(&s, va + 0xabc, WALK_READ);
            cr_assert_eq(w.fault, FAULT_NONE, "levels %u, %u", l1, l2);
            cr_expect_eq(w.size, small, "levels %u, %u", l1, l2);
            cr_expect_eq(w.pa, 0x200000abc);
        }
}

/* --- faults of one stage ------------------------------------------------ */

/* Invalid at each level; 0b01 where no block may be has a reason. */
Test(arm64_walk, translation_faults)
{
    for (unsigned level = 0; level < 4; level++) {
        struct arm64_space s = stage1_alone();
        uint64_t at = entry_at(s1_table[level], VA_4K, level);
        struct arm64_walk w;

        put(s1_table[level], VA_4K, level, 0x8002);
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_TRANSLATION, 1, level, at);
        cr_expect_null(w.reason);
        cr_expect(!w.fault_on_table);

        s = stage2_alone();
        at = entry_at(s2_table[level], 0x8000, level);
        put(s2_table[level], 0x8000, level, ~UINT64_C(1));
        w = arm64_walk(&s, 0x8000, WALK_READ);
        expect_fault(&w, FAULT_TRANSLATION, 2, level, at);
        cr_expect_null(w.reason);
    }
    for (unsigned level = 0; level < 4; level += 3) {
        struct arm64_space s = stage1_alone();
        struct arm64_walk w;

        put(s1_table[level], VA_4K, level, 0x8001 | ARM64_DESC_AF);
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_TRANSLATION, 1, level,
                     entry_at(s1_table[level], VA_4K, level));
        cr_expect_not_null(w.reason);

        s = stage2_alone();
        put(s2_table[level], 0x8000, level, 0x8001 | ARM64_DESC_AF);
        w = arm64_walk(&s, 0x8000, WALK_READ);
        expect_fault(&w, FAULT_TRANSLATION, 2, level,
                     entry_at(s2_table[level], 0x8000, level));
        cr_expect_not_null(w.reason);
    }
}

Test(arm64_walk, access_flag_faults)
{
    static const uint64_t va[] = {0, VA_1G, VA_2M, VA_4K};
    static const uint64_t ipa[] = {0, 0x40000000, 0x600000, 0x8000};

    for (unsigned level = 1; level < 4; level++) {
        struct arm64_space s = stage1_alone();
        uint64_t at = entry_at(s1_table[level], va[level], level);
        struct arm64_walk w;

        memory.word[at / 8] &= ~ARM64_DESC_AF;
        w = arm64_walk(&s, va[level], WALK_READ);
        expect_fault(&w, FAULT_ACCESS_FLAG, 1, level, at);

        s = both();
        at = entry_at(s2_table[level], ipa[level], level);
        memory.word[at / 8] &= ~ARM64_DESC_AF;
        w = arm64_walk(&s, va[level], WALK_READ);
        expect_fault(&w, FAULT_ACCESS_FLAG, 2, level, at);
        cr_expect_eq(w.ipa, ipa[level]);
        cr_expect_eq(w.level, level, "stage 1 is known");
        cr_expect(!w.fault_on_table);
    }
}

/* Output addresses of leaves, next tables and first tables above IPS or PS. */
Test(arm64_walk, address_size_faults)
{
    static const uint8_t bits[] = {32, 36, 40, 42, 44, 48, 48};

    for (unsigned ps = 0; ps < 5; ps++) {
        uint64_t tcr = (ARM64_TCR_LINUX & ~(UINT64_C(7) << 32)) | (uint64_t) ps
                                                                      << 32;
        uint64_t vtcr = (ARM64_VTCR_KVM & ~(UINT64_C(7) << 16)) | (uint64_t) ps
                                                                      << 16;
        uint64_t above = UINT64_C(1) << bits[ps];
        struct arm64_space s = stage1_alone();
        struct arm64_walk w;

        s.tcr = tcr;
        put(L3, VA_4K, 3, arm64_stage1_leaf(above - PAGE, 3, 1, ISH, true));
        w = arm64_walk(&s, VA_4K, WALK_READ);
        cr_expect_eq(w.fault, FAULT_NONE);
        cr_expect_eq(w.pa, above - PAGE);
        put(L3, VA_4K, 3, (above | 3) & ~ARM64_DESC_AF);
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 1, 3, L3);
        put(L1, VA_4K, 1, arm64_table_descriptor(above));
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 1, 1, L1);
        s.ttbr = above;
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 1, 0, above);

        s = both();
        s.vtcr = vtcr;
        put(S2_L1, 0x40000000, 1,
            arm64_stage2_leaf(above, 1, S2_WB, ISH, true, true));
        w = arm64_walk(&s, VA_1G, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 2, 1, S2_L1 + 8);
        put(S2_L1, 0x40000000, 1, arm64_table_descriptor(above));
        w = arm64_walk(&s, VA_1G, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 2, 1, S2_L1 + 8);
        s.vttbr = above;
        w = arm64_walk(&s, VA_1G, WALK_READ);
        expect_fault(&w, FAULT_ADDRESS_SIZE, 2, 0, above);
        cr_expect(w.fault_on_table);
    }
}

Test(arm64_walk, input_out_of_range)
{
    struct arm64_space s = both();
    struct arm64_walk w = arm64_walk(&s, UINT64_C(1) << 48, WALK_READ);

    expect_fault(&w, FAULT_TRANSLATION, 1, 0, L0);
    cr_expect_null(w.reason);
    w = arm64_walk(&s, ~UINT64_C(0), WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 1, 0, L0);
    cr_expect_not_null(w.reason, "TTBR1_EL1's half");
    cr_expect_eq(arm64_walk(&s, VA_4K | UINT64_C(0x5a) << 56, 0).fault,
                 FAULT_NONE, "TBI0");
    s.tcr &= ~ARM64_TCR_TBI0;
    cr_expect_eq(arm64_walk(&s, VA_4K | UINT64_C(0x5a) << 56, 0).fault,
                 FAULT_TRANSLATION);
    s.tcr |= ARM64_TCR_EPD0;
    w = arm64_walk(&s, VA_4K, WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 1, 0, L0);

    /* an intermediate address above what stage 2 takes */
    s = both();
    s.vtcr = (ARM64_VTCR_KVM & ~UINT64_C(0xff)) | 1 << 6 | 25;
    s.vttbr = S2_L1;
    cr_expect_eq(arm64_walk(&s, VA_4K, WALK_READ).pa, MOVED + 0x8000);
    put(MOVED + L3, VA_4K, 3,
        arm64_stage1_leaf(UINT64_C(1) << 39, 3, 1, ISH, true));
    w = arm64_walk(&s, VA_4K, WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 2, 0, S2_L1);
    cr_expect(!w.fault_on_table);
}

Test(arm64_walk, registers_outside_the_model)
{
    struct arm64_space s = both();
    struct arm64_walk w;

    s.vtcr |= UINT64_C(1) << 15;
    w = arm64_walk(&s, VA_4K, WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 2, 0, S2_L0);
    cr_expect_not_null(strstr(w.reason, "TG0"));
    s.vtcr = 0x80053558;
    w = arm64_walk_stage2(&s, 0x8000, WALK_READ);
    cr_expect_not_null(strstr(w.reason, "concatenated"));
    s.tcr |= UINT64_C(1) << 59;
    w = arm64_walk(&s, VA_4K, WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 1, 0, L0);
    cr_expect_not_null(strstr(w.reason, "LPA2"));
}

/* Fewer input bits: lookups start lower, at each stage. */
Test(arm64_walk, start_levels)
{
    struct arm64_space s = both();

    s.tcr = (ARM64_TCR_LINUX & ~UINT64_C(63)) | 25;
    s.ttbr = L1;
    cr_expect_eq(arm64_walk(&s, VA_4K & 0x7fffffffff, 0).pa, MOVED + 0x8000);
    s.tcr = (ARM64_TCR_LINUX & ~UINT64_C(63)) | 34;
    s.ttbr = L2;
    cr_expect_eq(arm64_walk(&s, VA_4K & 0x3fffffff, 0).pa, MOVED + 0x8000);
    s.vtcr = (ARM64_VTCR_KVM & ~UINT64_C(0xff)) | 34;
    s.vttbr = S2_L2;
    cr_expect_eq(arm64_walk(&s, VA_4K & 0x3fffffff, 0).pa, MOVED + 0x8000);
    cr_expect_eq(arm64_walk(&s, VA_4K & 0x3fffffff, 0).s2_level, 3);
}

/* --- stage-2 faults on stage-1 tables ----------------------------------- */

Test(arm64_walk, faults_on_stage_1_tables)
{
    for (unsigned level = 0; level < 4; level++) {
        uint64_t page = s1_table[level];
        uint64_t at = entry_at(S2_L3, page, 3);
        struct arm64_space s = both();
        uint64_t good = memory.word[at / 8];
        struct arm64_walk w;

        memory.word[at / 8] = 0;
        w = arm64_walk(&s, VA_4K, WALK_WRITE);
        expect_fault(&w, FAULT_TRANSLATION, 2, 3, at);
        cr_expect(w.fault_on_table);
        cr_expect_eq(w.leaf_ipa, entry_at(page, VA_4K, level));
        cr_expect_eq(w.ipa, w.leaf_ipa);

        memory.word[at / 8] = good & ~ARM64_DESC_AF;
        w = arm64_walk(&s, VA_4K, WALK_READ);
        expect_fault(&w, FAULT_ACCESS_FLAG, 2, 3, at);
        cr_expect(w.fault_on_table);

        /* tables are only read, as data, whatever the access is */
        memory.word[at / 8] = good & ~ARM64_S2_WRITE;
        cr_expect_eq(arm64_walk(&s, VA_4K, WALK_WRITE).fault, FAULT_NONE);
        memory.word[at / 8] = good | ARM64_S2_XN(XN_BOTH);
        cr_expect_eq(arm64_walk(&s, VA_4K, WALK_FETCH).fault, FAULT_NONE);
        memory.word[at / 8] = good & ~ARM64_S2_READ;
        w = arm64_walk(&s, VA_4K, WALK_WRITE);
        expect_fault(&w, FAULT_PERMISSION, 2, 3, at);
        cr_expect(w.fault_on_table);
    }
}

/* HCR_EL2.PTW, for each MemAttr with and without FWB. */
Test(arm64_walk, tables_on_device_pages)
{
    for (unsigned fwb = 0; fwb < 2; fwb++)
        for (unsigned memattr = 0; memattr < 16; memattr++) {
            struct arm64_space s = both();
            bool device = fwb ? (memattr & 7) < 4 : memattr < 4;
            struct arm64_walk w;

            s.fwb = fwb;
            put(S2_L3, L2, 3,
                arm64_stage2_leaf(MOVED + L2, 3, memattr, ISH, true, true));
            cr_expect_eq(arm64_walk(&s, VA_4K, WALK_READ).fault, FAULT_NONE);
            s.ptw = true;
            w = arm64_walk(&s, VA_4K, WALK_READ);
            cr_expect_eq(w.fault == FAULT_PERMISSION, device, "FWB %u, %u", fwb,
                         memattr);
            if (!device)
                continue;
            expect_fault(&w, FAULT_PERMISSION, 2, 3, entry_at(S2_L3, L2, 3));
            cr_expect(w.fault_on_table);
        }
}

/* PTW is about tables: Device data pages are for everybody. */
Test(arm64_walk, device_data_pages)
{
    struct arm64_space s = both();

    s.ptw = true;
    cr_expect_eq(arm64_walk(&s, VA_1G, WALK_WRITE).fault, FAULT_NONE);
    s.stage2 = false;
    cr_expect_eq(arm64_walk(&s, 0, WALK_READ).fault_stage, 1,
                 "no stage 2, no Device tables");
}

Test(arm64_walk, stage_1_faults_come_first)
{
    struct arm64_space s = both();
    struct arm64_walk w;

    put(S2_L3, 0x8000, 3, 0);
    put(MOVED + L3, VA_4K, 3, arm64_stage1_leaf(0x8000, 3, 1, ISH, false));
    w = arm64_walk(&s, VA_4K, WALK_WRITE);
    expect_fault(&w, FAULT_PERMISSION, 1, 3, MOVED + L3);
    w = arm64_walk(&s, VA_4K, WALK_READ);
    expect_fault(&w, FAULT_TRANSLATION, 2, 3, entry_at(S2_L3, 0x8000, 3));
    cr_expect_eq(w.leaf_at, MOVED + L3);
}
