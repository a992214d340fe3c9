/* The search of assign.c once more, for processors with AVX2: the same expressions, four points at a time. */

#include "assign.h"

#ifdef __AVX2__
#include "assign_search.h"

SearchPoints search_with_avx2(void) { return search_points; }
#else
SearchPoints search_with_avx2(void) { return NULL; }
#endif
