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

static bool
unknown_insn(struct reader *r, const char *name)
{
    const struct litmus_dialect *d = r->test->dialect;
    struct nearest near = nearest_to(name, strlen(name));
    g_autofree char *hint = NULL;

    for (uint32_t i = 0; i < d->ninsn; i++)
        nearest_offer(&near, d->insn[i].name);
    hint = nearest_hint(&near);
    return read_fail(r, DIAG_NAME_UNKNOWN, scan_span(&r->scan),
                     "'%s' is no instruction known here%s", name, hint);
}

/* ---- operands ---- */

static bool
reg_operand(struct reader *r, struct litmus_operand *o, uint8_t kind)
{
    const struct litmus_reg *reg = read_reg(r, scan_span(&r->scan));

    o->kind = kind;
    o->id = reg->number;
    o->bits = reg->bits;
    if (reg->bits < 32)
        return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                         "parts of registers are not modelled");
    scan_next(&r->scan);
    return true;
}

/* [x], (x), [REG], (REG), with the bracket at hand. */
static bool
memory_operand(struct reader *r, struct litmus_operand *o)
{
    int close = r->scan.kind == '[' ? ']' : ')';
    bool reg;

    scan_next(&r->scan);
    reg = read_sign(r, '%');
    if (r->scan.kind != SCAN_WORD)
        return read_expected(r, "a location or a register");
    if (read_reg(r, scan_span(&r->scan))) {
        if (!reg_operand(r, o, OPND_POINTER))
            return false;
    } else if (reg) {
        return read_expected(r, "a register");
    } else {
        o->kind = OPND_LOCATION;
        o->id = read_location(r, scan_span(&r->scan));
        if (o->id == LITMUS_LOCATIONS)
            return false;
        scan_next(&r->scan);
    }
    if (r->scan.kind == ',')
        return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                         "an address is a location or a register, without "
                         "index");
    return read_need(r, close, close == ']' ? "']'" : "')'");
}

static bool
number_operand(struct reader *r, struct litmus_operand *o)
{
    bool offset = r->scan.kind == SCAN_NUMBER;

    if (r->scan.number < 0 || r->scan.number > LITMUS_NUMBER_MAX)
        return read_fail(r, DIAG_NUMBER_RANGE, scan_span(&r->scan),
                         "numbers go from 0 to 2^31-1");
    o->kind = OPND_NUMBER;
    o->number = (uint64_t) r->scan.number;
    scan_next(&r->scan);
    if (!offset || (r->scan.kind != '(' && r->scan.kind != '['))
        return true;
    if (o->number)
        return read_fail(r, DIAG_UNSUPPORTED, o->at,
                         "an address is a location or a register, without "
                         "offset");
    return memory_operand(r, o);
}

static bool
read_operand(struct reader *r, struct litmus_operand *o)
{
    uint32_t from = r->scan.from;
    bool read, percent;

    *o = (struct litmus_operand){.at = scan_span(&r->scan)};
    if (r->scan.kind == '[' || r->scan.kind == '(') {
        read = memory_operand(r, o);
    } else if (r->scan.kind == SCAN_DOLLAR || r->scan.kind == SCAN_NUMBER) {
        read = number_operand(r, o);
    } else {
        percent = read_sign(r, '%');
        if (r->scan.kind != SCAN_WORD)
            return read_expected(r, "an operand");
        if (!read_reg(r, scan_span(&r->scan)))
            return read_fail(r, DIAG_NAME_UNKNOWN, scan_span(&r->scan),
                             percent ? "%s has no such register"
                                     : "%s has no such register; memory is "
                                       "written in brackets",
                             r->test->dialect->name);
        read = reg_operand(r, o, OPND_REG);
    }
    o->at.from = from;
    o->at.to = r->scan.last;
    return read;
}

/* ---- instructions ---- */

static unsigned
operands_of(const struct litmus_insn *i)
{
    switch ((enum litmus_does) i->does) {
    case LITMUS_REFUSED:
    case LITMUS_NOTHING:
    case LITMUS_FENCE:
        return 0;
    case LITMUS_LINE:
    case LITMUS_INCREMENT:
    case LITMUS_DECREMENT:
        return 1;
    case LITMUS_MOVE:
    case LITMUS_STORE:
    case LITMUS_EXCHANGE:
    case LITMUS_ADD:
    case LITMUS_SUBTRACT:
    case LITMUS_FETCH_ADD:
    case LITMUS_XOR:
        break;
    }
    return 2;
}

static bool
read_operands(struct reader *r, struct litmus_step *s)
{
    struct litmus_operand swap;
    unsigned n = operands_of(s->insn);

    for (unsigned i = 0; i < n; i++) {
        if (i && !read_need(r, ',', "','"))
            return false;
        if (!read_operand(r, &s->operand[i]))
            return false;
    }
    s->noperand = (uint8_t) n;
    if (n == 2 && r->test->dialect->source_first) {
        swap = s->operand[0];
        s->operand[0] = s->operand[1];
        s->operand[1] = swap;
    }
    return true;
}

/* What the name says; the scanner stands on it. */
static bool
read_name(struct reader *r, struct litmus_step *s)
{
    struct span at = scan_span(&r->scan);
    g_autofree char *name =
        g_ascii_strdown(at.src->text + at.from, (gssize) (at.to - at.from));
    struct scan ahead = r->scan;

    if (scan_next(&ahead) == ':')
        return read_fail(r, DIAG_UNSUPPORTED, at,
                         "threads are straight lines: no branches, labels or "
                         "loops");
    s->insn = find_insn(r->test->dialect, name, &s->bits);
    if (!s->insn)
        return unknown_insn(r, name);
    if (s->insn->does == LITMUS_REFUSED)
        return read_fail(r, DIAG_UNSUPPORTED, at, "'%s': %s", name,
                         s->insn->why);
    if (s->bits && s->bits < 32)
        return read_fail(r, DIAG_UNSUPPORTED, at,
                         "'%s': memory is accessed in words of 32 or 64 bits",
                         name);
    s->at = at;
    scan_next(&r->scan);
    return true;
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
    if (scan_is(&r->scan, r->test->dialect->atomic)) {
        s->atomic = true;
        scan_next(&r->scan);
    }
    if (r->scan.kind != SCAN_WORD)
        return read_expected(r, "an instruction");
    if (!read_name(r, s))
        return false;
    s->at.from = from;
    if (!read_operands(r, s))
        return false;
    t->nstep++;
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
        if (r->scan.kind != '|' && r->scan.kind != ';' &&
            !read_insn(r, &r->test->thread[i]))
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
    return true;
}
