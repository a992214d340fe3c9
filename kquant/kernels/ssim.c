/* The structural similarity of a picture and its palette picture, in luma. */

#include "ssim_block.h"

#include <stdlib.h>

/* The sum of the similarity around each visible pixel, in float64: of (height, width, channels) pixels, and the luma
   that `table` has for the label of each. Blocks are added in their order. */
Status sum_similarity(const Run *run, const uint8_t *pixels, size_t height, size_t width, int channels,
                      const uint8_t *visible, const uint8_t *table, const void *labels, int size, double *sum)
{
    size_t strips = blocks_of(width, STRIP), blocks = strips * blocks_of(height, BAND);
    Similarity job = {pixels, visible, table, labels, height, width, strips, channels, size, NULL};
    Work with_avx2 = has_avx2() ? ssim_block_with_avx2() : NULL;
    if (!(job.sums = calloc(blocks ? blocks : 1, sizeof *job.sums)))
        return NO_MEMORY;
    Status status = each_block(run, blocks, with_avx2 ? with_avx2 : ssim_block, &job);
    *sum = 0;
    for (size_t block = 0; block < blocks; block++)
        *sum += job.sums[block];
    free(job.sums);
    return status;
}
