/*
 * Running the cases of a matrix: into a table or a stream, or into a file that
 * holds a part of it and can be gone on with.
 */
#pragma once

#include "tools/matrix_out.h"
#include "tools/matrix_plan.h"
#include "tools/matrix_shard.h"

struct matrix_job {
    const struct matrix_plan *plan;
    const struct check_settings *check; /* NULL: replay                       */
    struct watch *watch;                /* Ctrl-C                             */
    unsigned jobs;
    bool progress; /* tell on standard error how far it is                    */
};

/* All cases, to OUT, which is open; an exit status. */
int matrix_run(const struct matrix_job *job, struct matrix_out *out);

/* Those of a part; PATH NULL: to standard output.  With RESUME the file keeps
 * the cases it has, if it is of this part, and gets the others. */
int matrix_run_shard(const struct matrix_job *job, const struct shard *s,
                     const char *path, bool resume);
