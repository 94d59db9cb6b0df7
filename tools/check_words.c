#include "tools/check_words.h"

#include <string.h>

#include "tools/witness.h"
#include "tools/words.h"

enum { WORDS_MAX = 16 }; /* of memory that last states show                   */

const char *
check_end_words(uint8_t end)
{
    static const char *const words[] = {
        [EXPLORE_COMPLETE] = "complete",
        [EXPLORE_DECIDED] = "decided",
        [EXPLORE_STATES] = "max-states",
        [EXPLORE_DEPTH] = "max-depth",
        [EXPLORE_BYTES] = "memory",
        [EXPLORE_STOPPED] = "stopped",
        [EXPLORE_INTERRUPTED] = "interrupted",
        [EXPLORE_IMPOSSIBLE] = "impossible",
    };

    return words[end];
}

const char *
check_proved(const struct suite_check *k, struct arena *keep)
{
    const char *word =
        k->not_covered ? "no hazard in the modelled machine" : "proved";

    return k->each ? words_format(keep, "%s within %s operation%s", word,
                                  k->each, strcmp(k->each, "1") ? "s" : "")
                   : word;
}

/* ---- last states ---- */

static const char *
word_name(const struct plan *p, const struct observed_word *w, struct arena *a)
{
    const char *name = p->region[w->region].name;

    return w->offset ? words_format(a, "%s+%" G_GUINT64_FORMAT, name, w->offset)
                     : words_format(a, "%s", name);
}

void
check_add_last(const struct outcome_request *q, const struct check_result *r,
               struct suite_check *k)
{
    const struct plan *p = &q->experiment->plan;
    const struct observed *o = r->observed;
    uint32_t n = o ? o->nreg + o->nword : 0;
    const char **column = arena_new_array(q->keep, const char *, n + 1);
    struct suite_last *last =
        arena_new_array(q->keep, struct suite_last, r->noutcome + 1);

    for (uint32_t i = 0; i < n; i++)
        column[i] = i < o->nreg ? words_format(q->keep, "%s", p->reg[o->reg[i]])
                                : word_name(p, &o->word[i - o->nreg], q->keep);
    for (uint32_t i = 0; i < r->noutcome; i++) {
        uint64_t *value = arena_new_array(q->keep, uint64_t, n + 1);
        bool *unset = arena_new_array(q->keep, bool, n + 1);

        memcpy(value, r->outcome[i].value, n * sizeof *value);
        memcpy(unset, r->outcome[i].unset, n * sizeof *unset);
        last[i] = (struct suite_last){value, unset, r->outcome[i].count};
    }
    k->column = column;
    k->ncolumn = n;
    k->last = last;
    k->nlast = r->noutcome;
}

const char *
check_why(const struct check_result *r, const struct check_claim *c,
          const struct suite_check *k, struct arena *keep)
{
    const char *out = "a schedule ends with";

    if (c->why)
        return words_format(keep, "%s", c->why);
    if (c->hazard != PLAN_NONE)
        return NULL;
    if (c->outcome == PLAN_NONE || c->outcome >= r->noutcome)
        return c->claim->mode == CLAIM_POSSIBLE ? "no schedule shows it"
                                                : "not every schedule does";
    for (uint32_t i = 0; i < k->ncolumn; i++)
        out = k->last[c->outcome].unset[i]
                  ? words_format(keep, "%s %s=-", out, k->column[i])
                  : words_format(keep, "%s %s=%" G_GUINT64_FORMAT, out,
                                 k->column[i], k->last[c->outcome].value[i]);
    return out;
}

static bool
add_word(struct check_word *word, uint32_t n, struct check_word w)
{
    for (uint32_t i = 0; i < n; i++)
        if (word[i].region == w.region && word[i].offset == w.offset)
            return false;
    word[n] = w;
    return true;
}

const struct check_word *
check_words_of(const struct plan *p, struct arena *arena, uint32_t *n)
{
    struct check_word *word =
        arena_new_array(arena, struct check_word, WORDS_MAX);

    *n = 0;
    for (uint32_t i = 0; i < p->nstep && *n < WORDS_MAX; i++) {
        const struct plan_step *s = &p->step[i];
        const struct plan_operand *o = &s->operand[0];
        struct check_word w = {(uint16_t) o->id, o->from};

        if (s->noperand == 0 || o->kind != OPERAND_ADDRESS ||
            s->agent >= p->nagent)
            continue;
        if (p->agent[s->agent].kind == AGENT_CPU) {
            w.region = p->map[o->id].region;
            w.offset += p->map[o->id].offset;
        }
        if (p->region[w.region].kind == REGION_RAM)
            *n += add_word(word, *n, w);
    }
    return word;
}

