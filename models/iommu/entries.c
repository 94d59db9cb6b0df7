/* Entries of devices and of tables: what the kernel wrote, what memory has. */

#include "models/iommu/plane.h"
#include "sim/core/control.h"

uint8_t
io_snoops(const struct plan *p, uint16_t device)
{
    const struct iommu_unit *u = io_unit(p, device);

    return u->snoops ? u->snoops(io_unit_has(p, device))
                     : READS_ENTRY | READS_TABLES;
}

/* What is at AT: the entry of a device, or what is read because of it. */
static uint8_t
what_is(uint64_t at)
{
    return at >= DEVICE_ENTRY(0) && at % (2 * PAGE_BYTES) < PAGE_BYTES
               ? READS_ENTRY
               : READS_TABLES;
}

void
io_lay_entry(const struct bound *b, struct control *c, uint16_t owner,
             uint64_t at, uint64_t value)
{
    control_word(c, at, value);
    if (!(io_snoops(b->plan, owner) & what_is(at)))
        control_word(c, IN_MEMORY(at), value);
}

/* ------------------------------------------------------------------- writing
 */

struct entry_writer
io_writer(struct control_step *s, uint16_t owner, uint8_t what)
{
    bool snooped = io_snoops(s->view.bound->plan, owner) & what;
    const struct io_subject about = {.device = owner,
                                     .domain = owner,
                                     .ioas = PLAN_NONE,
                                     .region = PLAN_NONE};
    const struct policy_rule *r =
        io_ask(&s->view, AFTER_ENTRY_WRITE, &about,
               (uint64_t) snooped << FACT_WALKS_SNOOP, &s->trail);

    return (struct entry_writer){
        .s = s,
        .behind = !snooped,
        .flush = r && r->action[0].code == ACT_FLUSH_ENTRIES,
    };
}

struct entry_writer
io_guest_writer(struct control_step *s, uint16_t device)
{
    return (struct entry_writer){
        .s = s,
        .behind = !(io_snoops(s->view.bound->plan, device) & READS_TABLES),
        .flush = true,
    };
}

void
io_write(const struct entry_writer *w, uint64_t at, uint64_t value)
{
    control_set(w->s, at, value);
    if (w->behind && w->flush)
        control_set(w->s, IN_MEMORY(at), value);
}

/* Whether the line at AT, which the device's unit reads, is one that it reads
 * because of this device. */
static bool
is_read_for(const struct view *v, uint16_t device, uint64_t at)
{
    uint64_t domain = view_word(v, WORD_DOMAIN(device));
    uint64_t number = (at - STAGE_BASE(0, 0)) >> 36;

    if (at >= DEVICE_ENTRY(0))
        return at - DEVICE_ENTRY(device) < 2 * PAGE_BYTES;
    return number == device || number + 1 == domain;
}

void
io_evict_entries(struct control_step *s, uint16_t device)
{
    const struct control *c = s->view.control;

    for (uint32_t i = 0; i < c->nword; i++) {
        uint64_t at = c->address[i] - IN_MEMORY(0);

        if (c->address[i] >= IN_MEMORY(0) && c->address[i] < CONTROL_SPACE &&
            is_read_for(&s->view, device, at))
            control_set(s, IN_MEMORY(at), io_get(s, at));
    }
}

/* ------------------------------------------------------------------- reading
 */

uint64_t
io_read(const void *reader, uint64_t at, bool snooped)
{
    /* The unit has its reader by a pointer to const; the plane made it. */
    struct entry_reader *r = (struct entry_reader *) (uintptr_t) reader;
    uint64_t written = view_word(r->v, at), there;

    if (snooped || r->snoops & what_is(at))
        return written;
    there = view_word(r->v, IN_MEMORY(at));
    r->behind |= there != written;
    return there;
}
