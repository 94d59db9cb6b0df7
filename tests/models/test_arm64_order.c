/* The ordering table against Arm ARM (DDI 0487), B2.3 (barrier-ordered-before)
 * and B2.10.2.2, typed in as text: first operation down, second across, same
 * CPU, different locations.  "O": always in order. */

#include <criterion/criterion.h>
#include <string.h>

#include "models/arm64_s2fwb/order.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

// clang-format off
static const char *const matrix[] = {
    "      load nRld Rld store NCst Rst nRst ldar ldapr stlr swp swpa swpl swpal dc",
    "load  -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "nRld  -    O    -   -     -    -   O    -    -     O    -   -    O    O     -",
    "Rld   -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "store -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "NCst  -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "Rst   -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "nRst  -    O    -   -     -    -   O    -    -     O    -   -    O    O     -",
    "ldar  O    O    O   O     O    O   O    O    O     O    O   O    O    O     -",
    "ldapr O    O    O   O     O    O   O    O    O     O    O   O    O    O     -",
    "stlr  -    -    -   -     -    -   -    O    -     O    -   O    O    O     -",
    "swp   -    -    -   -     -    -   -    -    -     O    -   -    O    O     -",
    "swpa  O    O    O   O     O    O   O    O    O     O    O   O    O    O     -",
    "swpl  -    -    -   -     -    -   -    O    -     O    -   O    O    O     -",
    "swpal O    O    O   O     O    O   O    O    O     O    O   O    O    O     -",
    "dc    -    -    -   -     -    -   -    -    -     -    -   -    -    -     -",
};
// clang-format on

static const struct {
    const char *name;
    uint8_t class;
    bool reads, writes;
} operation[] = {
    {"load",  O_LOAD,        true,  false},
    {"nRld",  O_LOAD_nR,     true,  false},
    {"Rld",   O_LOAD_R,      true,  false},
    {"store", O_STORE,       false, true },
    {"NCst",  O_STORE_NC,    false, true },
    {"Rst",   O_STORE_R,     false, true },
    {"nRst",  O_STORE_nR,    false, true },
    {"ldar",  O_ACQUIRE,     true,  false},
    {"ldapr", O_ACQUIRE_PC,  true,  false},
    {"stlr",  O_RELEASE,     false, true },
    {"swp",   O_RMW,         true,  true },
    {"swpa",  O_RMW_ACQUIRE, true,  true },
    {"swpl",  O_RMW_RELEASE, true,  true },
    {"swpal", O_RMW_BOTH,    true,  true },
    {"dc",    O_LINEOP,      false, false},
};

enum { OPERATIONS = COUNT(operation) };

static bool
waits(unsigned younger, unsigned older)
{
    return arm64_waits[younger] >> older & 1;
}

/* Whether the machine keeps FIRST before SECOND, up to memory: what was stored
 * Non-cacheable is done when it has left the merge buffer. */
static bool
in_order(unsigned first, unsigned second)
{
    return waits(second, first) &&
           (first != O_STORE_NC || waits(second, ORDER_COMBINING));
}

Test(arm64_order, without_barriers)
{
    for (unsigned f = 0; f < OPERATIONS; f++)
        for (unsigned s = 0; s < OPERATIONS; s++) {
            const char *first = operation[f].name, *second = operation[s].name;
            char cell[PAGE_WORD];

            cr_assert(page_find(matrix, COUNT(matrix), first, second, cell));
            cr_expect_eq(in_order(operation[f].class, operation[s].class),
                         *cell == 'O', "%s, then %s", first, second);
        }
}

/* Which older and which younger operations a barrier keeps apart. */
static const struct {
    const char *name;
    uint8_t class;
    bool older_reads, older_writes, younger_reads, younger_writes;
    bool maintenance; /* on both sides, too                                   */
    bool stops;       /* everything younger waits, whatever it is             */
} barrier[] = {
    {"DMB SY", O_DMB,    true,  true,  true,  true, true,  false},
    {"DMB LD", O_DMB_LD, true,  false, true,  true, false, false},
    {"DMB ST", O_DMB_ST, false, true,  false, true, false, false},
    {"DSB SY", O_DSB,    true,  true,  true,  true, true,  true },
    {"DSB LD", O_DSB_LD, true,  false, true,  true, false, true },
    {"DSB ST", O_DSB_ST, false, true,  true,  true, false, true },
};

static bool
held_before(unsigned b, unsigned o)
{
    if (operation[o].class == O_LINEOP)
        return barrier[b].maintenance;
    return (operation[o].reads && barrier[b].older_reads) ||
           (operation[o].writes && barrier[b].older_writes);
}

static bool
held_after(unsigned b, unsigned o)
{
    if (barrier[b].stops)
        return true;
    if (operation[o].class == O_LINEOP)
        return barrier[b].maintenance;
    return (operation[o].reads && barrier[b].younger_reads) ||
           (operation[o].writes && barrier[b].younger_writes);
}

