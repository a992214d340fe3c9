/* Z-order keys of 8-bit colours. */

#include "kernels.h"

void spread_bits(Spread *spread)
{
    for (unsigned value = 0; value < 256; value++) {
        uint32_t key = 0;
        for (unsigned bit = 0; bit < 8; bit++)
            key |= (uint32_t)(value >> bit & 1) << 3 * bit;
        spread->blue[value] = key;
        spread->green[value] = key << 1;
        spread->red[value] = key << 2;
    }
}

/* Every third bit, from bit 0 on, moved together. */
static uint32_t gathered(uint32_t key)
{
    key &= 0x249249;
    key = (key | key >> 2) & 0x0C30C3;
    key = (key | key >> 4) & 0x00F00F;
    return (key | key >> 8) & 0xFF;
}

uint32_t code_of_key(uint32_t key)
{
    return gathered(key >> 2) << 16 | gathered(key >> 1) << 8 | gathered(key);
}
