/* Distinct colours of opaque pixels, see color_counters.c. */

#ifndef KQUANT_COLOR_COUNTERS_H
#define KQUANT_COLOR_COUNTERS_H

#include "kernels.h"

typedef struct ColorCounters ColorCounters;
Status count_opaque_colors(const Run *run, const uint8_t *pixels, size_t n, int channels, const uint8_t *mask,
                           ColorCounters **counters, size_t *colors);
Status list_opaque_colors(const Run *run, ColorCounters *counters, uint32_t *keys, uint32_t *codes, int64_t *counts);
void free_color_counters(ColorCounters *counters);

#endif
