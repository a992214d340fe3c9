/* Memory for large tables that are read and written all over. */

#ifdef __linux__
#define _DEFAULT_SOURCE /* for madvise */
#include <sys/mman.h>
#endif

#include "kernels.h"

#include <stdlib.h>

enum { HUGE_PAGE = 1 << 21 };

void *zeros(size_t size, size_t huge, void **memory)
{
    char *block = *memory = calloc(1, size + HUGE_PAGE);
    if (!block)
        return NULL;
    block += HUGE_PAGE - (uintptr_t)block % HUGE_PAGE;
#ifdef MADV_HUGEPAGE
    madvise(block, huge, MADV_HUGEPAGE); /* if it cannot be, it is slower */
#else
    (void)huge;
#endif
    return block;
}
