/* The distinct colours of opaque pixels, counted in tables of all colours in Z-order, one for each thread.

   A counter is one byte, so that a table fits into the caches, and of the memory only those pages are ever touched
   in which there are colours. The rare counter that has no room for one more pixel is begun anew at 1, and 255 are
   noted in a larger one. */

#include "color_counters.h"

#include <stdlib.h>
#include <string.h>

enum { COLORS = 1 << 24, PAGE_BITS = 12, PAGE = 1 << PAGE_BITS, PAGES = COLORS / PAGE, FULL = UINT8_MAX };
enum { PIXELS_A_BLOCK = 1 << 16, KEYS_AT_ONCE = 256, MOST_TABLES = 4, SEGMENTS = 256, PAGES_A_SEGMENT = PAGES / SEGMENTS };

/* So large that no C library takes it from memory that was used before, which would have to be cleared. */
typedef struct {
    uint8_t counts[COLORS]; /* 0 where a colour is not there */
    uint32_t full[COLORS];  /* how often FULL has been taken off the count */
    uint8_t is_touched[PAGES], has_full[PAGES];
    void *memory; /* that it lies in */
} Table;

struct ColorCounters {
    const uint8_t *pixels, *mask;
    size_t n;
    int channels, threads; /* one table each */
    Table *tables[MOST_TABLES];
    size_t first[SEGMENTS + 1]; /* how many colours are before each segment */
    uint32_t page_codes[PAGE];  /* of the keys of a page, but for what is the same in all */
    Spread spread;

    uint32_t *keys, *codes; /* where they are listed */
    int64_t *counts;
};

static Table *new_table(void)
{
    void *memory;
    Table *table = zeros(sizeof *table, sizeof table->counts, &memory);
    if (table)
        table->memory = memory;
    return table;
}

static inline void add(Table *table, uint32_t key)
{
    table->is_touched[key >> PAGE_BITS] = 1;
    if (!++table->counts[key]) {
        table->counts[key] = 1;
        table->full[key]++;
        table->has_full[key >> PAGE_BITS] = 1;
    }
}

static Status count_block(void *context, size_t block, int worker)
{
    const ColorCounters *job = context;
    const uint8_t *mask = job->mask;
    size_t at = block * PIXELS_A_BLOCK, end = block_end(at, PIXELS_A_BLOCK, job->n);
    Table *table = job->tables[worker];
    for (; at < end; at += KEYS_AT_ONCE) {
        uint32_t keys[KEYS_AT_ONCE];
        size_t count = block_end(at, KEYS_AT_ONCE, end) - at;
        keys_of(&job->spread, job->pixels + at * (size_t)job->channels, job->channels, count, keys);
        for (size_t number = 0; number < count; number++)
            if (!mask || mask[at + number])
                add(table, keys[number]);
    }
    return DONE;
}

/* Those tables that have colours in a page, and how many they are. */
static int tables_of_page(const ColorCounters *job, size_t page, const Table **tables)
{
    int count = 0;
    for (int thread = 0; thread < job->threads; thread++)
        if (job->tables[thread]->is_touched[page])
            tables[count++] = job->tables[thread];
    return count;
}

/* Eight counters of some tables, each not 0 where one of them is. */
static inline uint64_t any_of_eight(const Table **tables, int count, size_t key)
{
    uint64_t any = 0;
    for (int number = 0; number < count; number++) {
        uint64_t eight;
        memcpy(&eight, tables[number]->counts + key, sizeof eight);
        any |= eight;
    }
    return any;
}

/* How many of eight bytes are not 0. */
static inline size_t count_bytes(uint64_t eight)
{
    const uint64_t low_bits = 0x7F7F7F7F7F7F7F7F, ones = 0x0101010101010101;
    uint64_t high_bits = ((eight & low_bits) + low_bits) | eight;
    return (size_t)((high_bits >> 7 & ones) * ones >> 56);
}

