#include "sim/lang/words.h"

#include <string.h>

#include "sim/base/errno_names.h"
#include "sim/core/hazard.h"
#include "sim/core/model.h"

static const struct name conditions[] = {
    {"alias",             CONDITION_ALIAS            },
    {"flush-ignored",     CONDITION_FLUSH_IGNORED    },
    {"stale-translation", CONDITION_STALE_TRANSLATION},
    {NULL,                0                          },
};

static const struct name counts[] = {
    {"zap",       COUNT_ZAP      },
    {"flush",     COUNT_FLUSH    },
    {"flush-all", COUNT_FLUSH_ALL},
    {"exit",      COUNT_EXIT     },
    {NULL,        0              },
};

static int
look_up(const struct name *table, const char *text, size_t length,
        struct nearest *near)
{
    unsigned value;

    if (name_value(table, text, length, &value))
        return (int) value;
    nearest_offer_all(near, table);
    return -1;
}

/* The same in an array of names; those without one are skipped. */
static int
look_up_array(const char *const *table, int n, const char *text, size_t length,
              struct nearest *near)
{
    for (int i = 0; i < n; i++)
        if (table[i] && strlen(table[i]) == length &&
            memcmp(table[i], text, length) == 0)
            return i;
    for (int i = 0; i < n; i++)
        if (table[i])
            nearest_offer(near, table[i]);
    return -1;
}

int
word_hazard(const char *text, size_t length, struct nearest *near)
{
    int kind = look_up_array(hazard_names, HAZARD_KINDS, text, length, near);

    return kind == HAZARD_NONE ? -1 : kind;
}

int
word_cause(const char *text, size_t length, struct nearest *near)
{
    int cause = look_up_array(cause_names, CAUSES, text, length, near);

    return cause == CAUSE_NONE ? -1 : cause;
}

int
word_severity(const char *text, size_t length, struct nearest *near)
{
    return look_up_array(severity_names, 3, text, length, near);
}

int
word_condition(const char *text, size_t length, struct nearest *near)
{
    return look_up(conditions, text, length, near);
}

int
word_counted(const char *text, size_t length, struct nearest *near)
{
    return look_up(counts, text, length, near);
}

int
word_errno(const char *text, size_t length, struct nearest *near)
{
    static const struct name other[] = {
        {"mmio-exit", REFUSAL_MMIO_EXIT},
        {NULL,        0                }
    };
    int number = look_up(errno_names, text, length, near);

    return number < 0 ? look_up(other, text, length, near) : number;
}
