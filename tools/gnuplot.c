#include "tools/gnuplot.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/report/markup.h"

/* ---- the program ---- */

struct pipes {
    GPid child;
    int in, out; /* its standard input and output                             */
};

static bool
start(struct pipes *p, char **why)
{
    static const char *const line[] = {"gnuplot", "-d", "-", NULL};
    g_auto(GStrv) env = g_get_environ();
    GError *error = NULL;

    env = g_environ_setenv(env, "LC_ALL", "C.UTF-8", TRUE);
    if (g_spawn_async_with_pipes(
            NULL, (char **) (uintptr_t) line, env,
            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                G_SPAWN_STDERR_TO_DEV_NULL,
            NULL, NULL, &p->child, &p->in, &p->out, NULL, &error))
        return true;
    *why = g_strdup("gnuplot is not installed (Debian: gnuplot-nox)");
    g_error_free(error);
    return false;
}

/* Writes what is left of the script; false when there is no more to write. */
static bool
feed(int fd, const char **script)
{
    ssize_t n = write(fd, *script, strlen(*script));

    if (n > 0)
        *script += n;
    return **script && (n >= 0 || errno == EINTR || errno == EAGAIN);
}

/* Both at once, so that neither waits for a full pipe. */
static void
talk(struct pipes *p, const char *script, GString *out)
{
    struct pollfd fd[] = {
        {p->out, POLLIN,  0},
        {p->in,  POLLOUT, 0}
    };
    char buffer[65536];
    ssize_t n = 1;

    while (n != 0 && poll(fd, 2, -1) >= 0) {
        if (fd[1].fd >= 0 && fd[1].revents && !feed(p->in, &script)) {
            close(p->in);
            fd[1].fd = -1;
        }
        if (fd[0].revents) {
            n = read(p->out, buffer, sizeof buffer);
            if (n > 0)
                g_string_append_len(out, buffer, n);
        }
    }
    if (fd[1].fd >= 0)
        close(p->in);
    close(p->out);
}

static bool
run(const char *script, GString *out, char **why)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, was;
    struct pipes p;
    int status = 0;

    if (!start(&p, why))
        return false;
    sigaction(SIGPIPE, &ignore, &was);
    talk(&p, script, out);
    while (waitpid(p.child, &status, 0) < 0 && errno == EINTR)
        ;
    sigaction(SIGPIPE, &was, NULL);
    g_spawn_close_pid(p.child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && out->len > 0)
        return true;
    *why = g_strdup("gnuplot could not make them");
    return false;
}

/* ---- what it wrote ---- */

static void
cut(GString *text, const char *from, const char *to)
{
    const char *at = strstr(text->str, from);
    const char *end = at ? strstr(at, to) : NULL;

    if (end)
        g_string_erase(text, at - text->str, end - at + (gssize) strlen(to));
}

char *
gnuplot_svg(const char *script, const char *id, const char *title,
            unsigned width, unsigned height, char **why)
{
    g_autofree char *whole =
        g_strdup_printf("set encoding utf8\n"
                        "set terminal svg size %u,%u dynamic noenhanced font "
                        "'DejaVu Sans,12' name '%s'\n%s\n",
                        width, height, id, script);
    g_autoptr(GString) raw = g_string_new(NULL);
    GString *out;

    if (!run(whole, raw, why))
        return NULL;
    /* Its own head, version and markers (which no plot of ours has) go; what
     * is black takes the colour of the page. */
    cut(raw, "<?xml", "</desc>");
    cut(raw, "<defs>", "</defs>");
    g_string_replace(raw, " id=\"gnuplot_canvas\"", "", 0);
    g_string_replace(raw, "color=\"black\"", "", 0);
    g_string_replace(raw, "'black'", "'currentColor'", 0);
    g_string_replace(raw, "\"black\"", "\"currentColor\"", 0);
    g_string_replace(raw, "font-family=\"DejaVu Sans\" ", "", 0);
    out = g_string_new(NULL);
    markup(out,
           "<svg class=\"plot\" viewBox=\"0 0 %u %u\" width=\"%u\" "
           "height=\"%u\" role=\"img\" aria-label=\"%s\">\n",
           width, height, width, height, title);
    g_string_append(out, g_strchug(raw->str));
    return g_string_free(out, FALSE);
}

/* ---- pictures of their own ---- */

char *
gnuplot_svg_file(const char *script, const char *title, unsigned width,
                 unsigned height, char **why)
{
    static const char begin[] = "<svg class=\"plot\" ";
    g_autofree char *element =
        gnuplot_svg(script, "m", title, width, height, why);

    if (!element)
        return NULL;
    return g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                       "font-family=\"DejaVu Sans, Verdana, sans-serif\" "
                       "style=\"background:#fff\" ",
                       element + strlen(begin), NULL);
}

GString *
gnuplot_png(const char *script, unsigned width, unsigned height, char **why)
{
    g_autofree char *whole = g_strdup_printf(
        "set encoding utf8\n"
        "set terminal pngcairo size %u,%u noenhanced font 'DejaVu Sans,12' "
        "fontscale 1.5 background rgb '#ffffff'\n%s\n",
        2 * width, 2 * height, script);
    GString *raw = g_string_new(NULL);

    if (run(whole, raw, why))
        return raw;
    g_string_free(raw, TRUE);
    return NULL;
}
