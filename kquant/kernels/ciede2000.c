/* The CIEDE2000 differences of pairs of CIELAB colours.

   G. Sharma, W. Wu, E. N. Dalal: "The CIEDE2000 color-difference formula: implementation notes, supplementary test
   data, and mathematical observations", Color Research and Application 30(1), 2005, equations 2 to 22, with
   kL = kC = kH = 1. Sines and cosines of hues are had from the colours: only one angle is computed, and that only
   where it counts. */

#include "kernels.h"

#include <math.h>

enum { PAIRS_A_BLOCK = 1 << 13 };

typedef struct {
    const double *first, *second;
    size_t n;
    double *differences;
} Pairs;

static const double radian = 0.017453292519943295;

static double norm(double a, double b) { return sqrt(a * a + b * b); }

/* sqrt(C^7 / (C^7 + 25^7)), of equations 4 and 17. */
static double chroma_weight(double chroma)
{
    double squared = chroma * chroma, seventh = squared * squared * squared * chroma;
    return sqrt(seventh / (seventh + 6103515625.0));
}

/* T of equation 15, of the cosine and sine of the hue: those of its multiples follow. */
static double hue_weight(double x, double y)
{
    double x2 = x * x - y * y, y2 = 2 * x * y;
    double x3 = x * x2 - y * y2, y3 = x * y2 + y * x2;
    double x4 = x2 * x2 - y2 * y2, y4 = 2 * x2 * y2;
    return 1 - 0.17 * (0.8660254037844387 * x + 0.5 * y) + 0.24 * x2 +
           0.32 * (0.9945218953682733 * x3 - 0.10452846326765347 * y3) -
           0.20 * (0.4539904997395468 * x4 + 0.8910065241883678 * y4);
}

/* R_T of equation 21 without its chroma weight. Of hues from 0 to 120 degrees, which are far from 275, it
   is below 1e-16, and nothing beside 1. */
static double rotation(double x, double y)
{
    if (y >= 0 && x > -0.5)
        return 0;
    double hue = atan2(y, x), from = ((hue < 0 ? hue + 360 * radian : hue) - 275 * radian) / (25 * radian);
    return -2 * sin(60 * radian * exp(-(from * from)));
}

static double difference(const double *first, const double *second)
{
    double l1 = first[0], a1 = first[1], b1 = first[2], l2 = second[0], a2 = second[1], b2 = second[2];
    double stretch = 1.5 - 0.5 * chroma_weight((norm(a1, b1) + norm(a2, b2)) / 2);
    a1 *= stretch;
    a2 *= stretch;
    double c1 = norm(a1, b1), c2 = norm(a2, b2), product = c1 * c2;
    /* the product times the cosine and the sine of the difference of the hues */
    double dot = a1 * a2 + b1 * b2, cross = a1 * b2 - b1 * a2;
    /* of opposite hues the greater one is ahead; rounding shall not decide which */
    int ahead = fabs(cross) > 1e-12 * product ? cross > 0 : b1 > 0 || (b1 == 0 && a1 > 0);
    /* the root of the product times the cosine of half the difference, or the sine if it is the greater one */
    double half = sqrt((product + fabs(dot)) / 2), between, x, y;
    if (dot >= 0) { /* the mean hue lies along the sum of the directions */
        between = half > 0 ? cross / half : 0;
        x = a1 * c2 + a2 * c1;
        y = b1 * c2 + b2 * c1;
    } else { /* across their difference */
        between = ahead ? 2 * half : -2 * half;
        x = ahead ? b2 * c1 - b1 * c2 : b1 * c2 - b2 * c1;
        y = ahead ? a1 * c2 - a2 * c1 : a2 * c1 - a1 * c2;
    }
    double length = norm(x, y);
    x = length > 0 ? x / length : 1;
    y = length > 0 ? y / length : 0;
    double chroma = (c1 + c2) / 2, middle = (l1 + l2) / 2 - 50, lightness = middle * middle;
    double delta_l = (l2 - l1) / (1 + 0.015 * lightness / sqrt(20 + lightness));
    double delta_c = (c2 - c1) / (1 + 0.045 * chroma);
    double delta_h = between / (1 + 0.015 * chroma * hue_weight(x, y));
    double turned = rotation(x, y) * chroma_weight(chroma);
    return sqrt(delta_l * delta_l + delta_c * delta_c + delta_h * delta_h + turned * delta_c * delta_h);
}

static Status compare_block(void *context, size_t block, int worker)
{
    const Pairs *job = context;
    size_t at = block * PAIRS_A_BLOCK, end = block_end(at, PAIRS_A_BLOCK, job->n);
    (void)worker;
    for (; at < end; at++)
        job->differences[at] = difference(job->first + 3 * at, job->second + 3 * at);
    return DONE;
}

/* Of (n, 3) and (n, 3) colours the (n,) differences. */
Status compare_colors(const Run *run, const double *first, const double *second, size_t n, double *differences)
{
    Pairs job = {first, second, n, differences};
    return each_block(run, blocks_of(n, PAIRS_A_BLOCK), compare_block, &job);
}
