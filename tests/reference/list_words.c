/*
 * What the models declare, as Markdown: the part of docs/reference that the
 * command line does not list.
 *
 *     list_words rules|verbs|platforms|policy-words
 */
#include <stdio.h>
#include <string.h>

#include "sim/core/verbs.h"
#include "tools/models.h"

/* A cell of a table; "|" would end it. */
static void
cell(const char *text)
{
    fputs(" ", stdout);
    for (; text && *text; text++)
        printf(*text == '|' ? "\\|" : "%c", *text);
    fputs(" |", stdout);
}

static void
code(const char *text)
{
    printf(" `%s` |", text);
}

static void
head(const char *title, const char *columns)
{
    int bars = 0;

    printf("\n## %s\n\n| %s |\n|", title, columns);
    for (const char *c = columns; *c; c++)
        bars += *c == '|';
    for (int i = 0; i <= bars; i++)
        fputs(" --- |", stdout);
    fputs("\n", stdout);
}

static void
put_rule(const struct rule *r)
{
    fputs("|", stdout);
    code(r->id);
    cell(r->says);
    cell(r->cite);
    fputs("\n", stdout);
}

/* What decides where no policy does. */
static void
put_fallbacks(const struct policy_vocab *v)
{
    for (uint32_t i = 0; v && i < v->ndecision; i++) {
        const struct policy_table *t = v->decision[i].fallback;

        for (uint32_t r = 0; t && r < t->n; r++) {
            fputs("|", stdout);
            code(t->rule[r].why.id);
            cell(t->rule[r].why.says);
            cell(t->rule[r].why.cite);
            fputs("\n", stdout);
        }
    }
}

static void
list_rules(const struct model *m)
{
    head(m->title, "rule | says | source");
    for (uint32_t i = 0; i < m->nrule; i++)
        put_rule(&m->rule[i]);
    put_fallbacks(m->policy);
}

/* ---- verbs ---- */

static const char *
operand_name(char letter)
{
    switch (letter) {
    case 'A':
        return "ADDRESS";
    case 'V':
        return "VALUE";
    case 'N':
        return "NUMBER";
    case 'R':
        return "REGION";
    case 'D':
        return "DEVICE";
    case 'I':
        return "IOAS";
    case 'C':
        return "CPU";
    case 'P':
        return "PRINCIPAL";
    case 'T':
        return "TYPE";
    case 'S':
        return "SIGNAL";
    case 'M':
        return "WORD";
    case 'W':
        return "VMA";
    case 'X':
        return "REGISTER";
    default:
        return "?";
    }
}

static void
put_verb(const struct verb *v)
{
    static const char *const agents[] = {"CPU", "device", "host",
                                         "CPU in a guest", "CPU in a kernel"};
    const char *between = " ";
    unsigned who = v->who;

    printf("| `%s", v->name);
    for (const char *c = v->operands; *c; c++)
        if (*c != '?')
            printf(c[1] == '?'                             ? " [%s]"
                   : v->kind == OP_POLL && c > v->operands ? " == %s"
                                                           : " %s",
                   operand_name(*c));
    fputs(v->result ? " [-> REG]` |" : "` |", stdout);
    for (unsigned i = 0; i < 5; i++)
        if (who >> i & 1) {
            printf("%s%s", between, agents[i]);
            between = ", ";
        }
    fputs(" |", stdout);
    cell(v->says);
    cell(v->cite);
    fputs("\n", stdout);
}

static void
put_word(const struct word *w)
{
    fputs("|", stdout);
    code(w->name);
    cell(w->says);
    cell(w->cite);
    fputs("\n", stdout);
}

static void
list_words(const char *title, const struct word *w, uint32_t n)
{
    head(title, "word | means | source");
    for (uint32_t i = 0; i < n && w[i].name; i++)
        put_word(&w[i]);
}

static void
put_verbs(const char *title, const struct verb *v, uint32_t n)
{
    char words[128];

    head(title, "step | by | does | source");
    for (uint32_t i = 0; i < n; i++)
        put_verb(&v[i]);
    for (uint32_t i = 0; i < n; i++) {
        snprintf(words, sizeof words, "WORD of %s", v[i].name);
        if (v[i].words)
            list_words(words, v[i].words, UINT32_MAX);
    }
}

/* What each kind of unit can be capable of. */
static void
list_units(const struct io_model *io)
{
    char title[64];
    struct word w;

    head("Kinds of IOMMU", "word | means | source");
    for (uint32_t n = 0; io->unit(n, &w); n++)
        put_word(&w);
    for (uint32_t n = 0; io->unit(n, &w); n++) {
        snprintf(title, sizeof title, "Capabilities of %s", w.name);
        head(title, "word | means | source");
        for (uint32_t i = 0; io->unit_has(n, i, &w); i++)
            put_word(&w);
    }
}

