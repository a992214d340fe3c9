/* A few doubles side by side: four for AVX2, else one. The same expressions either way, and so the same numbers. */

#ifndef KQUANT_LANES_H
#define KQUANT_LANES_H

#ifdef __AVX2__
#include <immintrin.h>

typedef __m256d Lanes;
enum { LANES = 4 };

static inline Lanes lanes_of(double value) { return _mm256_set1_pd(value); }
static inline Lanes lanes_at(const double *numbers) { return _mm256_loadu_pd(numbers); }
static inline void store_lanes(double *numbers, Lanes a) { _mm256_storeu_pd(numbers, a); }
static inline Lanes sum(Lanes a, Lanes b) { return _mm256_add_pd(a, b); }
static inline Lanes difference(Lanes a, Lanes b) { return _mm256_sub_pd(a, b); }
static inline Lanes product(Lanes a, Lanes b) { return _mm256_mul_pd(a, b); }
static inline Lanes smaller(Lanes a, Lanes b) { return _mm256_min_pd(a, b); }
static inline Lanes larger(Lanes a, Lanes b) { return _mm256_max_pd(a, b); }

/* `then` where a < b, else `otherwise`. */
static inline Lanes where_less(Lanes a, Lanes b, Lanes then, Lanes otherwise)
{
    return _mm256_blendv_pd(otherwise, then, _mm256_cmp_pd(a, b, _CMP_LT_OQ));
}

/* `then` where a == b, else 0. */
static inline Lanes where_equal(Lanes a, Lanes b, Lanes then)
{
    return _mm256_and_pd(then, _mm256_cmp_pd(a, b, _CMP_EQ_OQ));
}

#else

typedef double Lanes;
enum { LANES = 1 };

static inline Lanes lanes_of(double value) { return value; }
static inline Lanes lanes_at(const double *numbers) { return *numbers; }
static inline void store_lanes(double *numbers, Lanes a) { *numbers = a; }
static inline Lanes sum(Lanes a, Lanes b) { return a + b; }
static inline Lanes difference(Lanes a, Lanes b) { return a - b; }
static inline Lanes product(Lanes a, Lanes b) { return a * b; }
static inline Lanes smaller(Lanes a, Lanes b) { return a < b ? a : b; }
static inline Lanes larger(Lanes a, Lanes b) { return a > b ? a : b; }
static inline Lanes where_less(Lanes a, Lanes b, Lanes then, Lanes otherwise) { return a < b ? then : otherwise; }
static inline Lanes where_equal(Lanes a, Lanes b, Lanes then) { return a == b ? then : 0; }

#endif
#endif
