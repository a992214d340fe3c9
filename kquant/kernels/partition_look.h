/* The nearest of many centres for blocks of points, compiled with and without AVX2.

   A centre farther from the middle of a ball than the nearest one by more than its diameter is not the nearest one of
   any point in it (Kanungo et al., "An efficient k-means clustering algorithm", 2002). So from level to level of the
   tree fewer candidates are left, and the points of a block are compared with the last of them. The same distance,
   kept with the node, tells later on whether a centre that moves concerns it. The margins are far above what rounding
   does to distances, which is relative to their size. Candidates stay in the order of their index, so that the lowest
   one of several equally near wins. */

#include "partition.h"

#include <math.h>
#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

#define MARGIN 1e-12       /* more of it on each level, so that what reaches a node reaches those above */
#define LEAST_REACH 1e-150 /* where squares underflow */

static inline double squared_distance(size_t d, const double *planes, size_t stride, size_t at, const double *point)
{
    double sum = 0;
    for (size_t axis = 0; axis < d; axis++) {
        double offset = planes[axis * stride + at] - point[axis];
        sum += offset * offset;
    }
    return sum;
}

static inline void measure(size_t d, const double *planes, size_t stride, size_t count, const double *point,
                           double *restrict squared)
{
    for (size_t at = 0; at < count; at++)
        squared[at] = squared_distance(d, planes, stride, at, point);
}

/* The smallest value or, of one more than that, the second. */
static inline double smallest(const double *values, size_t count, int second)
{
    double least[4], next[4];
    size_t at = 0;
    for (int lane = 0; lane < 4; lane++)
        least[lane] = next[lane] = INFINITY;
#ifdef __AVX2__
    __m256d low = _mm256_set1_pd(INFINITY), high = low;
    for (; at + 4 <= count; at += 4) {
        __m256d value = _mm256_loadu_pd(values + at);
        if (second)
            high = _mm256_min_pd(high, _mm256_max_pd(low, value));
        low = _mm256_min_pd(low, value);
    }
    _mm256_storeu_pd(least, low);
    _mm256_storeu_pd(next, high);
#endif
    for (; at < count; at++) {
        double value = values[at], larger = value < least[at & 3] ? least[at & 3] : value;
        next[at & 3] = larger < next[at & 3] ? larger : next[at & 3];
        least[at & 3] = value < least[at & 3] ? value : least[at & 3];
    }
    for (int lane = 1; lane < 4; lane++) {
        double larger = least[lane] < least[0] ? least[0] : least[lane];
        next[0] = next[lane] < next[0] ? next[lane] : next[0];
        next[0] = larger < next[0] ? larger : next[0];
        least[0] = least[lane] < least[0] ? least[lane] : least[0];
    }
    return second ? next[0] : least[0];
}

/* The squared distance from the middle of a ball up to which centres matter to what is in it. */
static inline double reach_of(double squared, double radius, int level)
{
    double reach = (sqrt(squared) + 2 * radius) * (1 + MARGIN * (1 + 4 * level)) + LEAST_REACH;
    return reach * reach;
}

