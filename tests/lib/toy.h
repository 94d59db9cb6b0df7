/*
 * Small plans built by hand, for a machine with one of each kind of memory:
 * what tests of the core run without a language or an architecture.
 */
#pragma once

#include "sim/base/arena.h"
#include "sim/core/bound.h"

enum toy_type { TOY_WB, TOY_UC, TOY_WC, TOY_UC_BLIND /* does not snoop */ };
enum toy_principal { TOY_HOST, TOY_VMM, TOY_VM1, TOY_VM2, TOY_PRINCIPALS };

enum { TOY_STEPS = 64, TOY_FEW = 16 };

struct toy {
    struct arena arena;
    struct platform platform;
    struct model model;
    struct plan plan;
    struct plan_agent agent[TOY_FEW];
    struct plan_region region[TOY_FEW];
    struct plan_map map[TOY_FEW];
    struct plan_thread thread[TOY_FEW];
    struct plan_step step[TOY_STEPS];
    uint32_t top; /* top-level steps so far                                   */
    struct bound *b;
};

void toy_init(struct toy *t);
void toy_clear(struct toy *t);

uint16_t toy_cpu(struct toy *t);
uint16_t toy_device(struct toy *t, uint16_t principal, bool no_snoop);

/* Writes of the device may pass one another. */
void toy_relax(struct toy *t, uint16_t device);

/* A page of memory; every principal maps it write-back, as map number
 * region * TOY_PRINCIPALS + principal, when it is made before other maps. */
uint16_t toy_ram(struct toy *t, uint16_t owner, uint16_t previous);
uint16_t toy_mmio(struct toy *t, uint16_t device, uint8_t reg);
uint16_t toy_map(struct toy *t, uint16_t principal, uint16_t region,
                 enum toy_type type);

/* A thread that starts behind the top-level steps so far. */
uint16_t toy_thread(struct toy *t);

/* A step; operands are added to what it gives. */
struct plan_step *toy_do(struct toy *t, uint16_t thread, uint16_t agent,
                         uint16_t ctx, const char *verb);
struct plan_step *toy_at(struct plan_step *s, uint32_t id, uint64_t from,
                         uint64_t to);
struct plan_step *toy_value(struct plan_step *s, uint64_t value);
struct plan_step *toy_operand(struct plan_step *s, uint8_t kind, uint32_t id);

/* Binds; the reason when it cannot. */
const char *toy_bind(struct toy *t);
