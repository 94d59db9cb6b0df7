/*
 * Platform files: the machines a scenario may run on, as data.
 *
 *     platform server
 *       title "A server"
 *       cite  "its manual"
 *       model some-model
 *       self-snoop yes
 *       cyc-dram 200 "where the figure is from"
 *
 * The keys are those of sim/core/platform.h and of the model named.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "sim/base/diag.h"
#include "sim/base/names.h"
#include "sim/base/source.h"
#include "sim/core/model.h"
#include "sim/core/platform.h"

struct platform_file {
    struct platform platform;
    const struct model *model;
    const char *cite; /* of the file as a whole, or NULL                      */
    void *inside;
};

/* Finds a model by name; NULL, with the names there are in NEAR. */
typedef const struct model *model_lookup(void *data, const char *name,
                                         struct nearest *near);

/* Reads SRC, which must outlive the faults in the sink but not the result.
 * NULL with errors; keys the file does not name have their fallback. */
struct platform_file *platform_parse(const struct source *src,
                                     model_lookup *find, void *data,
                                     struct diag_sink *sink);
void platform_file_free(struct platform_file *f);

/* The canonical text of a platform file; false with errors in the sink. */
bool platform_format(const struct source *src, GString *out,
                     struct diag_sink *sink);
