/* The table of the threads: P0 | P1 ; then a row for each instruction. */

#include <string.h>

#include "sim/base/names.h"
#include "sim/litmus/reader.h"

/* ---- names of instructions ---- */

static const struct litmus_insn *
insn_named(const struct litmus_dialect *d, const char *name, size_t length)
{
    for (uint32_t i = 0; i < d->ninsn; i++)
        if (strlen(d->insn[i].name) == length &&
            memcmp(d->insn[i].name, name, length) == 0)
            return &d->insn[i];
    return NULL;
}

/* The instruction of a name, perhaps with a letter for the size. */
static const struct litmus_insn *
find_insn(const struct litmus_dialect *d, const char *name, uint8_t *bits)
{
    size_t n = strlen(name);
    const struct litmus_insn *i = insn_named(d, name, n);

    *bits = 0;
    if (i || n < 2)
        return i;
    i = insn_named(d, name, n - 1);
    for (const struct litmus_size *s = d->size; i && i->sized && s->letter; s++)
        if (s->letter == name[n - 1]) {
            *bits = s->bits;
            return i;
        }
    return NULL;
}

/* Names of two words, as DMB SY: the text of both, if any begins so. */
static char *
two_words(const struct reader *r, const char *name)
{
    const struct litmus_dialect *d = r->test->dialect;
    g_autofree char *begin = g_strconcat(name, " ", NULL);
    struct scan ahead = r->scan;
    bool any = false;

    for (uint32_t i = 0; i < d->ninsn; i++)
        any |= g_str_has_prefix(d->insn[i].name, begin);
    if (!any || scan_next(&ahead) != SCAN_WORD)
        return NULL;
    return g_strdup_printf("%s %.*s", name, (int) (ahead.to - ahead.from),
                           ahead.src->text + ahead.from);
}

static bool
unknown_insn(struct reader *r, const char *name, struct span at)
{
    const struct litmus_dialect *d = r->test->dialect;
    struct nearest near = nearest_to(name, strlen(name));
    g_autofree char *hint = NULL;

    for (uint32_t i = 0; i < d->ninsn; i++)
        nearest_offer(&near, d->insn[i].name);
    hint = nearest_hint(&near);
    return read_fail(r, DIAG_NAME_UNKNOWN, at,
                     "'%s' is no instruction known here%s", name, hint);
}

/* ---- instructions ---- */

/* The name of an instruction in small letters; the scanner stands on its last
 * word. */
static char *
take_name(struct reader *r, struct span *at)
{
    char *name, *both;

    *at = scan_span(&r->scan);
    name =
        g_ascii_strdown(at->src->text + at->from, (gssize) (at->to - at->from));
    both = two_words(r, name);
    if (!both)
        return name;
    g_free(name);
    scan_next(&r->scan);
    at->to = r->scan.to;
    name = g_ascii_strdown(both, -1);
    g_free(both);
    return name;
}

/* What the name says; the scanner stands on it. */
static bool
read_name(struct reader *r, struct litmus_step *s)
{
    struct span at;
    g_autofree char *name = take_name(r, &at);

    s->insn = find_insn(r->test->dialect, name, &s->bits);
    if (!s->insn)
        return unknown_insn(r, name, at);
    if (s->insn->does == LITMUS_REFUSED)
        return read_fail(r, DIAG_UNSUPPORTED, at, "'%s': %s", name,
                         s->insn->why);
    if (s->bits && s->bits < 32)
        return read_fail(r, DIAG_UNSUPPORTED, at,
                         "'%s': memory is accessed in words of 32 or 64 bits",
                         name);
    s->at = at;
    scan_next(&r->scan);
    if (s->insn->does == LITMUS_LINE_AT) /* DC CVAC,X1 */
        read_sign(r, ',');
    return true;
}

static bool
at_label(const struct reader *r)
{
    struct scan ahead = r->scan;

    return r->scan.kind == SCAN_WORD && scan_next(&ahead) == ':';
}

static bool
read_label(struct reader *r, struct litmus_thread *t)
{
    struct span at = scan_span(&r->scan);

    if (!r->test->dialect->depends)
        return read_fail(r, DIAG_UNSUPPORTED, at,
                         "threads are straight lines: no branches, labels or "
                         "loops");
    if (t->nlabel == LITMUS_LABELS)
        return read_fail(r, DIAG_TOO_MANY, at, "more than %d labels",
                         LITMUS_LABELS);
    t->label[t->nlabel++] = (struct litmus_label){at, t->nstep};
    scan_next(&r->scan);
    return read_need(r, ':', "':'");
}

static bool
at_end_of_field(const struct reader *r)
{
    return r->scan.kind == '|' || r->scan.kind == ';';
}

