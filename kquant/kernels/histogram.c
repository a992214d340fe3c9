/* The distinct colours of a picture, counted.

   The counters lie in Z-order, so that colours which are alike are near each other in memory, and come out sorted.
   Each thread has counters of its own; where they are touched is noted for every 64, so that the rest, which for
   most pictures is nearly all, is never looked at. */

#include "kernels.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS = 1 << 24, GROUP = 64, GROUPS = KEYS / GROUP, SEGMENTS = 64, PER_SEGMENT = GROUPS / SEGMENTS };
enum { MOST_TABLES = 4, PIXELS_A_BLOCK = 1 << 18 };

typedef struct {
    uint32_t *counts;     /* of each key */
    uint64_t *alpha_sums; /* of each key, or NULL */
    uint8_t *touched;     /* of each group */
} Table;

struct Counters {
    Table tables[MOST_TABLES];
    int used;
    size_t first[SEGMENTS + 1]; /* the place of the first colour of each segment among all */
};

typedef struct {
    const Run *run;
    const uint8_t *pixels, *alpha, *mask;
    size_t n;
    int channels;
    Counters *counters;
    Spread spread;
} Counting;

static int make_table(Table *table, int with_alpha)
{
    table->counts = calloc(KEYS, sizeof *table->counts); /* pages that are not touched cost nothing */
    table->touched = calloc(GROUPS, 1);
    table->alpha_sums = with_alpha ? calloc(KEYS, sizeof *table->alpha_sums) : NULL;
    return table->counts && table->touched && (!with_alpha || table->alpha_sums);
}

void free_counters(Counters *counters)
{
    if (!counters)
        return;
    for (int number = 0; number < counters->used; number++) {
        free(counters->tables[number].counts);
        free(counters->tables[number].alpha_sums);
        free(counters->tables[number].touched);
    }
    free(counters);
}

static Status count_block(void *context, size_t block, int worker)
{
    Counting *job = context;
    const Table *table = &job->counters->tables[worker];
    const uint32_t *red = job->spread.red, *green = job->spread.green, *blue = job->spread.blue;
    size_t at = block * PIXELS_A_BLOCK, end = at + PIXELS_A_BLOCK < job->n ? at + PIXELS_A_BLOCK : job->n;
    const uint8_t *pixel = job->pixels + at * job->channels, *mask = job->mask, *alpha = job->alpha;
    uint32_t *counts = table->counts;
    uint8_t *touched = table->touched;
    int channels = job->channels;
    if (!mask && !alpha) {
        for (; at < end; at++, pixel += channels) {
            uint32_t key = red[pixel[0]] | green[pixel[1]] | blue[pixel[2]];
            counts[key]++;
            touched[key / GROUP] = 1;
        }
        return DONE;
    }
    for (; at < end; at++, pixel += channels) {
        if ((mask && !mask[at]) || (alpha && !alpha[at]))
            continue;
        uint32_t key = red[pixel[0]] | green[pixel[1]] | blue[pixel[2]];
        counts[key]++;
        touched[key / GROUP] = 1;
        if (alpha)
            table->alpha_sums[key] += alpha[at];
    }
    return DONE;
}

/* Add what the other threads have counted to the first table, and count the colours. */
static Status merge_segment(void *context, size_t segment, int worker)
{
    Counters *counters = context;
    Table *all = &counters->tables[0];
    size_t colors = 0;
    (void)worker;
    for (size_t group = segment * PER_SEGMENT; group < (segment + 1) * PER_SEGMENT; group++) {
        for (int number = 1; number < counters->used; number++) {
            const Table *one = &counters->tables[number];
            if (!one->touched[group])
                continue;
            all->touched[group] = 1;
            for (size_t key = group * GROUP; key < (group + 1) * GROUP; key++) {
                all->counts[key] += one->counts[key];
                if (all->alpha_sums)
                    all->alpha_sums[key] += one->alpha_sums[key];
            }
        }
        if (all->touched[group])
            for (size_t key = group * GROUP; key < (group + 1) * GROUP; key++)
                colors += all->counts[key] != 0;
    }
    counters->first[segment + 1] = colors;
    return DONE;
}

/* Count (n, channels) pixels, those with a non-zero mask and alpha; `pixels` may have 3 or 4 channels, of which the
   fourth is not looked at. The alpha is summed up by colour. The counters are to be freed in any case. */
Status count_colors(const Run *run, const uint8_t *pixels, size_t n, int channels, const uint8_t *alpha,
                    const uint8_t *mask, Counters **counters, size_t *colors)
{
    size_t blocks = (n + PIXELS_A_BLOCK - 1) / PIXELS_A_BLOCK;
    Run limited = {run->threads > MOST_TABLES ? MOST_TABLES : run->threads, run->stop};
    Counting job = {run, pixels, alpha, mask, n, channels, NULL, {{0}, {0}, {0}}};
    *counters = job.counters = calloc(1, sizeof **counters);
    if (!job.counters)
        return NO_MEMORY;
    spread_bits(&job.spread);
    for (int wanted = workers(&limited, blocks); job.counters->used < wanted;)
        if (!make_table(&job.counters->tables[job.counters->used++], alpha != NULL))
            return NO_MEMORY;
    Status status = each_block(&limited, blocks, count_block, &job);
    if (status == DONE)
        status = each_block(run, SEGMENTS, merge_segment, job.counters);
    for (int segment = 0; segment < SEGMENTS; segment++)
        job.counters->first[segment + 1] += job.counters->first[segment];
    *colors = job.counters->first[SEGMENTS];
    return status;
}

typedef struct {
    const Counters *counters;
    uint32_t *keys, *codes;
    int64_t *counts, *alpha_sums;
} Listing;

static Status list_segment(void *context, size_t segment, int worker)
{
    const Listing *job = context;
    const Table *all = &job->counters->tables[0];
    size_t at = job->counters->first[segment];
    (void)worker;
    for (size_t group = segment * PER_SEGMENT; group < (segment + 1) * PER_SEGMENT; group++) {
        if (!all->touched[group])
            continue;
        for (size_t key = group * GROUP; key < (group + 1) * GROUP; key++) {
            if (!all->counts[key])
                continue;
            job->keys[at] = (uint32_t)key;
            job->codes[at] = code_of_key((uint32_t)key);
            job->counts[at] = all->counts[key];
            if (job->alpha_sums)
                job->alpha_sums[at] = (int64_t)all->alpha_sums[key];
            at++;
        }
    }
    return DONE;
}

/* The colours that were counted, by rising key. */
Status list_colors(const Run *run, const Counters *counters, uint32_t *keys, uint32_t *codes, int64_t *counts,
                   int64_t *alpha_sums)
{
    Listing job = {counters, keys, codes, counts, alpha_sums};
    return each_block(run, SEGMENTS, list_segment, &job);
}
