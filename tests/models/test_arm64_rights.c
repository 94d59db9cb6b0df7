/* Permissions of both stages, descriptors there and back, and random tables
 * against a second walker. */

#include <criterion/criterion.h>
#include <string.h>

#include "models/arm64_s2fwb/descriptor.h"
#include "models/arm64_s2fwb/registers.h"
#include "models/arm64_s2fwb/walk.h"

enum { WORDS = 64 * 512, ROOT = 0x1000, S2_ROOT = 0x8000 };

struct memory {
    uint64_t word[WORDS];
};

static struct memory memory; /* zero in each test: each is a process */

/* What lies above the end starts again at 0. */
static uint64_t
read_word(const void *at, uint64_t pa)
{
    const struct memory *m = at;

    cr_assert_eq(pa % 8, 0);
    return m->word[pa / 8 % WORDS];
}

static struct arm64_space
space(void)
{
    return (struct arm64_space){
        .word = read_word,
        .at = &memory,
        .ttbr = ROOT,
        .tcr = ARM64_TCR_LINUX,
        .vttbr = S2_ROOT,
        .vtcr = ARM64_VTCR_KVM,
    };
}

/* Four tables from ROOT for address 0, down to LEAF; TABLE bits in the table
 * at level DEPTH. */
static void
build(uint64_t root, uint64_t leaf, uint64_t table, unsigned depth)
{
    for (unsigned level = 0; level < 3; level++)
        memory.word[(root + 0x1000 * level) / 8] =
            arm64_table_descriptor(root + 0x1000 * (level + 1)) |
            (level == depth ? table : 0);
    memory.word[(root + 0x3000) / 8] = leaf;
}

static const unsigned kinds[] = {WALK_READ, WALK_WRITE, WALK_FETCH};

/* Arm ARM, "Stage 1 data accesses permissions": EL1 then EL0 for AP[2:1], and
 * what APTable[1:0] leaves. */
static bool
data_right(unsigned ap, unsigned aptable, bool el0, bool write)
{
    static const char *const by_ap[4][2] = {
        {"rw", ""  },
        {"rw", "rw"},
        {"r",  ""  },
        {"r",  "r" },
    };
    static const char *const by_table[4][2] = {
        {"rw", "rw"},
        {"rw", ""  },
        {"r",  "r" },
        {"r",  ""  },
    };
    char right = write ? 'w' : 'r';

    return strchr(by_ap[ap][el0], right) &&
           strchr(by_table[aptable][el0], right);
}

static bool
stage_1_allows(unsigned ap, unsigned aptable, unsigned xn, unsigned xntable,
               unsigned kind, bool el0)
{
    if (kind != WALK_FETCH)
        return data_right(ap, aptable, el0, kind == WALK_WRITE);
    if (el0)
        return !((xn | xntable) & 2);
    return !((xn | xntable) & 1) && !data_right(ap, aptable, true, true);
}

/* AP x APTable x {UXN,PXN} x {UXNTable,PXNTable} x kind x exception level. */
Test(arm64_rights, stage_1)
{
    struct arm64_space s = space();
    unsigned faults = 0;

    s.stage1 = true;
    for (unsigned n = 0; n < 256 * 3 * 2; n++) {
        unsigned ap = n & 3, aptable = n >> 2 & 3, xn = n >> 4 & 3;
        unsigned xntable = n >> 6 & 3, kind = kinds[(n >> 8) % 3];
        bool el0 = n >= 256 * 3, good;
        struct arm64_walk w;

        build(ROOT, 0x8403 | (uint64_t) ap << 6 | (uint64_t) xn << 53,
              (uint64_t) aptable << 61 | (uint64_t) xntable << 59, n % 3);
        good = stage_1_allows(ap, aptable, xn, xntable, kind, el0);
        w = arm64_walk(&s, 0, kind | (el0 ? WALK_EL0 : 0));
        cr_assert_eq(w.fault, good ? FAULT_NONE : FAULT_PERMISSION,
                     "AP %u APTable %u XN %u XNTable %u kind %u EL0 %d", ap,
                     aptable, xn, xntable, kind, el0);
        cr_assert_eq(w.writable,
                     stage_1_allows(ap, aptable, xn, xntable, WALK_WRITE, el0));
        cr_assert_eq(w.executable,
                     stage_1_allows(ap, aptable, xn, xntable, WALK_FETCH, el0));
        cr_assert_eq(w.el0, data_right(ap, aptable, true, false));
        if (good)
            continue;
        cr_assert_eq(w.fault_stage, 1);
        cr_assert_eq(w.fault_level, 3);
        cr_assert_eq(w.fault_at, ROOT + 0x3000);
        faults++;
    }
    cr_expect_gt(faults, 500);
}

