/* Named after Arm's pseudocode: AArch64.S1Walk, AArch64.S2Walk,
 * AArch64.S1CheckPermissions, AArch64.S2CheckPermissions and what they call
 * (also in rems-project/sail-arm, arm-v9.4-a/src/v8_base.sail). */

#include "models/arm64_s2fwb/walk.h"

#include <stddef.h>

#include "models/arm64_s2fwb/descriptor.h"
#include "models/arm64_s2fwb/registers.h"

const char *const arm64_fault_name[FAULT_COUNT] = {
    [FAULT_NONE] = "none",
    [FAULT_TRANSLATION] = "translation fault",
    [FAULT_ACCESS_FLAG] = "access flag fault",
    [FAULT_PERMISSION] = "permission fault",
    [FAULT_ADDRESS_SIZE] = "address size fault",
};

/* Physical addresses without FEAT_LPA. */
enum { PA_BITS = 48, STAGE1 = 1, STAGE2 = 2 };

static struct arm64_walk
fail(struct arm64_walk w, enum arm64_fault fault, unsigned stage,
     unsigned level, uint64_t at)
{
    w.fault = (uint8_t) fault;
    w.fault_stage = (uint8_t) stage;
    w.fault_level = (uint8_t) level;
    w.fault_at = at;
    return w;
}

static struct arm64_walk
refuse(struct arm64_walk w, unsigned stage, uint64_t at, const char *reason)
{
    w.reason = reason;
    return fail(w, FAULT_TRANSLATION, stage, 0, at);
}

static bool
exceeds(uint64_t address, unsigned bits)
{
    return address >> bits != 0;
}

/* The first table that TTBR names.  It is as large as the input bits of its
 * level need, and aligned to that. */
static uint64_t
first_table(uint64_t ttbr, unsigned input_bits, unsigned start)
{
    unsigned below = 12 + 9 * (3 - start);
    uint64_t size = UINT64_C(8) << (input_bits - below);

    return ttbr & ((UINT64_C(1) << PA_BITS) - 1) & ~(size - 1);
}

static uint64_t
next_table(uint64_t descriptor)
{
    return descriptor & ARM64_DESC_ADDR;
}

/* Checks of a leaf that come before its permissions. */
static enum arm64_fault
leaf_fault(uint64_t leaf, unsigned level, unsigned output_bits)
{
    if (exceeds(arm64_leaf_address(leaf, level), output_bits))
        return FAULT_ADDRESS_SIZE;
    return leaf & ARM64_DESC_AF ? FAULT_NONE : FAULT_ACCESS_FLAG;
}

struct rights {
    bool read, write, fetch;
};

static bool
allowed(struct rights r, unsigned kind)
{
    if (kind & WALK_FETCH)
        return r.fetch;
    return kind & WALK_WRITE ? r.write : r.read;
}

/* --- stage 2 ------------------------------------------------------------ */

static struct rights
stage2_rights(uint64_t leaf, unsigned kind)
{
    unsigned xn = leaf >> 53 & 3;
    bool fetch = xn == XN_NEITHER || xn == (kind & WALK_EL0 ? XN_EL1 : XN_EL0);

    return (struct rights){leaf & ARM64_S2_READ, leaf & ARM64_S2_WRITE, fetch};
}

