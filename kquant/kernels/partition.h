/* Weighted points in clusters: what the kernels of partition.c and partition_look.h share. */

#ifndef KQUANT_PARTITION_H
#define KQUANT_PARTITION_H

#include "kernels.h"

/* The points lie in a tree: in blocks, four of which are a node of the next level, and so on. Points that follow one
   another should be near each other; within chunks of them the tree sees to it by itself. */
enum { BLOCK = 16, CHUNK = 256, FAN = 4, LEVELS = 5, BLOCKS_A_PART = 256 /* FAN to the power of LEVELS - 1 */ };

/* Centres, or places where one was or is, in planes: d rows of `stride` numbers. */
typedef struct {
    double *planes;
    int32_t *index; /* which centres these are */
    size_t count;
} Near;

/* Memory of one worker. */
typedef struct {
    double *squared;      /* (2 k) distances */
    Near centers[LEVELS]; /* that may be the nearest one of some point of a node */
    Near moved[LEVELS];   /* places that matter to it */
    uint8_t *changed;     /* (k) clusters that have won or lost a point */
} Scratch;

/* A look at all points, or at those that a move of some centres concerns. */
typedef struct {
    const Partition *partition;
    size_t stride, blocks;
    size_t first_node[LEVELS]; /* of each level among all */
    Near centers;              /* all of them */
    Near moved;                /* where centres have moved from and to */
    int all;                   /* whether to look at all points, whatever has moved */
    double *second;            /* (n) if that is wanted: labels and the rest are left as they are then */
} Look;

typedef void (*LookAtPart)(const Look *look, size_t part, Scratch *scratch);
LookAtPart look_at_part_with_avx2(void); /* NULL where the compiler was not told to use it */

#endif
