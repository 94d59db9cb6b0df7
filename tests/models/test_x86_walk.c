/* Walks over tables that the test builds in its own memory. */

#include <criterion/criterion.h>

#include "models/x86_pat_ept/walk.h"

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

static void
put(uint64_t table, uint64_t address, unsigned level, uint64_t entry)
{
    memory.word[(table + x86_entry_offset(address, level)) / 8] = entry;
}

/* Guest tables at 0x1000 to 0x4000 (guest-physical), EPT or nested tables at
 * 0x11000 to 0x15000 (host-physical).  Guest-physical page N of the low 64K
 * lies at host-physical 0x20000 + N. */
enum {
    PML4 = 0x1000,
    PDPT = 0x2000,
    PD = 0x3000,
    PT = 0x4000,
    HOST_PML4 = 0x11000,
    HOST_PDPT = 0x12000,
    HOST_PD = 0x13000,
    HOST_PT = 0x14000,
    MOVED = 0x20000,
};

#define VA_4K UINT64_C(0x7f0000000000)
#define VA_2M UINT64_C(0x7f0000200000)
#define VA_1G UINT64_C(0x7f0040000000)
#define RW    (X86_PTE_RW | X86_PTE_US)

/* The guest's tables, their bytes at BASE in memory: a 4K, a 2M and a 1G page
 * with PAT indices 1, 5 and 7. */
static void
build_guest(uint64_t base)
{
    put(base + PML4, VA_4K, LEVEL_TOP, x86_table(PDPT, RW, 0));
    put(base + PDPT, VA_4K, LEVEL_1G, x86_table(PD, RW, 0));
    put(base + PD, VA_4K, LEVEL_2M, x86_table(PT, RW, 0));
    put(base + PT, VA_4K, LEVEL_4K, x86_pte(0x8000, RW, 1, LEVEL_4K));
    put(base + PD, VA_2M, LEVEL_2M, x86_pte(0x600000, RW, 5, LEVEL_2M));
    put(base + PDPT, VA_1G, LEVEL_1G, x86_pte(0x40000000, RW, 7, LEVEL_1G));
}

/* Host stage: low 64K by 4K leaves (WB, IPAT), 2M at 0x600000 (UC, no IPAT),
 * 1G at 1G (WC, no IPAT). */
static void
build_ept(void)
{
    put(HOST_PML4, 0, LEVEL_TOP, x86_ept_table(HOST_PDPT));
    put(HOST_PDPT, 0, LEVEL_1G, x86_ept_table(HOST_PD));
    put(HOST_PD, 0, LEVEL_2M, x86_ept_table(HOST_PT));
    for (uint64_t gpa = 0; gpa < 0x10000; gpa += PAGE)
        put(HOST_PT, gpa, LEVEL_4K,
            x86_ept_leaf(MOVED + gpa, LEVEL_4K, X86_EPT_RWX, MT_WB, true));
    put(HOST_PD, 0x600000, LEVEL_2M,
        x86_ept_leaf(0x80000000, LEVEL_2M, X86_EPT_RWX, MT_UC, false));
    put(HOST_PDPT, 0x40000000, LEVEL_1G,
        x86_ept_leaf(0x100000000, LEVEL_1G, X86_EPT_RWX, MT_WC, false));
}

static void
build_npt(void)
{
    put(HOST_PML4, 0, LEVEL_TOP, x86_table(HOST_PDPT, RW, 0));
    put(HOST_PDPT, 0, LEVEL_1G, x86_table(HOST_PD, RW, 0));
    put(HOST_PD, 0, LEVEL_2M, x86_table(HOST_PT, RW, 0));
    for (uint64_t gpa = 0; gpa < 0x10000; gpa += PAGE)
        put(HOST_PT, gpa, LEVEL_4K, x86_pte(MOVED + gpa, RW, 0, LEVEL_4K));
    put(HOST_PD, 0x600000, LEVEL_2M, x86_pte(0x80000000, RW, 5, LEVEL_2M));
}

static struct x86_space
native(void)
{
    build_guest(0);
    return (struct x86_space){
        .word = read_word,
        .at = &memory,
        .paging = true,
        .maxphyaddr = 46,
        .cr3 = PML4,
        .pat = X86_PAT_LINUX,
    };
}

