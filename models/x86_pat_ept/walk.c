#include "models/x86_pat_ept/walk.h"

#include <stddef.h>

const char *const x86_fault_name[FAULT_COUNT] = {
    [FAULT_NONE] = "none",
    [FAULT_NONCANONICAL] = "guest general protection",
    [FAULT_GUEST_PAGE] = "guest page fault",
    [FAULT_EPT_VIOLATION] = "EPT violation",
    [FAULT_EPT_MISCONFIG] = "EPT misconfiguration",
    [FAULT_NESTED_PAGE] = "nested page fault",
};

/* Rights left over by the levels walked so far. */
struct rights {
    bool read, write, user, fetch;
};

uint64_t
x86_entry_offset(uint64_t address, unsigned level)
{
    return (address >> (12 + 9 * (level - 1)) & 0x1ff) * 8;
}

static struct x86_walk
fail(struct x86_walk w, enum x86_fault fault, unsigned level, uint64_t at)
{
    w.fault = (uint8_t) fault;
    w.fault_level = (uint8_t) level;
    w.fault_at = at;
    return w;
}

/* Bytes of the page that two leaves map together. */
static uint64_t
smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* --- host stage --------------------------------------------------------- */

static void
host_leaf(struct x86_walk *w, uint64_t at, uint64_t entry, unsigned level)
{
    uint64_t offset = x86_level_size(level) - 1;

    w->host_leaf_at = at;
    w->host_leaf = entry;
    w->host_level = (uint8_t) level;
    w->pa = x86_pte_address(entry, level) | (w->gpa & offset);
    w->size = x86_level_size(level);
}

/* SDM vol. 3C, 28.2.2 "EPT Translation Mechanism"; access rights, 28.2.3.2
 * "EPT Violations" (325384-059US). */
static struct x86_walk
walk_ept(const struct x86_space *s, struct x86_walk w, unsigned kind)
{
    uint64_t table = s->host_root & X86_ADDR_MASK;
    uint64_t rights = X86_EPT_RWX, need = X86_EPT_R, at, entry;
    unsigned level = LEVEL_TOP;

    for (;; level--) {
        at = table + x86_entry_offset(w.gpa, level);
        entry = s->word(s->at, at);
        if (!(entry & X86_EPT_RWX))
            return fail(w, FAULT_EPT_VIOLATION, level, at);
        w.reason = x86_ept_fault(entry, level, s->maxphyaddr);
        if (w.reason)
            return fail(w, FAULT_EPT_MISCONFIG, level, at);
        rights &= entry;
        if (x86_pte_is_leaf(entry, level))
            break;
        table = entry & X86_ADDR_MASK;
    }

    if (kind & WALK_WRITE)
        need = X86_EPT_W;
    else if (kind & WALK_FETCH)
        need = X86_EPT_X;
    host_leaf(&w, at, entry, level);
    w.host_type = x86_ept_type(entry);
    w.ipat = x86_ept_ipat(entry);
    w.writable = rights & X86_EPT_W;
    w.user = true;
    return rights & need ? w : fail(w, FAULT_EPT_VIOLATION, level, at);
}

static struct rights
pte_rights(struct rights r, uint64_t entry)
{
    r.write = r.write && entry & X86_PTE_RW;
    r.user = r.user && entry & X86_PTE_US;
    r.fetch = r.fetch && !(entry & X86_PTE_NX);
    return r;
}

/* APM vol. 2 (24593), 15.25.5: the nested walk treats every guest access as a
 * user access and ignores hCR0.WP. */
static struct x86_walk
walk_npt(const struct x86_space *s, struct x86_walk w, unsigned kind)
{
    uint64_t table = s->host_root & X86_ADDR_MASK, at, entry;
    struct rights r = {true, true, true, true};
    unsigned level = LEVEL_TOP;

    for (;; level--) {
        at = table + x86_entry_offset(w.gpa, level);
        entry = s->word(s->at, at);
        if (!(entry & X86_PTE_P))
            return fail(w, FAULT_NESTED_PAGE, level, at);
        w.reason = x86_pte_fault(entry, level, s->maxphyaddr);
        if (w.reason)
            return fail(w, FAULT_NESTED_PAGE, level, at);
        r = pte_rights(r, entry);
        if (x86_pte_is_leaf(entry, level))
            break;
        table = entry & X86_ADDR_MASK;
    }

    host_leaf(&w, at, entry, level);
    w.host_index = (uint8_t) x86_pat_index(entry, level);
    w.host_type = x86_pat_type(s->host_pat, w.host_index);
    w.writable = r.write;
    w.user = true;
    if (!r.user || (kind & WALK_WRITE && !r.write) ||
        (kind & WALK_FETCH && !r.fetch))
        return fail(w, FAULT_NESTED_PAGE, level, at);
    return w;
}

struct x86_walk
x86_walk_host(const struct x86_space *s, uint64_t gpa, unsigned kind)
{
    struct x86_walk w = {.gpa = gpa};

    if (s->nesting == NEST_NONE) {
        w.pa = gpa;
        w.size = x86_level_size(LEVEL_1G);
        w.writable = true;
        w.user = true;
        return w;
    }
    if (gpa >> 48) /* more than four levels translate */
        return fail(
            w, s->nesting == NEST_EPT ? FAULT_EPT_VIOLATION : FAULT_NESTED_PAGE,
            LEVEL_TOP, s->host_root & X86_ADDR_MASK);
    return s->nesting == NEST_EPT ? walk_ept(s, w, kind) : walk_npt(s, w, kind);
}

