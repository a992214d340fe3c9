/* Z-order keys of 8-bit colours. */

#include "kernels.h"

void spread_bits(Spread *spread, int channels)
{
    spread->with_avx2 = has_avx2();
    for (unsigned value = 0; value < 256; value++) {
        uint32_t key = 0;
        for (int bit = 0; bit < 8; bit++)
            key |= (uint32_t)(value >> bit & 1) << channels * bit;
        spread->alpha[value] = channels == 4 ? key : 0;
        spread->blue[value] = key << (channels - 3);
        spread->green[value] = key << (channels - 2);
        spread->red[value] = key << (channels - 1);
    }
}

void keys_of(const Spread *spread, const uint8_t *pixels, int channels, size_t count, uint32_t *keys)
{
    size_t at = spread->with_avx2 ? keys_with_avx2(pixels, channels, count, keys) : 0;
    for (; at < count; at++)
        keys[at] = key_of(spread, pixels + at * (size_t)channels);
}

/* Every third bit, from bit 0 on, moved together. */
static uint32_t gathered_thirds(uint32_t key)
{
    key &= 0x249249;
    key = (key | key >> 2) & 0x0C30C3;
    key = (key | key >> 4) & 0x00F00F;
    return (key | key >> 8) & 0xFF;
}

/* Every fourth bit, from bit 0 on, moved together. */
static uint32_t gathered_fourths(uint32_t key)
{
    key &= 0x11111111;
    key = (key | key >> 3) & 0x03030303;
    key = (key | key >> 6) & 0x000F000F;
    return (key | key >> 12) & 0xFF;
}

uint32_t code_of_key(uint32_t key, int channels)
{
    if (channels == 3)
        return gathered_thirds(key >> 2) << 16 | gathered_thirds(key >> 1) << 8 | gathered_thirds(key);
    return gathered_fourths(key) << 24 | gathered_fourths(key >> 3) << 16 | gathered_fourths(key >> 2) << 8 |
           gathered_fourths(key >> 1);
}
