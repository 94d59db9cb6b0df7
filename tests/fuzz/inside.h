/*
 * What the fuzz functions share.
 */
#pragma once

#include <glib.h>

#include "sim/lang/script.h"
#include "tests/fuzz/fuzz.h"
#include "tools/shipped.h"

struct fuzz {
    struct shipped *shipped;
    GPtrArray *stacks; /* of const struct policy_stack *: the named ones      */
};

/* What a scenario is checked against: the model of its first platform. */
struct lang_env fuzz_env(const struct fuzz *f, struct script *s);