static Status tally_segment(void *context, size_t segment, int worker)
{
    ColorCounters *job = context;
    const Table *tables[MOST_TABLES];
    size_t colors = 0;
    (void)worker;
    for (size_t page = segment * PAGES_A_SEGMENT; page < (segment + 1) * PAGES_A_SEGMENT; page++) {
        int count = tables_of_page(job, page, tables);
        for (size_t low = 0; count && low < PAGE; low += 8)
            colors += count_bytes(any_of_eight(tables, count, page * PAGE + low));
    }
    job->first[segment + 1] = colors;
    return DONE;
}

/* List the colours of a page at `at`; returns how many they are. */
static size_t list_page(const ColorCounters *job, size_t page, const Table **tables, int count, size_t at)
{
    uint16_t lows[PAGE + 1];
    uint32_t page_code = code_of_key((uint32_t)(page * PAGE), 3);
    size_t colors = 0;
    for (size_t low = 0; low < PAGE; low += 8) {
        uint64_t any = any_of_eight(tables, count, page * PAGE + low);
        uint8_t eight[8];
        if (!any)
            continue;
        memcpy(eight, &any, sizeof any);
        for (size_t number = 0; number < 8; number++) {
            lows[colors] = (uint16_t)(low + number);
            colors += eight[number] != 0;
        }
    }
    for (size_t color = 0; color < colors; color++) {
        size_t key = page * PAGE + lows[color];
        int64_t sum = 0;
        for (int number = 0; number < count; number++) {
            sum += tables[number]->counts[key];
            if (tables[number]->has_full[page])
                sum += (int64_t)FULL * tables[number]->full[key];
        }
        job->keys[at + color] = (uint32_t)key;
        job->codes[at + color] = page_code | job->page_codes[lows[color]];
        job->counts[at + color] = sum;
    }
    return colors;
}

static Status list_segment(void *context, size_t segment, int worker)
{
    ColorCounters *job = context;
    const Table *tables[MOST_TABLES];
    size_t at = job->first[segment];
    (void)worker;
    for (size_t page = segment * PAGES_A_SEGMENT; page < (segment + 1) * PAGES_A_SEGMENT; page++) {
        int count = tables_of_page(job, page, tables);
        if (count)
            at += list_page(job, page, tables, count, at);
    }
    return DONE;
}

/* Count the (n, channels) pixels with a non-zero mask. The counters are to be freed in any case. */
Status count_opaque_colors(const Run *run, const uint8_t *pixels, size_t n, int channels, const uint8_t *mask,
                           ColorCounters **counters, size_t *colors)
{
    size_t blocks = blocks_of(n, PIXELS_A_BLOCK);
    ColorCounters *job = *counters = calloc(1, sizeof *job);
    int wanted = workers(run, blocks);
    *colors = 0;
    if (!job)
        return NO_MEMORY;
    job->pixels = pixels;
    job->mask = mask;
    job->n = n;
    job->channels = channels;
    spread_bits(&job->spread, 3);
    while (job->threads < MOST_TABLES && job->threads < wanted && (job->tables[job->threads] = new_table()))
        job->threads++;
    if (!job->threads)
        return NO_MEMORY;
    Run counting = {job->threads, run->stop};
    Status status = each_block(&counting, blocks, count_block, job);
    if (status == DONE)
        status = each_block(run, SEGMENTS, tally_segment, job);
    for (int segment = 0; segment < SEGMENTS; segment++)
        job->first[segment + 1] += job->first[segment];
    *colors = job->first[SEGMENTS];
    return status;
}

/* The colours that were counted, by rising key. */
Status list_opaque_colors(const Run *run, ColorCounters *counters, uint32_t *keys, uint32_t *codes, int64_t *counts)
{
    counters->keys = keys;
    counters->codes = codes;
    counters->counts = counts;
    for (uint32_t low = 0; low < PAGE; low++)
        counters->page_codes[low] = code_of_key(low, 3);
    return each_block(run, SEGMENTS, list_segment, counters);
}

void free_color_counters(ColorCounters *counters)
{
    for (int thread = 0; counters && thread < counters->threads; thread++)
        free(counters->tables[thread]->memory);
    free(counters);
}
