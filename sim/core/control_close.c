/* Every configuration there can be, before anything is explored. */

#include <glib.h>

#include "sim/core/control.h"
#include "sim/core/control_places.h"

/* A configuration at a place of the program. */
struct met {
    uint32_t config, place;
};

struct closing {
    const struct bound *b;
    struct places places;
    uint8_t *fault; /* [nid] of a CPU at a page that an operation of its names*/
    GArray *met;    /* of struct met, what edges lead on from                 */
    GArray *seen;   /* [nconfig][words of bits], places at which it was met   */
    uint32_t words;
};

static void
note_faults(struct closing *k)
{
    const struct bound *b = k->b;

    k->fault = g_new0(uint8_t, b->control->nid + 1);
    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        uint32_t cpu = b->agent_cpu[op->agent];

        if (op_is_memory(op) && cpu != 0xff)
            k->fault[control_fault_id(b, cpu, op->vpage)] = 1;
    }
}

static bool
faults(const struct bound *b, uint32_t config, uint32_t id)
{
    uint32_t page = (id - b->ncontrol) % b->nvpage;

    return control_xlat(b, control_translate(b, config, page))->fault ==
           XLAT_STAGE2;
}

static void
meet(struct closing *k, uint32_t config, uint32_t place)
{
    uint32_t at = config * k->words + place / 64;
    const struct met new = {config, place};

    if (k->seen->len < k->b->control->nconfig * k->words)
        g_array_set_size(k->seen, k->b->control->nconfig * k->words);
    if (g_array_index(k->seen, uint64_t, at) >> place % 64 & 1)
        return;
    g_array_index(k->seen, uint64_t, at) |= 1ULL << place % 64;
    g_array_append_val(k->met, new);
}

static void
follow(struct closing *k, struct met from, uint32_t id, uint32_t place)
{
    uint32_t edge = control_edge(k->b, from.config, id);

    meet(k, k->b->control->edge[edge].to, place);
}

static void
follow_all(struct closing *k, struct met from)
{
    const struct bound *b = k->b;
    const uint32_t *first =
        &g_array_index(k->places.first, uint32_t, from.place);

    for (uint32_t page = 0; page < b->nvpage; page++)
        control_translate(b, from.config, page);
    for (uint32_t id = 0; id < b->control->nid; id++)
        if (id < b->ncontrol ? k->places.any_time[id]
                             : k->fault[id] && faults(b, from.config, id))
            follow(k, from, id, from.place);
    for (uint32_t i = first[0]; i < first[1]; i++) {
        const struct place_step *s =
            &g_array_index(k->places.step, struct place_step, i);

        follow(k, from, s->id, s->to);
    }
}

bool
control_close(const struct bound *b)
{
    struct closing k = {.b = b};

    places_find(b, &k.places);
    note_faults(&k);
    k.words = (k.places.n + 63) / 64;
    k.met = g_array_new(FALSE, FALSE, sizeof(struct met));
    k.seen = g_array_new(FALSE, TRUE, sizeof(uint64_t));
    meet(&k, 0, 0);
    for (uint32_t i = 0; i < k.met->len && !b->control->overflow; i++)
        follow_all(&k, g_array_index(k.met, struct met, i));
    places_clear(&k.places);
    g_free(k.fault);
    g_array_free(k.met, TRUE);
    g_array_free(k.seen, TRUE);
    return !b->control->overflow;
}

void
control_answer(const struct bound *b)
{
    for (uint32_t config = 0; config < b->control->nconfig; config++) {
        for (uint32_t page = 0; page < b->nvpage; page++)
            control_fresh(b, config, page);
        for (uint32_t line = 0; line < b->nline; line++)
            control_aliased(b, config, line);
    }
}