static struct arm64_walk
walk_stage2(const struct arm64_space *s, struct arm64_walk w, unsigned kind)
{
    unsigned input = arm64_input_bits(s->vtcr);
    unsigned output = arm64_output_bits(s->vtcr >> 16 & 7);
    unsigned level = arm64_stage2_start(s->vtcr);
    uint64_t table = first_table(s->vttbr, input, level), at, entry;
    enum arm64_fault fault;
    struct rights r;

    if (exceeds(w.ipa, input))
        return fail(w, FAULT_TRANSLATION, STAGE2, 0, table);
    if (exceeds(table, output))
        return fail(w, FAULT_ADDRESS_SIZE, STAGE2, 0, table);
    for (;; level++) {
        uint8_t is;

        at = table + arm64_entry_offset(w.ipa, level);
        entry = s->word(s->at, at);
        is = arm64_descriptor_kind(entry, level);
        if (is == DESC_INVALID) {
            w.reason = arm64_descriptor_fault(entry, level);
            return fail(w, FAULT_TRANSLATION, STAGE2, level, at);
        }
        if (is == DESC_LEAF)
            break;
        table = next_table(entry);
        if (exceeds(table, output))
            return fail(w, FAULT_ADDRESS_SIZE, STAGE2, level, at);
    }

    fault = leaf_fault(entry, level, output);
    if (fault)
        return fail(w, fault, STAGE2, level, at);
    r = stage2_rights(entry, kind);
    w.size = arm64_level_size(level);
    w.pa = arm64_leaf_address(entry, level) | (w.ipa & (w.size - 1));
    w.writable = r.write;
    w.executable = r.fetch;
    w.el0 = r.read;
    w.s2_leaf_at = at;
    w.s2_leaf = entry;
    w.s2_level = (uint8_t) level;
    w.memattr = entry >> 2 & 15;
    w.s2_sh = entry >> 8 & 3;
    return allowed(r, kind) ? w : fail(w, FAULT_PERMISSION, STAGE2, level, at);
}

struct arm64_walk
arm64_walk_stage2(const struct arm64_space *s, uint64_t ipa, unsigned kind)
{
    struct arm64_walk w = {.ipa = ipa};
    const char *reason;

    if (!s->stage2) {
        w.pa = ipa;
        w.size = arm64_level_size(1);
        w.writable = w.executable = w.el0 = true;
        return w;
    }
    reason = arm64_register_fault(VTCR_EL2, s->vtcr, 0);
    if (reason)
        return refuse(w, STAGE2, s->vttbr & ARM64_DESC_ADDR, reason);
    return walk_stage2(s, w, kind);
}

/* --- stage 1 ------------------------------------------------------------ */

/* AArch64.S1DirectBasePermissions with the limits of the tables above the
 * leaf.  What EL0 can write, EL1 cannot execute. */
static struct rights
stage1_rights(uint64_t leaf, uint64_t tables, unsigned kind)
{
    bool read0 = leaf & ARM64_S1_EL0 && !(tables & ARM64_TABLE_NO_EL0);
    bool write = !(leaf & ARM64_S1_RO) && !(tables & ARM64_TABLE_RO);
    bool write0 = read0 && write;

    if (kind & WALK_EL0)
        return (struct rights){
            read0,
            write0,
            !(leaf & ARM64_S1_UXN) && !(tables & ARM64_TABLE_UXN),
        };
    return (struct rights){
        true,
        write,
        !(leaf & ARM64_S1_PXN) && !(tables & ARM64_TABLE_PXN) && !write0,
    };
}

/* Whether stage 2 makes the page of a stage-1 table Device memory: the table
 * is read as Normal memory, so that only stage 2 can. */
static bool
device_table(const struct arm64_space *s, const struct arm64_walk *host)
{
    if (!s->stage2)
        return false;
    return s->fwb ? !(host->memattr & 4) : host->memattr < 4;
}

/* Reads the descriptor at intermediate physical AT into w->leaf*; false if
 * stage 2 faults, W then being that fault. */
static bool
read_descriptor(const struct arm64_space *s, struct arm64_walk *w, uint64_t at)
{
    struct arm64_walk host = arm64_walk_stage2(s, at, WALK_READ);

    if (!host.fault && s->ptw && device_table(s, &host))
        host = fail(host, FAULT_PERMISSION, STAGE2, host.s2_level,
                    host.s2_leaf_at);
    if (host.fault) {
        *w = host;
        w->leaf_ipa = at;
        w->fault_on_table = true;
        return false;
    }
    w->leaf_ipa = at;
    w->leaf_at = host.pa;
    w->leaf = s->word(s->at, host.pa);
    return true;
}

static struct arm64_walk
stage1_leaf(struct arm64_walk w, uint64_t va, unsigned level, unsigned output,
            uint64_t tables, unsigned kind)
{
    enum arm64_fault fault = leaf_fault(w.leaf, level, output);
    struct rights r = stage1_rights(w.leaf, tables, kind);

    if (fault)
        return fail(w, fault, STAGE1, level, w.leaf_at);
    w.level = (uint8_t) level;
    w.size = arm64_level_size(level);
    w.ipa = arm64_leaf_address(w.leaf, level) | (va & (w.size - 1));
    w.attr_index = w.leaf >> 2 & 7;
    w.sh = w.leaf >> 8 & 3;
    w.writable = r.write;
    w.executable = r.fetch;
    w.el0 = stage1_rights(w.leaf, tables, WALK_EL0).read;
    return allowed(r, kind)
               ? w
               : fail(w, FAULT_PERMISSION, STAGE1, level, w.leaf_at);
}

