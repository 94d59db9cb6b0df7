/* The control plane on a plan made by hand: one page, the host, a VMM and a
 * guest. */

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "models/arm64_s2fwb/effective.h"
#include "models/arm64_s2fwb/model.h"
#include "models/arm64_s2fwb/plane.h"
#include "models/arm64_s2fwb/rules.h"
#include "sim/base/arena.h"
#include "sim/core/bound.h"
#include "sim/core/control.h"
#include "sim/core/verbs.h"

enum { HOST, VMM, GUEST, ADDRESS = 0x100000000 };

struct setting {
    struct plan plan;
    struct platform platform;
    struct plan_region region;
    struct plan_map map[3];
    struct plan_step step[2];
    struct plan_init init[1];
    struct plan_thread thread;
    struct arena arena;
    struct bound *b;
};

static const struct plan_principal principals[] = {
    {"host",  PRINCIPAL_HOST },
    {"vmm",   PRINCIPAL_USER },
    {"guest", PRINCIPAL_GUEST}
};
static const struct plan_ctx contexts[] = {
    {"host",  HOST,  0},
    {"vmm",   VMM,   0},
    {"guest", GUEST, 0}
};
static const struct plan_agent agents[] = {
    {"cpu0", AGENT_CPU}
};
static const uint8_t quirks[] = {0};

static const struct verb *
verb(const char *name)
{
    return verb_find(&arm64_model, NULL, name, strlen(name));
}

static struct plan_step
load_by(uint16_t ctx)
{
    return (struct plan_step){
        .verb = verb("load"),
        .ctx = ctx,
        .result = PLAN_NONE,
        .to_ctx = PLAN_NONE,
        .noperand = 1,
        .operand = {{.kind = OPERAND_ADDRESS, .id = ctx, .to = WORD_BYTES}}};
}

/* A page that everybody maps as WB; the guest and the host load it. */
static void
setting_init(struct setting *s, bool fwb)
{
    memset(s, 0, sizeof *s);
    s->region = (struct plan_region){.name = "page",
                                     .device = PLAN_NONE,
                                     .pa = ADDRESS,
                                     .size = PAGE_BYTES,
                                     .owner = GUEST,
                                     .previous = GUEST,
                                     .linear_map = true};
    for (uint16_t i = 0; i < 3; i++)
        s->map[i] = (struct plan_map){.name = "page",
                                      .principal = i,
                                      .type = BYTE_WB,
                                      .va = ADDRESS,
                                      .size = PAGE_BYTES,
                                      .page = PAGE_BYTES};
    s->step[0] = load_by(GUEST);
    s->step[1] = load_by(HOST);
    s->thread = (struct plan_thread){.name = "main"};
    s->plan = (struct plan){.model = &arm64_model,
                            .name = "by hand",
                            .principal = principals,
                            .ctx = contexts,
                            .agent = agents,
                            .region = &s->region,
                            .map = s->map,
                            .init = s->init,
                            .step = s->step,
                            .thread = &s->thread,
                            .quirk_off = quirks,
                            .nprincipal = 3,
                            .nctx = 3,
                            .nagent = 1,
                            .nregion = 1,
                            .nmap = 3,
                            .nstep = 2,
                            .nthread = 1,
                            .nquirk = 1};
    s->platform = (struct platform){.name = "p", .model = arm64_model.name};
    for (unsigned i = 0; i < PK_COUNT; i++)
        s->platform.key[i] = platform_keys[i].fallback;
    for (unsigned i = 0; i < arm64_model.nkey; i++)
        s->platform.model_key[i] = arm64_model.key[i].fallback;
    s->platform.model_key[KEY_FWB] = fwb;
    arena_init(&s->arena, 0);
}

static void
setting_bind(struct setting *s)
{
    const char *why = NULL;
    struct bind_request q = {
        .plan = &s->plan, .platform = &s->platform, .arena = &s->arena};

    s->b = bind_plan(&q, &why);
    cr_assert_not_null(s->b, "%s", why);
}

static void
setting_clear(struct setting *s)
{
    bound_done(s->b);
    arena_clear(&s->arena);
}

