/* The distinct colours of a picture, counted. Many opaque pixels are counted by color_counters.c, all others here.

   First the Z-order keys of every block of pixels are sorted by their high bits into buckets, then the pixels of
   one bucket after another, from all blocks, are counted by the rest. So all tables are small enough for the caches,
   whole buckets can be counted at once by several threads, and nothing as large as the colour space is touched. */

#include "color_counters.h"
#include "kernels.h"

#include <stdlib.h>
#include <string.h>

#ifdef _MSC_VER
#include <intrin.h>
#endif

enum { MANY = 1 << 21 }; /* pixels, for which it takes longer to sort them than to clear tables of all colours */
enum { PIXELS_A_BLOCK = 1 << 16, BUCKETS = 1 << 11, GROUPS = 256, BUCKETS_A_GROUP = BUCKETS / GROUPS };
enum { LOW_BITS = 13, LOWS = 1 << LOW_BITS };       /* the rest of a key of 24 bits */
enum { LOW_BITS_RGBA = 21, LOW_DIGIT = 11, FEW = 48 }; /* of one of 32 bits */

/* The colours of some buckets, by rising key. */
typedef struct {
    uint32_t *keys;
    int64_t *counts, *alpha_sums;
    size_t colors, room, first; /* `first` of them is the place of the first one among all */
} Found;

struct Histogram {
    ColorCounters *counters; /* the rest is not used where these are */
    int with_opacity, with_alpha;
    size_t blocks;
    void *rests;     /* of the key of every pixel, by block and bucket: uint16_t, or uint32_t with opacity */
    uint8_t *alphas; /* of every pixel, in the same order, or NULL */
    uint32_t *ends;  /* (blocks, BUCKETS), of each bucket in its block */
    Found found[GROUPS];
};

/* What one thread needs for itself. */
typedef struct {
    uint32_t keys[PIXELS_A_BLOCK];
    uint16_t places[PIXELS_A_BLOCK];
    uint8_t alphas[PIXELS_A_BLOCK];
    uint32_t counts[LOWS];
    uint64_t alpha_sums[LOWS], seen[LOWS / 64]; /* a bit for each that is counted */
    uint32_t *sorted[2];
    size_t room; /* of these two */
} Scratch;

typedef struct {
    const uint8_t *pixels, *alpha, *mask;
    size_t n;
    int channels;
    Histogram *histogram;
    Scratch *scratch; /* of each worker */
    Spread spread;
} Counting;

/* Write the keys, and the alpha, of those pixels of a block that count; returns how many they are. */
static inline size_t keys_of_block(const Counting *job, size_t at, size_t end, int with_opacity, Scratch *scratch)
{
    const Spread *spread = &job->spread;
    const uint8_t *pixel = job->pixels + at * job->channels, *mask = job->mask, *alpha = job->alpha;
    size_t size = 0;
    if (!mask && !alpha && !with_opacity) {
        keys_of(spread, pixel, job->channels, end - at, scratch->keys);
        return end - at;
    }
    if (!mask && !alpha) {
        for (; at < end; at++, pixel += job->channels)
            scratch->keys[size++] = key_of(spread, pixel) | spread->alpha[pixel[3]];
        return size;
    }
    for (; at < end; at++, pixel += job->channels) {
        if ((mask && !mask[at]) || (alpha && !alpha[at]))
            continue;
        scratch->alphas[size] = alpha ? alpha[at] : 0;
        scratch->keys[size++] = key_of(spread, pixel) | (with_opacity ? spread->alpha[pixel[3]] : 0);
    }
    return size;
}

/* Find the place of every key of a block once they lie in buckets, and where each bucket ends. Pixels at even and odd
   places are counted apart, so that alike neighbours need not wait for each other. */
static void find_places(Scratch *scratch, size_t size, int low_bits, uint32_t *ends)
{
    const uint32_t *keys = scratch->keys;
    uint16_t *places = scratch->places;
    uint32_t starts[2][BUCKETS] = {{0}}, total = 0;
    for (size_t at = 0; at < size; at++)
        places[at] = (uint16_t)starts[at % 2][keys[at] >> low_bits]++;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
        for (int half = 0; half < 2; half++) {
            uint32_t count = starts[half][bucket];
            starts[half][bucket] = total;
            total += count;
        }
        ends[bucket] = total;
    }
    for (size_t at = 0; at < size; at++)
        places[at] = (uint16_t)(places[at] + starts[at % 2][keys[at] >> low_bits]);
}

