/* The ordering table against the matrix of AMD APM vol. 2, Table 7-4 (with
 * the SDM's remarks), typed in as text: first operation down, second across,
 * same CPU, different lines.  "O" always in order; a fence's name: may be
 * reordered unless it stands between. */

#include <criterion/criterion.h>
#include <string.h>

#include "models/x86_pat_ept/order.h"
#include "tests/models/page.h"

#define COUNT(a) (unsigned) (sizeof(a) / sizeof *(a))

// clang-format off
static const char *const matrix[] = {
    "         load.WB load.UC load.WC store.WB store.UC store.WC locked",
    "load.WB  O       O       LFENCE  O        O        O        O",
    "load.UC  O       O       LFENCE  O        O        O        O",
    "load.WC  O       O       LFENCE  O        O        O        O",
    "store.WB MFENCE  O       MFENCE  O        O        SFENCE   O",
    "store.UC MFENCE  O       MFENCE  O        O        SFENCE   O",
    "store.WC MFENCE  O       MFENCE  SFENCE   O        SFENCE   O",
    "locked   O       O       O       O        O        O        O",
};
// clang-format on

static const struct {
    const char *name;
    uint8_t class;
} operation[] = {
    {"load.WB",  O_LOAD    },
    {"load.UC",  O_LOAD_UC },
    {"load.WC",  O_LOAD_WC },
    {"store.WB", O_STORE   },
    {"store.UC", O_STORE_UC},
    {"store.WC", O_STORE_WC},
    {"locked",   O_LOCKED  },
};

enum { OPERATIONS = COUNT(operation) };

static bool
at_issue(unsigned class)
{
    return x86_at_issue >> class & 1;
}

static bool
waits(unsigned younger, unsigned older)
{
    return x86_waits[younger] >> older & 1;
}

/* Whether the machine keeps FIRST before SECOND, up to memory: what performs
 * at issue is done when a younger one issues; a WC store is done when it has
 * left the store buffer and the write-combining buffer. */
static bool
in_order(unsigned first, unsigned second)
{
    if (at_issue(first))
        return true;
    if (!waits(second, first))
        return false;
    return first != O_STORE_WC || waits(second, ORDER_COMBINING);
}

/* Whether FENCE between FIRST and SECOND keeps them apart. */
static bool
fence_helps(unsigned first, unsigned fence, unsigned second)
{
    return in_order(first, fence) && in_order(fence, second);
}

/* Cells where the machine keeps an order that the manual does not promise:
 * loads perform in program order (rule b), and the store buffer is first in,
 * first out (rule h for an older cacheable or UC store). */
static const char *const stronger[] = {
    "load.WB load.WC",   "load.UC load.WC",   "load.WC load.WC",
    "store.WB store.WC", "store.UC store.WC",
};

static bool
is_stronger(const char *first, const char *second)
{
    char pair[2 * PAGE_WORD];

    strcat(strcat(strcpy(pair, first), " "), second);
    for (unsigned i = 0; i < COUNT(stronger); i++)
        if (!strcmp(stronger[i], pair))
            return true;
    return false;
}

static unsigned
fence_class(const char *name)
{
    if (!strcmp(name, "SFENCE"))
        return O_SFENCE;
    return !strcmp(name, "LFENCE") ? O_LFENCE : O_MFENCE;
}

/* Each of these, and no other, is told of a program that has it (R31), unless
 * the fence that the manual names is between; what is told besides is Intel's
 * exception for locked instructions. */
Test(x86_order, tells_where_it_is_stronger)
{
    for (unsigned f = 0; f < OPERATIONS; f++)
        for (unsigned s = 0; s < OPERATIONS; s++) {
            const char *first = operation[f].name, *second = operation[s].name;
            unsigned older = operation[f].class, younger = operation[s].class;
            bool told = false, locked = older == O_LOCKED;
            char cell[PAGE_WORD];

            locked |= younger == O_LOCKED;
            cr_assert(page_find(matrix, COUNT(matrix), first, second, cell));
            for (unsigned i = 0; i < X86_STRONGER && !locked; i++) {
                const struct stronger *row = &x86_stronger[i];

                if (!(row->older >> older & row->younger >> younger & 1))
                    continue;
                told = true;
                cr_expect(row->fence >> fence_class(cell) & 1,
                          "%s, %s, %s: the fence restores it", first, cell,
                          second);
            }
            cr_expect(locked || told == is_stronger(first, second),
                      "%s then %s", first, second);
        }
}