static uint32_t
vpage_of(const struct bound *b, uint16_t ctx)
{
    uint32_t p = 0;

    while (p + 1 < b->nvpage && b->vpage[p].ctx != ctx)
        p++;
    cr_assert_eq(b->vpage[p].ctx, ctx);
    return p;
}

/* The configuration after the first fault on a page. */
static uint32_t
after_fault(const struct setting *s, uint32_t page)
{
    uint32_t edge = control_edge(s->b, 0, control_fault_id(s->b, 0, page));

    return s->b->control->edge[edge].to;
}

/* What a context's page is after the fault that maps it, if it takes one. */
static const struct xlat *
page_of(const struct setting *s, uint16_t ctx)
{
    uint32_t page = vpage_of(s->b, ctx), config = 0;
    const struct xlat *x =
        control_xlat(s->b, control_translate(s->b, config, page));

    if (x->fault != XLAT_STAGE2)
        return x;
    config = after_fault(s, page);
    return control_xlat(s->b, control_translate(s->b, config, page));
}

static const char *
type_of(const struct setting *s, uint16_t ctx)
{
    const struct xlat *x = page_of(s, ctx);

    cr_assert_eq(x->fault, XLAT_OK);
    return arm64_effective_name(x->attr);
}

/* ---- both stages ---- */

/* Facts 3.1 and 3.2 for what KVM writes into a leaf of memory: 0xf, 6. */
static const struct {
    uint8_t byte;
    const char *without, *with;
} guest_types[] = {
    {BYTE_WB,     "WB",            "WB"},
    {BYTE_WT,     "WT",            "WB"},
    {BYTE_NC,     "NC",            "WB"},
    {BYTE_nGnRnE, "Device-nGnRnE", "WB"},
    {BYTE_nGnRE,  "Device-nGnRE",  "WB"},
    {BYTE_nGRE,   "Device-nGRE",   "WB"},
    {BYTE_GRE,    "Device-GRE",    "WB"},
};

Test(arm64_plane, a_guest_weakens_memory_without_fwb_alone)
{
    for (size_t i = 0; i < sizeof guest_types / sizeof *guest_types; i++)
        for (int fwb = 0; fwb < 2; fwb++) {
            struct setting s;

            setting_init(&s, fwb);
            s.map[GUEST].type = guest_types[i].byte;
            setting_bind(&s);
            cr_expect_str_eq(type_of(&s, GUEST), fwb ? guest_types[i].with
                                                     : guest_types[i].without);
            cr_expect_str_eq(type_of(&s, HOST), "WB");
            setting_clear(&s);
        }
}

/* S76 and its counterpart: Device-nGnRnE, or Write-Back that stage 1 made Outer
 * Shareable. */
Test(arm64_plane, a_guest_without_mmu)
{
    for (int fwb = 0; fwb < 2; fwb++) {
        struct setting s;

        setting_init(&s, fwb);
        s.init[0] = (struct plan_init){
            .ctx = GUEST, .reg = SCTLR_EL1, .value = 0x00c50078};
        s.plan.ninit = 1;
        setting_bind(&s);
        cr_expect_str_eq(type_of(&s, GUEST), fwb ? "WB-OSH" : "Device-nGnRnE");
        setting_clear(&s);
    }
}

Test(arm64_plane, a_raw_leaf_has_its_own_shareability)
{
    struct setting s;

    setting_init(&s, false);
    s.map[HOST].raw = true;
    s.map[HOST].leaf = 0; /* AttrIndx 0, Non-shareable */
    setting_bind(&s);
    cr_expect_str_eq(type_of(&s, HOST), "WB-NSH");
    setting_clear(&s);
}

Test(arm64_plane, the_leaf_is_what_kvm_writes)
{
    static const unsigned memattr[] = {0xf, 6};

    for (int fwb = 0; fwb < 2; fwb++) {
        struct setting s;
        struct view v;
        struct arm64_space space;
        struct arm64_walk w;
        uint32_t to;

        setting_init(&s, fwb);
        setting_bind(&s);
        to = after_fault(&s, vpage_of(s.b, GUEST));
        v = (struct view){s.b, s.b->control,
                          s.b->control->word +
                              (size_t) to * s.b->control->nword};
        space = arm64_space_of(&v, GUEST);
        w = arm64_walk(&space, ADDRESS, WALK_READ);
        cr_expect_eq(w.fault, FAULT_NONE);
        cr_expect_eq(w.ipa, ADDRESS);
        cr_expect_eq(w.pa, ADDRESS);
        cr_expect_eq(w.memattr, memattr[fwb]);
        cr_expect_eq(w.s2_sh, SHARE_OF_LEAVES);
        cr_expect_eq(w.sh, 3);
        setting_clear(&s);
    }
}

