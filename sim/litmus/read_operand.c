/* Operands of an instruction. */

#include "sim/litmus/reader.h"

/* ---- one ---- */

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

/* Behind a register that is added to an address: SXTW #0 and the like, which
 * change nothing of a zero. */
static bool
read_extension(struct reader *r)
{
    static const char *const names[] = {"lsl",  "sxtw", "uxtw",
                                        "sxtx", "uxtx", NULL};
    unsigned i = 0;

    while (names[i] && !scan_is(&r->scan, names[i]))
        i++;
    if (!names[i])
        return read_expected(r, "LSL, SXTW, UXTW, SXTX or UXTX");
    if (scan_next(&r->scan) == SCAN_DOLLAR)
        scan_next(&r->scan);
    return true;
}

/* What is added to a pointer, with the comma at hand. */
static bool
read_index(struct reader *r, struct litmus_operand *o)
{
    struct litmus_operand added;

    if (!r->test->dialect->depends || o->kind != OPND_POINTER)
        return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                         "an address is a location or a register, without "
                         "index");
    scan_next(&r->scan);
    if (r->scan.kind == SCAN_DOLLAR) {
        if (r->scan.number)
            return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                             "a location is one word: the offset is 0");
        scan_next(&r->scan);
        return true;
    }
    if (r->scan.kind != SCAN_WORD || !read_reg(r, scan_span(&r->scan)))
        return read_expected(r, "a register or a number");
    if (!reg_operand(r, &added, OPND_REG))
        return false;
    o->index = added.id + 1;
    return !read_sign(r, ',') || read_extension(r);
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
    if (r->scan.kind == ',' && !read_index(r, o))
        return false;
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

static bool
label_operand(struct reader *r, struct litmus_operand *o)
{
    *o = (struct litmus_operand){.kind = OPND_LABEL, .at = scan_span(&r->scan)};
    return read_need(r, SCAN_WORD, "a label");
}

/* ---- all ---- */

static unsigned
operands_of(const struct litmus_insn *i)
{
    if (i->noperand)
        return i->noperand;
    switch ((enum litmus_does) i->does) {
    case LITMUS_REFUSED:
    case LITMUS_NOTHING:
    case LITMUS_FENCE:
    case LITMUS_RESTART:
        return 0;
    case LITMUS_LINE:
    case LITMUS_LINE_AT:
    case LITMUS_BRANCH:
    case LITMUS_BRANCH_IF:
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
    case LITMUS_LOAD:
    case LITMUS_SET:
    case LITMUS_AND:
    case LITMUS_OR:
    case LITMUS_COMPARE:
        break;
    }
    return 2;
}

static void
swap(struct litmus_operand *a, struct litmus_operand *b)
{
    struct litmus_operand old = *a;

    *a = *b;
    *b = old;
}

static bool
is_branch(const struct litmus_insn *i)
{
    return i->does == LITMUS_BRANCH || i->does == LITMUS_BRANCH_IF;
}

bool
read_insn_operands(struct reader *r, struct litmus_step *s)
{
    unsigned n = operands_of(s->insn);

    for (unsigned i = 0; i < n; i++) {
        if (i && !read_need(r, ',', "','"))
            return false;
        if (!(is_branch(s->insn) && i + 1 == n
                  ? label_operand(r, &s->operand[i])
                  : read_operand(r, &s->operand[i])))
            return false;
    }
    s->noperand = (uint8_t) n;
    if (n == 2 && r->test->dialect->source_first)
        swap(&s->operand[0], &s->operand[1]);
    for (unsigned i = n; s->insn->memory_last && i-- > 1;)
        swap(&s->operand[i - 1], &s->operand[i]);
    return true;
}
