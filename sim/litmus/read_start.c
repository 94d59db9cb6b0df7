/* { x=1; 0:EAX=x; uint64_t y; }: what registers and memory hold at first. */

#include "sim/litmus/reader.h"

struct declared { /* the left side                                            */
    const struct litmus_reg *reg; /* or NULL: a location                      */
    uint32_t thread, location;
    struct span at;
};

static const struct {
    const char *name;
    uint8_t bits;
} types[] = {
    {"int",      32},
    {"int32_t",  32},
    {"uint32_t", 32},
    {"int64_t",  64},
    {"uint64_t", 64},
    {"long",     64},
    {"int8_t",   8 },
    {"uint8_t",  8 },
    {"char",     8 },
    {"int16_t",  16},
    {"uint16_t", 16},
    {"short",    16},
};

/* The bits of the type at hand, if what follows it is a name; 0: there is
 * none. */
static uint8_t
read_type(struct reader *r)
{
    struct scan ahead = r->scan;
    uint8_t bits = 0;

    for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
        if (scan_is(&r->scan, types[i].name))
            bits = types[i].bits;
    if (!bits)
        return 0;
    scan_next(&ahead);
    if (ahead.kind != SCAN_WORD && ahead.kind != SCAN_NUMBER &&
        ahead.kind != '*' && ahead.kind != '[')
        return 0;
    scan_next(&r->scan);
    read_sign(r, '*');
    return bits;
}

/* THREAD:REGISTER, with the number at hand. */
static bool
declared_reg(struct reader *r, struct declared *d)
{
    d->thread = (uint32_t) r->scan.number;
    if (r->scan.number < 0 || r->scan.number >= LITMUS_THREADS)
        return read_fail(r, DIAG_TOO_MANY, scan_span(&r->scan),
                         "threads are numbered from 0 to %d",
                         LITMUS_THREADS - 1);
    scan_next(&r->scan);
    if (!read_need(r, ':', "':'"))
        return false;
    read_sign(r, '%');
    d->at = scan_span(&r->scan);
    d->reg = read_reg(r, d->at);
    if (!d->reg)
        return read_fail(r, DIAG_NAME_UNKNOWN, d->at, "%s has no such register",
                         r->test->dialect->name);
    scan_next(&r->scan);
    return true;
}

static bool
declared_location(struct reader *r, struct declared *d)
{
    bool bracket = read_sign(r, '[');

    if (r->scan.kind != SCAN_WORD)
        return read_expected(r, "a location or a register");
    d->reg = NULL;
    d->at = scan_span(&r->scan);
    d->location = read_location(r, d->at);
    if (d->location == LITMUS_LOCATIONS)
        return false;
    scan_next(&r->scan);
    if (bracket)
        return read_need(r, ']', "']'");
    if (r->scan.kind == '[')
        return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                         "there are no arrays; give each element a name");
    return true;
}

/* A number that is the same in 32 and in 64 bits. */
static bool
first_number(struct reader *r, uint64_t *number)
{
    if (r->scan.number < 0 || r->scan.number > LITMUS_NUMBER_MAX)
        return read_fail(r, DIAG_NUMBER_RANGE, scan_span(&r->scan),
                         "numbers go from 0 to 2^31-1");
    *number = (uint64_t) r->scan.number;
    scan_next(&r->scan);
    return true;
}

static bool
read_value(struct reader *r, const struct declared *d)
{
    struct litmus_start start = {0, 0};

    if (r->scan.kind == SCAN_NUMBER) {
        if (!first_number(r, &start.number))
            return false;
    } else {
        read_sign(r, '&');
        if (r->scan.kind != SCAN_WORD)
            return read_expected(r, "a number or a location");
        if (!d->reg)
            return read_fail(r, DIAG_UNSUPPORTED, scan_span(&r->scan),
                             "memory holds numbers only");
        start.location = read_location(r, scan_span(&r->scan));
        if (start.location++ == LITMUS_LOCATIONS)
            return false;
        scan_next(&r->scan);
    }
    if (d->reg)
        r->test->thread[d->thread].start[d->reg->number] = start;
    else if (r->test->location[d->location].alias)
        r->test->location[r->test->location[d->location].alias - 1].first =
            start.number;
    else
        r->test->location[d->location].first = start.number;
    return true;
}

static bool
read_declaration(struct reader *r)
{
    struct declared d = {.reg = NULL};
    uint8_t bits = read_type(r);

    if (!(r->scan.kind == SCAN_NUMBER ? declared_reg(r, &d)
                                      : declared_location(r, &d)))
        return false;
    if (!d.reg && !read_size(r, d.location, bits, d.at))
        return false;
    if (read_sign(r, SCAN_EQUAL) && !read_value(r, &d))
        return false;
    return r->scan.kind == '}' || read_need(r, ';', "';' or '}'");
}

bool
read_start(struct reader *r)
{
    scan_next(&r->scan);
    if (!read_need(r, '{', "'{'"))
        return false;
    while (!read_sign(r, '}'))
        if (!read_sign(r, ';') && !read_declaration(r))
            return false;
    return true;
}