#ifdef __AVX2__
/* Moves those of four numbers together of which a bit is set; how many those are. */
static const int32_t PACK[16][8] = {
    {0},          {0, 1},       {2, 3},             {0, 1, 2, 3},       {4, 5},             {0, 1, 4, 5},
    {2, 3, 4, 5}, {0, 1, 2, 3, 4, 5}, {6, 7},       {0, 1, 6, 7},       {2, 3, 6, 7},       {0, 1, 2, 3, 6, 7},
    {4, 5, 6, 7}, {0, 1, 4, 5, 6, 7}, {2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
};
static const int32_t PACK_INDEX[16][4] = {
    {0},    {0},    {1},    {0, 1},    {2},    {0, 2},    {1, 2},    {0, 1, 2},
    {3},    {0, 3}, {1, 3}, {0, 1, 3}, {2, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3},
};
static const uint8_t SET_BITS[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
#endif

/* Those of the places that are within `limit` of a point, the distances being known. Rows have room for some more. */
static inline void narrow(size_t d, size_t stride, const Near *from, double limit, double *squared, Near *to)
{
    size_t found = 0, at = 0, count = from->count;
    const double *planes = from->planes;
    const int32_t *index = from->index;
    double *kept = to->planes;
    int32_t *kept_index = to->index;
#ifdef __AVX2__
    const __m256d most = _mm256_set1_pd(limit);
    __m128i numbers = _mm_setr_epi32(0, 1, 2, 3);
    const __m128i four = _mm_set1_epi32(4);
    for (; at + 4 <= count; at += 4, numbers = _mm_add_epi32(numbers, four)) {
        int mask = _mm256_movemask_pd(_mm256_cmp_pd(_mm256_loadu_pd(squared + at), most, _CMP_LE_OQ));
        if (!mask)
            continue;
        __m256i pack = _mm256_loadu_si256((const __m256i *)PACK[mask]);
        for (size_t axis = 0; axis < d; axis++) {
            __m256 values = _mm256_castpd_ps(_mm256_loadu_pd(planes + axis * stride + at));
            values = _mm256_permutevar8x32_ps(values, pack);
            _mm256_storeu_pd(kept + axis * stride + found, _mm256_castps_pd(values));
        }
        __m128i which = index ? _mm_loadu_si128((const __m128i *)(index + at)) : numbers;
        pack = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)PACK_INDEX[mask]));
        __m128 packed = _mm_permutevar_ps(_mm_castsi128_ps(which), _mm256_castsi256_si128(pack));
        _mm_storeu_si128((__m128i *)(kept_index + found), _mm_castps_si128(packed));
        found += SET_BITS[mask];
    }
#endif
    for (; at < count; at++) {
        for (size_t axis = 0; axis < d; axis++)
            kept[axis * stride + found] = planes[axis * stride + at];
        kept_index[found] = index ? index[at] : (int32_t)at;
        found += squared[at] <= limit;
    }
    to->count = found;
}

/* What a block of points comes to. */
typedef struct {
    double best[BLOCK], second[BLOCK];
    int64_t place[BLOCK]; /* among the candidates */
} Found;

enum { LANES = 8 }; /* points at once, as many as there are registers for */

#ifdef __AVX2__
static inline void compare(size_t d, const double *points, const double *planes, size_t stride, size_t count,
                           int with_second, Found *found)
{
    for (size_t from = 0; from < BLOCK; from += LANES) {
        __m256d best[2], second[2], place[2], x[2][MOST_COLUMNS];
        for (int half = 0; half < 2; half++) {
            best[half] = second[half] = _mm256_set1_pd(INFINITY);
            place[half] = _mm256_setzero_pd();
            for (size_t axis = 0; axis < d; axis++)
                x[half][axis] = _mm256_loadu_pd(points + axis * BLOCK + from + 4 * half);
        }
        __m256i number = _mm256_setzero_si256();
        const __m256i one = _mm256_set1_epi64x(1);
        for (size_t at = 0; at < count; at++) {
            for (int half = 0; half < 2; half++) {
                __m256d offset = _mm256_sub_pd(x[half][0], _mm256_broadcast_sd(planes + at));
                __m256d sum = _mm256_mul_pd(offset, offset);
                for (size_t axis = 1; axis < d; axis++) {
                    offset = _mm256_sub_pd(x[half][axis], _mm256_broadcast_sd(planes + axis * stride + at));
                    sum = _mm256_add_pd(sum, _mm256_mul_pd(offset, offset));
                }
                __m256d nearer = _mm256_cmp_pd(sum, best[half], _CMP_LT_OQ);
                if (with_second)
                    second[half] = _mm256_min_pd(second[half], _mm256_max_pd(best[half], sum));
                else
                    place[half] = _mm256_blendv_pd(place[half], _mm256_castsi256_pd(number), nearer);
                best[half] = _mm256_min_pd(sum, best[half]);
            }
            number = _mm256_add_epi64(number, one);
        }
        for (int half = 0; half < 2; half++) {
            _mm256_storeu_pd(found->best + from + 4 * half, best[half]);
            if (with_second)
                _mm256_storeu_pd(found->second + from + 4 * half, second[half]);
            else
                _mm256_storeu_si256((__m256i *)(found->place + from + 4 * half), _mm256_castpd_si256(place[half]));
        }
    }
}
#else
static inline void compare(size_t d, const double *points, const double *planes, size_t stride, size_t count,
                           int with_second, Found *found)
{
    for (size_t from = 0; from < BLOCK; from += LANES) {
        double best[LANES], second[LANES];
        int64_t place[LANES] = {0};
        for (size_t lane = 0; lane < LANES; lane++)
            best[lane] = second[lane] = INFINITY;
        for (size_t at = 0; at < count; at++)
            for (size_t lane = 0; lane < LANES; lane++) {
                double offset = points[from + lane] - planes[at], sum = offset * offset;
                for (size_t axis = 1; axis < d; axis++) {
                    offset = points[axis * BLOCK + from + lane] - planes[axis * stride + at];
                    sum += offset * offset;
                }
                if (with_second) {
                    double larger = sum < best[lane] ? best[lane] : sum;
                    second[lane] = larger < second[lane] ? larger : second[lane];
                } else {
                    place[lane] = sum < best[lane] ? (int64_t)at : place[lane];
                }
                best[lane] = sum < best[lane] ? sum : best[lane];
            }
        memcpy(found->best + from, best, sizeof best);
        memcpy(found->second + from, second, sizeof second);
        memcpy(found->place + from, place, sizeof place);
    }
}
#endif