static bool
stage_2_allows(unsigned s2ap, unsigned xn, unsigned kind, bool el0)
{
    static const char *const fetch[] = {"01", "0", "", "1"}; /* XN[1:0]: ELs */
    static const char *const data[] = {"", "r", "w", "rw"};

    if (kind == WALK_FETCH)
        return strchr(fetch[xn], el0 ? '0' : '1');
    return strchr(data[s2ap], kind == WALK_WRITE ? 'w' : 'r');
}

/* S2AP x XN[1:0] x kind x exception level, stage 1 off; and under it each AP:
 * stage 1 is asked first. */
Test(arm64_rights, stage_2_and_both)
{
    struct arm64_space s = space();

    s.stage2 = true;
    for (unsigned n = 0; n < 64 * 3 * 2; n++) {
        unsigned ap = n & 3, s2ap = n >> 2 & 3, xn = n >> 4 & 3;
        unsigned kind = kinds[(n >> 6) % 3];
        bool el0 = n >= 64 * 3;
        unsigned access = kind | (el0 ? WALK_EL0 : 0);
        bool first = stage_1_allows(ap, 0, 0, 0, kind, el0);
        bool second = stage_2_allows(s2ap, xn, kind, el0);
        struct arm64_walk w;

        build(ROOT, 0x20403 | (uint64_t) ap << 6, 0, 0);
        build(S2_ROOT, 0x403 | (uint64_t) s2ap << 6 | (uint64_t) xn << 53, 0,
              0);
        s.stage1 = false;
        w = arm64_walk(&s, 0, access);
        cr_assert_eq(w.fault, second ? FAULT_NONE : FAULT_PERMISSION);
        cr_assert_eq(w.fault_stage, second ? 0 : 2);
        cr_assert_eq(w.writable, s2ap >> 1);

        /* the data page at 0x20000, the tables at 0x1000 to 0x4000 */
        s.stage1 = true;
        memory.word[(S2_ROOT + 0x3000) / 8 + 0x20] =
            0x403 | (uint64_t) s2ap << 6 | (uint64_t) xn << 53;
        for (uint64_t page = 1; page < 5; page++)
            memory.word[(S2_ROOT + 0x3000) / 8 + page] =
                arm64_stage2_leaf(page << 12, 3, 15, 3, true, true);
        w = arm64_walk(&s, 0, access);
        cr_assert_eq(w.fault, first && second ? FAULT_NONE : FAULT_PERMISSION);
        cr_assert_eq(w.fault_stage, !first ? 1 : !second ? 2 : 0);
        if (first) {
            cr_assert_eq(w.writable,
                         stage_1_allows(ap, 0, 0, 0, WALK_WRITE, el0) &&
                             s2ap >> 1);
        }
    }
}

/* --- descriptors -------------------------------------------------------- */

/* What the constructors put in is what a walk finds. */
Test(arm64_rights, there_and_back)
{
    for (unsigned n = 0; n < 16 * 4 * 2 * 2 * 3; n++) {
        unsigned attr = n & 15, sh = n >> 4 & 3, level = 1 + n / 256;
        bool writable = n >> 6 & 1, executable = n >> 7 & 1;
        uint64_t pa = UINT64_C(0x123456789000), size = arm64_level_size(level);
        uint64_t table = 0x1000 * level;
        struct arm64_space s = space();
        struct arm64_walk w;

        s.stage1 = true;
        build(ROOT, 0, 0, 0);
        memory.word[(ROOT + table) / 8] =
            arm64_stage1_leaf(pa, level, attr & 7, sh, writable);
        w = arm64_walk(&s, 0x678, WALK_READ);
        cr_assert_eq(w.fault, FAULT_NONE);
        cr_assert_eq(w.attr_index, attr & 7);
        cr_assert_eq(w.sh, sh);
        cr_assert_eq(w.level, level);
        cr_assert_eq(w.pa, (pa & ~(size - 1)) + 0x678);
        cr_assert_eq(w.writable, writable);
        cr_assert(w.executable && !w.el0);
        cr_assert_null(arm64_descriptor_fault(w.leaf, level));

        s.stage1 = false;
        s.stage2 = true;
        build(S2_ROOT, 0, 0, 0);
        memory.word[(S2_ROOT + table) / 8] =
            arm64_stage2_leaf(pa, level, attr, sh, writable, executable);
        w = arm64_walk(&s, 0x678, WALK_READ);
        cr_assert_eq(w.fault, FAULT_NONE);
        cr_assert_eq(w.memattr, attr);
        cr_assert_eq(w.s2_sh, sh);
        cr_assert_eq(w.s2_level, level);
        cr_assert_eq(w.pa, (pa & ~(size - 1)) + 0x678);
        cr_assert_eq(w.size, size);
        cr_assert_eq(w.writable, writable);
        cr_assert_eq(w.executable, executable);
        cr_assert_null(arm64_descriptor_fault(w.s2_leaf, level));
    }
}

