/* The search of assign.c once more, for processors with AVX2: the same expressions, four points at a time. */

#include "assign.h"

/* GCC for Windows does not align the stack for registers of this size (its bug 54412). */
#if defined(__AVX2__) && !(defined(__MINGW32__) && !defined(__clang__))
#include "assign_search.h"

SearchPoints search_with_avx2(void) { return search_points; }
#else
SearchPoints search_with_avx2(void) { return NULL; }
#endif
