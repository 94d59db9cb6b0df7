/* ARCH NAME, a sentence, information, and what there is at first. */

#include <string.h>

#include "sim/base/names.h"
#include "sim/litmus/reader.h"

/* ---- the first line ---- */

static bool
find_dialect(struct reader *r, struct span at)
{
    g_autofree char *word = g_strndup(at.src->text + at.from, at.to - at.from);
    g_autofree char *hint = NULL;
    struct nearest near = nearest_to(word, strlen(word));

    for (unsigned i = 0; r->models[i]; i++)
        for (uint32_t k = 0; k < r->models[i]->nlitmus; k++) {
            const struct litmus_dialect *d = &r->models[i]->litmus[k];

            nearest_offer(&near, d->name);
            if (strcmp(word, d->name) != 0)
                continue;
            r->test->model = r->models[i];
            r->test->dialect = d;
            return true;
        }
    hint = nearest_hint(&near);
    return read_fail(r, DIAG_NAME_UNKNOWN, at,
                     "there are no litmus tests of '%s'%s", word, hint);
}

/* Names of tests may be written with signs, as "SB+po+[x]". */
static bool
in_name(char c)
{
    return g_ascii_isalnum(c) || (c && strchr("_/.-+[]:", c));
}

static struct span
take(struct reader *r, bool (*in)(char))
{
    struct span s = {.src = r->scan.src};

    s.from = s.to = scan_blanks(s.src, r->scan.at, r->sink);
    while (s.to < s.src->length && in(s.src->text[s.to]))
        s.to++;
    r->scan.at = s.to;
    return s;
}

static bool
in_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

/* A second name, for papers. */
static void
skip_paper_name(struct reader *r)
{
    const struct source *src = r->scan.src;
    struct span rest = scan_rest(src, r->scan.at);

    if (rest.from < rest.to && src->text[rest.from] == '(' &&
        src->text[rest.from + 1] != '*')
        for (r->scan.at = rest.from; r->scan.at < rest.to;)
            if (src->text[r->scan.at++] == ')')
                break;
}

/* "..." over any number of lines. */
static bool
skip_string(struct reader *r)
{
    const struct source *src = r->scan.src;
    uint32_t at = scan_blanks(src, r->scan.at, r->sink), from = at;

    if (at >= src->length || src->text[at] != '"')
        return true;
    for (at++; at < src->length && src->text[at] != '"';)
        at++;
    if (at >= src->length)
        return read_fail(r, DIAG_STRING_OPEN,
                         (struct span){src, from, from + 1},
                         "this sentence does not end");
    r->scan.at = at + 1;
    return true;
}

/* ---- KEY=VALUE ---- */

struct info {
    struct span key, value;
};

/* The line at AT, if it is one of information. */
static bool
info_line(const struct source *src, uint32_t at, struct info *info)
{
    info->key = scan_rest(src, at);
    at = info->key.from;
    while (at < src->length && (in_word(src->text[at]) || src->text[at] == '-'))
        at++;
    info->key.to = at;
    while (at < src->length && (src->text[at] == ' ' || src->text[at] == '\t'))
        at++;
    if (info->key.to == info->key.from || at >= src->length ||
        src->text[at] != '=')
        return false;
    info->value = scan_rest(src, at + 1);
    return true;
}

static bool
has_key(const struct info *info, const char *key)
{
    return info->key.to - info->key.from == strlen(key) &&
           memcmp(info->key.src->text + info->key.from, key, strlen(key)) == 0;
}

static bool
memory_type(struct reader *r, struct span name, struct span type)
{
    const struct model *m = r->test->model;
    uint32_t location = read_location(r, name);
    g_autofree char *word =
        g_strndup(type.src->text + type.from, type.to - type.from);
    g_autofree char *hint = NULL;
    struct nearest near = nearest_to(word, strlen(word));

    if (location == LITMUS_LOCATIONS)
        return false;
    for (uint32_t i = 0; i < m->ntype; i++) {
        nearest_offer(&near, m->type[i].name);
        if (strcmp(word, m->type[i].name) != 0)
            continue;
        r->test->location[location].type = (uint8_t) m->type[i].code;
        return true;
    }
    hint = nearest_hint(&near);
    return read_fail(r, DIAG_NAME_UNKNOWN, type, "'%s' is no memory type%s",
                     word, hint);
}

