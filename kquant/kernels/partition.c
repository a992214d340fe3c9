/* Lloyd's iteration on weighted points, and what centres are worth: the search on cells.

   Sums over the points are taken one after another, by cluster, those of clusters in which nothing has changed being
   left as they are: they would come out the same. */

#include "partition_look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_PER_THREAD = 1 << 14, POWER_ROUNDS = 8 };

typedef struct {
    const Run *run;
    Partition *partition;
    int workers;
    double *next;   /* (k, d) centres */
    uint8_t *moves; /* (k) which centres do */
    Scratch *scratch;
    double *memory;
    Look look;
    LookAtPart look_at_part;
} Job;

static size_t parts_of(size_t n) { return blocks_of(n, BLOCK * BLOCKS_A_PART); }

void tree_size(size_t n, size_t *blocks, size_t *nodes)
{
    size_t on_level = *blocks = blocks_of(n, BLOCK);
    *nodes = 0;
    for (int level = 0; level < LEVELS; level++, on_level = blocks_of(on_level, FAN))
        *nodes += on_level;
}

static void end_job(Job *job)
{
    free(job->memory);
    free(job->scratch);
}

static Status begin_job(Job *job, const Run *run, Partition *partition)
{
    size_t k = partition->k, d = partition->d;
    Run limited = *run;
    if (partition->n / LEAST_PER_THREAD < (size_t)(limited.threads > 1 ? limited.threads : 1))
        limited.threads = (int)(partition->n / LEAST_PER_THREAD);
    memset(job, 0, sizeof *job);
    job->run = run;
    job->partition = partition;
    job->workers = workers(&limited, parts_of(partition->n));
    /* rows that are no power of two apart, as those would meet in the cache; in doubles, what is smaller rounded up */
    size_t stride = 2 * k + 8, rows = d * stride, shared = 2 * rows + (d + 1) * k;
    size_t of_worker = 2 * LEVELS * (rows + stride) + stride + k;
    job->memory = malloc((shared + of_worker * (size_t)job->workers) * sizeof(double));
    job->scratch = malloc(sizeof(Scratch) * (size_t)job->workers);
    if (!job->memory || !job->scratch) {
        end_job(job);
        return NO_MEMORY;
    }
    job->look = (Look){partition, stride, blocks_of(partition->n, BLOCK), {0}, {job->memory, NULL, k},
                       {job->memory + rows, NULL, 0}, 1, NULL};
    job->next = job->memory + 2 * rows;
    job->moves = (uint8_t *)(job->next + d * k);
    for (int level = 1; level < LEVELS; level++) {
        size_t size = (size_t)1 << 2 * (level - 1);
        job->look.first_node[level] = job->look.first_node[level - 1] + blocks_of(job->look.blocks, size);
    }
    for (int number = 0; number < job->workers; number++) {
        Scratch *scratch = &job->scratch[number];
        double *memory = job->memory + shared + of_worker * (size_t)number;
        for (int level = 0; level < LEVELS; level++, memory += 2 * (rows + stride)) {
            scratch->centers[level] = (Near){memory, (int32_t *)(memory + rows), 0};
            scratch->moved[level] = (Near){memory + rows + stride, (int32_t *)(memory + 2 * rows + stride), 0};
        }
        scratch->squared = memory;
        scratch->changed = (uint8_t *)(memory + stride);
    }
    LookAtPart with_avx2 = has_avx2() ? look_at_part_with_avx2() : NULL;
    job->look_at_part = with_avx2 ? with_avx2 : look_at_part;
    return DONE;
}

static Status look_at(void *context, size_t part, int worker)
{
    Job *job = context;
    job->look_at_part(&job->look, part, &job->scratch[worker]);
    return DONE;
}

static Status look_at_all(Job *job)
{
    const Partition *partition = job->partition;
    size_t k = partition->k, d = partition->d;
    Run run = {job->workers, job->run->stop};
    for (size_t center = 0; center < k; center++)
        for (size_t axis = 0; axis < d; axis++)
            job->look.centers.planes[axis * job->look.stride + center] = partition->centers[center * d + axis];
    for (int number = 0; number < job->workers; number++)
        memset(job->scratch[number].changed, 0, k);
    return each_block(&run, parts_of(partition->n), look_at, job);
}

