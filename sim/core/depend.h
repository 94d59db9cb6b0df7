/*
 * Dependencies, which no order class says: an operation does not perform while
 * an older one of its place is in the window, nor while the load is that gives
 * one of its registers; where loads perform as they issue there is none of
 * those.  Internal to the core.
 */
#pragma once

#include "sim/core/access.h"

/* Whether an operation at SLOT of the CPU's window, or one that issues (SLOT
 * is the depth), still lacks a register. */
bool lacks_register(const struct bound *b, const cell *m, uint32_t cpu,
                    uint32_t slot, const struct op *op);

/* Whether a read cannot take yet what a store at SLOT is about to write: where
 * and what is not known.  Whether it happens need not be: the branch is
 * predicted. */
bool lacks_what_it_writes(const struct bound *b, const cell *m, uint32_t cpu,
                          uint32_t slot, const struct op *op);

/* Whether it may perform as far as registers are concerned, its own and those
 * that decide what older operations of the thread are about: before they are
 * known nothing younger is written. */
bool depends_on_nothing(const struct bound *b, const cell *m, uint32_t cpu,
                        uint32_t slot, const struct op *op);

/* Whether something in the CPU's window sets the register of OP, too. */
bool register_under_way(const struct bound *b, const cell *m, uint32_t cpu,
                        const struct op *op);

/* Whether the CPU awaits a value: what comes after that may not happen. */
bool awaits(const struct bound *b, const cell *m, uint32_t cpu);

/* A register's version, in the form of its cell, travels with the store that
 * writes it out; as OP issues, if it is known by then. */
void take_value(const struct bound *b, cell *m, const struct op *op,
                cell version);
void note_value(const struct act *a, const struct op *op);

/* The line an entry of a window is about, or UINT32_MAX. */
uint32_t entry_line(const struct bound *b, const cell *w);

/* Whether nothing older than SLOT is of the same place: accesses of one CPU to
 * one granule keep their order, and so do line operations of one line. */
bool line_free(const struct bound *b, const cell *m, uint32_t cpu,
               uint32_t slot, const struct op *op, uint32_t x);