static struct x86_space
under_ept(void)
{
    struct x86_space s = native();

    memory = (struct memory){0};
    build_guest(MOVED);
    build_ept();
    s.nesting = NEST_EPT;
    s.host_root = x86_eptp(HOST_PML4, MT_WB);
    return s;
}

static struct x86_space
under_npt(void)
{
    struct x86_space s = native();

    memory = (struct memory){0};
    build_guest(MOVED);
    build_npt();
    s.nesting = NEST_NPT;
    s.host_root = HOST_PML4;
    s.host_pat = X86_PAT_LINUX;
    return s;
}

Test(x86_walk, native_leaves)
{
    struct x86_space s = native();
    struct x86_walk w = x86_walk(&s, VA_4K + 0x123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.pa, 0x8123);
    cr_expect_eq(w.gpa, 0x8123);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.level, LEVEL_4K);
    cr_expect_eq(w.pat_index, 1);
    cr_expect_eq(w.pat, MT_WC);
    cr_expect_eq(w.leaf_at, PT);
    cr_expect_eq(w.host_level, LEVEL_NONE);
    cr_expect(w.writable && w.user);

    w = x86_walk(&s, VA_2M + 0x12345, WALK_READ);
    cr_expect_eq(w.pa, 0x612345);
    cr_expect_eq(w.size, 0x200000);
    cr_expect_eq(w.pat_index, 5);
    cr_expect_eq(w.pat, MT_WP);
    cr_expect_eq(w.leaf_at, PD + 8);

    w = x86_walk(&s, VA_1G + 0x1234567, WALK_READ);
    cr_expect_eq(w.pa, 0x41234567);
    cr_expect_eq(w.size, 0x40000000);
    cr_expect_eq(w.pat_index, 7);
    cr_expect_eq(w.pat, MT_WT);
    cr_expect_eq(w.leaf_at, PDPT + 8);
}

Test(x86_walk, paging_off)
{
    struct x86_space s = native();
    struct x86_walk w;

    s.paging = false;
    w = x86_walk(&s, 0x12345678, WALK_WRITE);
    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.pa, 0x12345678);
    cr_expect_eq(w.pat, MT_WB);
    cr_expect_eq(w.level, LEVEL_NONE);

    s = under_ept();
    s.paging = false;
    w = x86_walk(&s, 0x8123, WALK_WRITE);
    cr_expect_eq(w.pa, MOVED + 0x8123);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.pat, MT_WB);
    cr_expect(w.ipat);
}

Test(x86_walk, noncanonical)
{
    struct x86_space s = native();

    cr_expect_eq(x86_walk(&s, UINT64_C(1) << 47, 0).fault, FAULT_NONCANONICAL);
    cr_expect_eq(x86_walk(&s, UINT64_C(0xffff800000000000), 0).fault,
                 FAULT_GUEST_PAGE, "canonical, but not mapped");
}

/* Not present at each level: error code and the entry at fault. */
Test(x86_walk, not_present)
{
    static const uint64_t table[] = {PT, PD, PDPT, PML4};
    unsigned faults = 0;

    for (unsigned i = 0; i < 4; i++) {
        struct x86_space s = native();
        struct x86_walk w;
        unsigned level = LEVEL_4K + i;

        put(table[i], VA_4K, level, 0x8006);
        w = x86_walk(&s, VA_4K, WALK_WRITE | WALK_USER);
        cr_expect_eq(w.fault, FAULT_GUEST_PAGE);
        cr_expect_eq(w.error, PF_WRITE | PF_USER);
        cr_expect_eq(w.fault_level, level);
        cr_expect_eq(w.fault_at, table[i] + x86_entry_offset(VA_4K, level));
        faults++;
    }
    cr_expect(faults == 4);
}

