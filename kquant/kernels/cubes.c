/* Where the cubes of an octree begin. */

#include "kernels.h"

/* The begins of runs of `keys` that are alike but for their last `bits` bits, and n; with `first` NULL they are only
   counted. */
Status find_cubes(const uint32_t *keys, size_t n, int bits, int64_t *first, size_t *count)
{
    size_t found = n > 0;
    for (size_t at = 1; !first && at < n; at++)
        found += (keys[at] ^ keys[at - 1]) >> bits != 0;
    if (first)
        first[0] = 0;
    for (size_t at = 1; first && at < n; at++) {
        first[found] = (int64_t)at; /* to be written over if it is none */
        found += (keys[at] ^ keys[at - 1]) >> bits != 0;
    }
    if (first)
        first[found] = (int64_t)n;
    *count = found;
    return DONE;
}
