/* The work of ssim.c once more, for processors with AVX2: the same expressions, four pixels at a time. */

#include "ssim.h"

#ifdef __AVX2__
#include "ssim_block.h"

Work ssim_block_with_avx2(void) { return ssim_block; }
#else
Work ssim_block_with_avx2(void) { return NULL; }
#endif
