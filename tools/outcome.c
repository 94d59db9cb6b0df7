#include "tools/outcome.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "sim/core/control.h"
#include "sim/policy/show.h"
#include "tools/used_configs.h"
#include "tools/words.h"

/* ---- digests ---- */

uint64_t
outcome_stack_digest(struct policy_set *set, const struct policy_stack *stack)
{
    g_autoptr(GArray) rows = stack_show(set, stack);
    g_autoptr(GString) all = g_string_new(NULL);

    for (guint i = 0; i < rows->len; i++) {
        const struct policy_row *r = &g_array_index(rows, struct policy_row, i);

        g_string_append_printf(all, "%s: %s -> %s\n", r->table, r->when,
                               r->does);
    }
    return XXH3_64bits(all->str, all->len);
}

/* Each with its length, so that text cannot move from one to the next. */
static void
add_sources(GString *all, const struct script *s)
{
    const struct source *src;

    for (uint32_t i = 0; (src = script_source(s, i)); i++) {
        g_string_append_printf(all, "%u\n", src->length);
        g_string_append_len(all, src->text, src->length);
    }
}

static uint64_t
digest(const struct outcome_request *q, const struct platform *p)
{
    g_autoptr(GString) all = g_string_new(MTSIM_VERSION);
    const struct scenario *sc = q->scenario;

    g_string_append_printf(
        all, "\n%s\n%" G_GUINT64_FORMAT "\n%s\n",
        ((struct policy_stack *) sc->stacks->pdata[q->stack])->name,
        q->stack_digest, p->name);
    for (unsigned i = 0; i < PK_COUNT; i++)
        g_string_append_printf(all, "%" G_GUINT64_FORMAT " ", p->key[i]);
    for (unsigned i = 0; i < MODEL_KEYS_MAX; i++)
        g_string_append_printf(all, "%" G_GUINT64_FORMAT " ", p->model_key[i]);
    g_string_append_printf(all, "\n%s\n%" G_GUINT64_FORMAT "\n",
                           point_text(sc->script, q->point, q->work), q->seed);
    add_sources(all, sc->script);
    return XXH3_64bits(all->str, all->len);
}

/* ---- hazards ---- */

struct replayed { /* what a hazard's reasons are looked up in                 */
    const struct outcome_request *q;
    const struct bound *b;
    const struct used_configs *configs;
};

/* The rules of one access go behind those that OUT has. */
static void
add_trail(const struct replayed *p, uint32_t op, const char *access,
          struct suite_rule *rule, struct suite_hazard *out)
{
    struct trail why = {0};

    if (!used_configs_why(p->configs, op, &why))
        return;
    for (uint32_t i = 0; i < why.n; i++)
        rule[out->ntrail++] = (struct suite_rule){
            .access = access,
            .rule = why.step[i].rule->id,
            .gave = words_gave(p->b, why.step[i].rule, why.step[i].gave),
            .cite = why.step[i].rule->cite,
        };
}

/* The rules of the access that left the data where it was not seen (or, if a
 * write was lost, the data that took its place), then of the one that met it.
 */
static void
trail_of(const struct replayed *p, const struct hazard *h,
         struct suite_hazard *out)
{
    struct suite_rule *rule =
        arena_new_array(p->q->keep, struct suite_rule, 2 * TRAIL_MAX);
    bool lost = h->kind == HAZARD_LOST_WRITE;

    out->trail = rule;
    if (lost || h->kind == HAZARD_STALE_READ || h->kind == HAZARD_LEAK ||
        h->kind == HAZARD_UNSTABLE_READ)
        add_trail(p, p->b->version[lost ? h->got : h->wanted].op, "write", rule,
                  out);
    add_trail(p, h->op, lost ? "loss" : "read", rule, out);
}

