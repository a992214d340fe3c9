/* What the search for the nearest centres works on, see assign_search.h. */

#ifndef KQUANT_ASSIGN_H
#define KQUANT_ASSIGN_H

#include "kernels.h"

enum { POINTS_A_SEARCH = 4096, POINTS_A_RUN = 16, SEARCH_LEVELS = 4, LIST_LANES = 8, WORTH_A_LOOK = 4 };

/* Centres in the order in which they win ties, with room for whole lanes, which are filled up with places infinitely far away. */
typedef struct {
    double *x[MOST_COLUMNS];
    double *index;
    size_t count;
} Candidates;

/* One block of points, and the scratch memory of the worker that looks at it. */
typedef struct {
    const Candidates *centers;
    size_t points; /* whole runs: the last point stands for what is missing */
    double *x[MOST_COLUMNS];
    double *low[SEARCH_LEVELS][MOST_COLUMNS], *high[SEARCH_LEVELS][MOST_COLUMNS]; /* of each run */
    Candidates lists[SEARCH_LEVELS];
    double *near_bounds; /* of each candidate */
    int open;            /* whether the run that was looked at has to be looked at more closely */
    uint16_t *labels;
    double *second; /* squared distance to the second nearest centre, or NULL */
} Search;

typedef void (*SearchPoints)(Search *search, int columns);

/* The search for processors with AVX2; NULL if it was not compiled for them. */
SearchPoints search_with_avx2(void);

#endif
