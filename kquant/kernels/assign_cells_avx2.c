/* The search of assign_cells.c once more, for processors with AVX2: the same expressions, four points at a time. */

#include "assign_cells.h"

#ifdef __AVX2__
#include "assign_cells_search.h"

SearchCell cell_search_with_avx2(void) { return search_cell; }
#else
SearchCell cell_search_with_avx2(void) { return NULL; }
#endif
