/* Where the shipped scenarios, policies and platforms are.
 *
 * The environment variable MTSIM_DATA if it is set; else ../share/mtsim, seen
 * from the folder of the running program.  A build tree has that folder as
 * well, so that nothing needs to know where it was built. */
#pragma once

#include <glib.h>

/* A folder that holds scenarios/ and models/, to be g_free()d; NULL with error
 * set if there is none, or if it holds neither. */
char *data_dir(GError **error);