/* The sums of clusters that have changed: weight, weighted coordinates, weighted squared distances. */
static inline void add_up_columns(size_t d, Partition *partition, const uint8_t *changed)
{
    const double *columns = partition->columns, *weights = partition->weights, *own = partition->own;
    size_t n = partition->n, width = d + 2;
    for (size_t cluster = 0; cluster < partition->k; cluster++)
        if (changed[cluster])
            memset(partition->totals + cluster * width, 0, width * sizeof(double));
    for (size_t at = 0; at < n; at++) {
        size_t label = (size_t)partition->labels[at];
        if (!changed[label])
            continue;
        double *total = partition->totals + label * width, weight = weights[at];
        total[0] += weight;
        for (size_t axis = 0; axis < d; axis++)
            total[1 + axis] += weight * columns[axis * n + at];
        total[1 + d] += weight * own[at];
    }
}

static void add_up(Partition *partition, const uint8_t *changed)
{
    WITH_COLUMNS(partition->d, add_up_columns(COLUMNS, partition, changed))
}

/* Assign the points to (k, d) centres; those that stay where they are concern no point but by what others leave. */
static Status move(Job *job, const double *centers)
{
    Partition *partition = job->partition;
    size_t k = partition->k, d = partition->d, movers = 0, places = 0;
    size_t stride = job->look.stride;
    double *moved = job->look.moved.planes;
    uint8_t *changed = job->scratch[0].changed;
    for (size_t center = 0; center < k; center++) {
        double *old = partition->centers + center * d;
        const double *new = centers + center * d;
        int moves = 0;
        for (size_t axis = 0; axis < d; axis++) {
            moves |= old[axis] != new[axis];
            moved[axis * stride + places] = old[axis];
            moved[axis * stride + places + 1] = new[axis];
            old[axis] = new[axis];
        }
        job->moves[center] = (uint8_t)moves;
        movers += (size_t)moves;
        places += moves ? 2 : 0;
    }
    if (movers == 0)
        return DONE;
    job->look.all = movers * 2 > k;
    job->look.moved.count = places;
    Status status = look_at_all(job);
    if (status != DONE)
        return status;
    for (int number = 1; number < job->workers; number++)
        for (size_t cluster = 0; cluster < k; cluster++)
            changed[cluster] |= job->scratch[number].changed[cluster];
    for (size_t cluster = 0; cluster < k; cluster++)
        changed[cluster] |= job->moves[cluster];
    add_up(partition, changed);
    return DONE;
}

/* Reorder `count` places so that no coordinate of the first `low` is larger than one of the rest (Hoare's
   selection). */
static void select_low(int32_t *order, size_t count, size_t low, const double *column)
{
    size_t left = 0, right = count - 1;
    while (left < right) {
        double pivot = column[order[(left + right) / 2]];
        size_t i = left, j = right;
        while (i <= j) {
            while (column[order[i]] < pivot)
                i++;
            while (column[order[j]] > pivot)
                j--;
            if (i <= j) {
                int32_t place = order[i];
                order[i++] = order[j];
                order[j] = place;
                if (j == 0)
                    break;
                j--;
            }
        }
        if (low <= j)
            right = j;
        else if (low >= i)
            left = i;
        else
            break;
    }
}

