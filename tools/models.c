/* The only file that names the models. */
#include "tools/models.h"

#include <string.h>

#include "models/x86_pat_ept/model.h"

const struct model *const models[] = {&x86_model, NULL};

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

const struct rule *
model_rule(const char *id, struct nearest *near)
{
    for (unsigned i = 0; models[i]; i++)
        for (uint32_t k = 0; k < models[i]->nrule; k++) {
            const struct rule *r = &models[i]->rule[k];

            if (strcmp(r->id, id) == 0)
                return r;
            nearest_offer(near, r->id);
        }
    return NULL;
}
