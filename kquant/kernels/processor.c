/* What the processor can do, and whether it is to be used. */

#include "kernels.h"

#if defined(_MSC_VER) && defined(_M_X64) && !defined(__clang__)
#include <immintrin.h>
#include <intrin.h>
static int detected(void)
{
    int found[4];
    __cpuid(found, 0);
    if (found[0] < 7)
        return 0;
    __cpuid(found, 1);
    if ((found[2] >> 27 & 3) != 3 || (_xgetbv(0) & 6) != 6) /* the system keeps the wide registers */
        return 0;
    __cpuidex(found, 7, 0);
    return found[1] >> 5 & 1;
}
#elif defined(__x86_64__) && defined(__GNUC__) && !(defined(__MINGW32__) && !defined(__clang__))
/* GCC for Windows does not align the stack for wide registers (its bug 54412): it is not told to use them. */
static int detected(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
}
#else
static int detected(void) { return 0; }
#endif

static int allowed = 1;

void allow_avx2(int whether) { allowed = whether; }

int has_avx2(void) { return allowed && detected(); }
