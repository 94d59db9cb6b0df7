/* A model of IOMMUs for testing the language: two kinds of everything, and a
 * verb for each way to name an I/O address space or memory. */
#pragma once

#include <string.h>

#include "sim/core/io.h"

enum {
    TOY_BIG = 3,
    TOY_SMALL = 4,
    TOY_FORCES = 1,
    TOY_WALKS = 4,
    TOY_BOX = 7,
    TOY_TABLE = 8,
    TOY_STRICT = 2,
    TOY_STUCK = 16,
    TOY_DEAF = 32
};

static const struct word toy_why[] = {
    {"now", "at once", NULL, 1},
    {"later", "not yet", NULL, 2},
    {NULL    },
};

// clang-format off
static const struct verb toy_io_verbs[] = {
    {.name = "join", .operands = "DI", .kind = OP_CONTROL, .control = 1,
     .who = BY_HOST},
    {.name = "part", .operands = "DI?M?", .words = toy_why,
     .kind = OP_CONTROL, .control = 2, .who = BY_HOST},
    {.name = "enter", .operands = "IA", .kind = OP_CONTROL, .control = 3,
     .who = BY_HOST},
    {.name = "drop", .operands = "R", .kind = OP_CONTROL, .control = 4,
     .who = BY_HOST},
    {.name = "ask", .operands = "AI", .kind = OP_CONTROL, .control = 5,
     .who = BY_DEVICE},
};
// clang-format on

static const struct word toy_units[] = {
    {"big",   "one kind",  NULL, TOY_BIG  },
    {"small", "the other", NULL, TOY_SMALL},
};
static const struct word toy_unit_has[] = {
    {"forces", "it can",  NULL, TOY_FORCES},
    {"walks",  "it does", NULL, TOY_WALKS },
};
static const struct word toy_ioas[] = {
    {"box",   "one kind",  NULL, TOY_BOX  },
    {"table", "the other", NULL, TOY_TABLE},
};
static const struct word toy_ioas_has[] = {
    {"strict", "asked for", NULL, TOY_STRICT}
};
static const struct word toy_pcie[] = {
    {"stuck", "it stays as it is", NULL, TOY_STUCK},
    {"deaf",  "it obeys nobody",   NULL, TOY_DEAF },
};

/* Small units force nothing; a table is not strict; who is deaf is alone. */
static inline const char *
toy_check_io(const struct plan *p, uint32_t *line)
{
    for (uint32_t i = 0; i < p->nunit; i++) {
        *line = p->unit[i].line;
        if (p->unit[i].kind == TOY_SMALL && p->unit[i].has & TOY_FORCES)
            return "a small one forces nothing";
    }
    for (uint32_t i = 0; i < p->nioas; i++) {
        *line = p->ioas[i].line;
        if (p->ioas[i].kind == TOY_TABLE && p->ioas[i].has & TOY_STRICT)
            return "a table is not strict";
    }
    for (uint32_t i = 0; i < p->nagent; i++) {
        *line = p->agent[i].line;
        if (p->agent[i].pcie & TOY_DEAF && p->agent[i].group)
            return "who is deaf is alone";
    }
    return NULL;
}

static inline bool
toy_unit(uint32_t n, struct word *kind)
{
    if (n < 2)
        *kind = toy_units[n];
    return n < 2;
}

/* The small one is capable of nothing. */
static inline bool
toy_capable(uint32_t n, uint32_t i, struct word *capability)
{
    if (n == 0 && i < 2)
        *capability = toy_unit_has[i];
    return n == 0 && i < 2;
}

static const struct io_model toy_io = {
    .name = "toy-io",
    .title = "for tests",
    .verb = toy_io_verbs,
    .nverb = sizeof toy_io_verbs / sizeof *toy_io_verbs,
    .unit = toy_unit,
    .unit_has = toy_capable,
    .ioas = toy_ioas,
    .nioas = 2,
    .ioas_has = toy_ioas_has,
    .nioas_has = 1,
    .pcie = toy_pcie,
    .npcie = 2,
    .check_plan = toy_check_io,
};
