/* A libFuzzer target: FUZZ is the function to feed. */
#include <stdint.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    static struct fuzz *f;

    if (!f)
        f = fuzz_open();
    FUZZ(f, (const char *) data, length);
    return 0;
}
