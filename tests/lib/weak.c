#include "tests/lib/weak.h"

#include <criterion/criterion.h>
#include <string.h>

enum {
    LOAD = 1,
    STORE,
    ACQUIRE,
    ACQUIRE_PC,
    RELEASE,
    ATOMIC,
    FULL,
    STORES,
    LOADS,
    BARRIER,
    SIGNAL,
    LINE,
    READS = 1 << LOAD | 1 << ACQUIRE | 1 << ACQUIRE_PC | 1 << ATOMIC,
    WRITES = 1 << STORE | 1 << RELEASE | 1 << ATOMIC | 1 << SIGNAL,
    /* What nothing younger passes, what no younger load or store does. */
    ALWAYS = 1 << ACQUIRE | 1 << ACQUIRE_PC | 1 << FULL | 1 << LOADS,
    BEFORE_LOAD = ALWAYS | 1 << BARRIER,
    BEFORE_STORE = ALWAYS | 1 << STORES,
    MEMORY = READS | WRITES | BEFORE_STORE,
};

static const uint32_t waits[ORDER_CLASSES] = {
    [LOAD] = BEFORE_LOAD,        [ACQUIRE] = BEFORE_LOAD | 1 << RELEASE,
    [ACQUIRE_PC] = BEFORE_LOAD,  [STORE] = BEFORE_STORE,
    [RELEASE] = MEMORY,          [ATOMIC] = BEFORE_LOAD | BEFORE_STORE,
    [FULL] = MEMORY | 1 << LINE, [STORES] = WRITES | BEFORE_STORE,
    [LOADS] = READS | ALWAYS,    [SIGNAL] = MEMORY,
    [LINE] = 1 << FULL,
};
static const uint32_t at_issue;
static const uint32_t handover = MEMORY;

// clang-format off
static const struct verb verbs[] = {
    {.name = "load-acquire", .kind = OP_LOAD, .class = ACQUIRE},
    {.name = "load-acquire-pc", .kind = OP_LOAD, .class = ACQUIRE_PC},
    {.name = "store-release", .kind = OP_STORE, .class = RELEASE},
    {.name = "swap", .kind = OP_RMW, .class = ATOMIC},
    {.name = "add", .kind = OP_RMW, .class = ATOMIC, .flags = OPF_ADD},
    {.name = "fence", .kind = OP_FENCE, .class = FULL},
    {.name = "fence-st", .kind = OP_FENCE, .class = STORES},
    {.name = "fence-ld", .kind = OP_FENCE, .class = LOADS},
    {.name = "barrier", .kind = OP_FENCE, .class = BARRIER},
    {.name = "clean", .kind = OP_LINE, .class = LINE},
    {.name = "flush", .kind = OP_LINE, .class = LINE, .flags = OPF_INVALIDATE},
    {.name = "drop", .kind = OP_LINE, .class = LINE,
     .flags = OPF_INVALIDATE | OPF_DISCARD, .guest_flags = OPF_INVALIDATE},
};

static const struct attr table[] = {
    [TOY_WB] = {WRITE_BACK, ATTR_ALLOCATE, SHARE_INNER, LOAD, STORE, TOY_WB, 1},
    [TOY_UC] = {WRITE_DIRECT, ATTR_SNOOP_DIRTY, SHARE_OUTER, LOAD, STORE,
                TOY_UC, 0},
    [TOY_WC] = {WRITE_DIRECT, ATTR_SNOOP_DIRTY | ATTR_SNOOP_EITHER,
                SHARE_OUTER, LOAD, STORE, TOY_WC, 0},
    [TOY_UC_BLIND] = {WRITE_DIRECT, 0, SHARE_NON, LOAD, STORE, TOY_UC_BLIND, 0},
};
// clang-format on

static uint32_t
lower(const struct platform *p, struct attr out[][ACCESS_KINDS], uint32_t max)
{
    (void) p;
    (void) max;
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
        out[i][ACCESS_PLAIN] = out[i][ACCESS_NONTEMPORAL] = table[i];
    return sizeof table / sizeof *table;
}

static uint32_t
lower_direct(const struct platform *p, struct attr out[][ACCESS_KINDS],
             uint32_t max)
{
    uint32_t n = lower(p, out, max);

    out[TOY_WB][ACCESS_PLAIN] = table[TOY_UC_BLIND];
    return n;
}

