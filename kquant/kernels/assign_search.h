/* The nearest centres of a block of points; compiled once for every processor and once for AVX2.

   Points that follow each other are near each other wherever they come in Z-order, so a box around a run of them
   leaves most centres out: the runs of a block, those inside of them, and so on, each with the centres that are
   left of the run around it.

   A centre is left out of a run as assign_candidates.h says. */

#include "assign.h"
#include "assign_candidates.h"

static const size_t run_sizes[SEARCH_LEVELS] = {POINTS_A_SEARCH, 512, 64, POINTS_A_RUN};

/* Boxes of the smallest runs from their points, and of the others from those inside of them. */
static inline void find_boxes(Search *search, int columns)
{
    size_t runs = search->points / POINTS_A_RUN;
    for (int axis = 0; axis < columns; axis++) {
        const double *x = search->x[axis];
        double *low = search->low[SEARCH_LEVELS - 1][axis], *high = search->high[SEARCH_LEVELS - 1][axis];
        for (size_t run = 0; run < runs; run++, x += POINTS_A_RUN) {
            double least[4], most[4];
            for (int lane = 0; lane < 4; lane++)
                least[lane] = most[lane] = x[lane];
            for (int at = 4; at < POINTS_A_RUN; at += 4)
                for (int lane = 0; lane < 4; lane++) {
                    least[lane] = SMALLER(x[at + lane], least[lane]);
                    most[lane] = LARGER(x[at + lane], most[lane]);
                }
            double a = SMALLER(least[0], least[1]), b = SMALLER(least[2], least[3]);
            double c = LARGER(most[0], most[1]), d = LARGER(most[2], most[3]);
            low[run] = SMALLER(a, b);
            high[run] = LARGER(c, d);
        }
    }
    for (int level = SEARCH_LEVELS - 2; level >= 0; level--) {
        size_t inside = run_sizes[level] / run_sizes[level + 1], finer = runs;
        runs = blocks_of(runs, inside);
        for (int axis = 0; axis < columns; axis++) {
            const double *low = search->low[level + 1][axis], *high = search->high[level + 1][axis];
            for (size_t run = 0; run < runs; run++) {
                size_t at = run * inside, end = block_end(at, inside, finer);
                double least = low[at], most = high[at];
                for (at++; at < end; at++) {
                    least = SMALLER(low[at], least);
                    most = LARGER(high[at], most);
                }
                search->low[level][axis][run] = least;
                search->high[level][axis][run] = most;
            }
        }
    }
}

/* Compare some points with every candidate; these come by rising index, so the first of equals stays. */
static inline void compare(Search *search, size_t at, const Candidates *with, int columns, int with_second)
{
    enum { WIDTH = POINTS_A_RUN / LANES };
    Lanes first[WIDTH], second[WIDTH], label[WIDTH];
    for (int part = 0; part < WIDTH; part++) {
        first[part] = second[part] = lanes_of(INFINITY);
        label[part] = lanes_of(with->index[0]);
    }
    for (size_t number = 0; number < with->count; number++) {
        Lanes index = lanes_of(with->index[number]), center[MOST_COLUMNS];
        for (int axis = 0; axis < columns; axis++)
            center[axis] = lanes_of(with->x[axis][number]);
        for (int part = 0; part < WIDTH; part++) {
            Lanes squared = lanes_of(0);
            for (int axis = 0; axis < columns; axis++) {
                Lanes offset = difference(lanes_at(search->x[axis] + at + part * LANES), center[axis]);
                squared = axis ? sum(squared, product(offset, offset)) : product(offset, offset);
            }
            if (with_second)
                second[part] = smaller(second[part], larger(squared, first[part]));
            label[part] = where_less(squared, first[part], index, label[part]);
            first[part] = smaller(first[part], squared);
        }
    }
    double labels[POINTS_A_RUN];
    for (int part = 0; part < WIDTH; part++)
        store_lanes(labels + part * LANES, label[part]);
    for (int lane = 0; lane < POINTS_A_RUN; lane++)
        search->labels[at + lane] = (uint16_t)labels[lane];
    for (int part = 0; with_second && part < WIDTH; part++)
        store_lanes(search->second + at + part * LANES, second[part]);
}

static inline void search_run(Search *search, int level, size_t run, const Candidates *from, int columns,
                              int with_second)
{
    Candidates *kept = &search->lists[level];
    double low[MOST_COLUMNS], high[MOST_COLUMNS];
    for (int axis = 0; axis < columns; axis++) {
        low[axis] = search->low[level][axis][run];
        high[axis] = search->high[level][axis][run];
    }
    keep_candidates(low, high, from, kept, search->near_bounds, columns, with_second);
    size_t at = run * run_sizes[level], end = at + run_sizes[level];
    end = SMALLER(end, search->points);
    search->open = 0;
    if (kept->count == 1 && !with_second) {
        for (uint16_t label = (uint16_t)kept->index[0]; at < end; at++)
            search->labels[at] = label;
        return;
    }
    search->open = level < SEARCH_LEVELS - 1 && kept->count > WORTH_A_LOOK;
    if (!search->open)
        for (; at < end; at += POINTS_A_RUN)
            compare(search, at, kept, columns, with_second);
}

/* Runs inside of runs, as far as they are open; written out, as a function that calls itself is not inlined. */
static inline void search_runs(Search *search, int columns, int with_second)
{
    size_t runs[SEARCH_LEVELS], ends[SEARCH_LEVELS];
    int level = 0;
    find_boxes(search, columns);
    runs[0] = 0;
    ends[0] = 1;
    while (level >= 0) {
        if (runs[level] == ends[level]) {
            level--;
            continue;
        }
        size_t run = runs[level]++;
        search_run(search, level, run, level ? &search->lists[level - 1] : search->centers, columns, with_second);
        if (!search->open)
            continue;
        size_t inside = run_sizes[level] / run_sizes[level + 1], size = run_sizes[level + 1];
        size_t all = blocks_of(search->points, size);
        level++;
        runs[level] = run * inside;
        ends[level] = SMALLER(runs[level] + inside, all);
    }
}

static void search_points(Search *search, int columns)
{
    if (search->second)
        search_runs(search, columns, 1);
    else
        WITH_COLUMNS(columns, search_runs(search, COLUMNS, 0))
}
