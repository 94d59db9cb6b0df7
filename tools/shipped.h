/*
 * What the program ships: policies and platforms, read when a command starts.
 *
 * A selection of policies may also name files of the user's, which are read
 * beside the shipped ones.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "sim/base/diag.h"
#include "sim/base/names.h"
#include "sim/core/platform.h"
#include "sim/policy/stack.h"

struct shipped {
    char *dir; /* of the data; NULL if there is none                          */
    struct policy_set *policies;
    struct policy_arch *arch; /* the set's                                    */
    GPtrArray *platforms; /* of struct platform_file *                        */
    GPtrArray *sources;   /* of platforms, for messages                       */
    struct diag_sink *sink;
    const struct shipped *beside; /* what else claims may name; or NULL       */
};

/* Reads everything, and the user's files among SELECTIONS and PLATFORM (both
 * may be NULL).  NULL when something was wrong, which has been told. */
struct shipped *shipped_open(const char *const *selections,
                             const char *platform, int *status);
void shipped_close(struct shipped *s);

/* The platform of this name; NULL, with the names there are in NEAR. */
const struct platform *shipped_platform(const struct shipped *s,
                                        const char *name, struct nearest *near);

/* The same; tells when there is none. */
const struct platform *shipped_platform_or_tell(const struct shipped *s,
                                                const char *name);

/* The file it was read from; NULL if there is no such platform. */
const struct source *shipped_platform_source(const struct shipped *s,
                                             const char *name);

/* The model a platform is of. */
const struct model *shipped_model(const struct shipped *s,
                                  const struct platform *p);

/* The stacks for USER that comma-separated selections name, each once, in
 * order, of const struct policy_stack *; NULL with the fault told. */
GPtrArray *shipped_stacks(struct shipped *s, const char *const *selections,
                          const struct stack_user *user);