void
weak_init(struct toy *t, bool cached)
{
    toy_init(t);
    t->model.verb = verbs;
    t->model.nverb = sizeof verbs / sizeof *verbs;
    t->model.waits = waits;
    t->model.at_issue = &at_issue;
    t->model.handover = &handover;
    t->model.signal_class = SIGNAL;
    t->model.line_order = true;
    t->model.lower = cached ? lower : lower_direct;
    t->platform.key[PK_WINDOW_DEPTH] = WEAK_OPS;
    t->platform.key[PK_LLC] = 0;
    t->platform.key[PK_WC_BUFFERS] = 1;
}

struct weak_thread
weak_parse(const char *text)
{
    struct weak_thread w = {.n = 0};

    for (const char *c = text; *c; c++) {
        struct weak_op *op = &w.op[w.n];

        if (*c == ' ')
            continue;
        cr_assert_lt(w.n++, WEAK_OPS);
        *op = (struct weak_op){.kind = *c, .addr = -1, .ctrl = -1};
        if (!strchr("FSDI", *c)) {
            op->loc = *++c;
            op->number = (uint8_t) (*++c - '0');
        }
        for (; c[1] == '@' || c[1] == '?'; c += 2)
            *(c[1] == '@' ? &op->addr : &op->ctrl) = (int8_t) (c[2] - '0');
    }
    return w;
}

uint64_t
weak_offset(const struct weak_program *p, char loc)
{
    return (uint64_t) (loc - 'x') * (p->one_line ? WORD_BYTES : LINE_BYTES);
}

static const char *
verb_of(char kind)
{
    static const char letters[] = "WVLRAQBXFSDI";
    static const char *const name[] = {
        "store",        "store",           "store-release", "load",
        "load-acquire", "load-acquire-pc", "await",         "swap",
        "fence",        "fence-st",        "fence-ld",      "barrier"};
    const char *at = strchr(letters, kind);

    cr_assert(at, "'%c'", kind);
    return name[at - letters];
}

static void
need(struct plan_step *s, uint32_t set, uint8_t kind)
{
    for (uint16_t r = 0; r < 8; r++)
        if (set >> r & 1) {
            s->need_kind[s->nneed] = kind;
            s->need[s->nneed++] = r;
        }
}

static void
add(struct toy *t, const struct weak_program *p, uint16_t thread, uint16_t cpu,
    const struct weak_op *op)
{
    struct plan_step *s = toy_do(t, thread, cpu, TOY_HOST, verb_of(op->kind));

    if (op->loc)
        toy_at(s, 0, weak_offset(p, op->loc), weak_offset(p, op->loc) + 8);
    if (op->kind == 'V')
        toy_operand(s, OPERAND_REG, op->number);
    else if (strchr("WLBX", op->kind))
        toy_value(s, op->number);
    else if (strchr("RAQ", op->kind))
        s->result = op->number;
    if (op->kind == 'X')
        s->result = 7;
}

void
weak_make(struct toy *t, const struct weak_program *p)
{
    const char *why;

    weak_init(t, p->cached);
    toy_ram(t, TOY_HOST, TOY_HOST);
    t->plan.nmap = 1; /* the host's */
    for (uint32_t i = 0; i < WEAK_THREADS && p->thread[i]; i++) {
        struct weak_thread w = weak_parse(p->thread[i]);
        uint16_t cpu = toy_cpu(t), thread = toy_thread(t);
        uint32_t ctrl = 0, addr = 0;

        for (uint32_t k = 0; k < w.n; k++) {
            const struct weak_op *op = &w.op[k];

            add(t, p, thread, cpu, op);
            if (op->ctrl >= 0) /* reaches all that is to come */
                ctrl |= 1u << op->ctrl;
            if (op->addr >= 0)
                addr |= 1u << op->addr;
            if (op->kind == 'I')
                need(&t->step[t->plan.nstep - 1], ctrl | addr, NEED_BRANCH);
            else if (op->addr >= 0)
                need(&t->step[t->plan.nstep - 1], 1u << op->addr, NEED_ADDRESS);
            if (strchr("WVLX", op->kind))
                need(&t->step[t->plan.nstep - 1],
                     ctrl & ~(op->addr >= 0 ? 1u << op->addr : 0), NEED_BRANCH);
        }
    }
    why = toy_bind(t);
    cr_assert_null(why, "%s", why ? why : "");
}
