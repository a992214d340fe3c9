/* Which centres may be the nearest of some point in a box.

   A centre is left out if it is farther from the nearest place of the box than another one from the farthest. Both
   are computed by the expression that decides about points, (x - c)^2 summed up axis by axis. Every step of it is
   rounded, and rounding never puts two numbers in the other order: so bounds hold to the last bit, and which centres
   are left out changes no label. */

#ifndef KQUANT_ASSIGN_CANDIDATES_H
#define KQUANT_ASSIGN_CANDIDATES_H

#include "assign.h"
#include "lanes.h"

#include <math.h>

#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define SMALLER(a, b) ((a) < (b) ? (a) : (b))

/* The candidates `from` that may be the nearest, or second nearest, of some point in a box. */
static inline void keep_candidates(const double *low, const double *high, const Candidates *from, Candidates *kept,
                                   double *near_bounds, int columns, int with_second)
{
    const Lanes none = lanes_of(0);
    Lanes first = lanes_of(INFINITY), second = first, lows[MOST_COLUMNS], highs[MOST_COLUMNS];
    for (int axis = 0; axis < columns; axis++) {
        lows[axis] = lanes_of(low[axis]);
        highs[axis] = lanes_of(high[axis]);
    }
    for (size_t at = 0; at < from->count; at += LANES) { /* lists are filled up to whole lanes */
        Lanes near_bound = none, far_bound = none;
        for (int axis = 0; axis < columns; axis++) {
            Lanes center = lanes_at(from->x[axis] + at);
            Lanes above = difference(center, lows[axis]), below = difference(highs[axis], center);
            Lanes far_offset = larger(above, below), near_offset = smaller(smaller(above, below), none);
            near_bound = sum(near_bound, product(near_offset, near_offset));
            far_bound = sum(far_bound, product(far_offset, far_offset));
        }
        store_lanes(near_bounds + at, near_bound);
        if (with_second)
            second = smaller(second, larger(far_bound, first));
        first = smaller(first, far_bound);
    }
    double firsts[LANES], seconds[LANES], least = INFINITY, next = INFINITY;
    store_lanes(firsts, first);
    store_lanes(seconds, second);
    for (int lane = 0; lane < LANES; lane++) {
        double other = LARGER(firsts[lane], least);
        other = SMALLER(other, seconds[lane]);
        next = SMALLER(other, next);
        least = SMALLER(firsts[lane], least);
    }
    double reach = with_second ? next : least;
    size_t count = 0;
    for (size_t at = 0; at < from->count; at++) {
        for (int axis = 0; axis < columns; axis++)
            kept->x[axis][count] = from->x[axis][at];
        kept->index[count] = from->index[at];
        count += near_bounds[at] <= reach;
    }
    kept->count = count;
    for (size_t at = count; at % LIST_LANES; at++)
        for (int axis = 0; axis < columns; axis++)
            kept->x[axis][at] = INFINITY;
}

#endif