Test(x86_order, says_what_the_manual_prints)
{
    unsigned cells = 0, exempt = 0;

    for (unsigned f = 0; f < OPERATIONS; f++)
        for (unsigned s = 0; s < OPERATIONS; s++) {
            const char *first = operation[f].name, *second = operation[s].name;
            bool kept = in_order(operation[f].class, operation[s].class);
            char cell[PAGE_WORD];

            cr_assert(page_find(matrix, COUNT(matrix), first, second, cell));
            cells++;
            if (is_stronger(first, second)) {
                cr_expect(kept && strcmp(cell, "O"),
                          "%s then %s: a stale exemption", first, second);
                exempt++;
                continue;
            }
            cr_expect_eq(kept, !strcmp(cell, "O"),
                         "%s then %s: kept in order: %d, the manual says %s",
                         first, second, kept, cell);
            if (strcmp(cell, "O"))
                cr_expect(fence_helps(operation[f].class, fence_class(cell),
                                      operation[s].class),
                          "%s, %s, %s: the fence does not help", first, cell,
                          second);
        }
    cr_expect(cells == 49, "%u cells of 49", cells);
    cr_expect(exempt == COUNT(stronger));
}

/* The whole table once more: younger operation down, what it waits for
 * across.  The store buffer is first in, first out, so whatever sits in it
 * waits for all that is older in it; loads pass it. */
// clang-format off
static const char *const waits_page[] = {
    "         store.WB store.UC store.WC flush lineop sfence signal combining",
    "load.WB  -        -        -        -     -      -      -      -",
    "load.UC  y        y        y        -     -      -      y      y",
    "load.WC  -        -        -        -     -      -      -      -",
    "store.WB y        y        y        y     -      y      y      -",
    "store.UC y        y        y        y     -      y      y      y",
    "store.WC y        y        y        y     -      y      y      -",
    "flush    y        y        y        y     -      y      y      -",
    "lineop   -        -        -        -     -      y      -      -",
    "sfence   y        y        y        y     y      y      y      y",
    "lfence   -        -        -        -     -      -      -      -",
    "mfence   y        y        y        y     y      y      y      y",
    "locked   y        y        y        y     y      y      y      y",
    "signal   y        y        y        y     -      y      y      -",
};
// clang-format on

static const char *const class_word[ORDER_CLASSES] = {
    [O_LOAD] = "load.WB",      [O_LOAD_UC] = "load.UC",
    [O_LOAD_WC] = "load.WC",   [O_STORE] = "store.WB",
    [O_STORE_UC] = "store.UC", [O_STORE_WC] = "store.WC",
    [O_FLUSH] = "flush",       [O_LINEOP] = "lineop",
    [O_SFENCE] = "sfence",     [O_LFENCE] = "lfence",
    [O_MFENCE] = "mfence",     [O_LOCKED] = "locked",
    [O_SIGNAL] = "signal",     [ORDER_COMBINING] = "combining",
};

Test(x86_order, every_wait_is_meant)
{
    unsigned cells = 0;

    for (unsigned y = O_LOAD; y < O_COUNT; y++)
        for (unsigned o = 0; o < ORDER_CLASSES; o++) {
            char cell[PAGE_WORD] = "-";

            if (class_word[o] && page_find(waits_page, COUNT(waits_page),
                                           class_word[y], class_word[o], cell))
                cells++;
            cr_expect_eq(waits(y, o), !strcmp(cell, "y"), "%s waits for %s",
                         class_word[y], class_word[o]);
        }
    cr_expect(cells == 13 * 8, "%u cells of 104", cells);
}

/* MFENCE works wherever a fence does; SFENCE holds no loads; LFENCE holds no
 * stores. */
