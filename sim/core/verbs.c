/* The verbs that know no architecture. */

#include "sim/core/verbs.h"

#include <string.h>

#include "sim/core/io.h"

/* clang-format 14 crashes on tables like this one. */
// clang-format off
const struct verb core_verbs[] = {
    {.name = "load",
     .operands = "A",
     .kind = OP_LOAD,
     .who = BY_CPU,
     .result = true,
     .says = "read memory through the context's translation"},
    {.name = "store",
     .operands = "AV",
     .kind = OP_STORE,
     .who = BY_CPU,
     .says = "write a number or a register's value"},
    {.name = "zero",
     .operands = "A",
     .kind = OP_STORE,
     .flags = OPF_ZERO,
     .who = BY_CPU,
     .says = "write zeroes, which are nobody's secret"},
    {.name = "await",
     .operands = "AV",
     .kind = OP_POLL,
     .who = BY_CPU | BY_DEVICE,
     .says = "read until the value is there"},
    {.name = "ring",
     .operands = "D",
     .kind = OP_STORE,
     .flags = OPF_RING,
     .who = BY_CPU,
     .says = "write the device's doorbell register; the device's next step waits for "
             "this store alone"},
    {.name = "dma-read",
     .operands = "A",
     .kind = OP_LOAD,
     .who = BY_DEVICE,
     .result = true,
     .says = "the device reads memory"},
    {.name = "dma-write",
     .operands = "AV",
     .kind = OP_STORE,
     .who = BY_DEVICE,
     .says = "the device writes memory"},
    {.name = "signal",
     .operands = "S",
     .kind = OP_SIGNAL,
     .who = BY_CPU | BY_DEVICE,
     .says = "hand over: ordered after what came before, as weakly as the "
             "architecture allows"},
    {.name = "signal-relaxed",
     .operands = "S",
     .kind = OP_SIGNAL,
     .flags = OPF_RELAXED,
     .who = BY_CPU | BY_DEVICE,
     .says = "the intent to hand over, without any effect in the machine"},
    {.name = "wait",
     .operands = "S",
     .kind = OP_WAIT,
     .who = BY_CPU | BY_DEVICE,
     .says = "wait for a signal"},
    {.name = "give",
     .operands = "RP",
     .kind = OP_OWNER,
     .who = BY_HOST,
     .says = "the region now belongs to the principal alone"},
    {.name = "share",
     .operands = "RP",
     .kind = OP_OWNER,
     .flags = OPF_SHARE,
     .who = BY_HOST,
     .says = "the region belongs to the principal too"},
    {.name = "free",
     .operands = "R",
     .kind = OP_OWNER,
     .flags = OPF_FREE,
     .who = BY_HOST,
     .says = "the region goes back to the host kernel"},
};
// clang-format on

const uint32_t core_verb_count = sizeof core_verbs / sizeof *core_verbs;

static const struct verb *
find_in(const struct verb *v, uint32_t n, const char *name, size_t length)
{
    for (uint32_t i = 0; i < n; i++)
        if (strlen(v[i].name) == length && !memcmp(v[i].name, name, length))
            return &v[i];
    return NULL;
}

const struct verb *
verb_find(const struct model *model, const struct io_model *io,
          const char *name, size_t length)
{
    const struct verb *v = find_in(model->verb, model->nverb, name, length);

    if (!v && io)
        v = find_in(io->verb, io->nverb, name, length);
    return v ? v : find_in(core_verbs, core_verb_count, name, length);
}

bool
verb_is_io(const struct io_model *io, const struct verb *verb)
{
    for (uint32_t i = 0; io && i < io->nverb; i++)
        if (&io->verb[i] == verb)
            return true;
    return false;
}
