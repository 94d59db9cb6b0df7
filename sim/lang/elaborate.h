/*
 * One point of a checked script, being built.  Everything a plan holds is in
 * the caller's arena or in the script; names are looked up in arrays.
 */
#pragma once

#include "sim/lang/inside.h"

/* What a CPU has done so far, in file order. */
struct cpu_now {
    bool seen;
    uint16_t inside; /* one more than the guest context it is in; 0: none */
    uint16_t left;   /* the same for the one it left last, ... */
    uint16_t left_thread; /* ... and when, as below */
    uint32_t left_group;
    uint16_t host;   /* context outside of guests */
    uint16_t thread; /* of its last step */
    uint32_t group;  /* one more than where that thread starts; 0: top level */
    uint32_t exit;   /* one more than the step of an exit not followed yet */
};

struct build {
    const struct script *s;
    const struct point *point;
    struct arena *arena;
    struct diag_sink *sink;
    bool failed;
    bool full; /* there are as many steps as there may be */
    uint32_t nname;

    struct experiment *x;
    struct plan *p;
    uint8_t *active; /* by item                                               */

    /* ids, one more: 0 is none */
    uint16_t agent_of_cpu[256];
    uint16_t *device; /* by name                                              */
    uint16_t *unit;   /* by name                                              */
    uint16_t *ioas;   /* by name                                              */
    uint16_t *region; /* by name                                              */
    uint16_t *map;    /* by principal and name                                */
    uint16_t *copies; /* by principal and region: how many maps               */
    uint16_t *alias;  /* by map and type: what an adversary uses for it       */
    uint16_t *bell;   /* by name of a device: its own doorbell's region       */

    struct plan_agent *agents;
    struct plan_region *regions;
    struct plan_map *maps;
    struct plan_step *steps;
    struct plan_event *events;
    struct plan_thread *threads;
    const struct t_device **from_device; /* by agent                          */
    struct at *region_at, *map_at;
    bool *fixed_pa; /* by region: the scenario says where                     */
    uint32_t step_room, map_room;
    uint32_t *in_thread; /* steps so far                                      */
    struct cpu_now *cpu; /* by agent                                          */
};

/* A fault that shows at this point; false. */
bool build_fail(struct build *b, enum diag_id id, struct at at, const char *fmt,
                ...) G_GNUC_PRINTF(4, 5);

static inline const char *
build_name(const struct build *b, uint64_t name)
{
    return name_text(b->s, (uint16_t) name);
}

static inline uint16_t *
build_map(const struct build *b, uint32_t principal, uint64_t name)
{
    return &b->map[(uint64_t) principal * b->nname + name];
}

void build_devices(struct build *b);
void build_regions(struct build *b);
void build_maps(struct build *b);
void build_items(struct build *b);
void check_frees(struct build *b);

/* Whether the plan is about IOMMUs, and what their model has against it. */
void ask_io(struct build *b);

/* Addresses: a map of this principal, or a region whoever maps it. */
bool build_mapped(struct build *b, struct at at, uint32_t principal,
                  const struct t_operand *o, struct plan_operand *out);
bool build_located(struct build *b, struct at at, const struct t_operand *o,
                   struct plan_operand *out);

/* Complains AT the place if these words of a VMA make no sense together. */
void build_vma(struct build *b, struct at at, uint32_t vma);

/* The registers a step waits for: some step before it sets each. */
void build_needs(struct build *b, const struct t_item *t, struct plan_step *s);

/* One more map of what map BASE maps, as TYPE; one more than its number. */
uint16_t build_alias(struct build *b, struct at at, uint32_t base,
                     const struct word *type);

/* One more step of the thread of T; NULL if there are too many. */
struct plan_step *new_step(struct build *b, const struct t_item *t);

/* Before a step of a CPU: the context it runs in becomes current. */
bool switch_context(struct build *b, struct t_item *t, uint16_t agent);
bool is_guest(const struct build *b, uint16_t ctx);

/* Adversaries.  How many maps they may need; those maps. */
uint32_t alias_room(const struct build *b);
void imply_aliases(struct build *b);

/* An operation that was built becomes one for each type. */
void spread_choice(struct build *b, const struct t_item *t, uint32_t step);

/* The threads that begin with item FIRST start; the item after all those that
 * run beside it. */
uint32_t start_threads(struct build *b, uint32_t first);
void set_depths(struct build *b);

/* One operand of a step. */
bool build_operand(struct build *b, const struct t_item *t,
                   const struct t_operand *o, struct plan_operand *out);
