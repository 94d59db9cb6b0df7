/*
 * The writers of documents, by the name a user gives.
 */
#pragma once

#include "sim/report/report.h"

/* NULL, with the fault told, if NAME (NULL: text) is not one of the names that
 * ALLOWED (NULL at its end) lists. */
const struct report_writer *writer_find(const char *name,
                                        const char *const *allowed);