/* Reorder points so that each block is as small as can be had by cuts across the longest side. */
static void cut(const Partition *partition, int32_t *order, size_t count)
{
    while (count > BLOCK) {
        size_t longest = 0, low = BLOCK;
        double length = -1;
        for (size_t axis = 0; axis < partition->d; axis++) {
            const double *column = partition->columns + axis * partition->n;
            double least = column[order[0]], most = least;
            for (size_t at = 1; at < count; at++) {
                double value = column[order[at]];
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            if (most - least > length) {
                length = most - least;
                longest = axis;
            }
        }
        while (low * 2 < count)
            low *= 2;
        select_low(order, count, low, partition->columns + longest * partition->n);
        cut(partition, order, low);
        order += low;
        count -= low;
    }
}

/* The ball around others, or around points, whose radius is 0: (count) rows of `width`, its last number the radius. */
static void enclose(size_t d, const double *balls, size_t count, double *ball)
{
    double largest = 0;
    for (size_t axis = 0; axis < d; axis++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t at = 0; at < count; at++) {
            double middle = balls[at * (d + 1) + axis], radius = balls[at * (d + 1) + d];
            low = middle - radius < low ? middle - radius : low;
            high = middle + radius > high ? middle + radius : high;
        }
        ball[axis] = (low + high) / 2;
    }
    for (size_t at = 0; at < count; at++) {
        double squared = 0;
        for (size_t axis = 0; axis < d; axis++) {
            double offset = balls[at * (d + 1) + axis] - ball[axis];
            squared += offset * offset;
        }
        double reach = sqrt(squared) + balls[at * (d + 1) + d];
        largest = reach > largest ? reach : largest;
    }
    ball[d] = largest * (1 + 1e-12);
}

/* Lay the points out in their tree. */
static void plant(const Job *job)
{
    const Partition *partition = job->partition;
    size_t n = partition->n, d = partition->d, blocks = job->look.blocks;
    for (size_t at = 0; at < n; at++)
        partition->order[at] = (int32_t)at;
    for (size_t first = 0; first < n; first += CHUNK)
        cut(partition, partition->order + first, block_end(first, CHUNK, n) - first);
    for (size_t block = 0; block < blocks; block++) {
        size_t first = block * BLOCK, size = block_end(first, BLOCK, n) - first;
        double *points = partition->points + first * d, rows[BLOCK * (MOST_COLUMNS + 1)];
        for (size_t at = 0; at < BLOCK; at++) { /* a block that is not full repeats its first point */
            size_t point = (size_t)partition->order[first + (at < size ? at : 0)];
            for (size_t axis = 0; axis < d; axis++)
                points[axis * BLOCK + at] = rows[at * (d + 1) + axis] = partition->columns[axis * n + point];
            rows[at * (d + 1) + d] = 0;
        }
        enclose(d, rows, BLOCK, partition->balls + block * (d + 1));
    }
    size_t below = blocks;
    for (int level = 1; level < LEVELS; level++) {
        const double *balls = partition->balls + job->look.first_node[level - 1] * (d + 1);
        double *ball = partition->balls + job->look.first_node[level] * (d + 1);
        for (size_t first = 0; first < below; first += FAN, ball += d + 1)
            enclose(d, balls + first * (d + 1), block_end(first, FAN, below) - first, ball);
        below = blocks_of(below, FAN);
    }
}

/* Assign the points to the centres for the first time: everything but points and centres is filled in. */
Status begin_partition(const Run *run, Partition *partition)
{
    Job job;
    Status status = begin_job(&job, run, partition);
    if (status != DONE)
        return status;
    plant(&job);
    memset(partition->labels, 0, partition->n * sizeof *partition->labels);
    status = look_at_all(&job);
    if (status == DONE) {
        memset(job.scratch[0].changed, 1, partition->k);
        add_up(partition, job.scratch[0].changed);
    }
    end_job(&job);
    return status;
}

Status move_partition(const Run *run, Partition *partition, const double *centers)
{
    Job job;
    Status status = begin_job(&job, run, partition);
    if (status != DONE)
        return status;
    status = move(&job, centers);
    end_job(&job);
    return status;
}

typedef struct {
    double cost;
    size_t at;
} Costly;

static int by_falling_cost(const void *one, const void *other)
{
    const Costly *a = one, *b = other;
    if (a->cost != b->cost)
        return a->cost > b->cost ? -1 : 1;
    return a->at < b->at ? -1 : 1;
}

