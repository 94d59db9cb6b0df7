#include "sim/policy/grammar.h"

#include <string.h>

// clang-format off
static const struct slot slots[POLICY_SLOTS] = {
    [SLOT_NAME]   = {"NAME",   SLOT_WORD,            "a name"},
    [SLOT_TEXT]   = {"TEXT",   SLOT_STRING,          "a text in quotes"},
    [SLOT_EVENT]  = {"EVENT",  SLOT_WORD,            "an event"},
    [SLOT_NOT]    = {"NOT",    SLOT_TOKEN(TK_NOT),   "'!'"},
    [SLOT_FACT]   = {"FACT",   SLOT_WORD,            "a fact"},
    [SLOT_OF]     = {"OF",     SLOT_WORD,            "a word"},
    [SLOT_ACTION] = {"ACTION", SLOT_WORD,            "a result or an action"},
    [SLOT_ARG]    = {"ARG",    SLOT_WORD,            "an argument"},
};

static const struct form forms[] = {
    {"policy", "NAME", F_POLICY, 1, 0, 0, 0,
     "begins a policy; what follows is about it", "policy mine"},
    {"title", "TEXT", F_TITLE, 1, 0, 1, 0,
     "what it is, in one line", "title \"Proposal: no flush\""},
    {"cite", "TEXT", F_CITE, 1, 0, 1, 0,
     "where its rules are from; further down, where those behind it are from",
     "cite \"mm/zap.c, v6.8\""},
    {"arch", "NAME", F_ARCH, 1, 0, 1, 0,
     "the model whose words it uses", "arch toy"},
    {"layer", "NAME", F_LAYER, 1, 0, 1, 0,
     "whose decisions it makes", "layer kvm"},
    {"base", "NAME", F_BASE, 1, 0, 1, 0,
     "starts from the tables of another policy; a table given here replaces "
     "that table whole", "base theirs"},
    {"tags", "NAME...", F_TAGS, 1, 0, 1, 0,
     "words that select it together with others", "tags proposal"},
    {"also", "NAME...", F_ALSO, 1, 0, 1, 0,
     "further names that select it", "also mine-v2 mine-v3"},
    {"on", "EVENT [if <when>] '->' <action>,...", F_ON, 1, 0, 1, 0,
     "what is done when it happens", "on flush if owned -> nothing"},
    {"before", "EVENT [if <when>] '->' <action>,...", F_BEFORE, 1, 0, 1, 0,
     "what is done just before", "before unmap -> flush all"},
    {"after", "EVENT [if <when>] '->' <action>,...", F_AFTER, 1, 0, 1, 0,
     "what is done just after", "after unmap -> flush all"},
    {"stack", "NAME '=' NAME [<part>...]", F_STACK, 1, 0, 0, 0,
     "names policies of different layers, composed", "stack both = a + b"},
    {"default", "NAME", F_DEFAULT, 1, 0, 0, 0,
     "the policy that stands for its layer where nobody chose one",
     "default mine"},
    {"*", "NAME", F_DECISION, 1, 0, 1, 0,
     "begins the rules of a decision", "memslot"},
    {NULL, "<when> '->' <action>,...", F_RULE, 1, 0, 2, 0,
     "a rule of a decision: the first that matches decides",
     "!owned & shared -> refuse -EPERM"},
    {"<when>", "<fact> [<and>...]", F_PART, 0, 0, 0, 0,
     "facts that all hold, or 'otherwise'", NULL},
    {"<fact>", "[NOT] FACT ['(' OF ')']", F_PART, 0, 0, 0, 0,
     "a fact, or its negation", NULL},
    {"<and>", "'&' <fact>", F_PART, 0, 0, 0, 0, "one more", NULL},
    {"<action>", "ACTION [ARG...]", F_PART, 0, 0, 0, 0,
     "a result or an action with its arguments", NULL},
    {"<part>", "'+' NAME", F_PART, 0, 0, 0, 0, "one more policy", NULL},
};
// clang-format on

const struct grammar policy_grammar = {
    .name = "policy",
    .form = forms,
    .slot = slots,
    .nform = sizeof forms / sizeof forms[0],
    .nslot = POLICY_SLOTS,
};

/* Where a rule's arrow is in a line, or 0: comments and texts have none. */
static size_t
arrow_in(const char *line, size_t length)
{
    bool quoted = false;

    for (size_t i = 0; i + 1 < length; i++) {
        if (line[i] == '\\' && quoted)
            i++;
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == '#' && !quoted)
            return 0;
        else if (line[i] == '-' && line[i + 1] == '>' && !quoted)
            return i;
    }
    return 0;
}

/* Comments may hold any byte, so lines end at '\n' or at END only. */
static size_t
line_length(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (size_t) (end - line));

    return (size_t) ((newline ? newline : end) - line);
}

static const char *
line_after(const char *line, const char *end)
{
    size_t length = line_length(line, end);

    return line + length + (line + length < end);
}

/* Copies a run of lines with arrows, padded to the rightmost of them. */
static const char *
align_run(const char *line, const char *end, GString *out)
{
    size_t column = 0;
    const char *past = line;
    size_t at;

    while (past < end && (at = arrow_in(past, line_length(past, end))) > 0) {
        column = at > column ? at : column;
        past = line_after(past, end);
    }
    for (; line < past; line = line_after(line, end)) {
        at = arrow_in(line, line_length(line, end));
        g_string_append_len(out, line, (gssize) at);
        for (size_t i = at; i <= column; i++)
            g_string_append_c(out, ' ');
        g_string_append_len(out, line + at,
                            line_after(line, end) - (line + at));
    }
    return past;
}

void
policy_print(const struct syntax *tree, GString *out)
{
    GString *plain = g_string_new(NULL);
    const char *line, *end;

    syntax_print(tree, plain);
    end = plain->str + plain->len;
    for (line = plain->str; line < end;) {
        if (arrow_in(line, line_length(line, end)) > 0) {
            line = align_run(line, end, out);
        } else {
            const char *next = line_after(line, end);

            g_string_append_len(out, line, next - line);
            line = next;
        }
    }
    g_string_free(plain, TRUE);
}
