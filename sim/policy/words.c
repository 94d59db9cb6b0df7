#include <string.h>

#include "sim/base/errno_names.h"
#include "sim/policy/internal.h"

uint16_t
errno_number(const char *text, size_t length)
{
    unsigned number = 0;

    name_value(errno_names, text, length, &number);
    return (uint16_t) number;
}

const char *
errno_name(uint16_t number)
{
    return name_of(errno_names, number);
}

void
errno_offer(struct nearest *n)
{
    nearest_offer_all(n, errno_names);
}

uint32_t
word_count(const struct policy_vocab *v, enum word_kind kind)
{
    switch (kind) {
    case WORD_FACT:
        return v->nfact;
    case WORD_ACTION:
        return v->naction;
    case WORD_NOUN:
        return v->nnoun;
    case WORD_FLAG:
        return v->nflag;
    case WORD_LAYER:
    default:
        return v->nlayer;
    }
}

const char *
word_name(const struct policy_vocab *v, enum word_kind kind, uint32_t i)
{
    switch (kind) {
    case WORD_FACT:
        return v->fact[i].name;
    case WORD_ACTION:
        return v->action[i].name;
    case WORD_NOUN:
        return v->noun[i].name;
    case WORD_FLAG:
        return v->flag[i].name;
    case WORD_LAYER:
    default:
        return v->layer[i];
    }
}

static bool
same(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

int
word_find(const struct words *w, const char *text, size_t length)
{
    for (uint32_t i = 0; i < word_count(w->vocab, w->kind); i++)
        if ((w->allowed >> i & 1) &&
            same(word_name(w->vocab, w->kind, i), text, length))
            return (int) i;
    return -1;
}

void
word_offer(const struct words *w, struct nearest *n)
{
    for (uint32_t i = 0; i < word_count(w->vocab, w->kind); i++)
        if (w->allowed >> i & 1)
            nearest_offer(n, word_name(w->vocab, w->kind, i));
}

int
table_find(const struct policy_vocab *v, const char *position, const char *name,
           size_t length)
{
    for (uint32_t i = 0; i < v->ndecision; i++) {
        const struct decision_def *d = &v->decision[i];
        bool place = position ? d->position && !strcmp(d->position, position)
                              : !d->position;

        if (place && same(d->name, name, length))
            return (int) i;
    }
    return -1;
}
