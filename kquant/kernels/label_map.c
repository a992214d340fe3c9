/* The label of every pixel, from those of the distinct colours. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS = 1 << 24, PIXELS_A_BLOCK = 1 << 18 };

typedef struct {
    const uint8_t *pixels, *visible;
    size_t n;
    int channels, size;
    unsigned invisible;
    const void *table; /* label by key: only those of colours that the picture has are filled in */
    void *labels;
    Spread spread;
} Mapping;

#define MAP_PIXELS(LABEL)                                                                                             \
    const LABEL *table = job->table;                                                                                  \
    LABEL *labels = job->labels;                                                                                      \
    for (; at < end; at++, pixel += channels)                                                                         \
        labels[at] = table[red[pixel[0]] | green[pixel[1]] | blue[pixel[2]]];                                         \
    for (at = start; visible && at < end; at++)                                                                       \
        if (!visible[at])                                                                                             \
            labels[at] = (LABEL)job->invisible;

static Status map_block(void *context, size_t block, int worker)
{
    const Mapping *job = context;
    const uint32_t *red = job->spread.red, *green = job->spread.green, *blue = job->spread.blue;
    size_t start = block * PIXELS_A_BLOCK, at = start;
    size_t end = at + PIXELS_A_BLOCK < job->n ? at + PIXELS_A_BLOCK : job->n;
    int channels = job->channels;
    const uint8_t *pixel = job->pixels + at * channels, *visible = job->visible;
    (void)worker;
    if (job->size == 1) {
        MAP_PIXELS(uint8_t)
    } else {
        MAP_PIXELS(uint16_t)
    }
    return DONE;
}

Status map_labels(const Run *run, const uint8_t *pixels, size_t n, int channels, const uint8_t *visible,
                  const uint32_t *keys, const void *color_labels, size_t colors, int size, unsigned invisible,
                  void *labels)
{
    void *table = calloc(KEYS, (size_t)size); /* invisible pixels may have colours that are not counted */
    if (!table)
        return NO_MEMORY;
    if (size == 1)
        for (size_t color = 0; color < colors; color++)
            ((uint8_t *)table)[keys[color]] = ((const uint8_t *)color_labels)[color];
    else
        for (size_t color = 0; color < colors; color++)
            ((uint16_t *)table)[keys[color]] = ((const uint16_t *)color_labels)[color];
    Mapping job = {pixels, visible, n, channels, size, invisible, table, labels, {{0}, {0}, {0}, {0}}};
    spread_bits(&job.spread, 3);
    Status status = each_block(run, (n + PIXELS_A_BLOCK - 1) / PIXELS_A_BLOCK, map_block, &job);
    free(table);
    return status;
}
