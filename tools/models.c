/* The only file that names the models. */
#include "tools/models.h"

#include <string.h>

#include "models/arm64_s2fwb/model.h"
#include "models/x86_pat_ept/model.h"

const struct model *const models[] = {&x86_model, &arm64_model, NULL};

const struct model *
model_find(void *unused, const char *name, struct nearest *near)
{
    (void) unused;
    for (unsigned i = 0; models[i]; i++) {
        if (strcmp(models[i]->name, name) == 0)
            return models[i];
        if (near)
            nearest_offer(near, models[i]->name);
    }
    return NULL;
}

const struct io_model *
io_model(void)
{
    return NULL;
}

const struct table *
model_table(uint32_t n)
{
    const struct io_model *io = io_model();

    for (unsigned i = 0; models[i]; n -= models[i++]->ntable)
        if (n < models[i]->ntable)
            return &models[i]->table[n];
    return io && n < io->ntable ? &io->table[n] : NULL;
}

static const struct rule *
find_rule(const struct rule *rule, uint32_t n, const char *id,
          struct nearest *near)
{
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(rule[i].id, id) == 0)
            return &rule[i];
        nearest_offer(near, rule[i].id);
    }
    return NULL;
}

const struct rule *
model_rule(const char *id, struct nearest *near)
{
    const struct io_model *io = io_model();
    const struct rule *r = NULL;

    for (unsigned i = 0; !r && models[i]; i++)
        r = find_rule(models[i]->rule, models[i]->nrule, id, near);
    return r || !io ? r : find_rule(io->rule, io->nrule, id, near);
}