static bool
read_insn(struct reader *r, struct litmus_thread *t)
{
    struct litmus_step *s = &t->step[t->nstep];
    uint32_t from = r->scan.from;

    if (t->nstep == LITMUS_INSNS)
        return read_fail(r, DIAG_TOO_MANY, scan_span(&r->scan),
                         "more than %d instructions of one thread",
                         LITMUS_INSNS);
    if (r->test->dialect->atomic &&
        scan_is(&r->scan, r->test->dialect->atomic)) {
        s->atomic = true;
        scan_next(&r->scan);
    }
    if (r->scan.kind != SCAN_WORD)
        return read_expected(r, "an instruction");
    if (!read_name(r, s))
        return false;
    s->at.from = from;
    if (!read_insn_operands(r, s))
        return false;
    t->nstep++;
    return true;
}

/* LABEL: INSTRUCTION, either of which may be missing. */
static bool
read_field(struct reader *r, struct litmus_thread *t)
{
    while (at_label(r))
        if (!read_label(r, t))
            return false;
    return at_end_of_field(r) || read_insn(r, t);
}

/* ---- branches ---- */

static const struct litmus_label *
find_label(const struct litmus_thread *t, struct span name)
{
    g_autofree char *text =
        g_strndup(name.src->text + name.from, name.to - name.from);

    for (uint32_t i = 0; i < t->nlabel; i++)
        if (read_spells(t->label[i].at, text, false))
            return &t->label[i];
    return NULL;
}

/* Whichever way a branch goes, the same is done. */
static bool
check_branch(struct reader *r, const struct litmus_thread *t, uint32_t step)
{
    const struct litmus_step *s = &t->step[step];
    struct span at = s->operand[s->noperand - 1].at;
    const struct litmus_label *l = find_label(t, at);

    if (!l)
        return read_fail(r, DIAG_NAME_UNKNOWN, at,
                         "there is no such label in this thread");
    if (l->step <= step)
        return read_fail(r, DIAG_UNSUPPORTED, at, "there are no loops");
    while (++step < l->step)
        if (t->step[step].insn->does != LITMUS_NOTHING)
            return read_fail(r, DIAG_UNSUPPORTED, at,
                             "a branch is a dependency only: nothing can be "
                             "skipped");
    return true;
}

static bool
check_branches(struct reader *r)
{
    for (uint32_t i = 0; i < r->test->nthread; i++) {
        const struct litmus_thread *t = &r->test->thread[i];

        for (uint32_t k = 0; k < t->nstep; k++)
            if ((t->step[k].insn->does == LITMUS_BRANCH ||
                 t->step[k].insn->does == LITMUS_BRANCH_IF) &&
                !check_branch(r, t, k))
                return false;
    }
    return true;
}

/* ---- the table ---- */

/* P0 | P1 ; */
static bool
read_heads(struct reader *r)
{
    struct litmus *t = r->test;
    char name[8];

    do {
        if (t->nthread == LITMUS_THREADS)
            return read_fail(r, DIAG_TOO_MANY, scan_span(&r->scan),
                             "more than %d threads", LITMUS_THREADS);
        g_snprintf(name, sizeof name, "P%u", t->nthread);
        if (!scan_is(&r->scan, name))
            return read_expected(r, name);
        scan_next(&r->scan);
        t->thread[t->nthread++].step =
            arena_new_array(r->arena, struct litmus_step, LITMUS_INSNS + 1);
    } while (read_sign(r, '|'));
    return read_need(r, ';', "'|' or ';'");
}

static bool
at_tail(const struct reader *r)
{
    static const char *const words[] = {"exists",    "forall", "final", "not",
                                        "locations", "filter", NULL};

    for (unsigned i = 0; words[i]; i++)
        if (scan_is(&r->scan, words[i]))
            return true;
    return r->scan.kind == SCAN_END || r->scan.kind == '~' ||
           r->scan.kind == '(';
}

static bool
read_row(struct reader *r)
{
    for (uint32_t i = 0; i < r->test->nthread; i++) {
        if (i && !read_need(r, '|', "'|'"))
            return false;
        if (!at_end_of_field(r) && !read_field(r, &r->test->thread[i]))
            return false;
    }
    return read_need(r, ';', "';'");
}

bool
read_program(struct reader *r)
{
    if (!read_heads(r))
        return false;
    while (!at_tail(r))
        if (!read_row(r))
            return false;
    for (uint32_t i = r->test->nthread; i < LITMUS_THREADS; i++)
        for (uint32_t k = 0; k < LITMUS_REGS; k++)
            if (r->test->thread[i].start[k].location ||
                r->test->thread[i].start[k].number)
                return read_fail(r, DIAG_NAME_UNKNOWN, scan_span(&r->scan),
                                 "there is no thread P%u", i);
    return check_branches(r);
}
