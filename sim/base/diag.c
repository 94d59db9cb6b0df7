#include "sim/base/diag.h"

#include <string.h>

/* A message quotes what the user wrote, which may be a megabyte. */
enum { MESSAGE_MAX = 400 };

struct diag_sink {
    GPtrArray *kept;   /* of struct diag */
    struct diag *last; /* takes the next note; NULL if it was not kept */
    unsigned errors, warnings;
};

static const struct diag_info infos[DIAG_COUNT] = {
#define DIAG(id_, number_, severity_, summary_)                                \
    [DIAG_##id_] = {#id_, (number_), DIAG_##severity_, (summary_)},
#include "sim/base/diag_ids.def"
#undef DIAG
};

const struct diag_info *
diag_info(enum diag_id id)
{
    return &infos[id];
}

enum diag_id
diag_find(unsigned number)
{
    for (enum diag_id id = DIAG_NONE + 1; id < DIAG_COUNT; id++)
        if (infos[id].number == number)
            return id;
    return DIAG_NONE;
}

static void
note_clear(void *note)
{
    g_free(((struct diag_note *) note)->message);
}

static void
diag_free(void *diag)
{
    struct diag *d = diag;

    if (d->notes)
        g_array_unref(d->notes);
    g_free(d->message);
    g_free(d);
}

struct diag_sink *
diag_sink_new(void)
{
    struct diag_sink *sink = g_new0(struct diag_sink, 1);

    sink->kept = g_ptr_array_new_with_free_func(diag_free);
    return sink;
}

void
diag_sink_free(struct diag_sink *sink)
{
    if (!sink)
        return;
    g_ptr_array_unref(sink->kept);
    g_free(sink);
}

static char *format_message(const char *fmt, va_list args) G_GNUC_PRINTF(1, 0);

static char *
format_message(const char *fmt, va_list args)
{
    char *message = g_strdup_vprintf(fmt, args);
    size_t length = strlen(message);

    if (length > MESSAGE_MAX) {
        char *cut = message + MESSAGE_MAX;

        while (((unsigned char) *cut & 0xc0) == 0x80)
            cut--;
        memcpy(cut, "...", sizeof "...");
    }
    return message;
}

static bool
same_fault(const struct diag *a, const struct diag *b)
{
    return a->id == b->id && a->at.src == b->at.src &&
           a->at.from == b->at.from && a->at.to == b->at.to &&
           strcmp(a->message, b->message) == 0;
}

static bool
is_kept(const struct diag_sink *sink, const struct diag *d)
{
    for (guint i = 0; i < sink->kept->len; i++)
        if (same_fault(sink->kept->pdata[i], d))
            return true;
    return false;
}

void
diag_add(struct diag_sink *sink, enum diag_id id, struct span at,
         const char *fmt, ...)
{
    struct diag *d;
    va_list args;

    g_assert(id > DIAG_NONE && id < DIAG_COUNT);
    sink->last = NULL;
    d = g_new0(struct diag, 1);
    d->id = id;
    d->at = at;
    va_start(args, fmt);
    d->message = format_message(fmt, args);
    va_end(args);

    if (sink->kept->len < DIAG_KEEP_MAX && is_kept(sink, d)) {
        diag_free(d);
        return;
    }
    if (infos[id].severity == DIAG_ERROR)
        sink->errors++;
    else
        sink->warnings++;
    if (sink->kept->len == DIAG_KEEP_MAX) {
        diag_free(d);
        return;
    }
    g_ptr_array_add(sink->kept, d);
    sink->last = d;
}

void
diag_note(struct diag_sink *sink, struct span at, const char *fmt, ...)
{
    struct diag_note note = {.at = at};
    va_list args;

    if (!sink->last)
        return;
    va_start(args, fmt);
    note.message = format_message(fmt, args);
    va_end(args);
    if (!sink->last->notes) {
        sink->last->notes = g_array_new(FALSE, FALSE, sizeof note);
        g_array_set_clear_func(sink->last->notes, note_clear);
    }
    g_array_append_val(sink->last->notes, note);
}

unsigned
diag_errors(const struct diag_sink *sink)
{
    return sink->errors;
}

unsigned
diag_warnings(const struct diag_sink *sink)
{
    return sink->warnings;
}

bool
diag_enough(const struct diag_sink *sink)
{
    return sink->errors >= DIAG_KEEP_MAX;
}

unsigned
diag_count(const struct diag_sink *sink)
{
    return sink->kept->len;
}

const struct diag *
diag_at(const struct diag_sink *sink, unsigned i)
{
    g_assert(i < sink->kept->len);
    return sink->kept->pdata[i];
}

static int
compare_numbers(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

/* A total order over all that is printed, so that equal ones are the same. */
static int
compare(const void *left, const void *right)
{
    const struct diag *a = *(const struct diag *const *) left;
    const struct diag *b = *(const struct diag *const *) right;
    int order = g_strcmp0(a->at.src ? a->at.src->name : NULL,
                          b->at.src ? b->at.src->name : NULL);

    if (order == 0)
        order = compare_numbers(a->at.from, b->at.from);
    if (order == 0)
        order = compare_numbers(a->at.to, b->at.to);
    if (order == 0)
        order = compare_numbers(infos[a->id].number, infos[b->id].number);
    return order ? order : strcmp(a->message, b->message);
}

void
diag_sort(struct diag_sink *sink)
{
    g_ptr_array_sort(sink->kept, compare);
    sink->last = NULL;
}