Test(arm64_order, barriers)
{
    for (unsigned b = 0; b < COUNT(barrier); b++)
        for (unsigned o = 0; o < OPERATIONS; o++) {
            unsigned class = operation[o].class;

            /* Acquires hold what is behind them, barriers too. */
            bool acquire = class == O_ACQUIRE || class == O_ACQUIRE_PC ||
                           class == O_RMW_ACQUIRE || class == O_RMW_BOTH;

            cr_expect_eq(in_order(class, barrier[b].class),
                         acquire || held_before(b, o), "%s, then %s",
                         operation[o].name, barrier[b].name);
            cr_expect_eq(in_order(barrier[b].class, class), held_after(b, o),
                         "%s, then %s", barrier[b].name, operation[o].name);
        }
}

Test(arm64_order, two_half_barriers_are_no_whole_one)
{
    cr_expect_not(waits(O_DMB_LD, O_DMB_ST));
    cr_expect_not(waits(O_DSB_LD, O_DMB_ST));
}

Test(arm64_order, a_barrier_after_a_dsb_waits_for_it)
{
    for (unsigned b = 0; b < COUNT(barrier); b++)
        for (unsigned c = 0; c < COUNT(barrier); c++)
            if (barrier[b].stops)
                cr_expect(waits(barrier[c].class, barrier[b].class),
                          "%s, then %s", barrier[b].name, barrier[c].name);
}

Test(arm64_order, isb_starts_afresh)
{
    for (unsigned o = 0; o < OPERATIONS; o++) {
        cr_expect(waits(operation[o].class, O_ISB), "%s", operation[o].name);
        cr_expect_not(waits(O_ISB, operation[o].class), "%s",
                      operation[o].name);
    }
}

/* R1: a flag handed over orders all accesses before it, of any memory type, but
 * completes no maintenance. */
/* What the machine keeps in order and B2.10.2.2 does not, and the fences that
 * make it so: the remark is made where no fence orders the pair. */
Test(arm64_order, stronger_than_the_manual)
{
    const uint8_t access[] = {O_LOAD_nR, O_STORE_nR};
    const uint8_t fence[] = {O_DMB, O_DMB_LD, O_DMB_ST,
                             O_DSB, O_DSB_LD, O_DSB_ST};

    for (unsigned a = 0; a < COUNT(access); a++)
        for (unsigned y = 0; y < COUNT(access); y++)
            for (unsigned f = 0; f < COUNT(fence); f++) {
                bool orders =
                    waits(fence[f], access[a]) && waits(access[y], fence[f]);
                unsigned said = 0, fenced = 0;

                for (unsigned i = 0; i < ARM64_STRONGER; i++) {
                    const struct stronger *s = &arm64_stronger[i];

                    if (!(s->older >> access[a] & s->younger >> access[y] & 1))
                        continue;
                    said++;
                    fenced += s->fence >> fence[f] & 1;
                }
                cr_expect(said == 1 && fenced == orders, "%u %u %u", a, y, f);
            }
}

/* DMB LD and DSB LD order what an atomic operation reads; the machine, which
 * does both at once, its write too (B2.3).  Full barriers do. */
Test(arm64_order, the_write_of_an_atomic_operation)
{
    const uint8_t half[] = {O_DMB_LD, O_DSB_LD};

    for (unsigned h = 0; h < COUNT(half); h++)
        for (unsigned o = 0; o < OPERATIONS; o++) {
            bool told = false;

            for (unsigned i = 0; i < ARM64_STRONGER; i++) {
                const struct stronger *s = &arm64_stronger[i];

                if (!(s->older >> operation[o].class & 1 &&
                      s->younger >> half[h] & 1))
                    continue;
                told = true;
                cr_expect(s->fence >> O_DMB & s->fence >> O_DSB & 1 &&
                          !(s->fence >> O_DMB_ST & 1));
            }
            /* An acquire has a row of its own, both halves together none. */
            cr_expect_eq(told,
                         operation[o].class == O_RMW ||
                             operation[o].class == O_RMW_RELEASE,
                         "%s", operation[o].name);
        }
}

Test(arm64_order, handing_over)
{
    for (unsigned o = 0; o < OPERATIONS; o++) {
        bool access = operation[o].class != O_LINEOP;

        cr_expect_eq(in_order(operation[o].class, O_SIGNAL), access, "%s",
                     operation[o].name);
        cr_expect_eq(arm64_handover >> operation[o].class & 1, access, "%s",
                     operation[o].name);
    }
    cr_expect(arm64_handover >> ORDER_COMBINING & 1);
    for (unsigned b = 0; b < COUNT(barrier); b++)
        cr_expect(waits(O_SIGNAL, barrier[b].class), "%s", barrier[b].name);
    /* It is a store-release: of younger loads acquires alone wait. */
    cr_expect(waits(O_ACQUIRE, O_SIGNAL) && waits(O_RMW_ACQUIRE, O_SIGNAL) &&
              !waits(O_ACQUIRE_PC, O_SIGNAL) && !waits(O_LOAD, O_SIGNAL));
}

Test(arm64_order, nothing_performs_at_issue)
{
    cr_expect_eq(arm64_at_issue, 0);
    cr_expect((int) O_COUNT <= (int) ORDER_COMBINING);
}
