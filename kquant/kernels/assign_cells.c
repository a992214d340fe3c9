/* The nearest centre of every colour in the cells of an octree, and what every centre gets. */

#include "assign_cells.h"
#include "assign_cells_search.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    CellSearch *of_workers;
    SearchCell search;
} SearchingCells;

static Status search_coarsest_cell(void *context, size_t cell, int worker)
{
    const SearchingCells *job = context;
    job->search(&job->of_workers[worker], cell);
    return DONE;
}

/* Scratch memory of a worker, and how many numbers it is. */
static size_t lay_out(CellSearch *search, double *scratch, int levels, size_t k)
{
    size_t room = blocks_of(k + 1, LIST_LANES) * LIST_LANES, used = room;
    search->near_bounds = scratch;
    for (int level = 0; level < levels; level++) {
        search->lists[level].index = scratch + used;
        used += room;
        for (int axis = 0; axis < COLOR_COLUMNS; axis++, used += room)
            search->lists[level].x[axis] = scratch + used;
    }
    search->totals = scratch + used;
    return used + k * CELL_SUMS;
}

static double largest_coordinate(const Candidates *centers)
{
    double largest = UINT8_MAX;
    for (int axis = 0; axis < COLOR_COLUMNS; axis++)
        for (size_t place = 0; place < centers->count; place++)
            largest = LARGER(largest, fabs(centers->x[axis][place]));
    return largest;
}

Status assign_cells(const Run *run, const PointArray *colors, const Cells *cells, const Candidates *centers,
                    uint16_t *labels, double *weights, double *sums, double *moments)
{
    size_t k = centers->count, coarsest = cells->levels[0].count;
    int count = workers(run, coarsest);
    double largest = largest_coordinate(centers);
    CellSearch one = {colors, cells, centers, .doubt = 1e-13 * largest * largest, .labels = labels};
    size_t numbers = lay_out(&one, NULL, cells->count, k);
    double *scratch = malloc((size_t)count * numbers * sizeof *scratch);
    CellSearch *of_workers = malloc((size_t)count * sizeof *of_workers);
    Status status = NO_MEMORY;
    if (!scratch || !of_workers)
        goto end;
    for (int worker = 0; worker < count; worker++) {
        of_workers[worker] = one;
        lay_out(&of_workers[worker], scratch + (size_t)worker * numbers, cells->count, k);
        memset(of_workers[worker].totals, 0, k * CELL_SUMS * sizeof *scratch);
    }
    SearchCell with_avx2 = has_avx2() ? cell_search_with_avx2() : NULL;
    SearchingCells job = {of_workers, with_avx2 ? with_avx2 : search_cell};
    status = each_block(run, coarsest, search_coarsest_cell, &job);
    for (size_t center = 0; status == DONE && center < k; center++) {
        double totals[CELL_SUMS] = {0};
        for (int worker = 0; worker < count; worker++)
            for (int row = 0; row < CELL_SUMS; row++)
                totals[row] += of_workers[worker].totals[center * CELL_SUMS + (size_t)row];
        weights[center] = totals[0];
        for (int axis = 0; axis < COLOR_COLUMNS; axis++)
            sums[center * COLOR_COLUMNS + (size_t)axis] = totals[1 + axis];
        moments[center] = totals[CELL_SUMS - 1];
    }
end:
    free(of_workers);
    free(scratch);
    return status;
}