/* RES0 address bits of a block: named, and walked as if they were 0. */
Test(arm64_rights, misaligned_blocks)
{
    for (unsigned level = 1; level < 3; level++) {
        struct arm64_space s = space();
        uint64_t block = arm64_stage1_leaf(0x80000000, level, 1, 3, true);

        s.stage1 = true;
        build(ROOT, 0, 0, 0);
        memory.word[(ROOT + 0x1000 * level) / 8] = block | 0x1000;
        cr_expect_not_null(arm64_descriptor_fault(block | 0x1000, level));
        cr_expect_eq(arm64_walk(&s, 0x10, 0).pa, 0x80000010);
    }
    cr_expect_not_null(arm64_descriptor_fault(0x8401, 3));
    cr_expect_not_null(arm64_descriptor_fault(0x8401, 0));
    cr_expect_not_null(arm64_descriptor_fault(0x8403 | UINT64_C(1) << 48, 3));
    cr_expect_null(arm64_descriptor_fault(0x8402, 3));
    cr_expect_null(arm64_descriptor_fault(0x8403, 0));
}

/* What a scenario may give a leaf of stage 1 besides its address. */
Test(arm64_descriptor, fields_of_a_leaf)
{
    const uint64_t address[] = {UINT64_C(1) << 12, UINT64_C(1) << 47};

    cr_expect_null(arm64_leaf_fields_fault(0));
    cr_expect_null(arm64_leaf_fields_fault(ARM64_DESC_SH(3) | ARM64_S1_ATTR(7) |
                                           ARM64_S1_RO | ARM64_S1_PXN |
                                           ARM64_S1_UXN | ARM64_DESC_AF));
    cr_expect_null(arm64_leaf_fields_fault(ARM64_DESC_SH(2)));
    cr_expect_str_eq(arm64_leaf_fields_fault(ARM64_DESC_SH(1)),
                     "SH = 0b01 is reserved");
    for (unsigned i = 0; i < 2; i++)
        cr_expect_not_null(
            strstr(arm64_leaf_fields_fault(address[i]), "output address"));
    for (unsigned bit = 48; bit < 50; bit++)
        cr_expect_not_null(
            strstr(arm64_leaf_fields_fault(UINT64_C(1) << bit), "RES0"));
}

/* --- against a second walker -------------------------------------------- */

struct outcome {
    unsigned fault, stage, level;
    bool table;
    uint64_t pa, size;
    unsigned memattr; /* of a stage-2 leaf                                    */
};

static uint64_t
bits(uint64_t value, unsigned high, unsigned low)
{
    return value << (63 - high) >> (63 - high + low);
}

static struct outcome
stops(enum arm64_fault fault, unsigned stage, unsigned level)
{
    return (struct outcome){.fault = fault, .stage = stage, .level = level};
}

/* One stage from the format's description, by shifts of the input address; a
 * table of stage 1 is found through stage 2. */
static struct outcome
slow(const struct arm64_space *s, unsigned stage, uint64_t in, unsigned kind)
{
    static const unsigned sizes[] = {32, 36, 40, 42, 44, 48, 48};
    uint64_t control = stage == 1 ? s->tcr : s->vtcr;
    uint64_t table = bits(stage == 1 ? s->ttbr : s->vttbr, 47, 12) << 12;
    unsigned out =
        sizes[stage == 1 ? bits(control, 34, 32) : bits(control, 18, 16)];
    unsigned ap = 0, limit = 0, xn = 0, xntable = 0;
    bool el0 = kind & WALK_EL0, good;

    if (in >> (64 - bits(control, 5, 0)))
        return stops(FAULT_TRANSLATION, stage, 0);
    if (table >> out)
        return stops(FAULT_ADDRESS_SIZE, stage, 0);
    for (unsigned shift = 39, level = 0;; shift -= 9, level++) {
        uint64_t at = table + bits(in, shift + 8, shift) * 8, entry, base;
        struct outcome below = {.pa = at};

        if (stage == 1 && s->stage2)
            below = slow(s, 2, at, WALK_READ | (kind & WALK_EL0));
        below.table = true;
        if (below.fault)
            return below;
        if (stage == 1 && s->stage2 && s->ptw &&
            (s->fwb ? below.memattr % 8 : below.memattr) < 4) {
            below.fault = FAULT_PERMISSION;
            below.stage = 2;
            return below;
        }
        entry = s->word(s->at, below.pa);
        if (!(entry & 1) || (!(entry & 2) && level % 3 == 0))
            return stops(FAULT_TRANSLATION, stage, level);
        base = bits(entry, 47, shift) << shift;
        if (entry & 2 && level < 3) {
            table = bits(entry, 47, 12) << 12;
            limit |= (unsigned) bits(entry, 62, 61);
            xntable |= (unsigned) bits(entry, 60, 59);
            if (table >> out)
                return stops(FAULT_ADDRESS_SIZE, stage, level);
            continue;
        }
        if (base >> out)
            return stops(FAULT_ADDRESS_SIZE, stage, level);
        if (!bits(entry, 10, 10))
            return stops(FAULT_ACCESS_FLAG, stage, level);
        ap = (unsigned) bits(entry, 7, 6);
        xn = (unsigned) bits(entry, 54, 53);
        good = stage == 1
                   ? stage_1_allows(ap, limit, xn, xntable, kind & 3, el0)
                   : stage_2_allows(ap, xn, kind & 3, el0);
        if (!good)
            return stops(FAULT_PERMISSION, stage, level);
        return (struct outcome){
            .level = level,
            .pa = base + in % (UINT64_C(1) << shift),
            .size = UINT64_C(1) << shift,
            .memattr = (unsigned) bits(entry, 5, 2),
        };
    }
}