static struct suite_hazard
hazard_words(const struct outcome_request *q, const struct bound *b,
             const cell *m, const struct hazard *h)
{
    struct arena *keep = q->keep;
    struct suite_hazard out = {
        .kind = hazard_names[h->kind],
        .cause = cause_names[h->cause],
        .severity = severity_names[h->severity],
        .victim = words_keep(keep, b->plan->principal[h->victim].name),
        .step = h->step + 1,
        .line = b->plan->step[h->step].line,
        .count = h->count,
        .same_value = h->same_value,
    };

    if (q->brief)
        return out;
    out.agent = words_keep(keep, words_agent(b, h->agent));
    out.culprit = words_keep(keep, b->plan->principal[h->culprit].name);
    out.says = words_hazard(b, m, h, keep);
    out.where = place_phrase(b, h->wanted_at, keep);
    out.place = words_keep(keep, words_memory(b, h->line, h->word, keep));
    out.conditions = words_conditions(h->conditions, keep);
    out.got = machine_value(b, m, h->got);
    out.wanted = machine_value(b, m, h->wanted);
    return out;
}

static void
add_hazards(const struct outcome_request *q, const struct bound *b,
            const struct replay_result *r, const struct used_configs *c,
            struct suite_case *out)
{
    const struct replayed replayed = {q, b, c};
    struct suite_hazard *hazard =
        arena_new_array(q->keep, struct suite_hazard, r->nhazard + 1u);

    for (uint32_t i = 0; i < r->nhazard; i++) {
        hazard[i] = hazard_words(q, b, r->end, &r->hazard[i]);
        if (q->details)
            trail_of(&replayed, &r->hazard[i], &hazard[i]);
    }
    out->hazard = hazard;
    out->nhazard = r->nhazard;
}

/* ---- the rest ---- */

static void
add_refusals(const struct outcome_request *q, const struct bound *b,
             const struct replay_result *r, struct suite_case *out)
{
    struct suite_refusal *refusal =
        arena_new_array(q->keep, struct suite_refusal, r->nrefusal + 1);

    for (uint32_t i = 0; i < r->nrefusal; i++) {
        refusal[i].what =
            words_refusal(r->refusal[i].error, r->refusal[i].denial, q->keep);
        refusal[i].step = r->refusal[i].step + 1;
        refusal[i].line = b->plan->step[r->refusal[i].step].line;
    }
    out->refusal = refusal;
    out->nrefusal = r->nrefusal;
}

static void
add_reads(const struct outcome_request *q, const struct bound *b,
          const struct replay_result *r, struct suite_case *out)
{
    struct suite_value *read =
        arena_new_array(q->keep, struct suite_value, b->plan->nreg + 1u);

    for (uint16_t i = 0; i < b->plan->nreg; i++) {
        struct suite_value v = {.name = b->plan->reg[i]};

        if (replay_register(b, r, i, &v.value)) {
            v.name = words_keep(q->keep, v.name);
            read[out->nread++] = v;
        }
    }
    out->read = read;
}

static void
add_counts(const struct outcome_request *q, const struct replay_result *r,
           struct suite_case *out)
{
    const struct suite_value all[] = {
        {"reads",     r->reads                   },
        {"writes",    r->writes                  },
        {"zap",       r->counted[COUNT_ZAP]      },
        {"flush",     r->counted[COUNT_FLUSH]    },
        {"flush-all", r->counted[COUNT_FLUSH_ALL]},
        {"exit",      r->counted[COUNT_EXIT]     },
    };
    struct suite_value *kept =
        arena_new_array(q->keep, struct suite_value, G_N_ELEMENTS(all));

    memcpy(kept, all, sizeof all);
    out->count = kept;
    out->ncount = G_N_ELEMENTS(all);
}

struct speaking {
    const struct scenario *scenario;
    uint32_t stack;
};

static bool
is_under(const void *data, const struct claim *c)
{
    const struct speaking *s = data;

    return scenario_speaks(s->scenario, s->stack, c);
}

static void
add_claims(const struct outcome_request *q, const struct bound *b,
           const struct replay_result *r, struct suite_case *out)
{
    struct speaking who = {q->scenario, q->stack};
    struct verdict_result v =
        verdict_of(b, r, q->experiment->claim, q->experiment->nclaim, is_under,
                   &who, q->work);
    struct suite_claim *claim =
        arena_new_array(q->keep, struct suite_claim, v.nclaim + 1);

    for (uint32_t i = 0; i < v.nclaim; i++) {
        const struct claim_result *c = &v.claim[i];

        claim[i].text = words_keep(q->keep, c->claim->text);
        claim[i].line = c->claim->line;
        claim[i].holds = !c->judged ? SUITE_EVERY_SCHEDULE
                         : c->holds ? SUITE_HOLDS
                                    : SUITE_FAILS;
        if (c->judged && !c->holds && c->why)
            claim[i].seen = words_keep(q->keep, c->why);
    }
    out->claim = claim;
    out->nclaim = v.nclaim;
    if (v.nfailed > 0)
        out->verdict = SUITE_UNEXPECTED;
    else if (v.nclaim == v.nunjudged)
        out->verdict = SUITE_NO_CLAIM;
    else
        out->verdict = r->nrefusal > 0 ? SUITE_REFUSED : SUITE_AS_EXPECTED;
}