static inline void look_at_block(size_t d, const Look *look, size_t block, Scratch *scratch)
{
    const Partition *partition = look->partition;
    const Near *near = &scratch->centers[0];
    const int32_t *order = partition->order + block * BLOCK;
    size_t size = block_end(block * BLOCK, BLOCK, partition->n) - block * BLOCK;
    Found found;
    compare(d, partition->points + block * BLOCK * d, near->planes, look->stride, near->count, look->second != NULL,
            &found);
    if (look->second) {
        for (size_t at = 0; at < size; at++)
            look->second[order[at]] = found.second[at];
        return;
    }
    for (size_t at = 0; at < size; at++) {
        int32_t label = near->index[found.place[at]], *before = &partition->labels[order[at]];
        partition->own[order[at]] = found.best[at];
        if (label != *before) {
            scratch->changed[*before] = scratch->changed[label] = 1;
            *before = label;
        }
    }
}

/* Find the centres that matter to a node, of those that matter to the one above; 0 if nothing has changed for it. */
static inline int look_at_node(size_t d, const Look *look, int level, size_t number, Scratch *scratch)
{
    const Partition *partition = look->partition;
    size_t node = look->first_node[level] + number, stride = look->stride;
    const double *ball = partition->balls + node * (d + 1);
    double *reach = partition->reach + node;
    if (!look->all) {
        const Near *moved = level + 1 == LEVELS ? &look->moved : &scratch->moved[level + 1];
        measure(d, moved->planes, stride, moved->count, ball, scratch->squared);
        narrow(d, stride, moved, *reach, scratch->squared, &scratch->moved[level]);
        if (!scratch->moved[level].count)
            return 0;
    }
    const Near *centers = level + 1 == LEVELS ? &look->centers : &scratch->centers[level + 1];
    measure(d, centers->planes, stride, centers->count, ball, scratch->squared);
    double nearest = smallest(scratch->squared, centers->count, look->second != NULL);
    double limit = reach_of(nearest, ball[d], level);
    narrow(d, stride, centers, limit, scratch->squared, &scratch->centers[level]);
    if (!look->second)
        *reach = limit;
    return 1;
}

static inline void look_at_blocks(size_t d, const Look *look, size_t part, Scratch *scratch)
{
    size_t first = part * BLOCKS_A_PART, end = block_end(first, BLOCKS_A_PART, look->blocks);
    for (size_t block = first; block < end;) {
        int level = 0;
        size_t size = 1; /* in blocks, of a node of this level */
        while (level + 1 < LEVELS && (block - first) % (size * FAN) == 0) {
            level++;
            size *= FAN;
        }
        for (; level >= 0; level--, size /= FAN)
            if (!look_at_node(d, look, level, block / size, scratch))
                break;
        if (level < 0)
            look_at_block(d, look, block, scratch);
        block += level < 0 ? 1 : size;
    }
}

static void look_at_part(const Look *look, size_t part, Scratch *scratch)
{
    WITH_COLUMNS(look->partition->d, look_at_blocks(COLUMNS, look, part, scratch))
}
