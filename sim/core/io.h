/*
 * What sits between devices and memory: remapping units, and the kernel
 * objects that program them.
 *
 * There is one such model for all architectures; which kinds of unit there are
 * is its business.  A device that stands behind no unit reaches memory by
 * host-physical addresses, and its wish alone decides whether it snoops.
 */
#pragma once

#include "sim/core/model.h"

struct io_model {
    const char *name, *title;
    const char *arch; /* what policies call it; they compose with those of any
                         architecture                                         */
    const struct verb *verb;
    const struct word *ioas;     /* kinds of I/O address space                */
    const struct word *ioas_has; /* what may be asked of one: bits; 0 = none  */
    const struct word *pcie;     /* properties of devices: bits; 0 = none     */
    const struct policy_vocab *policy;
    uint32_t nverb, nioas, nioas_has, npcie;
    uint32_t relaxes; /* of pcie: its writes may pass one another (R36)       */

    /* Kinds of unit, and what kind N can be capable of, by number; false
     * behind the last.  Capabilities are bits; a name that several kinds have
     * has the bits of all.  No capability is "none". */
    bool (*unit)(uint32_t n, struct word *kind);
    bool (*unit_has)(uint32_t n, uint32_t i, struct word *capability);

    /* Every rule, and every table, by number; NULL behind the last. */
    const struct rule *(*rule)(uint32_t n);
    const struct table *(*table)(uint32_t n);

    /* Names of trail answers; NULL where the rule is not this model's. */
    const char *(*gave_name)(const struct rule *r, uint32_t gave);

    /* What is wrong with the units, address spaces and devices of a plan (a
     * capability its kind of unit does not have), with the line it is about;
     * NULL if nothing. */
    const char *(*check_plan)(const struct plan *p, uint32_t *line);

    /* The capability by which such a unit could force requests to snoop; false
     * if it can already, or never. */
    bool (*forcing)(const struct plan_unit *u, struct word *capability);

    /* The words of the first configuration, as model->lay. */
    void (*lay)(const struct bound *b, struct control *c);

    /* A page of a device that stands behind a unit: where it is, and in attr
     * and in other an enum dma_attr; a fault where the unit lets nothing
     * through. */
    struct walked (*resolve)(const struct view *v, const struct vpage *p,
                             struct trail *why);

    /* One control operation of its verbs. */
    void (*control)(struct control_step *s, const struct control_op *op);

    /* What a hypervisor that is given a device's file is told, where it acts
     * on it.  KNOWN has a bit for each principal whose VM has the file.
     * coherent: all the device's requests snoop.  refused: errno, or 0.
     * stays: what the file allowed outlives it. */
    bool (*coherent)(const struct view *v, uint16_t device, struct trail *why);
    uint16_t (*refused)(const struct view *v, uint16_t device, uint64_t known,
                        struct trail *why);
    bool (*stays)(const struct view *v, uint16_t device, struct trail *why);
};

/* The same of any device, behind a unit or not. */
bool device_coherent(const struct view *v, uint16_t device, struct trail *why);
uint16_t device_refused(const struct view *v, uint16_t device, uint64_t known,
                        struct trail *why);
bool device_stays(const struct view *v, uint16_t device, struct trail *why);

/* Whether a VM has the device's file. */
bool device_known(const struct view *v, uint16_t device);

/* How a request meets the caches: attributes behind the model's own. */
enum dma_attr {
    DMA_SNOOPED,
    DMA_UNSNOOPED,
    DMA_UNSNOOPED_LLC, /* it sees the last-level cache all the same          */
    DMA_ATTRS
};