/* ---- hazards ---- */

/* Keys of the platform that the schedule turns on (R9); NULL if on none. */
static const char *
open_keys(const struct bound *b, uint32_t choices, struct arena *keep)
{
    const char *const name[CHOICES] = {
        [CHOICE_OWN_LOAD] = platform_keys[PK_WC_OWN_LOAD].name,
        [CHOICE_UNCACHED] = platform_keys[PK_CLEAN_HIT_UNCACHED].name,
        [CHOICE_DMA] = platform_keys[PK_CLEAN_HIT_DMA].name,
        [CHOICE_PEER] = platform_keys[PK_CLEAN_HIT_PEER].name,
        [CHOICE_DMA_LOOKUP] = platform_keys[PK_DMA_LOOKUP].name,
        [CHOICE_LOOKUP] = b->model->lookup_key,
    };
    const char *out = NULL;

    for (uint32_t i = 0; i < CHOICES; i++)
        if (choices >> i & 1)
            out = words_format(keep, "%s%splatform key %s = either",
                               out ? out : "", out ? ", " : "", name[i]);
    return out;
}

static struct suite_shown
shown_words(const struct bound *b, const cell *end,
            const struct check_hazard *c, struct arena *keep)
{
    const struct hazard *h = &c->hazard;

    return (struct suite_shown){
        .kind = hazard_names[h->kind],
        .cause = cause_names[h->cause],
        .severity = severity_names[h->severity],
        .agent = words_format(keep, "%s", words_agent(b, h->agent)),
        .victim = words_format(keep, "%s", b->plan->principal[h->victim].name),
        .culprit =
            words_format(keep, "%s", b->plan->principal[h->culprit].name),
        .says = words_hazard(b, end, h, keep),
        .place =
            words_format(keep, "%s", words_memory(b, h->line, h->word, keep)),
        .conditions = words_conditions(h->conditions, keep),
        .got = c->got,
        .wanted = c->wanted,
        .count = c->count,
        .nstep = c->witness.nevent,
        .always = c->always,
        .shortest = c->witness.shortest,
        .keys = open_keys(b, c->choices, keep),
    };
}

void
check_add_shown(const struct outcome_request *q, const struct check_settings *s,
                const struct check_result *r, struct suite_check *k)
{
    struct suite_shown *shown =
        arena_new_array(q->keep, struct suite_shown, r->nhazard + 1);

    for (uint32_t i = 0; i < r->nhazard; i++) {
        const struct check_hazard *c = &r->hazard[i];
        const struct bound *b = r->bound;
        struct witness_told told = {.end = b->start};

        if (c->witness.nevent > 0 && s->words)
            told = witness_tell(b, &c->witness, q->keep, q->work);
        shown[i] = shown_words(b, told.end, c, q->keep);
        shown[i].step = told.step;
        if (!told.step)
            shown[i].nstep = 0;
        if (c->witness.nevent > 0 && s->witnesses)
            shown[i].witness = witness_scenario(q, r, c, &k->fault);
    }
    k->shown = shown;
    k->nshown = r->nhazard;
}

void
check_add_alias(const struct outcome_request *q, const struct check_result *r,
                struct suite_property *out)
{
    for (uint32_t i = 0; i < r->ncondition; i++) {
        const struct witness *w = &r->condition[i].witness;

        if (r->condition[i].condition != CONDITION_ALIAS || w->nevent == 0)
            continue;
        out->step = witness_tell(r->bound, w, q->keep, q->work).step;
        out->nstep = w->nevent;
        out->shortest = w->shortest;
    }
}

void
check_add_end(const struct outcome_request *q, const struct check_result *r,
              uint32_t outcome, struct suite_claim *out)
{
    struct witness w = check_outcome_path(r, outcome, q->work);

    if (w.nevent == 0)
        return;
    out->step = witness_tell(r->bound, &w, q->keep, q->work).step;
    out->nstep = w.nevent;
    out->shortest = w.shortest;
}

/* ---- the life cycle ---- */

const char *
check_life_cycle(const struct script *s, struct arena *keep)
{
    const struct source *src;

    for (uint32_t i = 0; (src = script_source(s, i)); i++) {
        g_autofree char *base = g_path_get_basename(src->name);
        g_autofree char *folder = g_path_get_dirname(src->name);
        g_autofree char *parent = g_path_get_basename(folder);

        if (strstr(base, "life-cycle"))
            return words_format(keep, "%s/%s", parent, base);
    }
    return NULL;
}
