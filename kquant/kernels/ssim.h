/* What the two compilations of ssim_block.h share. */

#ifndef KQUANT_SSIM_H
#define KQUANT_SSIM_H

#include "kernels.h"

/* A block is a strip of few columns, so that the rows around one stay in the fastest cache. */
enum { STRIP = 88, BAND = 128 };

typedef struct {
    const uint8_t *pixels, *visible; /* (height, width, channels) and (height, width); visible may be NULL */
    const uint8_t *table;            /* luma by label */
    const void *labels;              /* (height, width) of `size` bytes each */
    size_t height, width, strips;
    int channels, size;
    double *sums; /* of each block */
} Similarity;

/* The work on one block for processors with AVX2; NULL if it was not compiled for them. */
Work ssim_block_with_avx2(void);

#endif
