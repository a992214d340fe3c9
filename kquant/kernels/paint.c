/* The picture of labels: the colour of each. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

enum { PIXELS_A_BLOCK = 1 << 16, LABELS = 1 << 16 };

typedef struct {
    uint8_t table[LABELS][4]; /* colours, the rest 0, so that no label is outside */
    const void *labels;
    size_t n;
    int size, channels;
    uint8_t *pixels;
} Painting;

/* Three bytes are written as four wherever the fourth is written next. */
#define PAINT_PIXELS(LABEL)                                                                                           \
    const LABEL *labels = job->labels;                                                                                \
    if (channels == 4)                                                                                                \
        for (; at < end; at++, pixel += 4)                                                                            \
            memcpy(pixel, table[labels[at]], 4);                                                                      \
    for (; at + 1 < end; at++, pixel += 3)                                                                            \
        memcpy(pixel, table[labels[at]], 4);                                                                          \
    if (at < end)                                                                                                     \
        memcpy(pixel, table[labels[at]], 3);

static Status paint_block(void *context, size_t block, int worker)
{
    const Painting *job = context;
    size_t at = block * PIXELS_A_BLOCK, end = block_end(at, PIXELS_A_BLOCK, job->n);
    int channels = job->channels;
    uint8_t *pixel = job->pixels + at * channels;
    const uint8_t(*table)[4] = job->table;
    (void)worker;
    if (job->size == 1) {
        PAINT_PIXELS(uint8_t)
    } else {
        PAINT_PIXELS(uint16_t)
    }
    return DONE;
}

/* (n, channels) pixels of n labels, of `size` 1 or 2 bytes each, by (count, channels) colours; channels is 3 or 4. */
Status paint(const Run *run, const void *labels, size_t n, int size, const uint8_t *colors, size_t count,
             int channels, uint8_t *pixels)
{
    Painting *job = calloc(1, sizeof *job);
    if (!job)
        return NO_MEMORY;
    job->labels = labels;
    job->n = n;
    job->size = size;
    job->channels = channels;
    job->pixels = pixels;
    for (size_t color = 0; color < count && color < LABELS; color++)
        memcpy(job->table[color], colors + color * channels, (size_t)channels);
    Status status = each_block(run, blocks_of(n, PIXELS_A_BLOCK), paint_block, job);
    free(job);
    return status;
}