static Status sort_block(void *context, size_t block, int worker)
{
    Counting *job = context;
    Histogram *histogram = job->histogram;
    Scratch *scratch = &job->scratch[worker];
    size_t start = block * PIXELS_A_BLOCK, end = block_end(start, PIXELS_A_BLOCK, job->n);
    uint32_t *ends = histogram->ends + block * BUCKETS;
    const uint32_t *keys = scratch->keys;
    const uint16_t *places = scratch->places;
    if (histogram->with_opacity) {
        uint32_t *rests = (uint32_t *)histogram->rests + start;
        size_t size = keys_of_block(job, start, end, 1, scratch);
        find_places(scratch, size, LOW_BITS_RGBA, ends);
        for (size_t at = 0; at < size; at++)
            rests[places[at]] = keys[at] & ((1 << LOW_BITS_RGBA) - 1);
        return DONE;
    }
    uint16_t *rests = (uint16_t *)histogram->rests + start;
    size_t size = keys_of_block(job, start, end, 0, scratch);
    find_places(scratch, size, LOW_BITS, ends);
    for (size_t at = 0; at < size; at++)
        rests[places[at]] = keys[at] & (LOWS - 1);
    if (histogram->with_alpha)
        for (size_t at = 0; at < size; at++)
            histogram->alphas[start + places[at]] = scratch->alphas[at];
    return DONE;
}

/* Make room for `more` colours. */
static Status reserve(Found *found, size_t more, int with_alpha)
{
    if (found->colors + more <= found->room)
        return DONE;
    size_t room = 2 * found->room > found->colors + more ? 2 * found->room : found->colors + more;
    uint32_t *keys = realloc(found->keys, room * sizeof *keys);
    if (keys)
        found->keys = keys;
    int64_t *counts = realloc(found->counts, room * sizeof *counts);
    if (counts)
        found->counts = counts;
    int64_t *alpha_sums = with_alpha ? realloc(found->alpha_sums, room * sizeof *alpha_sums) : NULL;
    if (alpha_sums)
        found->alpha_sums = alpha_sums;
    if (!keys || !counts || (with_alpha && !alpha_sums))
        return NO_MEMORY;
    found->room = room;
    return DONE;
}

static int lowest_bit(uint64_t bits)
{
#ifdef _MSC_VER
    unsigned long place;
    if (_BitScanForward(&place, (unsigned long)bits))
        return (int)place;
    _BitScanForward(&place, (unsigned long)(bits >> 32));
    return (int)place + 32;
#else
    return __builtin_ctzll(bits);
#endif
}

static size_t begin_of(const Histogram *histogram, size_t block, size_t bucket)
{
    return block * PIXELS_A_BLOCK + (bucket ? histogram->ends[block * BUCKETS + bucket - 1] : 0);
}

static size_t end_of(const Histogram *histogram, size_t block, size_t bucket)
{
    return block * PIXELS_A_BLOCK + histogram->ends[block * BUCKETS + bucket];
}

/* The RGB colours of a bucket: counters of each, and of those only the ones that were touched looked at. */
static Status count_bucket(const Histogram *histogram, size_t bucket, Scratch *scratch, Found *found)
{
    uint32_t *counts = scratch->counts;
    uint64_t *seen = scratch->seen, *alpha_sums = scratch->alpha_sums;
    const uint16_t *rests = histogram->rests;
    size_t pixels = 0;
    for (size_t block = 0; block < histogram->blocks; block++) {
        size_t begin = begin_of(histogram, block, bucket), end = end_of(histogram, block, bucket);
        pixels += end - begin;
        for (size_t at = begin; at < end; at++) {
            counts[rests[at]]++;
            seen[rests[at] / 64] |= (uint64_t)1 << rests[at] % 64;
        }
        if (histogram->with_alpha)
            for (size_t at = begin; at < end; at++)
                alpha_sums[rests[at]] += histogram->alphas[at];
    }
    if (!pixels)
        return DONE;
    for (uint32_t group = 0; group < LOWS / 64; group++) {
        if (!seen[group])
            continue;
        if (reserve(found, 64, histogram->with_alpha) != DONE)
            return NO_MEMORY;
        for (; seen[group]; seen[group] &= seen[group] - 1) {
            uint32_t rest = group * 64 + (uint32_t)lowest_bit(seen[group]);
            found->keys[found->colors] = (uint32_t)bucket << LOW_BITS | rest;
            found->counts[found->colors] = counts[rest];
            counts[rest] = 0;
            if (histogram->with_alpha) {
                found->alpha_sums[found->colors] = (int64_t)alpha_sums[rest];
                alpha_sums[rest] = 0;
            }
            found->colors++;
        }
    }
    return DONE;
}

