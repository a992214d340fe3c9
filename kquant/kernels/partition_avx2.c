/* The search of partition.c once more, for processors with AVX2: the same expressions, more points at a time. */

#include "partition.h"

#ifdef __AVX2__
#include "partition_look.h"

LookAtPart look_at_part_with_avx2(void) { return look_at_part; }
#else
LookAtPart look_at_part_with_avx2(void) { return NULL; }
#endif
