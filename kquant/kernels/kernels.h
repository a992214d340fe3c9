/* KQuant's kernels: the inner loops, on plain arrays.

   Every kernel has a numpy twin, and gives the same numbers to the last bit, metrics to 1e-9: what these are is said
   in kquant/core/kernels.py. Floating-point expressions are evaluated as they are written (no fused multiply-add),
   sums are taken in a stated order. No kernel touches Python. */

#ifndef KQUANT_KERNELS_H
#define KQUANT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef _MSC_VER
#pragma fp_contract(off)
#endif

typedef enum { DONE = 0, STOPPED = 1, NO_MEMORY = 2 } Status;

/* What every kernel is given: how many threads to use, and a byte that becomes non-zero to stop it, or NULL. */
typedef struct {
    int threads;
    const volatile unsigned char *stop;
} Run;

/* Does the work of one block; `worker` is 0 .. threads - 1. */
typedef Status (*Work)(void *context, size_t block, int worker);

/* Work on `blocks` blocks over threads. Blocks are taken in order; which thread takes one is left open, so results
   are to be kept by block. The first status that is not DONE ends it. */
Status each_block(const Run *run, size_t blocks, Work work, void *context);

/* How many workers `each_block` has at most. */
int workers(const Run *run, size_t blocks);

/* How many blocks of `size` items n of them make. */
static inline size_t blocks_of(size_t n, size_t size) { return (n + size - 1) / size; }

/* The end of a block that begins at `at`, at most `size` items on. */
static inline size_t block_end(size_t at, size_t size, size_t n) { return n - at < size ? n : at + size; }

/* A call in which COLUMNS is the number of columns of points: a constant for those that are usual, so that the
   compiler writes loops over them out. */
#define WITH_COLUMNS(columns, call)                                                                                   \
    switch (columns) {                                                                                                \
        CALL_FOR(2, call)                                                                                             \
        CALL_FOR(3, call)                                                                                             \
        CALL_FOR(4, call)                                                                                             \
        CALL_FOR(6, call)                                                                                             \
    default: {                                                                                                        \
        const int COLUMNS = (int)(columns);                                                                           \
        call;                                                                                                         \
    }                                                                                                                 \
    }
#define CALL_FOR(number, call)                                                                                        \
    case number: {                                                                                                    \
        enum { COLUMNS = number };                                                                                    \
        call;                                                                                                         \
        break;                                                                                                        \
    }

/* Zeros, the first `huge` bytes in huge pages where there are such, see memory.c: it is `memory` that is to be freed,
   also where that is NULL. */
void *zeros(size_t size, size_t huge, void **memory);

/* Distinct colours of RGB or RGBA pixels, see histogram.c. */
typedef struct Histogram Histogram;
Status count_colors(const Run *run, const uint8_t *pixels, size_t n, int channels, int with_opacity,
                    const uint8_t *alpha, const uint8_t *mask, Histogram **histogram, size_t *colors);
Status list_colors(const Run *run, const Histogram *histogram, uint32_t *keys, uint32_t *codes, int64_t *counts,
                   int64_t *alpha_sums);
void free_histogram(Histogram *histogram);

/* The label of every pixel, see label_map.c. `size` is that of a label: 1 or 2 bytes. */
Status map_labels(const Run *run, const uint8_t *pixels, size_t n, int channels, int with_opacity,
                  const uint8_t *visible, const uint32_t *color_keys, const void *color_labels, size_t colors,
                  int size, unsigned invisible, void *labels);

/* The picture of labels, see paint.c. */
Status paint(const Run *run, const void *labels, size_t n, int size, const uint8_t *colors, size_t count,
             int channels, uint8_t *pixels);

/* Points at equal steps of their weights, see sample.c. */
Status sample_points(const int64_t *weights, size_t n, double first, size_t size, int64_t *points);

/* Where the cubes of an octree begin, see cubes.c. */
Status find_cubes(const uint32_t *keys, size_t n, int bits, int64_t *first, size_t *count);

/* What is in each cell of an octree, added up, see cell_sums.c. */
enum { MOST_COLUMNS = 8 };
Status sum_cells(const Run *run, const void *columns, const void *weights, int d, int whole_columns,
                 int whole_weights, size_t n, const int64_t *first, size_t cells, double *sums);
