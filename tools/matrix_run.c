#include "tools/matrix_run.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/command.h"
#include "tools/complain.h"
#include "tools/matrix_read.h"

enum {
    FIRST = G_USEC_PER_SEC,     /* before that nobody wonders                 */
    EVERY = G_USEC_PER_SEC / 4, /* between two lines                          */
};

struct running {
    const struct matrix_job *job;
    struct matrix_out *out; /* or                                            */
    FILE *lines;            /* of a part                                     */
    struct shard shard;
    uint64_t done;  /* cases of the part that are there already: those before
                       `from` */
    uint64_t from;  /* number of the first case to run                        */
    uint64_t taken; /* now                                                    */
    int fault;      /* errno of a line that could not be written, or 0        */
    bool failed;    /* a case that is there already cannot be run             */
    gint64 began, last;
    bool written; /* a line of progress                                       */
};

/* ---- progress ---- */

static void
print_progress(struct running *r, uint64_t number, gint64 now)
{
    double seconds = (double) (now - r->began) / G_USEC_PER_SEC;

    fprintf(stderr,
            "\r\033[K%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
            " cases, %.0f/s",
            number + 1, r->job->plan->frame.ncase,
            (double) r->taken / MAX(seconds, 1e-3));
    fflush(stderr);
    r->written = true;
    r->last = now;
}

static void
note_progress(struct running *r, uint64_t number)
{
    gint64 now;

    if (!r->job->progress || r->taken % 16 != 0)
        return;
    now = g_get_monotonic_time();
    if (now - r->began >= FIRST && now - r->last >= EVERY)
        print_progress(r, number, now);
}

/* ---- cases ---- */

static bool
wants_case(const void *to, uint32_t scenario, uint64_t point, uint32_t stack)
{
    const struct running *r = to;
    uint32_t at[MATRIX_AXES];

    return matrix_plan_case(r->job->plan, scenario, point, stack, at) >=
               r->from &&
           shard_has(&r->shard, &r->job->plan->frame, at);
}

static void
write_line(struct running *r, const struct matrix_case *c)
{
    errno = 0;
    matrix_lines.one(&r->job->plan->frame, c, r->lines);
    if (ferror(r->lines))
        r->fault = errno ? errno : EIO;
}

static bool
take_case(void *to, const struct sweep_case *s)
{
    struct running *r = to;
    uint32_t at[MATRIX_AXES];
    struct matrix_case c = {.at = at, .type = "", .failed = !s->is};

    c.number =
        matrix_plan_case(r->job->plan, s->scenario, s->point, s->stack, at);
    if (s->is) {
        c.finding = finding_of(s->is);
        c.type = s->is->type;
    }
    if (r->out)
        matrix_out_add(r->out, &c);
    else
        write_line(r, &c);
    r->taken++;
    note_progress(r, c.number);
    return !r->fault;
}

/* EXIT_UNDECIDED: it was interrupted. */
static int
run(struct running *r)
{
    const struct matrix_job *job = r->job;
    const struct sweep s = {
        .list = job->plan->list,
        .ask = {.brief = true, .check = job->check},
        .jobs = job->jobs,
        .stop = watch_stop(job->watch),
        .wants = r->out ? NULL : wants_case,
        .take = take_case,
        .to = r,
    };
    int status = EXIT_EXPECTED;
    bool all;

    r->began = r->last = g_get_monotonic_time();
    all = sweep_run(&s, &status);
    if (r->written)
        fputs("\r\033[K", stderr);
    return all ? status : EXIT_UNDECIDED;
}

int
matrix_run(const struct matrix_job *job, struct matrix_out *out)
{
    struct running r = {.job = job, .out = out};
    int status = run(&r);

    if (status == EXIT_UNDECIDED)
        tell("matrix: interrupted after %" G_GUINT64_FORMAT " of "
             "%" G_GUINT64_FORMAT " cases",
             r.taken, job->plan->frame.ncase);
    return status_worse(status,
                        matrix_out_close(out, status != EXIT_UNDECIDED));
}

/* ---- parts ---- */

/* PATH NULL: standard output. */
static void
tell_interrupted(const char *path)
{
    if (path)
        tell("matrix: interrupted; 'mtsim matrix --resume %s' with the same "
             "words goes on with it",
             path);
    else
        tell("matrix: interrupted; if a file has the output, --resume goes on "
             "with it");
}

/* What stands in the file is whole lines, unless it cannot be written. */
static int
finish_lines(struct running *r, const char *path, int status)
{
    g_autofree char *footer = shard_footer(r->done + r->taken);
    int code = r->fault;

    if (!code && status != EXIT_UNDECIDED)
        fputs(footer, r->lines);
    errno = 0;
    if (!code && (fflush(r->lines) != 0 || ferror(r->lines)))
        code = errno ? errno : EIO;
    if (!code) {
        if (status == EXIT_UNDECIDED)
            tell_interrupted(path);
        return r->failed && status == EXIT_EXPECTED ? EXIT_USAGE : status;
    }
    if (!path)
        return EXIT_EXPECTED; /* of standard output main() tells              */
    tell("cannot write '%s': %s", path, g_strerror(code));
    return EXIT_WORLD;
}

