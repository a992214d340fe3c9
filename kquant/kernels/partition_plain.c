/* The nearest centres for blocks of points, for every processor. */

#define LOOK_AT_PART look_at_part_plain
#include "partition_look.h"
