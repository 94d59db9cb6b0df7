#include "sim/base/write_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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