Test(x86_walk, reserved_bits)
{
    static const struct {
        uint64_t table, bits, va;
        unsigned level;
    } some[] = {
        {PT,   UINT64_C(1) << 46, VA_4K, LEVEL_4K },
        {PD,   UINT64_C(1) << 51, VA_4K, LEVEL_2M },
        {PD,   0x2000,            VA_2M, LEVEL_2M },
        {PDPT, 0x20000000,        VA_1G, LEVEL_1G },
        {PML4, 0x80,              VA_4K, LEVEL_TOP},
    };

    for (unsigned i = 0; i < sizeof some / sizeof *some; i++) {
        struct x86_space s = native();
        uint64_t at =
            some[i].table + x86_entry_offset(some[i].va, some[i].level);
        struct x86_walk w;

        memory.word[at / 8] |= some[i].bits;
        w = x86_walk(&s, some[i].va, WALK_READ);
        cr_expect_eq(w.fault, FAULT_GUEST_PAGE, "case %u", i);
        cr_expect_eq(w.error, PF_PRESENT | PF_RESERVED, "case %u", i);
        cr_expect_eq(w.fault_at, at, "case %u", i);
        cr_expect_not_null(w.reason);
        memory.word[at / 8] &= ~some[i].bits;
    }
}

/* Rights count over all levels. */
Test(x86_walk, rights)
{
    struct x86_space s = native();
    struct x86_walk w;

    put(PD, VA_4K, LEVEL_2M, x86_table(PT, X86_PTE_US, 0));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_NONE);
    cr_expect(!x86_walk(&s, VA_4K, WALK_READ).writable);
    w = x86_walk(&s, VA_4K, WALK_WRITE);
    cr_expect_eq(w.fault, FAULT_GUEST_PAGE);
    cr_expect_eq(w.error, PF_PRESENT | PF_WRITE);

    put(PD, VA_4K, LEVEL_2M, x86_table(PT, X86_PTE_RW, 0));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_WRITE).fault, FAULT_NONE);
    w = x86_walk(&s, VA_4K, WALK_USER);
    cr_expect_eq(w.error, PF_PRESENT | PF_USER);

    put(PD, VA_4K, LEVEL_2M, x86_table(PT, RW | X86_PTE_NX, 0));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_NONE);
    w = x86_walk(&s, VA_4K, WALK_FETCH);
    cr_expect_eq(w.error, PF_PRESENT | PF_FETCH);
}

Test(x86_walk, nested_leaves)
{
    struct x86_space s = under_ept();
    struct x86_walk w = x86_walk(&s, VA_4K + 0x123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.gpa, 0x8123);
    cr_expect_eq(w.pa, MOVED + 0x8123);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.pat, MT_WC);
    cr_expect_eq(w.host_type, MT_WB);
    cr_expect(w.ipat && w.writable);
    cr_expect_eq(w.leaf_gpa, PT);
    cr_expect_eq(w.leaf_at, MOVED + PT);
    cr_expect_eq(w.host_leaf_at, HOST_PT + 8 * 8);
    cr_expect_eq(w.host_level, LEVEL_4K);

    w = x86_walk(&s, VA_2M + 0x12345, WALK_WRITE);
    cr_expect_eq(w.pa, 0x80012345);
    cr_expect_eq(w.size, 0x200000);
    cr_expect_eq(w.pat, MT_WP);
    cr_expect_eq(w.host_type, MT_UC);
    cr_expect(!w.ipat);
    cr_expect_eq(w.host_leaf_at, HOST_PD + 3 * 8);

    w = x86_walk(&s, VA_1G + 0x1234567, WALK_WRITE);
    cr_expect_eq(w.pa, 0x101234567);
    cr_expect_eq(w.size, 0x40000000);
    cr_expect_eq(w.host_type, MT_WC);
    cr_expect_eq(w.host_level, LEVEL_1G);
}

/* A guest's large page over a host's small ones, and the other way. */
Test(x86_walk, the_smaller_page_counts)
{
    struct x86_space s = under_ept();
    struct x86_walk w;

    put(MOVED + PD, VA_2M, LEVEL_2M, x86_pte(0, RW, 0, LEVEL_2M));
    w = x86_walk(&s, VA_2M + 0x9000, WALK_READ);
    cr_expect_eq(w.pa, MOVED + 0x9000);
    cr_expect_eq(w.size, 4096);

    put(MOVED + PT, VA_4K, LEVEL_4K, x86_pte(0x601000, RW, 0, LEVEL_4K));
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.pa, 0x80001000);
    cr_expect_eq(w.size, 4096);
    cr_expect_eq(w.host_level, LEVEL_2M);
}