static void
list_io_words(const struct io_model *io)
{
    put_verbs(io->title, io->verb, io->nverb);
    list_units(io);
    list_words("Kinds of I/O address space", io->ioas, io->nioas);
    list_words("Properties of I/O address spaces", io->ioas_has, io->nioas_has);
    list_words("Properties of PCIe devices", io->pcie, io->npcie);
}

static void
list_verbs(const struct model *m)
{
    put_verbs(m->title, m->verb, m->nverb);
    list_words("Memory types", m->type, m->ntype);
    list_words("Memslot flags", m->slot_flag, m->nslot_flag);
    if (m->nvma)
        list_words("VMA attributes", m->vma, m->nvma);
    list_words("Quirks", m->quirk, m->nquirk);
    list_words("State words", m->state, m->nstate);
    fputs("\n## Registers\n\n", stdout);
    for (uint32_t i = 0; i < m->nreg; i++)
        printf("`%s`%s", m->reg[i].name, i + 1 < m->nreg ? ",\n" : ".\n");
}

/* ---- platforms ---- */

static void
put_choice(const char *choices, uint64_t n)
{
    const char *at = choices;

    while (n-- && strchr(at, ' '))
        at = strchr(at, ' ') + 1;
    printf(" `%.*s` |", (int) strcspn(at, " "), at);
}

static void
list_keys(const char *title, const struct platform_key_def *k, uint32_t n)
{
    head(title, "key | values | default | means");
    for (uint32_t i = 0; i < n; i++) {
        fputs("|", stdout);
        code(k[i].name);
        if (k[i].choices) {
            code(k[i].choices);
            put_choice(k[i].choices, k[i].fallback);
        } else {
            printf(" up to %llu | %llu |", (unsigned long long) k[i].max,
                   (unsigned long long) k[i].fallback);
        }
        cell(k[i].says);
        fputs("\n", stdout);
    }
}

/* ---- what policies are made of ---- */

static void
list_policy_words(const struct policy_vocab *v)
{
    head("Decisions and events", "word | asked when");
    for (uint32_t i = 0; i < v->ndecision; i++) {
        const struct decision_def *d = &v->decision[i];

        printf("| `%s%s%s` |", d->position ? d->position : "",
               d->position ? " " : "", d->name);
        cell(d->says);
        fputs("\n", stdout);
    }
    head("Facts", "fact | holds when | source");
    for (uint32_t i = 0; i < v->nfact; i++) {
        fputs("|", stdout);
        code(v->fact[i].name);
        cell(v->fact[i].says);
        cell(v->fact[i].cite);
        fputs("\n", stdout);
    }
    head("Results and actions", "word | does | source");
    for (uint32_t i = 0; i < v->naction; i++) {
        fputs("|", stdout);
        code(v->action[i].name);
        cell(v->action[i].says);
        cell(v->action[i].cite);
        fputs("\n", stdout);
    }
}

static void
list_io(const char *page, const struct io_model *io)
{
    if (strcmp(page, "rules") == 0) {
        head(io->title, "rule | says | source");
        for (uint32_t i = 0; io->rule(i); i++)
            put_rule(io->rule(i));
        put_fallbacks(io->policy);
    }
    if (strcmp(page, "verbs") == 0)
        list_io_words(io);
    if (strcmp(page, "policy-words") == 0 && io->policy)
        list_policy_words(io->policy);
}

int
main(int argc, char **argv)
{
    const char *page = argc == 2 ? argv[1] : "";

    if (strcmp(page, "verbs") == 0) {
        head("Every architecture", "step | by | does | source");
        for (uint32_t i = 0; i < core_verb_count; i++)
            put_verb(&core_verbs[i]);
    }
    if (strcmp(page, "platforms") == 0)
        list_keys("Keys of every architecture", platform_keys, PK_COUNT);
    for (unsigned i = 0; models[i]; i++) {
        if (strcmp(page, "rules") == 0)
            list_rules(models[i]);
        else if (strcmp(page, "verbs") == 0)
            list_verbs(models[i]);
        else if (strcmp(page, "platforms") == 0)
            list_keys(models[i]->title, models[i]->key, models[i]->nkey);
        else if (strcmp(page, "policy-words") == 0)
            list_policy_words(models[i]->policy);
        else
            return 2;
    }
    if (io_model())
        list_io(page, io_model());
    return 0;
}
