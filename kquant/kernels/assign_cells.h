/* What the search for the nearest centres of the colours in cells works on, see assign_cells_search.h. */

#ifndef KQUANT_ASSIGN_CELLS_H
#define KQUANT_ASSIGN_CELLS_H

#include "assign.h"

enum { COLORS_AT_ONCE = 256, COLOR_COLUMNS = 3, CELL_SUMS = 5 /* of w, of w x for each column, of w |x|^2 */ };

/* The cells, and the scratch memory and sums of a worker. */
typedef struct {
    const PointArray *colors;
    const Cells *cells;
    const Candidates *centers;
    Candidates lists[MOST_LEVELS];
    double *near_bounds; /* of each candidate */
    double doubt;        /* differences of squared distances are wrong by less */
    uint16_t *labels;
    double *totals; /* of each centre CELL_SUMS */
} CellSearch;

/* Search one of the coarsest cells. */
typedef void (*SearchCell)(CellSearch *search, size_t cell);

/* The search for processors with AVX2; NULL if it was not compiled for them. */
SearchCell cell_search_with_avx2(void);

/* Labels, and of each centre the sums of w, of w x and, as `moments`, of w |x|^2. */
Status assign_cells(const Run *run, const PointArray *colors, const Cells *cells, const Candidates *centers,
                    uint16_t *labels, double *weights, double *sums, double *moments);

#endif
