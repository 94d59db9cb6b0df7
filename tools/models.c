/* The only file that names the models. */
#include "tools/models.h"

#include <string.h>

#include "models/arm64_s2fwb/model.h"
#include "models/iommu/model.h"
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
    return &iommu_model;
}

const struct table *
model_table(uint32_t n)
{
    for (unsigned i = 0; models[i]; n -= models[i++]->ntable)
        if (n < models[i]->ntable)
            return &models[i]->table[n];
    return io_model()->table(n);
}

/* Whether the rule is the one; else its id is a candidate. */
static bool
is_rule(const struct rule *rule, const char *id, struct nearest *near)
{
    nearest_offer(near, rule->id);
    return strcmp(rule->id, id) == 0;
}

const struct rule *
model_rule(const char *id, struct nearest *near)
{
    const struct rule *r;

    for (unsigned i = 0; models[i]; i++)
        for (uint32_t n = 0; n < models[i]->nrule; n++)
            if (is_rule(&models[i]->rule[n], id, near))
                return &models[i]->rule[n];
    for (uint32_t n = 0; (r = io_model()->rule(n)); n++)
        if (is_rule(r, id, near))
            return r;
    return NULL;
}
