/* The nearest centres of the colours in a cell of an octree; compiled once for every processor and once for AVX2.

   Cells inside of cells, each with the centres that are left of the cell around it. Where one is left, its colours
   need not be looked at: what they add up to is known (Kanungo et al., "An efficient k-means clustering algorithm",
   2002). Coordinates and weights are whole numbers, so sums are exact, in whatever order they are taken. */

#include "assign_cells.h"
#include "assign_candidates.h"

enum { WORTH_OPENING = 1024 /* comparisons */ };

/* Leave out candidates that are beaten even in the corner of a box that favours them most, and so in all of it, by
   the one that is nearest to its middle. */
static inline void keep_unbeaten(const double *low, const double *high, Candidates *kept, double *excess, double doubt)
{
    double least = INFINITY;
    size_t rival = 0, count = 0;
    for (size_t at = 0; at < kept->count; at++) {
        double squared = 0;
        for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
            double offset = kept->x[axis][at] - (low[axis] + high[axis]) / 2;
            squared += offset * offset;
        }
        if (squared < least) {
            least = squared;
            rival = at;
        }
    }
    Lanes place[COLOR_COLUMNS], lows[COLOR_COLUMNS], highs[COLOR_COLUMNS];
    for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
        place[axis] = lanes_of(kept->x[axis][rival]);
        lows[axis] = lanes_of(low[axis]);
        highs[axis] = lanes_of(high[axis]);
    }
    for (size_t at = 0; at < kept->count; at += LANES) {
        Lanes more = lanes_of(0);
        for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
            Lanes center = lanes_at(kept->x[axis] + at);
            Lanes corner = where_less(place[axis], center, highs[axis], lows[axis]);
            Lanes own = difference(corner, center), its = difference(corner, place[axis]);
            more = sum(more, difference(product(own, own), product(its, its)));
        }
        store_lanes(excess + at, more);
    }
    for (size_t at = 0; at < kept->count; at++) {
        for (int axis = 0; axis < COLOR_COLUMNS; axis++)
            kept->x[axis][count] = kept->x[axis][at];
        kept->index[count] = kept->index[at];
        count += !(excess[at] > doubt);
    }
    kept->count = count;
    for (size_t at = count; at % LIST_LANES; at++)
        for (int axis = 0; axis < COLOR_COLUMNS; axis++)
            kept->x[axis][at] = INFINITY;
}

static inline double added_up(Lanes lanes)
{
    double numbers[LANES], total = 0;
    store_lanes(numbers, lanes);
    for (int lane = 0; lane < LANES; lane++)
        total += numbers[lane];
    return total;
}

/* Compare up to COLORS_AT_ONCE colours with every candidate. `rest`, if it is not NULL, is what they add up to: what the
   last candidate gets is what the others leave of it. */
