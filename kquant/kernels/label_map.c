/* The label of every pixel, from those of the distinct colours.

   Labels of RGB colours are looked up in two steps: the high bits of a Z-order key say which table of those of its
   neighbours to look into. There are such tables only where colours are, so they are small. RGBA colours, which can
   lie too far apart for that, are hashed. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

enum { PIXELS_A_BLOCK = 1 << 16, LOW_BITS = 12, LOWS = 1 << LOW_BITS, HIGHS = 1 << 12 };

typedef struct {
    uint8_t pixel[4];
    uint16_t label, is_used;
} Slot;

typedef struct {
    const uint8_t *pixels, *visible;
    size_t n;
    int channels, size;
    unsigned invisible;
    void *labels;

    Spread spread;
    uint32_t places[HIGHS]; /* where the table of each is in `tables`; in the first one all labels are 0 */
    void *tables;

    Slot *slots;
    int slot_bits;
} Mapping;

static unsigned label_at(const void *labels, size_t at, int size)
{
    return size == 1 ? ((const uint8_t *)labels)[at] : ((const uint16_t *)labels)[at];
}

static Status make_tables(Mapping *job, const uint32_t *keys, const void *color_labels, size_t colors)
{
    uint32_t end = LOWS;
    for (size_t color = 0; color < colors; color++)
        if (!job->places[keys[color] >> LOW_BITS & (HIGHS - 1)]) {
            job->places[keys[color] >> LOW_BITS & (HIGHS - 1)] = end;
            end += LOWS;
        }
    job->tables = calloc(end, (size_t)job->size);
    if (!job->tables)
        return NO_MEMORY;
    for (size_t color = 0; color < colors; color++) {
        size_t place = job->places[keys[color] >> LOW_BITS & (HIGHS - 1)] + (keys[color] & (LOWS - 1));
        if (job->size == 1)
            ((uint8_t *)job->tables)[place] = (uint8_t)label_at(color_labels, color, 1);
        else
            ((uint16_t *)job->tables)[place] = (uint16_t)label_at(color_labels, color, 2);
    }
    return DONE;
}

/* The first slot to look at (Knuth, "The Art of Computer Programming", volume 3, 6.4: multiplicative hashing). */
static size_t slot_of(const Mapping *job, const uint8_t *pixel)
{
    uint32_t value;
    memcpy(&value, pixel, sizeof value);
    return (uint32_t)(value * 2654435769u) >> (32 - job->slot_bits);
}

static Status make_slots(Mapping *job, const uint32_t *codes, const void *color_labels, size_t colors)
{
    for (job->slot_bits = 4; job->slot_bits < 31 && (size_t)1 << job->slot_bits < 2 * colors;)
        job->slot_bits++;
    size_t count = (size_t)1 << job->slot_bits;
    job->slots = colors < count ? calloc(count, sizeof *job->slots) : NULL;
    if (!job->slots)
        return NO_MEMORY;
    for (size_t color = 0; color < colors; color++) {
        uint8_t pixel[4];
        for (int channel = 0; channel < 4; channel++)
            pixel[channel] = (uint8_t)(codes[color] >> (channel == 3 ? 24 : 16 - 8 * channel));
        size_t place = slot_of(job, pixel);
        while (job->slots[place].is_used)
            place = (place + 1) & (count - 1);
        memcpy(job->slots[place].pixel, pixel, 4);
        job->slots[place].label = (uint16_t)label_at(color_labels, color, job->size);
        job->slots[place].is_used = 1;
    }
    return DONE;
}

static unsigned label_of(const Mapping *job, const uint8_t *pixel)
{
    const Slot *slots = job->slots;
    size_t place = slot_of(job, pixel);
    while (slots[place].is_used && memcmp(slots[place].pixel, pixel, 4) != 0)
        place = (place + 1) & (((size_t)1 << job->slot_bits) - 1);
    return slots[place].label;
}

#define MAP_PIXELS(LABEL)                                                                                             \
    const LABEL *tables = job->tables;                                                                                \
    const uint32_t *places = job->places;                                                                             \
    LABEL *labels = job->labels;                                                                                      \
    for (; tables && at < end; at++, pixel += channels) {                                                             \
        uint32_t key = red[pixel[0]] | green[pixel[1]] | blue[pixel[2]];                                              \
        labels[at] = tables[places[key >> LOW_BITS] + (key & (LOWS - 1))];                                            \
    }                                                                                                                 \
    for (; at < end; at++, pixel += channels) /* alike neighbours are many where there is transparency */             \
        labels[at] = at > start && memcmp(pixel, pixel - 4, 4) == 0 ? labels[at - 1] : (LABEL)label_of(job, pixel);   \
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

/* `labels` of (n, channels) pixels, 0 for those whose colour is none of the list, `invisible` for those that are
   not `visible`, if that is not NULL. Colours are given by key, or `with_opacity` by code 0xAARRGGBB. */
Status map_labels(const Run *run, const uint8_t *pixels, size_t n, int channels, int with_opacity,
                  const uint8_t *visible, const uint32_t *color_keys, const void *color_labels, size_t colors,
                  int size, unsigned invisible, void *labels)
{
    Mapping *job = calloc(1, sizeof *job);
    if (!job)
        return NO_MEMORY;
    job->pixels = pixels;
    job->visible = visible;
    job->n = n;
    job->channels = channels;
    job->size = size;
    job->invisible = invisible;
    job->labels = labels;
    spread_bits(&job->spread, 3);
    Status status = (with_opacity ? make_slots : make_tables)(job, color_keys, color_labels, colors);
    if (status == DONE)
        status = each_block(run, (n + PIXELS_A_BLOCK - 1) / PIXELS_A_BLOCK, map_block, job);
    free(job->tables);
    free(job->slots);
    free(job);
    return status;
}
