/* What is in each cell of an octree, added up. Cells are runs of points, or of smaller cells: `first` (cells + 1)
   says where each begins, and the end of the last. */

#include "kernels.h"

enum { CELLS_A_BLOCK = 256, MERGED_A_BLOCK = 1 << 13, MOST_ROWS = MOST_COLUMNS + 2 };

typedef struct {
    const void *columns, *weights;
    int d, whole_columns, whole_weights;
    size_t n, cells;
    const int64_t *first;
    double *sums;
} Summing;

/* Called with constants, so that there is a loop of its own for each number and type of columns. */
static inline void sum_points(const Summing *job, size_t cell, size_t end, int d, int whole_columns)
{
    const uint8_t *bytes = job->columns;
    const double *doubles = job->columns;
    for (; cell < end; cell++) {
        double weight = 0, moment = 0, sums[MOST_COLUMNS] = {0};
        for (size_t at = (size_t)job->first[cell]; at < (size_t)job->first[cell + 1]; at++) {
            double w = job->whole_weights ? (double)((const int64_t *)job->weights)[at]
                                          : ((const double *)job->weights)[at];
            double norm = 0;
            for (int column = 0; column < d; column++) {
                double x = whole_columns ? bytes[column * job->n + at] : doubles[column * job->n + at];
                sums[column] += w * x;
                norm += x * x;
            }
            weight += w;
            moment += w * norm;
        }
        job->sums[cell] = weight;
        for (int column = 0; column < d; column++)
            job->sums[(column + 1) * job->cells + cell] = sums[column];
        job->sums[(d + 1) * job->cells + cell] = moment;
    }
}

static Status sum_block(void *context, size_t block, int worker)
{
    const Summing *job = context;
    size_t at = block * CELLS_A_BLOCK, end = block_end(at, CELLS_A_BLOCK, job->cells);
    (void)worker;
    if (job->d == 3 && job->whole_columns)
        sum_points(job, at, end, 3, 1);
    else if (job->d == 3)
        sum_points(job, at, end, 3, 0);
    else if (job->d == 4 && !job->whole_columns)
        sum_points(job, at, end, 4, 0);
    else
        sum_points(job, at, end, job->d, job->whole_columns);
    return DONE;
}

/* The sums of w, of w x for each of d columns, and of w |x|^2, each over the points of a cell one after another.
   Columns are (d, n) uint8_t if whole, else double; weights int64_t if whole, else double; sums (d + 2, cells). */
Status sum_cells(const Run *run, const void *columns, const void *weights, int d, int whole_columns,
                 int whole_weights, size_t n, const int64_t *first, size_t cells, double *sums)
{
    Summing job = {columns, weights, d, whole_columns, whole_weights, n, cells, first, sums};
    return each_block(run, blocks_of(cells, CELLS_A_BLOCK), sum_block, &job);
}

typedef struct {
    const double *finer;
    size_t rows, n, cells;
    const int64_t *first;
    double *sums;
} Merging;

/* Called with a constant, so that the sums of a cell are kept in registers. */
static inline void merge_cells_of(const Merging *job, size_t cell, size_t end, size_t rows)
{
    for (; cell < end; cell++) {
        double sums[MOST_ROWS] = {0};
        for (size_t at = (size_t)job->first[cell]; at < (size_t)job->first[cell + 1]; at++)
            for (size_t row = 0; row < rows; row++)
                sums[row] += job->finer[row * job->n + at];
        for (size_t row = 0; row < rows; row++)
            job->sums[row * job->cells + cell] = sums[row];
    }
}

static Status merge_block(void *context, size_t block, int worker)
{
    const Merging *job = context;
    size_t at = block * MERGED_A_BLOCK, end = block_end(at, MERGED_A_BLOCK, job->cells);
    (void)worker;
    if (job->rows == 5)
        merge_cells_of(job, at, end, 5);
    else
        merge_cells_of(job, at, end, job->rows);
    return DONE;
}

/* The (rows, cells) sums of cells made of (rows, n) finer ones, one after another. As many rows as sum_cells gives. */
Status merge_cells(const Run *run, const double *finer, size_t rows, size_t n, const int64_t *first, size_t cells,
                   double *sums)
{
    Merging job = {finer, rows, n, cells, first, sums};
    return each_block(run, blocks_of(cells, MERGED_A_BLOCK), merge_block, &job);
}
