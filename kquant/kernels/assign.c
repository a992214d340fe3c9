/* The nearest centre of every point, and what every centre gets. */

#include "assign_cells.h"
#include "assign_search.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS_A_SUM = 65536, MOST_SUMS = 1 << 22 /* numbers that are kept at once, if blocks are many */ };

typedef struct {
    const PointArray *points;
    const Candidates *centers;
    SearchPoints search;
    double **scratch; /* of each worker */
    uint16_t *labels;
    double *second;
} Searching;

static size_t whole_lanes(size_t count) { return blocks_of(count, LIST_LANES) * LIST_LANES; }

/* The next `count` numbers of scratch memory; only counted if there is none yet. */
static double *taken(double *scratch, size_t *used, size_t count)
{
    double *place = scratch ? scratch + *used : NULL;
    *used += count;
    return place;
}

static size_t lay_out(Search *search, double *scratch, int columns, size_t k)
{
    size_t used = 0, room = whole_lanes(k + 1), runs = POINTS_A_SEARCH / POINTS_A_RUN;
    search->near_bounds = taken(scratch, &used, room);
    search->second = taken(scratch, &used, POINTS_A_SEARCH);
    search->labels = (uint16_t *)taken(scratch, &used, POINTS_A_SEARCH / 4);
    for (int level = 0; level < SEARCH_LEVELS; level++)
        search->lists[level].index = taken(scratch, &used, room);
    for (int axis = 0; axis < columns; axis++) {
        search->x[axis] = taken(scratch, &used, POINTS_A_SEARCH);
        for (int level = 0; level < SEARCH_LEVELS; level++) {
            search->lists[level].x[axis] = taken(scratch, &used, room);
            search->low[level][axis] = taken(scratch, &used, runs);
            search->high[level][axis] = taken(scratch, &used, runs);
        }
    }
    return used;
}

/* Coordinates of some of the points along one axis. */
static void read_column(const PointArray *points, int axis, size_t at, size_t count, double *x)
{
    size_t first = (size_t)axis * points->n + at;
    if (!points->is_bytes) {
        memcpy(x, (const double *)points->columns + first, count * sizeof *x);
        return;
    }
    const uint8_t *bytes = (const uint8_t *)points->columns + first;
    for (size_t number = 0; number < count; number++)
        x[number] = bytes[number];
}

static Status search_block(void *context, size_t block, int worker)
{
    Searching *job = context;
    const PointArray *points = job->points;
    size_t at = block * POINTS_A_SEARCH, count = SMALLER(points->n - at, POINTS_A_SEARCH);
    Search search = {.centers = job->centers};
    lay_out(&search, job->scratch[worker], points->columns_count, job->centers->count);
    search.points = blocks_of(count, POINTS_A_RUN) * POINTS_A_RUN;
    if (!job->second)
        search.second = NULL;
    for (int axis = 0; axis < points->columns_count; axis++) {
        double *x = search.x[axis];
        read_column(points, axis, at, count, x);
        for (size_t missing = count; missing < search.points; missing++)
            x[missing] = x[count - 1];
    }
    job->search(&search, points->columns_count);
    memcpy(job->labels + at, search.labels, count * sizeof *job->labels);
    if (job->second)
        memcpy(job->second + at, search.second, count * sizeof *job->second);
    return DONE;
}

static Status find_labels(const Run *run, const PointArray *points, const Candidates *centers, uint16_t *labels,
                          double *second)
{
    size_t blocks = blocks_of(points->n, POINTS_A_SEARCH);
    int count = workers(run, blocks);
    SearchPoints with_avx2 = has_avx2() ? search_with_avx2() : NULL;
    Searching job = {points, centers, with_avx2 ? with_avx2 : search_points, NULL, labels, second};
    Search layout;
    size_t numbers = lay_out(&layout, NULL, points->columns_count, centers->count);
    Status status = NO_MEMORY;
    job.scratch = calloc((size_t)count, sizeof *job.scratch);
    if (!job.scratch)
        return NO_MEMORY;
    for (int worker = 0; worker < count; worker++)
        if (!(job.scratch[worker] = malloc(numbers * sizeof **job.scratch)))
            goto end;
    status = each_block(run, blocks, search_block, &job);
end:
    for (int worker = 0; worker < count; worker++)
        free(job.scratch[worker]);
    free(job.scratch);
    return status;
}

typedef struct {
    const PointArray *points;
    const double *centers; /* that costs are measured from, or NULL for 0 */
    size_t k, first;       /* the block that `results` begin with */
    const uint16_t *labels;
    double *results; /* for each block and centre: the weight, the weighted coordinates, the cost */
} Adding;