Status merge_cells(const Run *run, const double *finer, size_t rows, size_t n, const int64_t *first, size_t cells,
                   double *sums);

/* Points of a few columns, (columns_count, n) doubles or bytes, with weights that are doubles or whole numbers. */
typedef struct {
    size_t n;
    int columns_count, is_bytes, is_counted;
    const void *columns, *weights;
} PointArray;

/* Cells of an octree of colours, three columns of bytes with counts: `first` (count + 1) says where the points of each
   begin, `parts` the cells of the next level in it; (5, count) `sums` are those of `sum_cells`. */
enum { MOST_LEVELS = 5 };
typedef struct {
    size_t count;
    int side; /* in values */
    const int64_t *first, *parts;
    const double *sums;
} CellLevel;

/* The levels, coarsest first: every point is in one cell of each. */
typedef struct {
    int count;
    CellLevel levels[MOST_LEVELS];
} Cells;

/* The nearest of k centres for every point and what every centre gets, see assign.c. `order`, by index if it is NULL,
   is that in which centres win ties; `second`, which may be NULL, is the squared distance to the second nearest; of
   (k, columns) `centers` and `sums` each row is one centre. With `cells`, or NULL, it takes less time, if no `second`
   is wanted. */
Status assign_points(const Run *run, const PointArray *points, const Cells *cells, const double *centers, size_t k,
                     const uint16_t *order, uint16_t *labels, double *second, double *weights, double *sums,
                     double *costs);

/* The structural similarity of a picture and its palette picture, summed up, see ssim.c. `size` is that of a label. */
Status sum_similarity(const Run *run, const uint8_t *pixels, size_t height, size_t width, int channels,
                      const uint8_t *visible, const uint8_t *table, const void *labels, int size, double *sum);

/* CIEDE2000 of each pair of (n, 3) CIELAB colours, see ciede2000.c. */
Status compare_colors(const Run *run, const double *first, const double *second, size_t n, double *differences);

/* Z-order keys of colours (Morton, 1966), of C = 3 or 4 channels: bit i of the last one at C i, of the one before
   it at C i + 1, and so on. */
typedef struct {
    uint32_t red[256], green[256], blue[256], alpha[256];
    int with_avx2;
} Spread;
void spread_bits(Spread *spread, int channels);

/* The key of a pixel of 3 channels. */
static inline uint32_t key_of(const Spread *spread, const uint8_t *pixel)
{
    return spread->red[pixel[0]] | spread->green[pixel[1]] | spread->blue[pixel[2]];
}

/* The same of some pixels of 3 or 4 channels, the fourth of which is not looked at. */
void keys_of(const Spread *spread, const uint8_t *pixels, int channels, size_t count, uint32_t *keys);

/* The same of the first pixels, for processors with AVX2; returns of how many, 0 where it was not compiled for them. */
size_t keys_with_avx2(const uint8_t *pixels, int channels, size_t count, uint32_t *keys);

/* 0xRRGGBB or 0xAARRGGBB of a key. */
uint32_t code_of_key(uint32_t key, int channels);

/* Whether the processor has AVX2, and it may be used, see processor.c. */
int has_avx2(void);
void allow_avx2(int whether);

/* Points assigned to their nearest centres, see partition.c; d is 2, 3, 4 or 6. */
typedef struct {
    size_t n, d, k;
    const double *columns, *weights; /* (d, n), (n) */
    int32_t *order;                  /* (n) the points by block, see partition.h */
    double *points;                  /* (blocks, d, 16) their coordinates */
    double *balls;                   /* (nodes, d + 1) middle and radius of what is in a node */
    double *reach;                   /* (nodes) the squared distance up to which a moved centre matters to it */
    double *centers;                 /* (k, d) */
    int32_t *labels;                 /* (n) */
    double *own;                     /* (n) squared distance to the own centre */
    double *totals;                  /* (k, d + 2) weight, weighted coordinates, weighted squared distances */
} Partition;
void tree_size(size_t n, size_t *blocks, size_t *nodes);
Status begin_partition(const Run *run, Partition *partition);
Status move_partition(const Run *run, Partition *partition, const double *centers);
Status descend(const Run *run, Partition *partition, const uint8_t *is_free, size_t most, double least_shift,
               double best, double patience, double *compactness, size_t *iterations);
Status find_prospects(const Run *run, Partition *partition, double *costs, double *gains, double *halves);

#endif
