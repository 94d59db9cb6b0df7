/*
 * The control plane: configurations, what each translates to, and the edges
 * between them.
 *
 * A configuration is an array of words (page tables, registers, memslots,
 * policy memory), interned, never changed.  A control operation leads from one
 * to another and leaves micro-operations for the machine; the outcome depends
 * on the configuration alone, so it is computed once and remembered.  The
 * memory is grown lazily by a replay and closed beforehand by an explorer.
 */
#pragma once

#include "sim/core/bound.h"

enum { CONFIGS_MAX = 65535, CONFIG_WORDS_MAX = 1 << 25 };

struct edge {
    uint32_t to; /* configuration                                             */
    uint32_t micro, trail; /* first of each in the control's arrays           */
    uint16_t nmicro, ntrail;
    uint16_t error; /* errno of a refusal, 0 none                             */
    bool voided;    /* the operation has no effect of its own                 */
};

struct trail_step {
    const struct rule *rule;
    uint32_t gave;
};

struct control {
    const struct bound *b;
    uint64_t *address; /* [nword], sorted                                     */
    uint64_t *word;    /* [nconfig][nword]                                    */
    uint64_t *hash;    /* [nconfig] of its words                              */
    uint32_t *slot;    /* [nslot] configuration + 1, by hash                  */
    uint32_t *xlat_of; /* [nconfig][nvpage], translation + 1                  */
    uint32_t *fresh;   /* the same, every decision made afresh                */
    uint32_t *next;    /* [nconfig][nid], edge + 1                            */
    uint8_t *alias;    /* [nconfig][npage], 0 not known, 1 no, 2 yes          */
    struct xlat *xlat;
    struct edge *edge;
    struct micro *micro;
    struct trail_step *trail;
    const struct control_op *op; /* of the program, by control number         */
    const struct page *page;     /* host pages with lines, sorted             */
    uint32_t npage, nword, nconfig, nslot, nid, nxlat, nedge, nmicro, ntrail;
    uint32_t cap_word, cap_config, cap_xlat, cap_edge, cap_micro, cap_trail;
    bool laid;
    bool overflow; /* more configurations than CONFIGS_MAX, or of more words
                      together than CONFIG_WORDS_MAX                          */
};

struct page { /* a host page some operation names                             */
    uint64_t pa;
    uint32_t line0;
};

/* Told when there are more. */
#define CONFIGS_TOO_MANY "more than 65,535 control states, or 256 MB of them"

struct control *control_new(const struct bound *b);
void control_free(struct control *c);

/* Sorts the laid words into configuration 0. */
void control_seal(struct control *c);

/* Edge of control operation ID from CONFIG; program operations are numbered
 * from 0, then a fault of every CPU (devices: ncpu) at every page. */
uint32_t control_edge(const struct bound *b, uint32_t config, uint32_t id);
uint32_t control_fault_id(const struct bound *b, uint32_t cpu, uint32_t vpage);

/* Follows all edges from configuration 0 and makes every translation, so that
 * nothing is added while exploring; false when there are too many. */
bool control_close(const struct bound *b);

/* Answers beforehand what observers may ask of any configuration: several
 * threads can then ask at once.  Closed before. */
void control_answer(const struct bound *b);

uint32_t control_resolve(const struct bound *b, uint32_t config,
                         uint32_t vpage);

/* The translation as the tables and policies would make it now. */
uint32_t control_fresh(const struct bound *b, uint32_t config, uint32_t vpage);

/* The same with the reasons. */
struct walked control_why(const struct bound *b, uint32_t config,
                          uint32_t vpage, struct trail *why);

/* Whether requests of a device through the page have the no-snoop attribute in
 * some configurations and not in others: either kind may then go through what
 * its unit has cached.  Closed before. */
bool control_requests_vary(const struct bound *b, uint32_t vpage);

/* Whether live CPU translations of a configuration give LINE different types
 * (R18). */
bool control_aliased(const struct bound *b, uint32_t config, uint32_t line);

/* What a device's page is in a configuration: as control_resolve() asks. */
struct walked control_dma(const struct view *v, const struct vpage *p,
                          struct trail *why);

/* A word of a configuration. */
uint64_t control_get(const struct bound *b, uint32_t config, uint64_t address);

static inline const struct xlat *
control_xlat(const struct bound *b, uint32_t x)
{
    return &b->control->xlat[x];
}

static inline uint32_t
control_translate(const struct bound *b, uint32_t config, uint32_t vpage)
{
    uint32_t x = b->control->xlat_of[config * b->nvpage + vpage];

    return x ? x - 1 : control_resolve(b, config, vpage);
}