static uint64_t
random_word(uint64_t *seed)
{
    uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Mostly valid, mostly a table, mostly accessible: so that walks end
 * anywhere. */
static uint64_t
random_descriptor(uint64_t *seed)
{
    uint64_t r = random_word(seed), upper = random_word(seed);
    uint64_t entry = (r & UINT64_C(0x3f3fc)) | 1;

    if (bits(r, 63, 61))
        entry |= 2;
    if (bits(r, 60, 58))
        entry |= ARM64_DESC_AF;
    if (bits(r, 57, 56))
        entry |= 0xc0;
    if (!bits(r, 55, 52))
        entry |= UINT64_C(1) << (32 + bits(upper, 3, 0));
    if (!bits(r, 51, 49))
        entry |= upper << 48;
    return bits(r, 48, 45) ? entry : entry & ~UINT64_C(1);
}

Test(arm64_rights, random_tables)
{
    unsigned seen[FAULT_COUNT][3][4] = {0}, tables = 0;
    uint64_t seed = 1;

    for (unsigned round = 0; round < 200; round++) {
        struct arm64_space s = space();

        for (unsigned i = 0; i < WORDS; i++)
            memory.word[i] = random_descriptor(&seed);
        for (unsigned n = 0; n < 500; n++) {
            uint64_t r = random_word(&seed), ps = 2 + bits(r, 63, 62);
            uint64_t va = random_word(&seed) >> 16;
            unsigned kind = kinds[bits(r, 7, 0) % 3] | (r >> 8 & WALK_EL0);
            struct outcome want = {.pa = va, .size = UINT64_C(1) << 30}, next;
            struct arm64_walk w;

            s.stage1 = bits(r, 20, 20);
            s.stage2 = bits(r, 21, 21);
            s.ptw = bits(r, 22, 22);
            s.fwb = bits(r, 23, 23);
            s.tcr = (ARM64_TCR_LINUX & ~(UINT64_C(7) << 32)) | ps << 32;
            s.vtcr = (ARM64_VTCR_KVM & ~(UINT64_C(7) << 16)) | ps << 16;
            w = arm64_walk(&s, va, kind);

            if (s.stage1)
                want = slow(&s, 1, va, kind);
            if (s.stage2 && !want.fault) {
                next = slow(&s, 2, want.pa, kind);
                if (next.size > want.size)
                    next.size = want.size;
                want = next;
            }
            cr_assert_eq(w.fault, want.fault, "round %u, walk %u", round, n);
            seen[w.fault][w.fault_stage][w.fault_level]++;
            tables += w.fault_on_table;
            if (want.fault) {
                cr_assert_eq(w.fault_stage, want.stage);
                cr_assert_eq(w.fault_level, want.level);
                cr_assert_eq(w.fault_on_table, want.table);
                continue;
            }
            cr_assert_eq(w.pa, want.pa, "round %u, walk %u", round, n);
            cr_assert_eq(w.size, want.size);
        }
    }
    cr_expect_gt(tables, 1000);
    for (unsigned stage = 1; stage < 3; stage++)
        for (unsigned level = 1; level < 4; level++) {
            for (unsigned f = FAULT_TRANSLATION; f < FAULT_COUNT; f++)
                cr_expect_gt(seen[f][stage][level], 0, "%s, stage %u, level %u",
                             arm64_fault_name[f], stage, level);
        }
    cr_expect_gt(seen[FAULT_NONE][0][0], 1000);
}

Test(arm64_rights, faults_have_names)
{
    for (unsigned f = 0; f < FAULT_COUNT; f++)
        cr_expect_not_null(arm64_fault_name[f]);
}
