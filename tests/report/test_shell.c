/* Words of a command line that somebody may copy into a shell. */
#include <criterion/criterion.h>

#include "sim/report/shell.h"

static const char *const words[] = {
    "vmx-6.16+iommufd-6.16",
    "guest-type=WC,n=4",
    "scenarios/x86/s18.scn",
    "a`id`.scn",
    "~/x",
    "#note",
    "two words",
    "it's",
    "$HOME",
    "a\nb",
    "",
    "[a-z]*",
};

/* The shell reads what was written. */
Test(shell, words_are_read_as_they_are)
{
    g_autoptr(GString) line = g_string_new("mtsim");
    g_auto(GStrv) read = NULL;
    int n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        shell_add_word(line, words[i]);
    cr_assert(g_shell_parse_argv(line->str, &n, &read, NULL), "%s", line->str);
    cr_assert_eq(n, (int) G_N_ELEMENTS(words) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        cr_expect_str_eq(read[i + 1], words[i]);
}

Test(shell, what_is_plain_has_no_quotes)
{
    g_autoptr(GString) line = g_string_new("mtsim");

    for (size_t i = 0; i < 3; i++)
        shell_add_word(line, words[i]);
    cr_expect_str_eq(line->str, "mtsim vmx-6.16+iommufd-6.16 guest-type=WC,n=4 "
                                "scenarios/x86/s18.scn");
}

/* What the parser above takes as it is, a shell would not. */
Test(shell, what_a_shell_acts_upon_is_quoted)
{
    for (size_t i = 3; i < G_N_ELEMENTS(words); i++) {
        g_autoptr(GString) line = g_string_new(NULL);

        shell_add_word(line, words[i]);
        cr_expect_eq(line->str[1], '\'', "%s", line->str);
    }
}
