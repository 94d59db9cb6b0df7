#include "sim/base/write_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Temporary files of other runs that may lie around before we give up. */
enum { TRIES = 100 };

static bool
fail(GError **error, int code, const char *path)
{
    g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(code),
                "cannot write '%s': %s", path, g_strerror(code));
    return false;
}

/* Write all to fd and close it; 0 or the errno.  A pipe cannot be
 * synchronised, and says so with EINVAL. */
static int
write_and_close(int fd, const char *data, size_t length)
{
    int code = 0;

    while (length > 0 && code == 0) {
        ssize_t n = write(fd, data, length);

        if (n >= 0) {
            data += n;
            length -= (size_t) n;
        } else if (errno != EINTR) {
            code = errno;
        }
    }
    if (code == 0 && fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
        code = errno;
    if (close(fd) != 0 && code == 0)
        code = errno;
    return code;
}

/* Open a new file beside target.  Not mkstemp(): its files are private, and
 * the mode that umask would allow cannot be asked for without setting it. */
static int
open_beside(const char *target, mode_t mode, char **name)
{
    int fd = -1;

    for (int i = 0; i < TRIES && fd < 0; i++) {
        *name = g_strdup_printf("%s.tmp%d", target, i);
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd < 0 && (errno != EEXIST || i == TRIES - 1)) {
            int code = errno;

            g_clear_pointer(name, g_free);
            errno = code;
            return -1;
        }
        if (fd < 0)
            g_clear_pointer(name, g_free);
    }
    return fd;
}

static int
replace(const char *target, mode_t mode, const void *data, size_t length)
{
    g_autofree char *name = NULL;
    int fd = open_beside(target, mode, &name);
    int code;

    if (fd < 0)
        return errno;
    code = write_and_close(fd, data, length);
    if (code == 0 && rename(name, target) != 0)
        code = errno;
    if (code != 0)
        (void) unlink(name);
    return code;
}

bool
write_file(const char *path, const void *data, size_t length, GError **error)
{
    struct stat now;
    char *target;
    int code, fd;

    if (stat(path, &now) != 0) {
        code = replace(path, 0666, data, length);
    } else if (S_ISREG(now.st_mode)) {
        /* a link stays a link: what it points to is replaced */
        target = realpath(path, NULL);
        code =
            target ? replace(target, now.st_mode & 0777, data, length) : errno;
        free(target);
    } else {
        fd = open(path, O_WRONLY | O_CLOEXEC);
        code = fd < 0 ? errno : write_and_close(fd, data, length);
    }
    return code == 0 || fail(error, code, path);
}

/* ---- bit by bit ---- */

int
stream_fault(FILE *out)
{
    errno = 0;
    if (fflush(out) != 0)
        return errno ? errno : EIO;
    if (!ferror(out))
        return 0;
    clearerr(out);
    errno = 0;
    if (fputc('\n', out) != EOF && fflush(out) == 0)
        return EIO;
    return errno ? errno : EIO;
}

/* Opens what is to be written; a descriptor, or -1. */
static int
open_for(struct file_writer *w)
{
    struct stat now;
    mode_t mode = 0666;

    if (stat(w->path, &now) == 0 && !S_ISREG(now.st_mode))
        return open(w->path, O_WRONLY | O_CLOEXEC);
    if (stat(w->path, &now) == 0) {
        mode = now.st_mode & 0777;
        w->target = realpath(w->path, NULL);
    } else {
        w->target = strdup(w->path);
    }
    return w->target ? open_beside(w->target, mode, &w->temporary) : -1;
}

static void
clear_writer(struct file_writer *w)
{
    g_free(w->path);
    free(w->target);
    g_free(w->temporary);
    *w = (struct file_writer){0};
}

bool
file_writer_open(struct file_writer *w, const char *path, GError **error)
{
    int fd, code;

    *w = (struct file_writer){.path = g_strdup(path)};
    fd = open_for(w);
    if (fd >= 0)
        w->out = fdopen(fd, "w");
    if (w->out)
        return true;
    code = errno;
    if (fd >= 0)
        close(fd);
    clear_writer(w);
    return fail(error, code, path);
}

bool
file_writer_keep(struct file_writer *w, GError **error)
{
    int code = stream_fault(w->out), fd = fileno(w->out);

    if (code == 0 && fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
        code = errno;
    if (fclose(w->out) != 0 && code == 0)
        code = errno;
    if (code == 0 && w->temporary && rename(w->temporary, w->target) != 0)
        code = errno;
    if (code != 0) {
        if (w->temporary)
            (void) unlink(w->temporary);
        fail(error, code, w->path);
    }
    clear_writer(w);
    return code == 0;
}

void
file_writer_drop(struct file_writer *w)
{
    if (!w->out)
        return;
    fclose(w->out);
    if (w->temporary)
        (void) unlink(w->temporary);
    clear_writer(w);
}
