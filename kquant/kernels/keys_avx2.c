/* Keys of pixels as in morton.c, eight at a time, for processors with AVX2. */

#include "kernels.h"

#ifdef __AVX2__
#include <immintrin.h>

enum { PIXELS = 8 };

/* Bit i of each number below 256 at 3 i. */
static inline __m256i thirds(__m256i x)
{
    x = _mm256_and_si256(_mm256_or_si256(x, _mm256_slli_epi32(x, 8)), _mm256_set1_epi32(0x00F00F));
    x = _mm256_and_si256(_mm256_or_si256(x, _mm256_slli_epi32(x, 4)), _mm256_set1_epi32(0x0C30C3));
    return _mm256_and_si256(_mm256_or_si256(x, _mm256_slli_epi32(x, 2)), _mm256_set1_epi32(0x249249));
}

static inline __m256i load(const uint8_t *pixels, int channels)
{
    if (channels == 4)
        return _mm256_loadu_si256((const __m256i *)pixels);
    __m128i first = _mm_loadu_si128((const __m128i *)pixels), last = _mm_loadu_si128((const __m128i *)(pixels + 12));
    return _mm256_shuffle_epi8(_mm256_set_m128i(last, first),
                               _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, /* and again */
                                                0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
}

static inline size_t find_keys(const uint8_t *pixels, int channels, size_t count, uint32_t *keys)
{
    const __m256i byte = _mm256_set1_epi32(255);
    size_t at = 0;
    for (; at + PIXELS + 2 <= count; at += PIXELS) { /* of 3 channels, bytes of two more pixels are read */
        __m256i colors = load(pixels + at * (size_t)channels, channels);
        __m256i red = thirds(_mm256_and_si256(colors, byte));
        __m256i green = thirds(_mm256_and_si256(_mm256_srli_epi32(colors, 8), byte));
        __m256i blue = thirds(_mm256_and_si256(_mm256_srli_epi32(colors, 16), byte));
        __m256i key = _mm256_or_si256(_mm256_slli_epi32(red, 2), _mm256_slli_epi32(green, 1));
        _mm256_storeu_si256((__m256i *)(keys + at), _mm256_or_si256(key, blue));
    }
    return at;
}

size_t keys_with_avx2(const uint8_t *pixels, int channels, size_t count, uint32_t *keys)
{
    return channels == 3 ? find_keys(pixels, 3, count, keys) : find_keys(pixels, 4, count, keys);
}
#else
size_t keys_with_avx2(const uint8_t *pixels, int channels, size_t count, uint32_t *keys)
{
    (void)pixels, (void)channels, (void)count, (void)keys;
    return 0;
}
#endif
