#include "sim/base/errno_names.h"

const struct name errno_names[] = {
    {"-EPERM",      1 },
    {"-ENOENT",     2 },
    {"-EIO",        5 },
    {"-ENXIO",      6 },
    {"-E2BIG",      7 },
    {"-EAGAIN",     11},
    {"-ENOMEM",     12},
    {"-EACCES",     13},
    {"-EFAULT",     14},
    {"-EBUSY",      16},
    {"-EEXIST",     17},
    {"-ENODEV",     19},
    {"-EINVAL",     22},
    {"-ENOTTY",     25},
    {"-ENOSPC",     28},
    {"-ERANGE",     34},
    {"-ENOSYS",     38},
    {"-EOPNOTSUPP", 95},
    {NULL,          0 },
};