/* --- guest stage -------------------------------------------------------- */

/* How the host stage sees the reading of a guest table: as a read, or, so
 * that accessed and dirty flags can be set, as a write.  SDM vol. 3C, 28.2.4
 * "Accessed and Dirty Flags for EPT"; APM vol. 2, 15.25.5. */
static unsigned
table_access(const struct x86_space *s)
{
    if (s->nesting == NEST_NPT)
        return WALK_WRITE | WALK_USER;
    return s->nesting == NEST_EPT && s->host_root & X86_EPTP_AD ? WALK_WRITE
                                                                : WALK_READ;
}

/* SDM vol. 3A, 4.7 "Page-Fault Exceptions": the error code. */
static struct x86_walk
page_fault(struct x86_walk w, unsigned kind, uint32_t error, unsigned level)
{
    if (kind & WALK_WRITE)
        error |= PF_WRITE;
    if (kind & WALK_USER)
        error |= PF_USER;
    if (kind & WALK_FETCH)
        error |= PF_FETCH;
    w.error = error;
    return fail(w, FAULT_GUEST_PAGE, level, w.leaf_at);
}

/* SDM vol. 3A, 4.6 "Access Rights", with CR0.WP=1 and EFER.NXE=1. */
static bool
allowed(struct rights r, unsigned kind)
{
    if (kind & WALK_USER && !r.user)
        return false;
    if (kind & WALK_WRITE && !r.write)
        return false;
    return !(kind & WALK_FETCH && !r.fetch);
}

/* Reads the guest's entry at guest-physical AT into w->leaf*; false if the
 * host stage faults, W then being that fault. */
static bool
read_entry(const struct x86_space *s, struct x86_walk *w, uint64_t at)
{
    struct x86_walk host = x86_walk_host(s, at, table_access(s));

    if (host.fault) {
        *w = host;
        w->leaf_gpa = at;
        w->fault_on_table = true;
        return false;
    }
    w->leaf_gpa = at;
    w->leaf_at = host.pa;
    w->leaf = s->word(s->at, host.pa);
    return true;
}

/* The guest's own tables, to a guest-physical address.  4-level paging, SDM
 * vol. 3A, 4.5. */
static struct x86_walk
walk_guest(const struct x86_space *s, uint64_t va, unsigned kind)
{
    struct x86_walk w = {0};
    struct rights r = {true, true, true, true};
    uint64_t table = s->cr3 & X86_ADDR_MASK;
    unsigned level = LEVEL_TOP;

    for (;; level--) {
        if (!read_entry(s, &w, table + x86_entry_offset(va, level)))
            return w;
        if (!(w.leaf & X86_PTE_P))
            return page_fault(w, kind, 0, level);
        w.reason = x86_pte_fault(w.leaf, level, s->maxphyaddr);
        if (w.reason)
            return page_fault(w, kind, PF_PRESENT | PF_RESERVED, level);
        r = pte_rights(r, w.leaf);
        if (x86_pte_is_leaf(w.leaf, level))
            break;
        table = w.leaf & X86_ADDR_MASK;
    }

    w.level = (uint8_t) level;
    w.size = x86_level_size(level);
    w.gpa = x86_pte_address(w.leaf, level) | (va & (w.size - 1));
    w.pat_index = (uint8_t) x86_pat_index(w.leaf, level);
    w.pat = x86_pat_type(s->pat, w.pat_index);
    w.writable = r.write;
    w.user = r.user;
    return allowed(r, kind) ? w : page_fault(w, kind, PF_PRESENT, level);
}

/* Puts the host stage H under the guest stage W. */
static struct x86_walk
combine(struct x86_walk w, const struct x86_walk *h)
{
    w.fault = h->fault;
    w.fault_level = h->fault_level;
    w.fault_at = h->fault_at;
    w.reason = h->reason;
    w.pa = h->pa;
    w.size = smaller(w.size, h->size);
    w.writable = w.writable && h->writable;
    w.host_leaf_at = h->host_leaf_at;
    w.host_leaf = h->host_leaf;
    w.host_level = h->host_level;
    w.host_type = h->host_type;
    w.host_index = h->host_index;
    w.ipat = h->ipat;
    return w;
}

struct x86_walk
x86_walk(const struct x86_space *s, uint64_t va, unsigned kind)
{
    struct x86_walk w = {
        .gpa = va,
        .size = x86_level_size(LEVEL_1G),
        .pat = MT_WB, /* SDM vol. 3C, 28.2.6.2: CR0.PG = 0 */
        .writable = true,
        .user = true,
    };
    struct x86_walk host;
    uint64_t top = va >> 47;

    if (s->paging) {
        if (top && top != 0x1ffff)
            return fail((struct x86_walk){0}, FAULT_NONCANONICAL, LEVEL_NONE,
                        0);
        w = walk_guest(s, va, kind);
        if (w.fault)
            return w;
    }
    host = x86_walk_host(s, w.gpa, kind);
    return combine(w, &host);
}
