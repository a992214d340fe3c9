/* The label of every pixel, from those of the distinct colours.

   The labels of RGB colours are in a table by Z-order key. For few pixels that would be too large: the high bits of
   a key say which table of those of its neighbours to look into, and there are such tables only where colours are.
   RGBA colours, which can lie too far apart for that, are hashed. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

enum { MANY = 1 << 21 }; /* pixels, for which it pays to clear a table of all colours */
enum { PIXELS_A_BLOCK = 1 << 16, COLORS_A_BLOCK = 1 << 16, KEYS_AT_ONCE = 256, LOW_BITS = 12, LOWS = 1 << LOW_BITS, HIGHS = 1 << 12 };

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
    const uint32_t *color_keys; /* or codes, see map_labels */
    const void *color_labels;
    size_t colors;

    Spread spread;
    int is_whole;           /* `tables` is one of all colours */
    uint32_t places[HIGHS]; /* else where the table of each is in it; in the first one all labels are 0 */
    void *tables, *memory;

    Slot *slots;
    int slot_bits;
} Mapping;

static unsigned label_at(const void *labels, size_t at, int size)
{
    return size == 1 ? ((const uint8_t *)labels)[at] : ((const uint16_t *)labels)[at];
}

static void put_label(void *labels, size_t at, int size, unsigned label)
{
    if (size == 1)
        ((uint8_t *)labels)[at] = (uint8_t)label;
    else
        ((uint16_t *)labels)[at] = (uint16_t)label;
}

/* Labels of one byte may be neighbours of others that another thread writes, but none is written by two. */
static Status fill_tables(void *context, size_t block, int worker)
{
    const Mapping *job = context;
    size_t at = block * COLORS_A_BLOCK, end = block_end(at, COLORS_A_BLOCK, job->colors);
    (void)worker;
    for (; at < end; at++) {
        uint32_t key = job->color_keys[at];
        put_label(job->tables, job->places[key >> LOW_BITS & (HIGHS - 1)] + (key & (LOWS - 1)), job->size,
                  label_at(job->color_labels, at, job->size));
    }
    return DONE;
}

static Status make_tables(const Run *run, Mapping *job)
{
    const uint32_t *keys = job->color_keys;
    uint32_t end = job->is_whole ? 0 : LOWS;
    for (uint32_t high = 0; job->is_whole && high < HIGHS; high++, end += LOWS)
        job->places[high] = end;
    for (size_t color = 0; !job->is_whole && color < job->colors; color++)
        if (!job->places[keys[color] >> LOW_BITS & (HIGHS - 1)]) {
            job->places[keys[color] >> LOW_BITS & (HIGHS - 1)] = end;
            end += LOWS;
        }
    size_t size = (size_t)end * (size_t)job->size;
    job->tables = job->is_whole ? zeros(size, size, &job->memory) : (job->memory = calloc(1, size));
    return job->tables ? each_block(run, blocks_of(job->colors, COLORS_A_BLOCK), fill_tables, job) : NO_MEMORY;
}

/* The first slot to look at (Knuth, "The Art of Computer Programming", volume 3, 6.4: multiplicative hashing). */
static size_t slot_of(const Mapping *job, const uint8_t *pixel)
{
    uint32_t value;
    memcpy(&value, pixel, sizeof value);
    return (uint32_t)(value * 2654435769u) >> (32 - job->slot_bits);
}

static Status make_slots(const Run *run, Mapping *job)
{
    const uint32_t *codes = job->color_keys;
    const size_t colors = job->colors;
    (void)run;
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
        job->slots[place].label = (uint16_t)label_at(job->color_labels, color, job->size);
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

typedef enum { WHOLE_TABLE, TABLES, HASHED } Way;

/* Called with constants, so that there is a loop of its own for each size and way. */
static inline void map_pixels(const Mapping *job, size_t at, size_t end, int size, Way way)
{
    const uint32_t *places = job->places;
    const void *tables = job->tables;
    const size_t start = at, channels = (size_t)job->channels;
    const uint8_t *pixel = job->pixels + at * channels;
    void *labels = job->labels;
    for (; way == HASHED && at < end; at++, pixel += channels) {
        if (at > start && memcmp(pixel, pixel - 4, 4) == 0) /* many are alike where it is clear */
            put_label(labels, at, size, label_at(labels, at - 1, size));
        else
            put_label(labels, at, size, label_of(job, pixel));
    }
    for (; at < end; at += KEYS_AT_ONCE, pixel += KEYS_AT_ONCE * channels) {
        uint32_t keys[KEYS_AT_ONCE];
        size_t count = block_end(at, KEYS_AT_ONCE, end) - at;
        keys_of(&job->spread, pixel, job->channels, count, keys);
        for (size_t number = 0; number < count; number++) {
            uint32_t key = keys[number];
            size_t place = way == WHOLE_TABLE ? key : places[key >> LOW_BITS] + (key & (LOWS - 1));
            put_label(labels, at + number, size, label_at(tables, place, size));
        }
    }
    for (at = start; job->visible && at < end; at++)
        if (!job->visible[at])
            put_label(labels, at, size, job->invisible);
}

static Status map_block(void *context, size_t block, int worker)
{
    const Mapping *job = context;
    size_t at = block * PIXELS_A_BLOCK, end = block_end(at, PIXELS_A_BLOCK, job->n);
    (void)worker;
    if (job->slots && job->size == 1)
        map_pixels(job, at, end, 1, HASHED);
    else if (job->slots)
        map_pixels(job, at, end, 2, HASHED);
    else if (job->is_whole && job->size == 1)
        map_pixels(job, at, end, 1, WHOLE_TABLE);
    else if (job->is_whole)
        map_pixels(job, at, end, 2, WHOLE_TABLE);
    else if (job->size == 1)
        map_pixels(job, at, end, 1, TABLES);
    else
        map_pixels(job, at, end, 2, TABLES);
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
    job->color_keys = color_keys;
    job->color_labels = color_labels;
    job->colors = colors;
    job->is_whole = n >= MANY;
    spread_bits(&job->spread, 3);
    Status status = (with_opacity ? make_slots : make_tables)(run, job);
    if (status == DONE)
        status = each_block(run, blocks_of(n, PIXELS_A_BLOCK), map_block, job);
    free(job->memory);
    free(job->slots);
    free(job);
    return status;
}