Test(x86_walk, ept_violations)
{
    struct x86_space s = under_ept();
    struct x86_walk w;

    /* the data page */
    put(HOST_PT, 0x8000, LEVEL_4K, 0);
    w = x86_walk(&s, VA_4K + 0x10, WALK_READ);
    cr_expect_eq(w.fault, FAULT_EPT_VIOLATION);
    cr_expect_eq(w.gpa, 0x8010);
    cr_expect_eq(w.fault_at, HOST_PT + 8 * 8);
    cr_expect_eq(w.fault_level, LEVEL_4K);
    cr_expect(!w.fault_on_table);
    cr_expect_eq(w.leaf_gpa, PT, "the guest stage is known");

    /* read-only: reads pass, writes do not */
    put(HOST_PT, 0x8000, LEVEL_4K,
        x86_ept_leaf(0x28000, LEVEL_4K, X86_EPT_R, MT_WB, true));
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect(!w.writable);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_WRITE).fault, FAULT_EPT_VIOLATION);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_FETCH).fault, FAULT_EPT_VIOLATION);

    /* execute-only is legal */
    put(HOST_PT, 0x8000, LEVEL_4K,
        x86_ept_leaf(0x28000, LEVEL_4K, X86_EPT_X, MT_WB, true));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_FETCH).fault, FAULT_NONE);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_EPT_VIOLATION);
}

Test(x86_walk, faults_on_guest_tables)
{
    struct x86_space s = under_ept();
    struct x86_walk w;

    put(HOST_PT, PD, LEVEL_4K, 0);
    w = x86_walk(&s, VA_4K, WALK_WRITE);
    cr_expect_eq(w.fault, FAULT_EPT_VIOLATION);
    cr_expect(w.fault_on_table);
    cr_expect_eq(w.gpa, PD + x86_entry_offset(VA_4K, LEVEL_2M));
    cr_expect_eq(w.leaf_gpa, w.gpa);
    cr_expect_eq(w.fault_at, HOST_PT + 3 * 8);

    /* tables on a read-only page: enough, unless A/D flags are on */
    put(HOST_PT, PD, LEVEL_4K,
        x86_ept_leaf(MOVED + PD, LEVEL_4K, X86_EPT_R, MT_WB, true));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_NONE);
    s.host_root |= X86_EPTP_AD;
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.fault, FAULT_EPT_VIOLATION);
    cr_expect(w.fault_on_table);
}

Test(x86_walk, guest_faults_come_first)
{
    struct x86_space s = under_ept();
    struct x86_walk w;

    put(HOST_PT, 0x8000, LEVEL_4K, 0);
    put(MOVED + PT, VA_4K, LEVEL_4K, x86_pte(0x8000, X86_PTE_US, 1, LEVEL_4K));
    w = x86_walk(&s, VA_4K, WALK_WRITE);
    cr_expect_eq(w.fault, FAULT_GUEST_PAGE);
    cr_expect_eq(w.fault_at, MOVED + PT);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_EPT_VIOLATION);
}

Test(x86_walk, ept_misconfigurations)
{
    static const unsigned reserved[] = {2, 3, 7};
    struct x86_space s = under_ept();
    uint64_t leaf = MOVED + 0x8000 + 7;
    struct x86_walk w;

    for (unsigned i = 0; i < 3; i++) {
        put(HOST_PT, 0x8000, LEVEL_4K, leaf | reserved[i] << 3);
        w = x86_walk(&s, VA_4K, WALK_READ);
        cr_expect_eq(w.fault, FAULT_EPT_MISCONFIG);
        cr_expect_eq(w.fault_at, HOST_PT + 8 * 8);
        cr_expect_not_null(w.reason);
    }
    put(HOST_PT, 0x8000, LEVEL_4K, (leaf & ~UINT64_C(7)) | X86_EPT_W);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_EPT_MISCONFIG);
    put(HOST_PT, 0x8000, LEVEL_4K, leaf | UINT64_C(1) << 46 | 0x30);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_EPT_MISCONFIG);

    put(HOST_PD, 0, LEVEL_2M, x86_ept_table(HOST_PT) | 0x30);
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.fault, FAULT_EPT_MISCONFIG);
    cr_expect_eq(w.fault_level, LEVEL_2M);
    cr_expect(w.fault_on_table);
}

