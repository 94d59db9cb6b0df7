#include "tools/writers.h"

#include <string.h>

#include "tools/options.h"

static const struct report_writer *const writers[] = {
    &report_text, &report_markdown, &report_csv, &report_json, NULL};

const struct report_writer *
writer_find(const char *name, const char *const *allowed)
{
    if (!name)
        return &report_text;
    if (!option_is_one_of("format", name, allowed))
        return NULL;
    for (unsigned i = 0; writers[i]; i++)
        if (strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}