/* Give the free clusters without a point those points that cost most. */
static Status refill(Job *job, const uint8_t *is_free)
{
    const Partition *partition = job->partition;
    size_t k = partition->k, d = partition->d, n = partition->n, taken = 0;
    Costly *costly = malloc(n * sizeof *costly);
    if (!costly)
        return NO_MEMORY;
    for (size_t at = 0; at < n; at++)
        costly[at] = (Costly){partition->weights[at] * partition->own[at], at};
    qsort(costly, n, sizeof *costly, by_falling_cost);
    for (size_t cluster = 0; cluster < k && taken < n; cluster++) {
        if (!is_free[cluster] || partition->totals[cluster * (d + 2)] != 0)
            continue;
        for (size_t axis = 0; axis < d; axis++)
            job->next[cluster * d + axis] = partition->columns[axis * n + costly[taken].at];
        taken++;
    }
    free(costly);
    return DONE;
}

/* The means of the clusters that are free, and the largest squared shift to one. */
static Status find_means(Job *job, const uint8_t *is_free, double *shift)
{
    const Partition *partition = job->partition;
    size_t k = partition->k, d = partition->d, empty = 0;
    memcpy(job->next, partition->centers, k * d * sizeof(double));
    for (size_t cluster = 0; cluster < k; cluster++) {
        const double *total = partition->totals + cluster * (d + 2);
        if (!is_free[cluster])
            continue;
        empty += total[0] == 0;
        if (total[0] > 0)
            for (size_t axis = 0; axis < d; axis++)
                job->next[cluster * d + axis] = total[1 + axis] / total[0];
    }
    Status status = empty ? refill(job, is_free) : DONE;
    *shift = 0;
    for (size_t cluster = 0; cluster < k; cluster++) {
        double squared = 0;
        for (size_t axis = 0; axis < d; axis++) {
            double offset = job->next[cluster * d + axis] - partition->centers[cluster * d + axis];
            squared += offset * offset;
        }
        *shift = squared > *shift ? squared : *shift;
    }
    return status;
}

static double compactness_of(const Partition *partition)
{
    double sum = 0;
    for (size_t cluster = 0; cluster < partition->k; cluster++)
        sum += partition->totals[cluster * (partition->d + 2) + partition->d + 1];
    return sum;
}

/* Lloyd's iteration, at most `most` times; what the compactness has come to after each goes into `compactness`. It ends
   when no centre has moved by more than the root of `least_shift`, and when `patience` times what was gained last would
   not bring the compactness below `best`. */
Status descend(const Run *run, Partition *partition, const uint8_t *is_free, size_t most, double least_shift,
               double best, double patience, double *compactness, size_t *iterations)
{
    Job job;
    Status status = begin_job(&job, run, partition);
    *iterations = 0;
    if (status != DONE)
        return status;
    double before = compactness_of(partition);
    while (*iterations < most) {
        double shift;
        status = run->stop && *run->stop ? STOPPED : find_means(&job, is_free, &shift);
        if (status == DONE)
            status = move(&job, job.next);
        if (status != DONE)
            break;
        double now = compactness_of(partition);
        compactness[(*iterations)++] = now;
        if (shift <= least_shift || now - patience * (before - now) > best)
            break;
        before = now;
    }
    end_job(&job);
    return status;
}

/* Along which a cluster of this scatter ((d, d), the upper half filled in) is about longest: from the row with the
   largest diagonal element on, by the power method. Its length is of no consequence, so the matrix is scaled once. */
static inline void find_direction(size_t d, const double *scatter, double *direction)
{
    double matrix[MOST_COLUMNS][MOST_COLUMNS], next[MOST_COLUMNS];
    size_t longest = 0;
    for (size_t axis = 1; axis < d; axis++)
        longest = scatter[axis * d + axis] > scatter[longest * d + longest] ? axis : longest;
    double scale = scatter[longest * d + longest];
    for (size_t row = 0; row < d; row++)
        for (size_t column = row; column < d; column++)
            matrix[row][column] = matrix[column][row] = scale > 0 ? scatter[row * d + column] / scale : 0;
    for (size_t axis = 0; axis < d; axis++)
        direction[axis] = matrix[longest][axis];
    for (int round = 0; round < POWER_ROUNDS; round++) {
        for (size_t row = 0; row < d; row++) {
            next[row] = matrix[row][0] * direction[0];
            for (size_t column = 1; column < d; column++)
                next[row] += matrix[row][column] * direction[column];
        }
        memcpy(direction, next, d * sizeof(double));
    }
}