Test(x86_walk, host_stage_alone)
{
    struct x86_space s = under_ept();
    struct x86_walk w = x86_walk_host(&s, 0x9008, WALK_WRITE);

    cr_expect_eq(w.pa, MOVED + 0x9008);
    cr_expect_eq(w.gpa, 0x9008);
    cr_expect_eq(w.host_leaf_at, HOST_PT + 9 * 8);
    cr_expect_eq(w.leaf_at, 0);
    cr_expect_eq(x86_walk_host(&s, UINT64_C(1) << 48, 0).fault,
                 FAULT_EPT_VIOLATION);
}

Test(x86_walk, amd_leaves)
{
    struct x86_space s = under_npt();
    struct x86_walk w = x86_walk(&s, VA_4K + 0x123, WALK_WRITE);

    cr_expect_eq(w.fault, FAULT_NONE);
    cr_expect_eq(w.pa, MOVED + 0x8123);
    cr_expect_eq(w.pat, MT_WC);
    cr_expect_eq(w.host_index, 0);
    cr_expect_eq(w.host_type, MT_WB);
    cr_expect(!w.ipat);
    cr_expect_eq(w.host_leaf_at, HOST_PT + 8 * 8);

    w = x86_walk(&s, VA_2M + 0x12345, WALK_WRITE);
    cr_expect_eq(w.pa, 0x80012345);
    cr_expect_eq(w.host_index, 5);
    cr_expect_eq(w.host_type, MT_WP);
}

/* Every nested access is a user access, and guest tables are written. */
Test(x86_walk, nested_page_faults)
{
    struct x86_space s = under_npt();
    struct x86_walk w;

    w = x86_walk(&s, VA_1G, WALK_READ);
    cr_expect_eq(w.fault, FAULT_NESTED_PAGE);
    cr_expect_eq(w.fault_level, LEVEL_1G);

    put(HOST_PT, 0x8000, LEVEL_4K,
        x86_pte(MOVED + 0x8000, X86_PTE_US, 0, LEVEL_4K));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_NONE);
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_WRITE).fault, FAULT_NESTED_PAGE);
    put(HOST_PT, 0x8000, LEVEL_4K,
        x86_pte(MOVED + 0x8000, X86_PTE_RW, 0, LEVEL_4K));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_READ).fault, FAULT_NESTED_PAGE);
    put(HOST_PT, 0x8000, LEVEL_4K,
        x86_pte(MOVED + 0x8000, RW | X86_PTE_NX, 0, LEVEL_4K));
    cr_expect_eq(x86_walk(&s, VA_4K, WALK_FETCH).fault, FAULT_NESTED_PAGE);

    put(HOST_PT, PT, LEVEL_4K, x86_pte(MOVED + PT, X86_PTE_US, 0, LEVEL_4K));
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.fault, FAULT_NESTED_PAGE);
    cr_expect(w.fault_on_table);

    put(HOST_PT, PT, LEVEL_4K, UINT64_C(1) << 46 | MOVED | PT | 7);
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.fault, FAULT_NESTED_PAGE);
    cr_expect_not_null(w.reason);
    cr_expect_eq(x86_walk_host(&s, UINT64_C(1) << 48, 0).fault,
                 FAULT_NESTED_PAGE);
}

/* Changing the entry a walk names changes the type it finds. */
Test(x86_walk, names_the_entries_to_change)
{
    struct x86_space s = under_ept();
    struct x86_walk w = x86_walk(&s, VA_4K, WALK_READ);

    memory.word[w.leaf_at / 8] = x86_pte_set_index(w.leaf, 7, w.level);
    memory.word[w.host_leaf_at / 8] =
        x86_ept_set_type(w.host_leaf, MT_UC, false);
    w = x86_walk(&s, VA_4K, WALK_READ);
    cr_expect_eq(w.pat, MT_WT);
    cr_expect_eq(w.host_type, MT_UC);
    cr_expect(!w.ipat);
    cr_expect_eq(w.pa, MOVED + 0x8000);
}

Test(x86_walk, faults_have_names)
{
    for (unsigned f = 0; f < FAULT_COUNT; f++)
        cr_expect_not_null(x86_fault_name[f]);
}
