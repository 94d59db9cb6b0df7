/* The list of commands, and help. */
#include <stdio.h>
#include <string.h>

#include "sim/base/names.h"
#include "tools/command.h"
#include "tools/complain.h"
#include "tools/options.h"

const struct command *const commands[] = {
    &cmd_run,      &cmd_check,  &cmd_explain, &cmd_fix,   &cmd_diff,
    &cmd_baseline, &cmd_report, &cmd_matrix,  &cmd_merge, &cmd_types,
    &cmd_policy,   &cmd_fmt,    &cmd_new,     &cmd_help,  NULL,
};

int
status_worse(int a, int b)
{
    static const unsigned rank[] = {[EXIT_EXPECTED] = 0,
                                    [EXIT_UNDECIDED] = 1,
                                    [EXIT_NOT] = 2,
                                    [EXIT_USAGE] = 3,
                                    [EXIT_WORLD] = 4};

    return rank[a] >= rank[b] ? a : b;
}

const struct command *
command_find(const char *name)
{
    struct nearest near = nearest_to(name, strlen(name));
    g_autofree char *hint = NULL;

    for (unsigned i = 0; commands[i]; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
        nearest_offer(&near, commands[i]->name);
    }
    hint = nearest_hint(&near);
    if (*name == '-')
        tell("there is no option '%s'; 'mtsim help' says what there is", name);
    else
        tell("there is no command '%s'%s%s", name, hint,
             *hint ? "" : "; 'mtsim help' lists them");
    return NULL;
}

static int
help(const struct command *self, int argc, char **argv)
{
    const struct command *about;

    if (argc > 2) {
        tell("usage: mtsim %s %s", self->name, self->synopsis);
        return EXIT_USAGE;
    }
    if (argc == 2 && *argv[1] != '-') {
        char *ask[] = {argv[1], (char[]){"--help"}, NULL};

        about = command_find(argv[1]);
        if (!about)
            return EXIT_USAGE;
        return about == self ? help(self, 1, argv) : about->run(about, 2, ask);
    }
    printf(
        "usage: mtsim COMMAND [OPTION]... [ARGUMENT]...\n\n"
        "mtsim replays what two parties do to the same memory with "
        "different memory\n"
        "types, and says who reads stale, lost or leaked data, and why.\n\n");
    for (unsigned i = 0; commands[i]; i++)
        printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
    printf("\n"
           "  mtsim COMMAND --help   options and examples of a command\n"
           "  mtsim --version        the version\n\n"
           "Exit status: 0 as expected, 1 not, 2 wrong use or input, "
           "3 undecided within\n"
           "bounds, 4 the outside world failed.\n\n"
           "Example:\n"
           "  mtsim run --summary --policy all scenarios\n");
    return EXIT_EXPECTED;
}

const struct command cmd_help = {
    .name = "help",
    .synopsis = "[COMMAND]",
    .summary = "say what there is, or what a command does",
    .run = help,
};
