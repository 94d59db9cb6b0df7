/*
 * A record of devices, address spaces and files that knows nothing of page
 * tables, and what must be so after each step of a replay according to it.
 */
#pragma once

#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "models/iommu/plane.h"
#include "sim/core/control.h"
#include "sim/core/step.h"
#include "sim/core/verbs.h"
#include "sim/engine/replay.h"

enum { DEVICES = 3, SPACES = 2, PAGES = 2 };

/* What KVM is to be told of a device: whether its DMA may be non-coherent. */
struct life;
typedef bool noncoherent(const struct life *l, unsigned device);

static const struct law {
    const char *stack;
    noncoherent *says;
    bool late;  /* entries may differ from what their domain does             */
    bool group; /* KVM is a user of the device's group in its container       */
} laws[];

struct life {
    struct sink sink;
    const struct bound *b;
    const struct law *law;
    uint32_t seed, step, config;
    /* the record */
    bool present[DEVICES], master[DEVICES], file[DEVICES];
    unsigned space[DEVICES]; /* attached to, + 1                              */
    bool stale[DEVICES][PAGES];
    bool cached[DEVICES][PAGES]; /* by the unit: nothing made it forget       */
    bool mapped[SPACES][PAGES], pinned[SPACES][PAGES];
    bool kept; /* the first space has a domain, whoever is in it              */
    /* of this step, and counts */
    bool refused, arrived, registered;
    uint32_t nzap, nchange, nmixed, narrived, nstale, nheld, nrefused, nrun;
};

