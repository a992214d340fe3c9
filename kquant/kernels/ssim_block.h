/* The structural similarity around each pixel of a block, summed up; compiled once for every processor and once
   for AVX2.

   Every row is blurred along itself once, and kept for the eleven rows whose windows it is in. The loops over the
   columns of a strip are plain, so that compilers make vectors of them. */

#include "ssim.h"

#include <string.h>

enum { REACH = 5, WINDOW = 2 * REACH + 1, WIDE = STRIP + 2 * REACH };

/* Blurred are the sum and the difference of both pictures, and the squares of these. */
enum { SUM, DIFFERENCE, SQUARED_SUM, SQUARED_DIFFERENCE, FIELDS };

/* exp(-d^2 / (2 1.5^2)) at the distances 0 to 5 from the middle, divided by their sum over the window. */
static const double weights[REACH + 1] = {0.26601172486179436, 0.2130055377112537, 0.10936068950970002,
                                          0.03600077212843083, 0.007598758135239185, 0.00102838008447911};

typedef struct {
    double blurred[WINDOW][FIELDS][STRIP]; /* along the last rows: each lies at its number modulo WINDOW */
    double fields[FIELDS][WIDE];           /* of the row */
    double means[FIELDS][STRIP];           /* over the windows around the pixels of a row */
    double sums[STRIP];
    uint16_t source[WIDE], result[WIDE]; /* luma of the row */
} Scratch;

/* Beyond its edges a picture is mirrored, as often as it takes: ... 1 0 | 0 1 2 | 2 1 ... */
static ptrdiff_t mirrored(ptrdiff_t place, ptrdiff_t length)
{
    while (place < 0 || place >= length)
        place = place < 0 ? -1 - place : 2 * length - 1 - place;
    return place;
}

/* Y of ITU-R BT.601 rounded to 8 bits, with weights of 15 bits as OpenCV has them. */
static inline uint16_t luma(const uint8_t *pixel)
{
    return (uint16_t)((9798 * pixel[0] + 19235 * pixel[1] + 3735 * pixel[2] + (1 << 14)) >> 15);
}

/* The luma of the pixels from `at` on. What is not visible is alike in both. */
static void read_luma(const Similarity *job, size_t at, size_t count, uint16_t *source, uint16_t *result)
{
    const uint8_t *table = job->table, *pixel = job->pixels + at * (size_t)job->channels;
    if (job->channels == 3)
        for (size_t i = 0; i < count; i++)
            source[i] = luma(pixel + 3 * i);
    else
        for (size_t i = 0; i < count; i++)
            source[i] = luma(pixel + 4 * i);
    if (job->size == 1)
        for (size_t i = 0; i < count; i++)
            result[i] = table[((const uint8_t *)job->labels)[at + i]];
    else
        for (size_t i = 0; i < count; i++)
            result[i] = table[((const uint16_t *)job->labels)[at + i]];
    if (job->visible)
        for (size_t i = 0; i < count; i++)
            result[i] = job->visible[at + i] ? result[i] : source[i];
}

/* The luma beyond the edges, at the places from `start` to `end` of a strip that begins at the column `first`. */
static void mirror(const Similarity *job, size_t first, size_t start, size_t end, Scratch *scratch)
{
    for (size_t at = start; at < end; at++) {
        ptrdiff_t column = (ptrdiff_t)(first + at) - REACH;
        size_t inside = (size_t)mirrored(column, (ptrdiff_t)job->width) + REACH - first;
        scratch->source[at] = scratch->source[inside];
        scratch->result[at] = scratch->result[inside];
    }
}

/* The fields of a row of the picture in the columns from `first` - REACH to `first` + `count` + REACH. */
static void read_row(const Similarity *job, size_t row, size_t first, size_t count, Scratch *scratch)
{
    size_t wide = count + 2 * REACH, before = first < REACH ? REACH - first : 0;
    size_t inside = job->width - (first + before - REACH);
    size_t after = before + inside < wide ? before + inside : wide;
    read_luma(job, row * job->width + first + before - REACH, after - before, scratch->source + before,
              scratch->result + before);
    mirror(job, first, 0, before, scratch);
    mirror(job, first, after, wide, scratch);
    const uint16_t *source = scratch->source, *result = scratch->result;
    for (size_t i = 0; i < wide; i++) {
        int sum = source[i] + result[i], difference = source[i] - result[i];
        scratch->fields[SUM][i] = sum;
        scratch->fields[DIFFERENCE][i] = difference;
        scratch->fields[SQUARED_SUM][i] = sum * sum;
        scratch->fields[SQUARED_DIFFERENCE][i] = difference * difference;
    }
}

