#include "sim/report/shell.h"

#include <stdbool.h>
#include <string.h>

static bool
is_plain(const char *word)
{
    return *word && strspn(word, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789-_+=,./:@%") == strlen(word);
}

void
shell_add_word(GString *out, const char *word)
{
    g_autofree char *quoted = is_plain(word) ? NULL : g_shell_quote(word);

    g_string_append_printf(out, " %s", quoted ? quoted : word);
}