/* One pass of a radix sort, by `bits` bits from `shift` on. */
static void sort_by_digit(const uint32_t *from, uint32_t *to, size_t size, int shift, int bits)
{
    uint32_t ends[1 << LOW_DIGIT] = {0}, total = 0, digits = (uint32_t)1 << bits;
    for (size_t at = 0; at < size; at++)
        ends[from[at] >> shift & (digits - 1)]++;
    for (uint32_t digit = 0; digit < digits; digit++) {
        uint32_t count = ends[digit];
        ends[digit] = total;
        total += count;
    }
    for (size_t at = 0; at < size; at++)
        to[ends[from[at] >> shift & (digits - 1)]++] = from[at];
}

static void sort_few(uint32_t *values, size_t size)
{
    for (size_t at = 1; at < size; at++) {
        uint32_t value = values[at];
        size_t place = at;
        for (; place && values[place - 1] > value; place--)
            values[place] = values[place - 1];
        values[place] = value;
    }
}

static Status reserve_sorted(Scratch *scratch, size_t size)
{
    if (size <= scratch->room)
        return DONE;
    scratch->room = 0;
    for (int number = 0; number < 2; number++) {
        free(scratch->sorted[number]);
        scratch->sorted[number] = malloc(size * sizeof **scratch->sorted);
    }
    if (!scratch->sorted[0] || !scratch->sorted[1])
        return NO_MEMORY;
    scratch->room = size;
    return DONE;
}

/* The RGBA colours of a bucket: there are too many for counters, so they are sorted. */
static Status sort_bucket(const Histogram *histogram, size_t bucket, Scratch *scratch, Found *found)
{
    const uint32_t *rests = histogram->rests;
    size_t size = 0, begin;
    for (size_t block = 0; block < histogram->blocks; block++)
        size += end_of(histogram, block, bucket) - begin_of(histogram, block, bucket);
    if (!size)
        return DONE;
    if (reserve_sorted(scratch, size) != DONE)
        return NO_MEMORY;
    uint32_t *sorted = scratch->sorted[0];
    size = 0;
    for (size_t block = 0; block < histogram->blocks; block++) {
        begin = begin_of(histogram, block, bucket);
        size_t part = end_of(histogram, block, bucket) - begin;
        memcpy(sorted + size, rests + begin, part * sizeof *rests);
        size += part;
    }
    if (size <= FEW) {
        sort_few(sorted, size);
    } else {
        sort_by_digit(sorted, scratch->sorted[1], size, 0, LOW_DIGIT);
        sort_by_digit(scratch->sorted[1], sorted, size, LOW_DIGIT, LOW_BITS_RGBA - LOW_DIGIT);
    }
    for (size_t at = begin = 0; at < size; begin = at) {
        while (at < size && sorted[at] == sorted[begin])
            at++;
        if (reserve(found, 1, 0) != DONE)
            return NO_MEMORY;
        found->keys[found->colors] = (uint32_t)bucket << LOW_BITS_RGBA | sorted[begin];
        found->counts[found->colors++] = (int64_t)(at - begin);
    }
    return DONE;
}

static Status count_group(void *context, size_t group, int worker)
{
    Counting *job = context;
    Histogram *histogram = job->histogram;
    Status status = DONE;
    for (size_t bucket = group * BUCKETS_A_GROUP; status == DONE && bucket < (group + 1) * BUCKETS_A_GROUP; bucket++)
        status = (histogram->with_opacity ? sort_bucket : count_bucket)(histogram, bucket, &job->scratch[worker],
                                                                       &histogram->found[group]);
    return status;
}