static void
add_events(const struct outcome_request *q, const struct bound *b,
           const struct replay_result *r, struct suite_case *out)
{
    uint32_t n = r->idle ? b->plan->nevent : 0;
    struct suite_event *e = arena_new_array(q->keep, struct suite_event, n + 1);

    for (uint32_t i = 0; i < n; i++)
        e[i] = (struct suite_event){b->plan->event[i].line, r->idle[i]};
    out->event = e;
    out->nevent = n;
}

/* What the first access of a guest gets once all is done, else that of the
 * first by any CPU; devices have no memory types. */
static const char *
effective_type(const struct bound *b, const struct replay_result *r)
{
    const struct op *first = NULL;
    const struct xlat *x;

    for (uint32_t i = 0; i < b->nop; i++) {
        const struct op *op = &b->op[i];
        bool guest;

        if (op->vpage >= b->nvpage || b->vpage[op->vpage].ctx == PLAN_NONE)
            continue;
        guest =
            b->plan->principal[b->plan->ctx[b->vpage[op->vpage].ctx].principal]
                .kind == PRINCIPAL_GUEST;
        if (!first || guest)
            first = op;
        if (guest)
            break;
    }
    if (!first)
        return "";
    x = control_xlat(b,
                     control_translate(b, r->end[b->at.config], first->vpage));
    return x->fault ? "" : b->model->type_name(x->attr);
}

static const char *const *
param_values(const struct outcome_request *q)
{
    const struct script *s = q->scenario->script;
    uint32_t n = script_nparam(s);
    const char **value = arena_new_array(q->keep, const char *, n + 1);

    for (uint32_t i = 0; i < n; i++)
        value[i] = script_param(s, i).value[q->point->value[i]];
    return value;
}

bool
outcome_of_case(const struct outcome_request *q, struct suite_case *out,
                const char **why)
{
    const struct platform *p = scenario_platform(q->scenario, q->experiment);
    const struct policy_stack *stack = q->scenario->stacks->pdata[q->stack];
    g_autofree char *defaults =
        q->brief ? NULL : scenario_defaults(q->scenario, stack);
    const struct bind_request ask =
        scenario_bind(q->scenario, q->experiment, stack, q->work);
    struct used_configs configs;
    struct replay_options o = {.seed = q->seed, .conditions = true};
    struct replay_result r;
    struct bound *b;

    *out = (struct suite_case){
        .policy = stack->name,
        .defaults = defaults ? words_keep(q->keep, defaults) : NULL,
        .platform = p->name,
        .param = param_values(q),
        .conditions = "",
        .stuck_line = SUITE_NOWHERE};
    b = bind_plan(&ask, why);
    if (!b)
        return false;
    if (q->details) {
        used_configs_init(&configs, b, q->work);
        o.also = &configs.sink;
        out->digest = digest(q, p);
    }
    r = replay(b, q->work, &o);
    out->cycles = r.cycles;
    if (r.stuck_step != UINT32_MAX)
        out->stuck_line = b->plan->step[r.stuck_step].line;
    out->type = words_keep(q->keep, effective_type(b, &r));
    add_hazards(q, b, &r, &configs, out);
    add_refusals(q, b, &r, out);
    add_claims(q, b, &r, out);
    if (!q->brief) {
        out->conditions = words_conditions(r.condition, q->keep);
        add_reads(q, b, &r, out);
        add_counts(q, &r, out);
        add_events(q, b, &r, out);
    }
    if (b->control->overflow)
        *why = CONFIGS_TOO_MANY;
    bound_done(b);
    return !*why;
}