#define MUST(l, what)                                                          \
    cr_assert(what, "%s, sequence %u, step %u \"%s\": %s", (l)->law->stack,    \
              (l)->seed, (l)->step, (l)->b->plan->step[(l)->step].text, #what)

static uint16_t
agent_of(const struct bound *b, unsigned device)
{
    const char name[] = {'d', (char) ('0' + device), 0};
    uint16_t a = 0;

    while (strcmp(b->plan->agent[a].name, name))
        a++;
    return a;
}

static uint64_t
word(const struct life *l, uint64_t address)
{
    return control_get(l->b, l->config, address);
}

static uint64_t
page_pa(const struct life *l, unsigned page)
{
    const char name[] = {'p', (char) ('0' + page), 0};
    uint16_t r = 0;

    while (strcmp(l->b->plan->region[r].name, name))
        r++;
    return l->b->plan->region[r].pa;
}

/* ------------------------------------------------------- what KVM is told */

static bool
forces(const struct life *l, unsigned device)
{
    uint64_t d = word(l, WORD_DOMAIN(agent_of(l->b, device)));

    return d && word(l, WORD_FORCED(d - 1));
}

static bool
by_capability(const struct life *l, unsigned device)
{
    (void) l;
    return device == 0;
}

/* One of the units has no snoop control. */
static bool
by_bus(const struct life *l, unsigned device)
{
    (void) l;
    (void) device;
    return true;
}

static bool
by_domain(const struct life *l, unsigned device)
{
    return !(l->space[device] && forces(l, device));
}

static bool
by_domain_narrow(const struct life *l, unsigned device)
{
    return by_domain(l, device) && device != 2;
}

static const struct law laws[] = {
    {"vmx-6.16+iommufd-6.16+flush-2024",                  by_capability,    false, false},
    {"vmx-6.7+vfio-type1-6.16+flush-none",                by_capability,    false, false},
    {"vmx-6.16+iommufd-6.6+flush-none",                   by_capability,    true,  false},
    {"vmx-6.16+vfio-type1-5.15+flush-none",               by_bus,           false, true },
    {"vmx-6.16+ioasid-2021+flush-map-only",               by_domain,        false, false},
    {"vmx-6.16+ioasid-2021-narrow+flush-every-map-unmap", by_domain_narrow,
     false,                                                                        false},
    {"vmx-6.16+iommufd-6.16-report-domain+flush-none",    by_domain,        false, false},
};

/* ------------------------------------------------------------- invariants */

static bool
reaches(const struct life *l, unsigned d, unsigned p)
{
    return l->present[d] && l->master[d] && l->space[d] &&
           l->mapped[l->space[d] - 1][p];
}

/* The entries of every domain, word by word. */
static void
check_entries(struct life *l)
{
    for (unsigned d = 0; d < DEVICES; d++)
        for (unsigned p = 0; p < PAGES; p++) {
            uint16_t domain = agent_of(l->b, d);
            uint64_t space = word(l, WORD_SPACE(domain)), pa = page_pa(l, p);
            uint64_t leaf = word(
                l, io_leaf_at(l->b, (struct stage_of){domain, STAGE_SECOND},
                              io_unit(l->b->plan, domain), pa));
            bool snp = leaf >> 11 & 1, forced = word(l, WORD_FORCED(domain));

            MUST(l, (leaf != 0) == (space && l->mapped[space - 1][p]));
            MUST(l, !leaf || l->pinned[space - 1][p]);
            MUST(l, !leaf || word(l, WORD_PAGE(space - 1, pa)) & PAGE_PINNED);
            for (unsigned s = 0; s < SPACES; s++)
                MUST(l, l->pinned[s][p] ==
                            !!(word(l, WORD_PAGE(s, pa)) & PAGE_PINNED));
            MUST(l, !snp || forced);
            MUST(l, !leaf || l->law->late || snp == forced);
            l->nmixed += leaf && snp != forced;
        }
}

static void
check_reach(const struct life *l)
{
    for (unsigned d = 0; d < DEVICES; d++)
        for (uint32_t v = 0; v < l->b->nvpage; v++) {
            const struct vpage *page = &l->b->vpage[v];
            uint32_t x = control_translate(l->b, l->config, v);
            unsigned p = page->va >= page_pa(l, 1);

            if (page->ctx == PLAN_NONE && page->va == page_pa(l, p) &&
                page->ctx_agent == agent_of(l->b, d))
                MUST(l, !control_xlat(l->b, x)->fault == reaches(l, d, p));
        }
    for (unsigned d = 0; d < DEVICES; d++)
        MUST(l, (word(l, WORD_DOMAIN(agent_of(l->b, d))) != 0) ==
                    (l->space[d] != 0));
}

/* Asked of all files when one comes or goes, and at no other time. */
static void
check_registered(struct life *l, const char *verb)
{
    const struct model *model = l->b->model;
    bool now = word(l, CONTROL_SPACE + model->state[0].code), want = false;

    cr_assert_str_eq(model->state[0].name, "ncdma");
    for (unsigned d = 0; d < DEVICES; d++)
        want |= l->file[d] && l->law->says(l, d);
    if ((g_str_has_prefix(verb, "vfio-") || !strcmp(verb, "destroy-vm")) &&
        !l->refused)
        MUST(l, now == want);
    else
        MUST(l, now == l->registered);
    l->nchange += now != l->registered;
    l->registered = now;
    MUST(l, l->nzap == l->nchange);
}

/* ----------------------------------------------------------------- record */

static unsigned
digit(const char *text, char letter)
{
    for (const char *s = text; *s; s++)
        if (s[0] == letter && g_ascii_isdigit(s[1]) &&
            (s == text || s[-1] == ' '))
            return (unsigned) (s[1] - '0');
    return 0;
}

/* Entries of devices are written, of those in the space: 0 all.  Which of them
 * is the domains' business, so nothing is said of any. */
static void
forget(struct life *l, unsigned space)
{
    for (unsigned d = 0; d < DEVICES; d++)
        if (!space || l->space[d] == space)
            memset(l->cached[d], 0, sizeof l->cached[d]);
}

/* The last one out unpins what is mapped, and a container, s1, forgets it. */
static void
leave(struct life *l, unsigned d)
{
    unsigned s = l->space[d] - 1;
    bool last = l->space[d];

    l->space[d] = 0;
    memset(l->stale[d], 0, sizeof l->stale[d]);
    memset(l->cached[d], 0, sizeof l->cached[d]);
    for (unsigned i = 0; i < DEVICES; i++)
        last &= l->space[i] != s + 1;
    for (unsigned p = 0; last && p < PAGES; p++) {
        l->pinned[s][p] &= !l->mapped[s][p];
        l->mapped[s][p] &= s == 0;
    }
}

static void
unmap(struct life *l, unsigned s, unsigned p)
{
    if (!l->mapped[s][p])
        return;
    l->mapped[s][p] = false;
    for (unsigned d = 0; d < DEVICES; d++)
        l->stale[d][p] |= l->space[d] == s + 1;
}

static void
sync_space(struct life *l, unsigned s)
{
    for (unsigned d = 0; d < DEVICES; d++)
        if (l->space[d] == s + 1)
            memset(l->stale[d], 0, sizeof l->stale[d]);
    forget(l, s + 1);
}

/* Whether some step of the sequence attaches a device to the space. */
static bool
is_used(const struct life *l, unsigned space)
{
    const struct plan *p = l->b->plan;

    for (uint32_t i = 0; i < p->nstep; i++)
        if (!strcmp(p->step[i].verb->name, "attach") &&
            digit(p->step[i].text, 's') == space)
            return true;
    return false;
}

/* All devices are the one VM's, and so are the spaces they are in. */
static void
end(struct life *l)
{
    for (unsigned d = 0; d < DEVICES; d++) {
        leave(l, d);
        l->file[d] = false;
    }
    for (unsigned s = 0; s < SPACES; s++)
        for (unsigned p = 0; p < PAGES && is_used(l, s); p++)
            l->mapped[s][p] = l->pinned[s][p] = false;
    l->kept = false;
}

/* Whether it must be refused. */
static bool
is_wrong(const struct life *l, const char *verb, unsigned d, unsigned s,
         unsigned p)
{
    if (!strcmp(verb, "destroy-vm"))
        return false;
    if (!strcmp(verb, "plug"))
        return l->present[d];
    if (!strcmp(verb, "attach")) /* s1 is a container, s0 an IOAS */
        return !l->present[d] || (l->space[d] && (l->space[d] != 1 || s != 0));
    if (!strcmp(verb, "detach") && l->law->group && l->file[d] && l->space[d])
        return true;
    if (!strcmp(verb, "nest") || !strcmp(verb, "force-snoop"))
        return !l->present[d] || !l->space[d];
    if (!strcmp(verb, "dma-map"))
        return l->mapped[s][p];
    if (!strcmp(verb, "dma-unmap"))
        return !l->mapped[s][p] && s == 0;
    if (!strcmp(verb, "unpin"))
        return l->mapped[s][p] || !l->pinned[s][p];
    if (!strcmp(verb, "iotlb-sync"))
        return false;
    if (!strcmp(verb, "vfio-add"))
        return !l->present[d] || l->file[d] || (l->law->group && !l->space[d]);
    if (!strcmp(verb, "vfio-del"))
        return !l->file[d];
    return !l->present[d];
}

/* What may be refused by a policy or for what a unit cannot. */
static bool
may_be_refused(const char *verb)
{
    return !strcmp(verb, "attach") || !strcmp(verb, "nest") ||
           !strcmp(verb, "force-snoop");
}

static bool
has_domain(const struct life *l, unsigned s)
{
    bool has = s == 0 && l->kept;

    for (unsigned d = 0; d < DEVICES; d++)
        has |= l->space[d] == s + 1;
    return has;
}

static void
note(struct life *l, const char *verb, const char *step, unsigned d, unsigned s,
     unsigned p)
{
    if (!strcmp(verb, "destroy-vm"))
        end(l);
    else if (!strcmp(verb, "plug"))
        l->present[d] = l->master[d] = true;
    else if (!strcmp(verb, "unplug"))
        l->present[d] = l->master[d] = false;
    else if (!strcmp(verb, "flr"))
        l->master[d] = false;
    else if (!strcmp(verb, "bus-master"))
        l->master[d] = g_str_has_suffix(step, " on");
    else if (!strcmp(verb, "attach")) {
        if (l->space[d] != s + 1)
            leave(l, d);
        l->space[d] = s + 1;
        l->kept |= s == 0;
    } else if (!strcmp(verb, "dma-map"))
        l->mapped[s][p] = true;
    else if (!strcmp(verb, "dma-unmap"))
        unmap(l, s, p);
    else if (!strcmp(verb, "iotlb-sync"))
        sync_space(l, s);
    else if (!strcmp(verb, "unpin"))
        l->pinned[s][p] = false;
    else if (g_str_has_prefix(verb, "vfio-"))
        l->file[d] = !strcmp(verb, "vfio-add");
    if (!strcmp(verb, "unplug") || !strcmp(verb, "detach"))
        leave(l, d);
    if (!strcmp(verb, "attach") || !strcmp(verb, "nest") ||
        !strcmp(verb, "force-snoop"))
        forget(l, l->space[d]);
    for (unsigned i = 0; i < SPACES; i++)
        for (unsigned q = 0; q < PAGES; q++)
            l->pinned[i][q] |= l->mapped[i][q] && has_domain(l, i);
}

/* A request arrives exactly if the page is mapped for the device, or perhaps
 * if it was and nothing has been invalidated since; it must, if the unit has
 * used the entry and nothing that is here makes it forget. */
static void
check_request(struct life *l, unsigned d, unsigned p)
{
    MUST(l, l->arrived != l->refused);
    MUST(l, l->arrived || !reaches(l, d, p));
    if (l->cached[d][p] && l->present[d] && l->master[d]) {
        MUST(l, l->arrived);
        l->nheld += !reaches(l, d, p);
    }
    l->cached[d][p] |= l->arrived;
    MUST(l,
         !l->arrived || reaches(l, d, p) ||
             (l->present[d] && l->master[d] && l->space[d] && l->stale[d][p]));
    l->narrived += l->arrived;
    l->nstale += l->arrived && !reaches(l, d, p);
}

static void
settled(void *to, uint32_t step, const cell *m)
{
    struct life *l = to;
    const struct plan_step *s = &l->b->plan->step[step];
    const char *verb = s->verb->name, *colon = strchr(s->text, ':');
    unsigned d = digit(s->text, 'd'), p = digit(s->text, 'p');
    unsigned space = digit(s->text, 's');

    l->step = step;
    l->config = m[l->b->at.config];
    if (s->ctx == PLAN_NONE && colon && g_str_has_prefix(verb, "dma-read"))
        check_request(l, d, p);
    else if (s->ctx == PLAN_NONE) {
        bool wrong = is_wrong(l, verb, d, space, p);

        MUST(l, !wrong || l->refused);
        MUST(l, wrong || !l->refused || may_be_refused(verb));
        if (!l->refused)
            note(l, verb, s->text, d, space, p);
        check_entries(l);
        check_reach(l);
        check_registered(l, verb);
    }
    l->nrefused += l->refused;
    l->refused = l->arrived = false;
}

static void
hear(struct sink *to, const struct bound *b, const cell *m, const struct txn *t)
{
    struct life *l = (struct life *) to;

    (void) m;
    if (t->kind == TX_REFUSED)
        l->refused = true;
    if (t->kind == TX_ISSUE && b->op[t->op].ctx == PLAN_NONE)
        l->arrived = true;
    if (t->kind == TX_COUNTED && t->version == COUNT_ZAP)
        l->nzap++;
}