/* ---- accesses that not every type allows ---- */

Test(arm64_plane, who_is_told_of_an_unaligned_access)
{
    struct setting s;

    setting_init(&s, false);
    s.map[GUEST].type = BYTE_nGnRE;
    setting_bind(&s);
    cr_expect_eq(page_of(&s, GUEST)->unaligned->rule,
                 &arm64_rules[RULE_ALIGN_S1]);
    cr_expect_eq(page_of(&s, GUEST)->unaligned->error, 0);
    cr_expect_null(page_of(&s, HOST)->unaligned);
    setting_clear(&s);

    /* R_RMTWN: the platform decides */
    for (int faults = 0; faults < 2; faults++) {
        setting_init(&s, true);
        s.map[GUEST].type = BYTE_nGnRE;
        s.platform.model_key[KEY_FWB_ALIGNMENT] = faults;
        setting_bind(&s);
        cr_expect_eq(page_of(&s, GUEST)->unaligned != NULL, faults);
        setting_clear(&s);
    }
}

Test(arm64_plane, atomics_work_in_shareable_write_back)
{
    for (int faults = 0; faults < 2; faults++) {
        struct setting s;

        setting_init(&s, false);
        s.map[GUEST].type = BYTE_NC;
        s.platform.model_key[KEY_ATOMICS] = faults;
        setting_bind(&s);
        cr_expect_eq(page_of(&s, GUEST)->atomic != NULL, faults);
        cr_expect_null(page_of(&s, HOST)->atomic);
        setting_clear(&s);
    }
}

/* ---- plans ---- */

Test(arm64_plane, a_type_needs_a_byte_of_mair)
{
    struct setting s;
    uint32_t map = 0;

    setting_init(&s, false);
    s.init[0] = (struct plan_init){
        .ctx = GUEST, .reg = MAIR_EL1, .value = ARM64_MAIR_LINUX};
    s.plan.ninit = 1;
    cr_expect_null(arm64_check_plan(&s.plan, &map));
    s.map[GUEST].type = BYTE_WT;
    cr_expect_str_eq(arm64_check_plan(&s.plan, &map),
                     "no byte of MAIR_EL1 holds this memory type");
    cr_expect_eq(map, GUEST);
    s.plan.ninit = 0;
    cr_expect_null(arm64_check_plan(&s.plan, &map));
    arena_clear(&s.arena);
}

Test(arm64_plane, kvm_off_fwb_is_no_fwb)
{
    static const uint8_t off[] = {1};
    struct setting s;

    setting_init(&s, true);
    s.plan.quirk_off = off;
    s.map[GUEST].type = BYTE_NC;
    setting_bind(&s);
    cr_expect_str_eq(type_of(&s, GUEST), "NC");
    setting_clear(&s);
}

Test(arm64_plane, the_model_is_complete)
{
    const struct model *m = &arm64_model;

    cr_expect(m->verb && m->type && m->reg && m->slot_flag && m->vma);
    cr_expect(m->key && m->policy && m->rule && m->table && m->quirk);
    cr_expect(m->waits && m->at_issue && m->handover && m->stronger);
    cr_expect(m->type_name && m->gave_name && m->lower && m->check_plan);
    cr_expect(m->check_reg && m->check_vma && m->lay && m->resolve);
    cr_expect(m->resolve_fresh && m->control);
    cr_expect_not_null(verb(m->clean_verb));
    cr_expect_not_null(verb(m->drain_verb));
    for (uint32_t i = 0; i < m->nverb; i++)
        cr_expect(m->verb[i].name && m->verb[i].says && m->verb[i].who,
                  "verb %u", i);
}