static Status count_all(const Run *run, Counting *job)
{
    Histogram *histogram = job->histogram;
    size_t size = histogram->with_opacity ? sizeof(uint32_t) : sizeof(uint16_t);
    histogram->rests = malloc((job->n ? job->n : 1) * size);
    histogram->alphas = job->alpha ? malloc(job->n ? job->n : 1) : NULL;
    histogram->ends = malloc((histogram->blocks ? histogram->blocks : 1) * BUCKETS * sizeof *histogram->ends);
    if (!histogram->rests || !histogram->ends || (job->alpha && !histogram->alphas))
        return NO_MEMORY;
    Status status = each_block(run, histogram->blocks, sort_block, job);
    return status == DONE ? each_block(run, GROUPS, count_group, job) : status;
}

/* Count the distinct colours of (n, channels) pixels, those with a non-zero mask and alpha. `channels` is 3 or 4;
   only `with_opacity` the fourth is part of a colour. Without, the `alpha` is summed up by colour. The histogram is
   to be freed in any case. */
Status count_colors(const Run *run, const uint8_t *pixels, size_t n, int channels, int with_opacity,
                    const uint8_t *alpha, const uint8_t *mask, Histogram **histogram, size_t *colors)
{
    Counting job = {.pixels = pixels, .alpha = alpha, .mask = mask, .n = n, .channels = channels};
    size_t threads = (size_t)workers(run, GROUPS);
    *colors = 0;
    *histogram = job.histogram = calloc(1, sizeof **histogram);
    if (job.histogram && n >= MANY && !alpha && !with_opacity)
        return count_opaque_colors(run, pixels, n, channels, mask, &job.histogram->counters, colors);
    job.scratch = calloc(threads, sizeof *job.scratch);
    Status status = NO_MEMORY;
    if (job.histogram && job.scratch && n <= UINT32_MAX) { /* so many are counted */
        job.histogram->with_opacity = with_opacity;
        job.histogram->with_alpha = alpha != NULL;
        job.histogram->blocks = blocks_of(n, PIXELS_A_BLOCK);
        spread_bits(&job.spread, with_opacity ? 4 : 3);
        status = count_all(run, &job);
        for (int group = 0; group < GROUPS; group++) {
            job.histogram->found[group].first = *colors;
            *colors += job.histogram->found[group].colors;
        }
    }
    for (size_t worker = 0; job.scratch && worker < threads; worker++)
        for (int number = 0; number < 2; number++)
            free(job.scratch[worker].sorted[number]);
    free(job.scratch);
    return status;
}

void free_histogram(Histogram *histogram)
{
    if (!histogram)
        return;
    free_color_counters(histogram->counters);
    free(histogram->rests);
    free(histogram->alphas);
    free(histogram->ends);
    for (int group = 0; group < GROUPS; group++) {
        free(histogram->found[group].keys);
        free(histogram->found[group].counts);
        free(histogram->found[group].alpha_sums);
    }
    free(histogram);
}

typedef struct {
    const Histogram *histogram;
    uint32_t *keys, *codes;
    int64_t *counts, *alpha_sums;
} Listing;

static Status list_group(void *context, size_t group, int worker)
{
    const Listing *job = context;
    const Found *found = &job->histogram->found[group];
    int channels = job->histogram->with_opacity ? 4 : 3;
    (void)worker;
    if (!found->colors)
        return DONE;
    memcpy(job->keys + found->first, found->keys, found->colors * sizeof *job->keys);
    memcpy(job->counts + found->first, found->counts, found->colors * sizeof *job->counts);
    if (job->alpha_sums)
        memcpy(job->alpha_sums + found->first, found->alpha_sums, found->colors * sizeof *job->alpha_sums);
    for (size_t color = 0; color < found->colors; color++)
        job->codes[found->first + color] = code_of_key(found->keys[color], channels);
    return DONE;
}

/* The colours that were counted, by rising key. */
Status list_colors(const Run *run, const Histogram *histogram, uint32_t *keys, uint32_t *codes, int64_t *counts,
                   int64_t *alpha_sums)
{
    if (histogram->counters)
        return list_opaque_colors(run, histogram->counters, keys, codes, counts);
    Listing job = {histogram, keys, codes, counts, alpha_sums};
    return each_block(run, GROUPS, list_group, &job);
}
