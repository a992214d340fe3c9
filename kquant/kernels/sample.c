/* Points at equal steps of their weights. */

#include "kernels.h"

/* The `size` points in which the weights, added up, exceed (i + first) * (sum / size), rounded down; the last point
   where they do not. n is at least 1. */
Status sample_points(const int64_t *weights, size_t n, double first, size_t size, int64_t *points)
{
    int64_t sum = 0, end = weights[0];
    size_t point = 0;
    for (size_t at = 0; at < n; at++)
        sum += weights[at];
    double step = (double)sum / (double)size;
    for (size_t number = 0; number < size; number++) {
        int64_t position = (int64_t)(((double)number + first) * step);
        while (point + 1 < n && end <= position)
            end += weights[++point];
        points[number] = (int64_t)point;
    }
    return DONE;
}
