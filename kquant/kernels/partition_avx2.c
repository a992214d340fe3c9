/* The nearest centres for blocks of points, where the compiler is told to use AVX2. */

#ifdef __AVX2__
#define LOOK_AT_PART look_at_part_avx2
#include "partition_look.h"
#else
#include "partition.h"
void look_at_part_avx2(const Look *look, size_t part, Scratch *scratch) { look_at_part_plain(look, part, scratch); }
#endif