static struct arm64_walk
walk_stage1(const struct arm64_space *s, uint64_t va, unsigned kind)
{
    struct arm64_walk w = {0};
    unsigned input = arm64_input_bits(s->tcr);
    unsigned output = arm64_output_bits(s->tcr >> 32 & 7);
    unsigned level = arm64_stage1_start(s->tcr);
    uint64_t table = first_table(s->ttbr, input, level), tables = 0;

    if (exceeds(va, input) || s->tcr & ARM64_TCR_EPD0)
        return fail(w, FAULT_TRANSLATION, STAGE1, 0, table);
    if (exceeds(table, output))
        return fail(w, FAULT_ADDRESS_SIZE, STAGE1, 0, table);
    for (;; level++) {
        uint8_t is;

        if (!read_descriptor(s, &w, table + arm64_entry_offset(va, level)))
            return w;
        is = arm64_descriptor_kind(w.leaf, level);
        if (is == DESC_INVALID) {
            w.reason = arm64_descriptor_fault(w.leaf, level);
            return fail(w, FAULT_TRANSLATION, STAGE1, level, w.leaf_at);
        }
        if (is == DESC_LEAF)
            return stage1_leaf(w, va, level, output, tables, kind);
        tables |= w.leaf;
        table = next_table(w.leaf);
        if (exceeds(table, output))
            return fail(w, FAULT_ADDRESS_SIZE, STAGE1, level, w.leaf_at);
    }
}

/* --- both --------------------------------------------------------------- */

/* Puts stage 2, H, under stage 1, W. */
static struct arm64_walk
combine(struct arm64_walk w, const struct arm64_walk *h)
{
    w.fault = h->fault;
    w.fault_stage = h->fault_stage;
    w.fault_level = h->fault_level;
    w.fault_at = h->fault_at;
    w.reason = h->reason;
    w.pa = h->pa;
    w.size = h->size < w.size ? h->size : w.size;
    w.writable = w.writable && h->writable;
    w.executable = w.executable && h->executable;
    w.el0 = w.el0 && h->el0;
    w.s2_leaf_at = h->s2_leaf_at;
    w.s2_leaf = h->s2_leaf;
    w.s2_level = h->s2_level;
    w.memattr = h->memattr;
    w.s2_sh = h->s2_sh;
    return w;
}

/* TCR_EL1.TBI0: the top byte does not count below TTBR1_EL1's half. */
static uint64_t
untagged(const struct arm64_space *s, uint64_t va)
{
    bool upper = va >> 55 & 1;

    return s->tcr & ARM64_TCR_TBI0 && !upper ? va & UINT64_MAX >> 8 : va;
}

struct arm64_walk
arm64_walk(const struct arm64_space *s, uint64_t va, unsigned kind)
{
    struct arm64_walk w = {
        .size = arm64_level_size(1),
        .writable = true,
        .executable = true,
        .el0 = true,
    };
    struct arm64_walk host;

    va = untagged(s, va);
    w.ipa = va;
    if (s->stage1) {
        uint64_t root = s->ttbr & ARM64_DESC_ADDR;
        const char *reason = arm64_register_fault(TCR_EL1, s->tcr, 0);

        w = (struct arm64_walk){0};
        if (reason)
            return refuse(w, STAGE1, root, reason);
        if (va >> 55 & 1)
            return refuse(w, STAGE1, root, "TTBR1_EL1 is not modelled");
        w = walk_stage1(s, va, kind);
        if (w.fault)
            return w;
    } else if (exceeds(va, PA_BITS)) { /* AArch64.S1DisabledOutput */
        return fail((struct arm64_walk){0}, FAULT_ADDRESS_SIZE, STAGE1, 0, 0);
    }
    host = arm64_walk_stage2(s, w.ipa, kind);
    return combine(w, &host);
}