Test(x86_order, fences_do_no_less_and_no_more)
{
    for (unsigned f = 0; f < OPERATIONS; f++)
        for (unsigned s = 0; s < OPERATIONS; s++) {
            unsigned first = operation[f].class, second = operation[s].class;

            cr_expect(fence_helps(first, O_MFENCE, second), "%s, %s",
                      operation[f].name, operation[s].name);
        }
    for (unsigned s = O_STORE; s <= O_STORE_WC; s++) {
        cr_expect(!fence_helps(s, O_SFENCE, O_LOAD));
        cr_expect(!fence_helps(s, O_LFENCE, O_LOAD));
    }
    cr_expect(!fence_helps(O_STORE_WC, O_LFENCE, O_STORE));
    cr_expect(fence_helps(O_STORE_WC, O_SFENCE, O_STORE));
    cr_expect(fence_helps(O_STORE_WC, O_LOCKED, O_STORE));
    cr_expect(fence_helps(O_STORE_WC, O_SFENCE, O_SIGNAL));
}

/* SDM vol. 2A, CLFLUSH and CLFLUSHOPT; other lines only. */
Test(x86_order, line_operations)
{
    static const uint8_t store[] = {O_STORE, O_STORE_UC, O_STORE_WC, O_SIGNAL};

    for (unsigned i = 0; i < COUNT(store); i++) {
        cr_expect(waits(O_FLUSH, store[i]));
        cr_expect(waits(store[i], O_FLUSH));
        cr_expect(!waits(O_LINEOP, store[i]));
        cr_expect(!waits(store[i], O_LINEOP));
        cr_expect(waits(store[i], O_SFENCE));
    }
    cr_expect(waits(O_FLUSH, O_FLUSH));
    cr_expect(!waits(O_FLUSH, O_LINEOP));
    cr_expect(!waits(O_LINEOP, O_FLUSH));
    cr_expect(!waits(O_LINEOP, O_LINEOP));
    cr_expect(waits(O_LINEOP, O_SFENCE));
    for (unsigned fence = O_SFENCE; fence <= O_LOCKED; fence++) {
        cr_expect_eq(waits(fence, O_LINEOP), fence != O_LFENCE);
        cr_expect_eq(waits(fence, O_FLUSH), fence != O_LFENCE);
        cr_expect_eq(waits(fence, ORDER_COMBINING), fence != O_LFENCE);
    }
    for (unsigned load = O_LOAD; load <= O_LOAD_WC; load++) {
        cr_expect(!waits(load, O_FLUSH));
        cr_expect(!waits(load, O_LINEOP));
        cr_expect(!waits(load, O_SFENCE));
    }
}

/* What empties write-combining buffers (SDM 11.3): UC accesses, SFENCE,
 * MFENCE, locked instructions; nothing else waits for that. */
Test(x86_order, what_empties_the_combining_buffers)
{
    for (unsigned o = 0; o < O_COUNT; o++)
        cr_expect_eq(waits(o, ORDER_COMBINING),
                     o == O_LOAD_UC || o == O_STORE_UC || o == O_SFENCE ||
                         o == O_MFENCE || o == O_LOCKED,
                     "%s", x86_order_name[o]);
}

Test(x86_order, hand_over_is_a_plain_store)
{
    for (unsigned o = 0; o < ORDER_CLASSES; o++) {
        bool handed = x86_handover >> o & 1;

        cr_expect_eq(waits(O_SIGNAL, o), waits(O_STORE, o));
        cr_expect_eq(waits(o, O_SIGNAL), waits(o, O_STORE));
        cr_expect_eq(handed, waits(O_SIGNAL, o));
    }
    cr_expect(!(x86_handover >> O_LINEOP & 1));
    cr_expect(!(x86_handover >> ORDER_COMBINING & 1));
}

/* Nobody waits for what has performed, or for a class that is none; the rows
 * of no class are empty. */
Test(x86_order, well_formed)
{
    cr_expect((int) O_COUNT <= (int) ORDER_COMBINING);
    for (unsigned o = 0; o < ORDER_CLASSES; o++) {
        cr_expect_eq(x86_waits[o] & x86_at_issue, 0);
        cr_expect_eq(x86_waits[o] & 1u << O_NONE, 0);
        cr_expect_eq(
            x86_waits[o] >> O_COUNT & ~(1u << (ORDER_COMBINING - O_COUNT)), 0);
        if (o == O_NONE || o >= O_COUNT)
            cr_expect_eq(x86_waits[o], 0);
    }
    cr_expect_eq(x86_handover & x86_at_issue, 0);
}