/* "z:x": z is the word that x is, mapped once more. */
static bool
alias(struct reader *r, struct span name, struct span of)
{
    struct litmus_location *l = r->test->location;
    uint32_t n = read_location(r, name), m = read_location(r, of);

    if (n == LITMUS_LOCATIONS || m == LITMUS_LOCATIONS)
        return false;
    if (l[m].alias)
        m = l[m].alias - 1;
    for (uint32_t i = 0; i < r->test->nlocation; i++)
        if (n == m || l[n].alias || l[i].alias == n + 1)
            return read_fail(r, DIAG_NAME_TWICE, name,
                             "this location has a word already");
    l[n].alias = m + 1;
    return true;
}

/* "x:WC y:UC": something of each location. */
static bool
of_locations(struct reader *r, struct span value, const char *what,
             bool (*note)(struct reader *, struct span, struct span))
{
    const char *text = value.src->text;
    struct span part[2] = {value, value};
    uint32_t at = value.from;

    while (at < value.to) {
        for (unsigned i = 0; i < 2; i++) {
            while (at < value.to &&
                   (text[at] == ' ' || text[at] == ',' || text[at] == '\t'))
                at++;
            part[i].from = at;
            while (at < value.to &&
                   (in_word(text[at]) || (i && text[at] == '-')))
                at++;
            part[i].to = at;
            if (part[i].from == at || (!i && text[at] != ':'))
                return read_fail(r, DIAG_SYNTAX,
                                 (struct span){value.src, at, at},
                                 "LOCATION:%s expected", what);
            at += !i;
        }
        if (!note(r, part[0], part[1]))
            return false;
        while (at < value.to && g_ascii_isspace(text[at]))
            at++;
    }
    return true;
}

static bool
read_infos(struct reader *r)
{
    const struct source *src = r->scan.src;
    struct info info;
    uint32_t at;

    for (;;) {
        at = scan_blanks(src, r->scan.at, r->sink);
        if (at >= src->length || src->text[at] == '{')
            break;
        if (!info_line(src, at, &info))
            return read_fail(r, DIAG_SYNTAX, scan_rest(src, at),
                             "KEY=VALUE or '{' expected");
        if ((has_key(&info, "MT") || has_key(&info, "MemoryType")) &&
            !of_locations(r, info.value, "TYPE", memory_type))
            return false;
        if (has_key(&info, "Alias") &&
            !of_locations(r, info.value, "LOCATION", alias))
            return false;
        r->scan.at = info.value.to;
    }
    return true;
}

struct span
litmus_info(const struct source *src, const char *key)
{
    struct info info;

    for (uint32_t at = 0; at < src->length; at++) {
        if (src->text[at] == '{')
            break;
        if ((!at || src->text[at - 1] == '\n') && info_line(src, at, &info) &&
            has_key(&info, key))
            return info.value;
    }
    return (struct span){.src = NULL};
}

bool
read_header(struct reader *r)
{
    struct span arch = take(r, in_word), name;

    if (arch.from == arch.to)
        return read_fail(r, DIAG_SYNTAX, arch,
                         "an architecture and a name expected");
    if (!find_dialect(r, arch))
        return false;
    name = take(r, in_name);
    if (name.from == name.to)
        return read_fail(r, DIAG_SYNTAX, name, "the name of the test expected");
    r->test->name = read_text(r, name);
    skip_paper_name(r);
    if (!skip_string(r))
        return false;
    if (r->scan.at < r->scan.src->length &&
        r->scan.src->text[r->scan.at] == ';')
        r->scan.at++;
    return read_infos(r);
}