static inline void compare_colors_in_cell(CellSearch *search, size_t at, size_t count, const Candidates *with, double *rest)
{
    const PointArray *colors = search->colors;
    const int64_t *counts = colors->weights;
    double x[COLOR_COLUMNS][COLORS_AT_ONCE], w[COLORS_AT_ONCE], labels[COLORS_AT_ONCE];
    size_t padded = blocks_of(count, LANES) * LANES;
    for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
        const uint8_t *bytes = (const uint8_t *)colors->columns + (size_t)axis * colors->n + at;
        for (size_t number = 0; number < count; number++)
            x[axis][number] = bytes[number];
        for (size_t number = count; number < padded; number++)
            x[axis][number] = 0;
    }
    for (size_t number = 0; number < count; number++)
        w[number] = (double)counts[at + number];
    for (size_t number = count; number < padded; number++)
        w[number] = 0;
    for (size_t number = 0; number < padded; number += LANES) {
        Lanes first = lanes_of(INFINITY), label = lanes_of(0), own[COLOR_COLUMNS];
        for (int axis = 0; axis < COLOR_COLUMNS; axis++)
            own[axis] = lanes_at(x[axis] + number);
        for (size_t candidate = 0; candidate < with->count; candidate++) {
            Lanes squared = lanes_of(0);
            for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
                Lanes offset = difference(own[axis], lanes_of(with->x[axis][candidate]));
                squared = axis ? sum(squared, product(offset, offset)) : product(offset, offset);
            }
            label = where_less(squared, first, lanes_of(with->index[candidate]), label);
            first = smaller(first, squared);
        }
        store_lanes(labels + number, label);
    }
    for (size_t number = 0; number < count; number++)
        search->labels[at + number] = (uint16_t)labels[number];
    size_t counted = with->count - (rest != NULL);
    for (size_t candidate = 0; candidate < counted; candidate++) {
        Lanes sums[CELL_SUMS], index = lanes_of(with->index[candidate]);
        for (int row = 0; row < CELL_SUMS; row++)
            sums[row] = lanes_of(0);
        for (size_t number = 0; number < padded; number += LANES) {
            Lanes weight = where_equal(lanes_at(labels + number), index, lanes_at(w + number));
            Lanes norm = lanes_of(0);
            sums[0] = sum(sums[0], weight);
            for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
                Lanes own = lanes_at(x[axis] + number), weighted = product(weight, own);
                sums[1 + axis] = sum(sums[1 + axis], weighted);
                norm = sum(norm, product(weighted, own));
            }
            sums[CELL_SUMS - 1] = sum(sums[CELL_SUMS - 1], norm);
        }
        double *total = search->totals + (size_t)with->index[candidate] * CELL_SUMS;
        for (int row = 0; row < CELL_SUMS; row++) {
            double found = added_up(sums[row]);
            total[row] += found;
            if (rest)
                rest[row] -= found;
        }
    }
    if (rest) {
        double *total = search->totals + (size_t)with->index[counted] * CELL_SUMS;
        for (int row = 0; row < CELL_SUMS; row++)
            total[row] += rest[row];
    }
}

/* Whether the cells inside of one have to be looked at. */
static inline int look_at_cell(CellSearch *search, int number, size_t cell)
{
    const CellLevel *level = &search->cells->levels[number];
    Candidates *kept = &search->lists[number];
    size_t at = (size_t)level->first[cell], end = (size_t)level->first[cell + 1];
    if (at == end)
        return 0;
    const uint8_t *bytes = search->colors->columns;
    double low[COLOR_COLUMNS], high[COLOR_COLUMNS], sums[CELL_SUMS];
    int side = end - at == 1 ? 1 : level->side;
    for (int axis = 0; axis < COLOR_COLUMNS; axis++) {
        low[axis] = bytes[(size_t)axis * search->colors->n + at] & ~(side - 1);
        high[axis] = low[axis] + (side - 1);
    }
    keep_candidates(low, high, number ? &search->lists[number - 1] : search->centers, kept, search->near_bounds,
                    COLOR_COLUMNS, 0);
    if (kept->count > 1)
        keep_unbeaten(low, high, kept, search->near_bounds, search->doubt);
    for (int row = 0; row < CELL_SUMS; row++)
        sums[row] = level->sums[(size_t)row * level->count + cell];
    if (kept->count == 1) {
        uint16_t label = (uint16_t)kept->index[0];
        for (int row = 0; row < CELL_SUMS; row++)
            search->totals[label * CELL_SUMS + row] += sums[row];
        for (; at < end; at++)
            search->labels[at] = label;
        return 0;
    }
    if (number < search->cells->count - 1 && (end - at) * kept->count > WORTH_OPENING)
        return 1;
    double *rest = end - at <= COLORS_AT_ONCE ? sums : NULL;
    for (; at < end; at += COLORS_AT_ONCE)
        compare_colors_in_cell(search, at, SMALLER(end - at, COLORS_AT_ONCE), kept, rest);
    return 0;
}

/* Cells inside of cells, as far as they are open. */
static void search_cell(CellSearch *search, size_t cell)
{
    size_t at[MOST_LEVELS], ends[MOST_LEVELS];
    int level = 0;
    at[0] = cell;
    ends[0] = cell + 1;
    while (level >= 0) {
        if (at[level] == ends[level]) {
            level--;
            continue;
        }
        size_t one = at[level]++;
        if (!look_at_cell(search, level, one))
            continue;
        const int64_t *parts = search->cells->levels[level].parts;
        level++;
        at[level] = (size_t)parts[one];
        ends[level] = (size_t)parts[one + 1];
    }
}