/* What splitting each cluster gains, and the means of its halves. `memory` has k times d * d + 4 * d + 2 numbers. */
static inline void split(size_t d, const Partition *partition, double *memory, double *gains, double *halves)
{
    size_t n = partition->n, k = partition->k;
    const double *columns = partition->columns, *weights = partition->weights;
    double *scatter = memory, *middles = scatter + k * d * d, *directions = middles + k * d;
    double *sums = directions + k * d; /* of each half: weight, weighted offsets */
    memset(memory, 0, k * (d * d + 4 * d + 2) * sizeof(double));
    for (size_t cluster = 0; cluster < k; cluster++) {
        const double *total = partition->totals + cluster * (d + 2);
        for (size_t axis = 0; axis < d; axis++)
            middles[cluster * d + axis] =
                total[0] > 0 ? total[1 + axis] / total[0] : partition->centers[cluster * d + axis];
    }
    for (size_t at = 0; at < n; at++) {
        size_t label = (size_t)partition->labels[at];
        double offset[MOST_COLUMNS], *of_cluster = scatter + label * d * d;
        for (size_t axis = 0; axis < d; axis++)
            offset[axis] = columns[axis * n + at] - middles[label * d + axis];
        for (size_t row = 0; row < d; row++) {
            double weighted = weights[at] * offset[row];
            for (size_t column = row; column < d; column++)
                of_cluster[row * d + column] += weighted * offset[column];
        }
    }
    for (size_t cluster = 0; cluster < k; cluster++)
        find_direction(d, scatter + cluster * d * d, directions + cluster * d);
    for (size_t at = 0; at < n; at++) {
        size_t label = (size_t)partition->labels[at];
        double offset[MOST_COLUMNS], along = 0;
        for (size_t axis = 0; axis < d; axis++) {
            offset[axis] = columns[axis * n + at] - middles[label * d + axis];
            along += offset[axis] * directions[label * d + axis];
        }
        double *sum = sums + (2 * label + (along > 0)) * (d + 1), weight = weights[at];
        sum[0] += weight;
        for (size_t axis = 0; axis < d; axis++)
            sum[1 + axis] += weight * offset[axis];
    }
    for (size_t cluster = 0; cluster < k; cluster++) {
        const double *low = sums + 2 * cluster * (d + 1), *high = low + d + 1;
        double apart = 0, both = low[0] * high[0];
        for (size_t axis = 0; axis < d; axis++) {
            double one = low[0] > 0 ? low[1 + axis] / low[0] : 0, other = high[0] > 0 ? high[1 + axis] / high[0] : 0;
            halves[2 * cluster * d + axis] = middles[cluster * d + axis] + one;
            halves[(2 * cluster + 1) * d + axis] = middles[cluster * d + axis] + other;
            apart += (one - other) * (one - other);
        }
        gains[cluster] = both > 0 ? both * apart / partition->totals[cluster * (d + 2)] : 0;
    }
}

/* What the centres are worth: the (k) growth of the compactness without each, the (k) gain from splitting its cluster,
   the (k, 2, d) means of the halves. */
Status find_prospects(const Run *run, Partition *partition, double *costs, double *gains, double *halves)
{
    Job job;
    size_t n = partition->n, k = partition->k, d = partition->d, of_cluster = d * d + 4 * d + 2;
    Status status = begin_job(&job, run, partition);
    if (status != DONE)
        return status;
    double *memory = malloc((n + k * of_cluster) * sizeof(double));
    if (memory) {
        job.look.second = memory;
        status = look_at_all(&job);
    } else {
        status = NO_MEMORY;
    }
    if (status == DONE) {
        memset(costs, 0, k * sizeof(double));
        for (size_t at = 0; at < n; at++)
            costs[partition->labels[at]] += partition->weights[at] * (memory[at] - partition->own[at]);
        WITH_COLUMNS(d, split(COLUMNS, partition, memory + n, gains, halves))
    }
    free(memory);
    end_job(&job);
    return status;
}