/* One point after another: the order is a part of the result. */
static inline void add_points(const Adding *job, size_t at, size_t end, double *result, int columns)
{
    enum { CHUNK = 256 };
    const PointArray *points = job->points;
    static const double origin[MOST_COLUMNS] = {0};
    double x[MOST_COLUMNS][CHUNK];
    for (; at < end; at += CHUNK) {
        size_t count = SMALLER(end - at, CHUNK);
        for (int axis = 0; axis < columns; axis++)
            read_column(points, axis, at, count, x[axis]);
        for (size_t number = 0; number < count; number++) {
            size_t point = at + number, label = job->labels[point];
            double weight = points->is_counted ? (double)((const int64_t *)points->weights)[point]
                                               : ((const double *)points->weights)[point];
            const double *center = job->centers ? job->centers + label * (size_t)columns : origin;
            double *own = result + label * (size_t)(columns + 2), squared = 0;
            own[0] += weight;
            for (int axis = 0; axis < columns; axis++) {
                double offset = x[axis][number] - center[axis];
                squared += offset * offset;
                own[1 + axis] += weight * x[axis][number];
            }
            own[columns + 1] += weight * squared;
        }
    }
}

static Status add_block(void *context, size_t block, int worker)
{
    const Adding *job = context;
    size_t at = (job->first + block) * POINTS_A_SUM, end = block_end(at, POINTS_A_SUM, job->points->n);
    int columns = job->points->columns_count;
    double *result = job->results + block * job->k * (size_t)(columns + 2);
    (void)worker;
    memset(result, 0, job->k * (size_t)(columns + 2) * sizeof *result);
    WITH_COLUMNS(columns, add_points(job, at, end, result, COLUMNS))
    return DONE;
}

/* Sums by block, added in the order of the blocks: as many blocks at once as there is memory for. */
static Status add_up(const Run *run, const PointArray *points, const double *centers, size_t k,
                     const uint16_t *labels, double *weights, double *sums, double *costs)
{
    size_t columns = (size_t)points->columns_count, numbers = k * (columns + 2);
    size_t blocks = blocks_of(points->n, POINTS_A_SUM);
    Adding job = {points, centers, k, 0, labels, NULL};
    memset(weights, 0, k * sizeof *weights);
    memset(sums, 0, k * columns * sizeof *sums);
    memset(costs, 0, k * sizeof *costs);
    if (!blocks)
        return DONE;
    size_t most = MOST_SUMS / numbers, at_once = SMALLER(blocks, LARGER(most, (size_t)workers(run, blocks)));
    job.results = malloc(at_once * numbers * sizeof *job.results);
    if (!job.results)
        return NO_MEMORY;
    Status status = DONE;
    for (; status == DONE && job.first < blocks; job.first += at_once) {
        size_t count = SMALLER(blocks - job.first, at_once);
        status = each_block(run, count, add_block, &job);
        const double *result = job.results;
        for (size_t block = 0; status == DONE && block < count; block++)
            for (size_t center = 0; center < k; center++) {
                weights[center] += *result++;
                for (size_t axis = 0; axis < columns; axis++)
                    sums[center * columns + axis] += *result++;
                costs[center] += *result++;
            }
    }
    free(job.results);
    return status;
}

/* Costs out of sums over whole numbers. Those to a whole place near each centre are exact; little is added to them. */
static void costs_of_moments(const double *centers, size_t k, size_t columns, const double *weights,
                             const double *sums, double *costs)
{
    for (size_t center = 0; center < k; center++) {
        double weight = weights[center], more = 0;
        for (size_t axis = 0; axis < columns; axis++) {
            double place = centers[center * columns + axis], sum = sums[center * columns + axis];
            double whole = floor(place + 0.5), beside = place - whole;
            costs[center] += whole * (weight * whole - 2 * sum);
            more += beside * (weight * beside - 2 * (sum - weight * whole));
        }
        costs[center] += more;
    }
}

Status assign_points(const Run *run, const PointArray *points, const Cells *cells, const double *centers, size_t k,
                     const uint16_t *order, uint16_t *labels, double *second, double *weights, double *sums,
                     double *costs)
{
    size_t room = whole_lanes(k + 1), columns = (size_t)points->columns_count;
    double *numbers = malloc(room * (columns + 1) * sizeof *numbers);
    if (!numbers)
        return NO_MEMORY;
    Candidates all = {.index = numbers, .count = k};
    for (size_t place = 0; place < k; place++)
        all.index[place] = (double)(order ? order[place] : place);
    for (size_t axis = 0; axis < columns; axis++) {
        all.x[axis] = numbers + (axis + 1) * room;
        for (size_t place = 0; place < room; place++)
            all.x[axis][place] = place < k ? centers[(size_t)all.index[place] * columns + axis] : INFINITY;
    }
    int is_whole = points->is_bytes && points->is_counted;
    Status status;
    if (cells && !second)
        status = assign_cells(run, points, cells, &all, labels, weights, sums, costs);
    else if ((status = find_labels(run, points, &all, labels, second)) == DONE)
        status = add_up(run, points, is_whole ? NULL : centers, k, labels, weights, sums, costs);
    if (status == DONE && is_whole)
        costs_of_moments(centers, k, columns, weights, sums, costs);
    free(numbers);
    return status;
}