/* The weighted sum of eleven rows of numbers; eleven shifts of one row blur it along itself. */
static inline void blur(const double *const rows[WINDOW], size_t count, double *restrict blurred)
{
    const double *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3], *e = rows[4], *middle = rows[5];
    const double *f = rows[6], *g = rows[7], *h = rows[8], *i = rows[9], *j = rows[10];
    for (size_t at = 0; at < count; at++)
        blurred[at] = weights[0] * middle[at] + weights[1] * (e[at] + f[at]) + weights[2] * (d[at] + g[at]) +
                      weights[3] * (c[at] + h[at]) + weights[4] * (b[at] + i[at]) + weights[5] * (a[at] + j[at]);
}

static void blur_along(const double *fields, size_t count, double *blurred)
{
    const double *shifted[WINDOW];
    for (int k = 0; k < WINDOW; k++)
        shifted[k] = fields + k;
    blur(shifted, count, blurred);
}

/* Across the rows that were blurred, of which the oldest is at the number `oldest`. */
static void blur_across(const Scratch *scratch, size_t oldest, int field, size_t count, double *blurred)
{
    const double *rows[WINDOW];
    for (size_t k = 0; k < WINDOW; k++)
        rows[k] = scratch->blurred[(oldest + k) % WINDOW][field];
    blur(rows, count, blurred);
}

/* Equation 13 of Wang et al. (2004) for each pixel of a row, added to the sums of the columns. Of the sum s and the
   difference d of x and y: 4 xy = s^2 - d^2 and 2 (x^2 + y^2) = s^2 + d^2, in the means and in the variances. */
static void add_similarity(Scratch *scratch, size_t count, const uint8_t *visible)
{
    const double c1 = 2 * (0.01 * 255) * (0.01 * 255), c2 = 2 * (0.03 * 255) * (0.03 * 255);
    double *restrict similarity = scratch->fields[0], *restrict sums = scratch->sums;
    for (size_t at = 0; at < count; at++) {
        double plus = scratch->means[SUM][at] * scratch->means[SUM][at];
        double minus = scratch->means[DIFFERENCE][at] * scratch->means[DIFFERENCE][at];
        double variance_plus = scratch->means[SQUARED_SUM][at] - plus;
        double variance_minus = scratch->means[SQUARED_DIFFERENCE][at] - minus;
        similarity[at] = (plus - minus + c1) * (variance_plus - variance_minus + c2) /
                         ((plus + minus + c1) * (variance_plus + variance_minus + c2));
    }
    if (visible)
        for (size_t at = 0; at < count; at++)
            similarity[at] = visible[at] ? similarity[at] : 0;
    for (size_t at = 0; at < count; at++)
        sums[at] += similarity[at];
}

static Status ssim_block(void *context, size_t block, int worker)
{
    const Similarity *job = context;
    Scratch scratch;
    size_t left = block % job->strips * STRIP, top = block / job->strips * BAND;
    size_t columns = block_end(left, STRIP, job->width) - left;
    size_t rows = block_end(top, BAND, job->height) - top;
    (void)worker;
    memset(scratch.sums, 0, sizeof scratch.sums);
    for (size_t number = 0; number < rows + 2 * REACH; number++) {
        ptrdiff_t row = mirrored((ptrdiff_t)(top + number) - REACH, (ptrdiff_t)job->height);
        read_row(job, (size_t)row, left, columns, &scratch);
        for (int field = 0; field < FIELDS; field++)
            blur_along(scratch.fields[field], columns, scratch.blurred[number % WINDOW][field]);
        if (number < 2 * REACH)
            continue;
        for (int field = 0; field < FIELDS; field++)
            blur_across(&scratch, number + 1, field, columns, scratch.means[field]);
        size_t at = (top + number - 2 * REACH) * job->width + left;
        add_similarity(&scratch, columns, job->visible ? job->visible + at : NULL);
    }
    double sum = 0;
    for (size_t at = 0; at < columns; at++)
        sum += scratch.sums[at];
    job->sums[block] = sum;
    return DONE;
}
