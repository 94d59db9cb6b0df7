/* The words of the first configuration: entries of devices, page tables of the
 * domains there may be, and what the kernel knows. */

#include "models/iommu/plane.h"
#include "sim/core/control.h"

/* What an entry of LEVEL covers, as a power of two. */
static unsigned
shift_of(unsigned level)
{
    return 12 + 9 * (level - 1);
}

/* ------------------------------------------------------------- which pages */

static bool
any_asks(const struct plan *p, uint32_t word)
{
    for (uint32_t a = 0; a < p->nioas; a++)
        if (p->ioas[a].has & word)
            return true;
    return false;
}

uint32_t
io_page_count(const struct bound *b, uint8_t stage)
{
    uint32_t own = b->nvpage, guest = UNIT_LEVELS * b->nvpage + 1;

    return stage == STAGE_SECOND && any_asks(b->plan, IOAS_NEST_PARENT)
               ? own + b->plan->nagent * guest
               : own;
}

/* Behind the pages that devices name: for each agent, the tables of its guest's
 * stage and what its entry points to. */
uint64_t
io_page(const struct bound *b, uint32_t i)
{
    uint32_t guest = UNIT_LEVELS * b->nvpage + 1, agent;

    if (i < b->nvpage)
        return b->vpage[i].ctx == PLAN_NONE ? b->vpage[i].va : NO_PAGE;
    agent = (i - b->nvpage) / guest;
    i = (i - b->nvpage) % guest;
    if (b->plan->agent[agent].kind != AGENT_DEVICE ||
        !b->plan->agent[agent].behind)
        return NO_PAGE;
    return i == guest - 1
               ? DEVICE_CONTEXT(agent)
               : STAGE_BASE(agent, STAGE_GUEST) + (uint64_t) i * PAGE_BYTES;
}

/* The first page that has the same entry of LEVEL. */
static uint32_t
first_of(const struct bound *b, uint64_t address, unsigned level)
{
    uint32_t n = io_page_count(b, STAGE_SECOND), i = 0;

    while (i < n &&
           (io_page(b, i) == NO_PAGE ||
            (level <= UNIT_LEVELS &&
             io_page(b, i) >> shift_of(level) != address >> shift_of(level))))
        i++;
    return i;
}

/* The table of LEVEL for an address: tables of a level are numbered by the
 * first page they serve. */
static uint64_t
table_of(const struct bound *b, struct stage_of of, uint64_t address,
         unsigned level)
{
    return STAGE_BASE(of.number, of.stage) +
           ((level - 1) * (uint64_t) io_page_count(b, of.stage) +
            first_of(b, address, level + 1)) *
               PAGE_BYTES;
}

uint64_t
io_root(const struct bound *b, struct stage_of of)
{
    return table_of(b, of, 0, UNIT_LEVELS);
}

uint64_t
io_leaf_at(const struct bound *b, struct stage_of of,
           const struct iommu_unit *u, uint64_t address)
{
    return table_of(b, of, address, 1) + u->offset(address, 1);
}

/* ------------------------------------------------------------------- laying */

/* One page's entries of every level that no page before it has. */
static void
lay_page(const struct bound *b, struct control *c, struct stage_of of,
         const struct unit_config *config, uint32_t i)
{
    const struct iommu_unit *u = io_unit(b->plan, of.number);
    uint64_t at = io_page(b, i);

    for (unsigned level = UNIT_LEVELS; level; level--) {
        uint64_t word = 0;

        if (first_of(b, at, level) != i)
            continue;
        if (level > 1)
            word = (of.stage == STAGE_GUEST ? u->guest_next : u->next)(
                config, table_of(b, of, at, level - 1), level);
        io_lay_entry(b, c, of.number,
                     table_of(b, of, at, level) + u->offset(at, level), word);
    }
}

static void
lay_stage(const struct bound *b, struct control *c, struct stage_of of,
          uint8_t mode)
{
    const struct unit_config config = {.has = io_unit_has(b->plan, of.number),
                                       .mode = mode,
                                       .domain = of.number};

    for (uint32_t i = 0; i < io_page_count(b, of.stage); i++)
        if (io_page(b, i) != NO_PAGE)
            lay_page(b, c, of, &config, i);
}

static void
lay_tables(const struct bound *b, struct control *c, uint16_t d)
{
    lay_stage(b, c, (struct stage_of){d, STAGE_SECOND}, UNIT_SECOND);
    if (any_asks(b->plan, IOAS_FIRST_STAGE))
        lay_stage(b, c, (struct stage_of){d, STAGE_FIRST}, UNIT_FIRST);
    if (any_asks(b->plan, IOAS_NEST_PARENT) && io_unit(b->plan, d)->guest_next)
        lay_stage(b, c, (struct stage_of){d, STAGE_GUEST}, UNIT_NESTED);
}

static void
lay_entry(const struct bound *b, struct control *c, uint16_t d)
{
    uint64_t word[UNIT_ENTRY_WORDS] = {0};
    struct unit_config config = {
        .has = io_unit_has(b->plan, d),
        .mode = b->plan->agent[d].principal ? UNIT_BLOCKED : UNIT_PASS,
        .domain = d};

    io_unit(b->plan, d)->entry(&config, word);
    for (uint32_t i = 0; i < UNIT_ENTRY_WORDS; i++) {
        io_lay_entry(b, c, d, DEVICE_ENTRY(d) + 8 * i, word[i]);
        io_lay_entry(b, c, d, DEVICE_CONTEXT(d) + 8 * i, 0);
    }
}

static void
lay_device(const struct bound *b, struct control *c, uint16_t d)
{
    uint32_t pcie = b->plan->agent[d].pcie;

    control_word(c, WORD_PRESENT(d), !(pcie & PCIE_UNPLUGGED));
    control_word(c, WORD_MASTER(d), 1);
    control_word(c, WORD_ENABLE(d),
                 !(pcie & (PCIE_NO_SNOOP_NEVER | PCIE_RESETS_CLEAR)));
    control_word(c, WORD_DOMAIN(d), 0);
    control_word(c, WORD_NESTED(d), 0);
    control_word(c, WORD_SPACE(d), 0);
    control_word(c, WORD_FORCED(d), 0);
    control_word(c, WORD_MADE_FOR(d), d);
    control_word(c, WORD_AGE(d), 0);
    control_word(c, WORD_HAD_ENTRIES(d), 0);
    lay_entry(b, c, d);
    lay_tables(b, c, d);
}

/* Pages that some operation of an address space names. */
static void
lay_spaces(const struct bound *b, struct control *c)
{
    const struct plan *p = b->plan;

    for (uint32_t r = 0; r < p->nregion; r++) {
        bool named = false;

        for (uint32_t i = 0; i < b->ncontrol; i++)
            named |= c->op[i].io && c->op[i].region == r;
        for (uint64_t at = 0; named && at < p->region[r].size; at += PAGE_BYTES)
            for (uint32_t a = 0; a < p->nioas; a++)
                control_word(c, WORD_PAGE(a, p->region[r].pa + at), 0);
    }
}

void
io_lay(const struct bound *b, struct control *c)
{
    const struct plan *p = b->plan;

    lay_spaces(b, c);
    for (uint16_t d = 0; d < p->nagent; d++)
        if (p->agent[d].kind == AGENT_DEVICE && p->agent[d].behind)
            lay_device(b, c, d);
}