static int
run_lines(struct running *r, const char *path)
{
    /* a case may have taken an hour */
    if (r->job->check)
        setvbuf(r->lines, NULL, _IOLBF, 0);
    return finish_lines(r, path, run(r));
}

/* Whether a file is of the part that is to be run. */
static bool
is_of_part(const struct running *r, const struct shard_file *f,
           const char *header)
{
    const struct matrix_frame *mine = &r->job->plan->frame;
    size_t length = strlen(f->header);

    if (strncmp(f->header, header, length) == 0 && header[length] == '\n')
        return true;
    if (strcmp(f->frame.version, mine->version) != 0)
        tell("%s is of version %s, this program of %s", f->path,
             f->frame.version, mine->version);
    else if (f->shard.i != r->shard.i || f->shard.n != r->shard.n)
        tell("%s is part %u/%u, not %u/%u", f->path, f->shard.i, f->shard.n,
             r->shard.i, r->shard.n);
    else if (strcmp(f->frame.digest, mine->digest) == 0)
        tell("%s was begun with other words for the same: names of files, or "
             "--platform",
             f->path);
    else
        tell("%s is of another configuration: %s, not %s", f->path,
             f->frame.digest, mine->digest);
    return false;
}

/* What a file has already; *WHOLE: up to where it is good.  SHARD_END: all. */
static enum shard_next
read_done(struct running *r, struct shard_file *f, const char *header)
{
    enum shard_next next;

    if (!is_of_part(r, f, header))
        return SHARD_BAD;
    while ((next = shard_next(f)) == SHARD_CASE) {
        r->from = f->c.number + 1;
        r->failed |= f->c.failed;
    }
    r->done = f->ncase;
    return next;
}

/* Behind the first WHOLE bytes of a file. */
static int
go_on(struct running *r, const char *path, long whole)
{
    int status;

    r->lines = fopen(path, "r+");
    if (!r->lines || ftruncate(fileno(r->lines), whole) != 0 ||
        fseek(r->lines, 0, SEEK_END) != 0) {
        tell("cannot write '%s': %s", path, g_strerror(errno));
        if (r->lines)
            fclose(r->lines);
        return EXIT_WORLD;
    }
    status = run_lines(r, path);
    if (fclose(r->lines) == 0 || status == EXIT_WORLD)
        return status;
    tell("cannot write '%s': %s", path, g_strerror(errno));
    return EXIT_WORLD;
}

/* A file with a first line and nothing else; or one that has that at least. */
static int
begin(const char *header, const char *path)
{
    GError *error = NULL;

    if (write_file(path, header, strlen(header), &error))
        return EXIT_EXPECTED;
    tell_error(error);
    return EXIT_WORLD;
}

/* To what cannot be gone on with: standard output, a pipe, a device. */
static int
run_through(struct running *r, const char *header, const char *path)
{
    int status;

    r->lines = path ? fopen(path, "w") : stdout;
    if (!r->lines) {
        tell("cannot write '%s': %s", path, g_strerror(errno));
        return EXIT_WORLD;
    }
    fputs(header, r->lines);
    status = run_lines(r, path);
    if (path)
        fclose(r->lines);
    return status;
}

/* From its first case.  A file that ends too early has no last line: it is
 * never taken for whole, and what it has is not lost. */
static int
run_new(struct running *r, const char *header, const char *path)
{
    struct stat is;
    int status;

    if (!path || (stat(path, &is) == 0 && !S_ISREG(is.st_mode)))
        return run_through(r, header, path);
    status = begin(header, path);
    return status == EXIT_EXPECTED ? go_on(r, path, (long) strlen(header))
                                   : status;
}

/* Not there, or nothing in it. */
static bool
is_new(const char *path)
{
    struct stat is;

    if (stat(path, &is) != 0)
        return errno == ENOENT;
    return S_ISREG(is.st_mode) && is.st_size == 0;
}

static int
resume(struct running *r, const char *header, const char *path)
{
    struct shard_file f;
    enum shard_next next;
    long whole;
    int status = is_new(path) ? begin(header, path) : EXIT_EXPECTED;

    if (status == EXIT_EXPECTED)
        status = shard_open(&f, path);
    if (status != EXIT_EXPECTED)
        return status;
    next = read_done(r, &f, header);
    whole = f.whole;
    shard_close(&f);
    if (next == SHARD_CUT)
        return go_on(r, path, whole);
    return next == SHARD_END && !r->failed ? EXIT_EXPECTED : EXIT_USAGE;
}

int
matrix_run_shard(const struct matrix_job *job, const struct shard *s,
                 const char *path, bool again)
{
    struct running r = {.job = job, .shard = *s};
    g_autofree char *header = shard_header(&job->plan->frame, s);

    return again ? resume(&r, header, path) : run_new(&r, header, path);
}
