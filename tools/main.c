/* mtsim: find the command, run it, see that its output arrived. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/write_file.h"
#include "tools/command.h"
#include "tools/complain.h"

/* Nobody reads the other end any more, which is their right. */
static bool
reader_gone(void)
{
    struct pollfd out = {.fd = 1, .events = POLLOUT};

    return poll(&out, 1, 0) == 1 && out.revents & POLLERR;
}

static int
finish(int status)
{
    int code = stream_fault(stdout);

    if (code == 0 || reader_gone())
        return status;
    tell("cannot write the output: %s", g_strerror(code));
    return EXIT_WORLD;
}

int
main(int argc, char **argv)
{
    const struct command *command = &cmd_help;

    signal(SIGPIPE, SIG_IGN);
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        printf("mtsim %s\n", MTSIM_VERSION);
        return finish(EXIT_EXPECTED);
    }
    if (argc > 1 && strcmp(argv[1], "--help") != 0 &&
        strcmp(argv[1], "-h") != 0) {
        command = command_find(argv[1]);
        argc--;
        argv++;
    }
    if (!command)
        return EXIT_USAGE;
    return finish(command->run(command, argc, argv));
}
