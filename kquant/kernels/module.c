/* The door from Python: arguments are taken apart and checked, and the kernels run without Python's lock.

   Only the limited API of Python 3.11 is used, so that one module serves all later versions. Arrays come in as
   contiguous buffers, whose shapes and types `kquant/core/kernels.py` has seen to; what is checked here is that
   they are long enough. */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include "kernels.h"
#include "partition.h"

#ifndef SOURCES_HASH
#error "the build has to say which sources these are"
#endif

enum { MOST_BUFFERS = 24 };

/* The buffers that a call holds. */
typedef struct {
    Py_buffer views[MOST_BUFFERS];
    int count, failed;
} Buffers;

static void *buffer(Buffers *held, PyObject *object, size_t items, size_t size, int flags)
{
    if (held->failed)
        return NULL;
    Py_buffer *view = &held->views[held->count];
    held->failed = 1;
    if (held->count == MOST_BUFFERS) {
        PyErr_SetString(PyExc_SystemError, "there are more arrays than MOST_BUFFERS");
        return NULL;
    }
    if (PyObject_GetBuffer(object, view, flags | PyBUF_C_CONTIGUOUS) < 0)
        return NULL;
    held->count++;
    if ((size_t)view->len / size < items) {
        PyErr_Format(PyExc_ValueError, "an array has %zd bytes, not %zu times %zu", view->len, items, size);
        return NULL;
    }
    held->failed = 0;
    return view->buf;
}

/* So many items, or where they are not countable more than any array has. */
static size_t times(Py_ssize_t count, size_t each)
{
    if (count < 0 || (each && (size_t)count > (size_t)PY_SSIZE_T_MAX / each))
        return (size_t)PY_SSIZE_T_MAX;
    return (size_t)count * each;
}

/* `items` of `size` bytes, at least 1, to be read. */
static const void *input(Buffers *held, PyObject *object, size_t items, size_t size)
{
    return buffer(held, object, items, size, PyBUF_SIMPLE);
}

/* The same, or NULL for None. */
static const void *optional(Buffers *held, PyObject *object, size_t items, size_t size)
{
    return object == Py_None ? NULL : input(held, object, items, size);
}

/* The same to be written. */
static void *output(Buffers *held, PyObject *object, size_t items, size_t size)
{
    return buffer(held, object, items, size, PyBUF_WRITABLE);
}

/* What every kernel is given: `stop` is one byte or None. */
static Run run_of(Buffers *held, int threads, PyObject *stop)
{
    return (Run){threads, optional(held, stop, 1, 1)};
}

static void release(Buffers *held)
{
    while (held->count)
        PyBuffer_Release(&held->views[--held->count]);
}

/* Pixels have 3 or 4 channels, labels 1 or 2 bytes. */
static int is_known(int channels, int size)
{
    if ((channels == 3 || channels == 4) && (size == 1 || size == 2))
        return 1;
    PyErr_Format(PyExc_ValueError, "%d channels and labels of %d bytes are not known", channels, size);
    return 0;
}

/* 0, or -1 with an exception: MemoryError, or InterruptedError where the caller wants to stop. */
static int checked(Status status)
{
    if (status == DONE)
        return 0;
    if (status == NO_MEMORY)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_InterruptedError, "stopped");
    return -1;
}

/* Run a kernel without Python's lock, if all buffers are there; `status` is what comes of it. */
#define RUN_UNLOCKED(held, kernel)                                                                                    \
    Status status = DONE;                                                                                             \
    if (!(held).failed) {                                                                                             \
        Py_BEGIN_ALLOW_THREADS                                                                                        \
        status = kernel;                                                                                              \
        Py_END_ALLOW_THREADS                                                                                          \
    }

/* Release the buffers; 1 if there were all and the kernel has done its work, else 0 and an exception. */
static int succeeded(Buffers *held, Status status)
{
    release(held);
    return !held->failed && checked(status) == 0;
}

/* None, or NULL where there is an exception. */
static PyObject *none_if(int has_succeeded)
{
    if (!has_succeeded)
        return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(histogram_doc, "histogram(pixels, n, channels, with_opacity, alpha, mask, empty, threads, stop) -> keys, "
                            "codes, counts, alpha_sums; empty(n, dtype) makes these arrays");

static PyObject *histogram(PyObject *module, PyObject *arguments)
{
    PyObject *pixels_, *alpha_, *mask_, *empty, *stop_;
    Py_ssize_t n;
    int channels, with_opacity, threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OniiOOOiO", &pixels_, &n, &channels, &with_opacity, &alpha_, &mask_, &empty,
                          &threads, &stop_) ||
        !is_known(channels, 1))
        return NULL;
    Buffers held = {.count = 0};
    const uint8_t *pixels = input(&held, pixels_, times(n, (size_t)channels), 1);
    const uint8_t *alpha = optional(&held, alpha_, (size_t)n, 1), *mask = optional(&held, mask_, (size_t)n, 1);
    Run run = run_of(&held, threads, stop_);
    if (held.failed) {
        release(&held);
        return NULL;
    }
    Histogram *found = NULL;
    size_t colors = 0;
    Status status;
    Py_BEGIN_ALLOW_THREADS
    status = count_colors(&run, pixels, (size_t)n, channels, with_opacity, alpha, mask, &found, &colors);
    Py_END_ALLOW_THREADS
    PyObject *lists[4] = {NULL, NULL, NULL, NULL}, *result = NULL;
    if (checked(status) < 0)
        goto end;
    static const char *const types[4] = {"u4", "u4", "i8", "i8"};
    void *memory[4] = {NULL, NULL, NULL, NULL};
    for (int number = 0; number < (alpha ? 4 : 3); number++)
        if (!(lists[number] = PyObject_CallFunction(empty, "ns", (Py_ssize_t)colors, types[number])) ||
            !(memory[number] = output(&held, lists[number], colors, (size_t)(types[number][1] - '0'))))
            goto end;
    Py_BEGIN_ALLOW_THREADS
    status = list_colors(&run, found, memory[0], memory[1], memory[2], memory[3]);
    Py_END_ALLOW_THREADS
    if (checked(status) == 0)
        result = Py_BuildValue("OOOO", lists[0], lists[1], lists[2], alpha ? lists[3] : Py_None);
end:
    for (int number = 0; number < 4; number++)
        Py_XDECREF(lists[number]);
    Py_BEGIN_ALLOW_THREADS
    free_histogram(found);
    Py_END_ALLOW_THREADS
    release(&held);
    return result;
}

PyDoc_STRVAR(map_labels_doc, "map_labels(pixels, n, channels, with_opacity, visible, color_keys, color_labels, colors, "
                             "size, invisible, labels, threads, stop)");

static PyObject *label_map(PyObject *module, PyObject *arguments)
{
    PyObject *pixels_, *visible_, *keys_, *color_labels_, *labels_, *stop_;
    Py_ssize_t n, colors;
    int channels, with_opacity, size, threads;
    unsigned invisible;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OniiOOOniIOiO", &pixels_, &n, &channels, &with_opacity, &visible_, &keys_,
                          &color_labels_, &colors, &size, &invisible, &labels_, &threads, &stop_) ||
        !is_known(channels, size))
        return NULL;
    Buffers held = {.count = 0};
    const uint8_t *pixels = input(&held, pixels_, times(n, (size_t)channels), 1);
    const uint8_t *visible = optional(&held, visible_, (size_t)n, 1);
    const uint32_t *keys = input(&held, keys_, (size_t)colors, 4);
    const void *color_labels = input(&held, color_labels_, (size_t)colors, (size_t)size);
    void *labels = output(&held, labels_, (size_t)n, (size_t)size);
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, map_labels(&run, pixels, (size_t)n, channels, with_opacity, visible, keys, color_labels,
                                  (size_t)colors, size, invisible, labels));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(paint_doc, "paint(labels, n, size, colors, count, channels, pixels, threads, stop)");

static PyObject *painted(PyObject *module, PyObject *arguments)
{
    PyObject *labels_, *colors_, *pixels_, *stop_;
    Py_ssize_t n, count;
    int size, channels, threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OniOniOiO", &labels_, &n, &size, &colors_, &count, &channels, &pixels_, &threads,
                          &stop_) ||
        !is_known(channels, size))
        return NULL;
    Buffers held = {.count = 0};
    const void *labels = input(&held, labels_, (size_t)n, (size_t)size);
    const uint8_t *colors = input(&held, colors_, times(count, (size_t)channels), 1);
    uint8_t *pixels = output(&held, pixels_, times(n, (size_t)channels), 1);
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, paint(&run, labels, (size_t)n, size, colors, (size_t)count, channels, pixels));
    return none_if(succeeded(&held, status));
}

/* Whether `first` says where cells begin, each of them in `n` members; else the call fails. */
static void check_cells(Buffers *held, const int64_t *first, size_t cells, size_t n)
{
    if (held->failed)
        return;
    int is_rising = first[0] >= 0 && first[cells] >= 0 && (size_t)first[cells] <= n;
    for (size_t cell = 0; cell < cells; cell++)
        is_rising &= first[cell] <= first[cell + 1];
    if (!is_rising) {
        PyErr_SetString(PyExc_ValueError, "these are no cells");
        held->failed = 1;
    }
}

PyDoc_STRVAR(sample_doc, "sample(weights, n, first, size, points)");

static PyObject *sampled(PyObject *module, PyObject *arguments)
{
    PyObject *weights_, *points_;
    Py_ssize_t n, size;
    double first;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OndnO", &weights_, &n, &first, &size, &points_))
        return NULL;
    if (n < 1)
        return PyErr_Format(PyExc_ValueError, "%zd points", n);
    Buffers held = {.count = 0};
    const int64_t *weights = input(&held, weights_, times(n, 1), 8);
    int64_t *points = output(&held, points_, times(size, 1), 8);
    RUN_UNLOCKED(held, sample_points(weights, (size_t)n, first, (size_t)size, points));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(find_cubes_doc, "find_cubes(keys, n, bits, first or None) -> count");

static PyObject *cubes(PyObject *module, PyObject *arguments)
{
    PyObject *keys_, *first_;
    Py_ssize_t n;
    int bits;
    size_t count = 0;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OniO", &keys_, &n, &bits, &first_))
        return NULL;
    if (bits < 0 || bits > 31)
        return PyErr_Format(PyExc_ValueError, "%d bits", bits);
    Buffers held = {.count = 0};
    const uint32_t *keys = input(&held, keys_, times(n, 1), sizeof(uint32_t));
    if (!held.failed)
        find_cubes(keys, (size_t)n, bits, NULL, &count);
    int64_t *first = first_ == Py_None ? NULL : output(&held, first_, count + 1, 8);
    RUN_UNLOCKED(held, first ? find_cubes(keys, (size_t)n, bits, first, &count) : DONE);
    return succeeded(&held, status) ? PyLong_FromSize_t(count) : NULL;
}

PyDoc_STRVAR(sum_cells_doc,
             "sum_cells(columns, weights, d, whole_columns, whole_weights, n, first, cells, sums, threads, stop)");

static PyObject *cell_sums(PyObject *module, PyObject *arguments)
{
    PyObject *columns_, *weights_, *first_, *sums_, *stop_;
    Py_ssize_t n, cells;
    int d, whole_columns, whole_weights, threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OOippnOnOiO", &columns_, &weights_, &d, &whole_columns, &whole_weights, &n,
                          &first_, &cells, &sums_, &threads, &stop_))
        return NULL;
    if (d < 1 || d > MOST_COLUMNS)
        return PyErr_Format(PyExc_ValueError, "%d columns", d);
    Buffers held = {.count = 0};
    const void *columns = input(&held, columns_, times(n, (size_t)d), whole_columns ? 1 : 8);
    const void *weights = input(&held, weights_, (size_t)n, 8);
    const int64_t *first = input(&held, first_, (size_t)cells + 1, 8);
    double *sums = output(&held, sums_, times(cells, (size_t)(d + 2)), 8);
    Run run = run_of(&held, threads, stop_);
    check_cells(&held, first, (size_t)cells, (size_t)n);
    RUN_UNLOCKED(held, sum_cells(&run, columns, weights, d, whole_columns, whole_weights, (size_t)n, first,
                                 (size_t)cells, sums));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(merge_cells_doc, "merge_cells(finer, rows, n, first, cells, sums, threads, stop)");

static PyObject *merged_cells(PyObject *module, PyObject *arguments)
{
    PyObject *finer_, *first_, *sums_, *stop_;
    Py_ssize_t rows, n, cells;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OnnOnOiO", &finer_, &rows, &n, &first_, &cells, &sums_, &threads, &stop_))
        return NULL;
    if (rows < 0 || rows > MOST_COLUMNS + 2)
        return PyErr_Format(PyExc_ValueError, "%zd rows", rows);
    Buffers held = {.count = 0};
    const double *finer = input(&held, finer_, times(rows, times(n, 1)), 8);
    const int64_t *first = input(&held, first_, (size_t)cells + 1, 8);
    double *sums = output(&held, sums_, times(rows, times(cells, 1)), 8);
    Run run = run_of(&held, threads, stop_);
    check_cells(&held, first, (size_t)cells, (size_t)n);
    RUN_UNLOCKED(held, merge_cells(&run, finer, (size_t)rows, (size_t)n, first, (size_t)cells, sums));
    return none_if(succeeded(&held, status));
}

/* The levels of an octree of colours, each a tuple (first, parts, sums, count), the coarsest of so many values a side. */
static void read_cells(Buffers *held, PyObject *levels, int side, size_t n, Cells *cells)
{
    Py_ssize_t count = PyTuple_Size(levels);
    if (count < 1 || count > MOST_LEVELS || side >> (count - 1) < 1) {
        PyErr_Format(PyExc_ValueError, "there cannot be %zd levels", count);
        held->failed = 1;
        return;
    }
    cells->count = (int)count;
    for (int number = 0; !held->failed && number < cells->count; number++) {
        CellLevel *level = &cells->levels[number];
        PyObject *first_, *parts_, *sums_;
        Py_ssize_t cells_count;
        if (!PyArg_ParseTuple(PyTuple_GetItem(levels, number), "OOOn", &first_, &parts_, &sums_, &cells_count)) {
            held->failed = 1;
            return;
        }
        level->count = (size_t)cells_count;
        level->side = side >> number;
        level->first = input(held, first_, times(cells_count, 1) + 1, 8);
        level->parts = input(held, parts_, times(cells_count, 1) + 1, 8);
        level->sums = input(held, sums_, times(cells_count, 5), 8);
        check_cells(held, level->first, level->count, n);
        if (number)
            check_cells(held, level[-1].parts, level[-1].count, level->count);
    }
}

PyDoc_STRVAR(assign_doc, "assign(columns, weights, n, columns_count, is_bytes, is_counted, levels, side, centers, k, "
                         "order, labels, second, cluster_weights, sums, costs, threads, stop)");

static PyObject *assign(PyObject *module, PyObject *arguments)
{
    PyObject *columns_, *weights_, *levels_, *centers_, *order_, *labels_, *second_, *cluster_weights_, *sums_, *costs_;
    PyObject *stop_;
    Py_ssize_t n_, k_;
    int columns_count, is_bytes, is_counted, side, threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OOniiiOiOnOOOOOOiO", &columns_, &weights_, &n_, &columns_count, &is_bytes,
                          &is_counted, &levels_, &side, &centers_, &k_, &order_, &labels_, &second_, &cluster_weights_, &sums_,
                          &costs_, &threads, &stop_))
        return NULL;
    size_t n = (size_t)n_, k = (size_t)k_, d = (size_t)columns_count;
    if (columns_count < 1 || columns_count > MOST_COLUMNS || k_ < (n_ > 0) || k > UINT16_MAX) {
        PyErr_Format(PyExc_ValueError, "%d columns or %zd centres are too many or too few", columns_count, k_);
        return NULL;
    }
    Buffers held = {.count = 0};
    PointArray points = {n, columns_count, is_bytes, is_counted, NULL, NULL};
    points.columns = input(&held, columns_, n * d, is_bytes ? 1 : sizeof(double));
    points.weights = input(&held, weights_, n, 8);
    Cells cells = {.count = 0};
    if (PyTuple_Check(levels_) && is_bytes && is_counted && d == 3)
        read_cells(&held, levels_, side, n, &cells);
    const double *centers = input(&held, centers_, k * d, sizeof(double));
    const uint16_t *order = optional(&held, order_, k, sizeof(uint16_t));
    for (size_t place = 0; !held.failed && order && place < k; place++)
        if (order[place] >= k) {
            PyErr_Format(PyExc_ValueError, "there is no centre %d", order[place]);
            held.failed = 1;
        }
    uint16_t *labels = output(&held, labels_, n, sizeof(uint16_t));
    double *second = second_ == Py_None ? NULL : output(&held, second_, n, sizeof(double));
    double *cluster_weights = output(&held, cluster_weights_, k, sizeof(double));
    double *sums = output(&held, sums_, k * d, sizeof(double)), *costs = output(&held, costs_, k, sizeof(double));
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, assign_points(&run, &points, cells.count ? &cells : NULL, centers, k, order, labels,
                                     second, cluster_weights, sums, costs));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(sum_similarity_doc,
             "sum_similarity(pixels, height, width, channels, visible, table, labels, size, threads, stop) -> float");

static PyObject *similarity(PyObject *module, PyObject *arguments)
{
    PyObject *pixels_, *visible_, *table_, *labels_, *stop_;
    Py_ssize_t height, width;
    int channels, size, threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OnniOOOiiO", &pixels_, &height, &width, &channels, &visible_, &table_, &labels_,
                          &size, &threads, &stop_) ||
        !is_known(channels, size))
        return NULL;
    if (height < 0 || width < 0)
        return PyErr_Format(PyExc_ValueError, "no picture has %zd x %zd pixels", height, width);
    Buffers held = {.count = 0};
    size_t n = times(height, times(width, 1));
    const uint8_t *pixels = input(&held, pixels_, times((Py_ssize_t)n, (size_t)channels), 1), *visible = optional(&held, visible_, n, 1);
    const uint8_t *table = input(&held, table_, (size_t)1 << 8 * size, 1);
    const void *labels = input(&held, labels_, n, (size_t)size);
    Run run = run_of(&held, threads, stop_);
    double sum = 0;
    RUN_UNLOCKED(held, sum_similarity(&run, pixels, (size_t)height, (size_t)width, channels, visible, table, labels,
                                      size, &sum));
    return succeeded(&held, status) ? PyFloat_FromDouble(sum) : NULL;
}

PyDoc_STRVAR(ciede2000_doc, "ciede2000(first, second, n, differences, threads, stop)");

static PyObject *ciede2000(PyObject *module, PyObject *arguments)
{
    PyObject *first_, *second_, *differences_, *stop_;
    Py_ssize_t n;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OOnOiO", &first_, &second_, &n, &differences_, &threads, &stop_))
        return NULL;
    if (n < 0)
        return PyErr_Format(PyExc_ValueError, "there cannot be %zd pairs", n);
    Buffers held = {.count = 0};
    const double *first = input(&held, first_, 3 * (size_t)n, sizeof(double));
    const double *second = input(&held, second_, 3 * (size_t)n, sizeof(double));
    double *differences = output(&held, differences_, (size_t)n, sizeof(double));
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, compare_colors(&run, first, second, (size_t)n, differences));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(tree_size_doc, "tree_size(n) -> blocks, nodes");

static PyObject *tree_size_(PyObject *module, PyObject *arguments)
{
    Py_ssize_t n;
    size_t blocks, nodes;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "n", &n))
        return NULL;
    tree_size((size_t)n, &blocks, &nodes);
    return Py_BuildValue("nn", (Py_ssize_t)blocks, (Py_ssize_t)nodes);
}

/* The arrays of (n, d, k, columns, weights, order, points, balls, reach, centers, labels, own, totals), a tuple. */
static Partition partition_of(Buffers *held, PyObject *tuple)
{
    PyObject *columns, *weights, *order, *points, *balls, *reach, *centers, *labels, *own, *totals;
    Py_ssize_t n_, d_, k_;
    size_t blocks, nodes;
    Partition all = {0};
    if (!PyArg_ParseTuple(tuple, "nnnOOOOOOOOOO", &n_, &d_, &k_, &columns, &weights, &order, &points, &balls, &reach,
                          &centers, &labels, &own, &totals)) {
        held->failed = 1;
        return all;
    }
    size_t n = all.n = (size_t)n_, d = all.d = (size_t)d_, k = all.k = (size_t)k_;
    tree_size(n, &blocks, &nodes);
    if (n < 1 || k < 1 || (d != 2 && d != 3 && d != 4 && d != 6)) {
        PyErr_SetString(PyExc_ValueError, "points have 2, 3, 4 or 6 columns, and there is one at least, and a centre");
        held->failed = 1;
    }
    all.columns = input(held, columns, n * d, sizeof(double));
    all.weights = input(held, weights, n, sizeof(double));
    all.order = output(held, order, n, sizeof(int32_t));
    all.points = output(held, points, blocks * BLOCK * d, sizeof(double));
    all.balls = output(held, balls, nodes * (d + 1), sizeof(double));
    all.reach = output(held, reach, nodes, sizeof(double));
    all.centers = output(held, centers, k * d, sizeof(double));
    all.labels = output(held, labels, n, sizeof(int32_t));
    all.own = output(held, own, n, sizeof(double));
    all.totals = output(held, totals, k * (d + 2), sizeof(double));
    return all;
}

PyDoc_STRVAR(begin_partition_doc, "begin_partition(partition, threads, stop)");

static PyObject *begin_partition_(PyObject *module, PyObject *arguments)
{
    PyObject *partition_, *stop_;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "O!iO", &PyTuple_Type, &partition_, &threads, &stop_))
        return NULL;
    Buffers held = {.count = 0};
    Partition partition = partition_of(&held, partition_);
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, begin_partition(&run, &partition));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(move_partition_doc, "move_partition(partition, centers, threads, stop)");

static PyObject *move_partition_(PyObject *module, PyObject *arguments)
{
    PyObject *partition_, *centers_, *stop_;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "O!OiO", &PyTuple_Type, &partition_, &centers_, &threads, &stop_))
        return NULL;
    Buffers held = {.count = 0};
    Partition partition = partition_of(&held, partition_);
    const double *centers = input(&held, centers_, partition.k * partition.d, sizeof(double));
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, move_partition(&run, &partition, centers));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(descend_doc, "descend(partition, is_free, most, least_shift, best, patience, compactness, threads, stop) "
                          "-> iterations");

static PyObject *descend_(PyObject *module, PyObject *arguments)
{
    PyObject *partition_, *is_free_, *compactness_, *stop_;
    Py_ssize_t most;
    double least_shift, best, patience;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "O!OndddOiO", &PyTuple_Type, &partition_, &is_free_, &most, &least_shift, &best,
                          &patience, &compactness_, &threads, &stop_))
        return NULL;
    Buffers held = {.count = 0};
    Partition partition = partition_of(&held, partition_);
    const uint8_t *is_free = input(&held, is_free_, partition.k, 1);
    double *compactness = output(&held, compactness_, (size_t)most, sizeof(double));
    Run run = run_of(&held, threads, stop_);
    size_t iterations = 0;
    RUN_UNLOCKED(held, descend(&run, &partition, is_free, (size_t)most, least_shift, best, patience, compactness,
                               &iterations));
    return succeeded(&held, status) ? PyLong_FromSize_t(iterations) : NULL;
}

PyDoc_STRVAR(prospects_doc, "find_prospects(partition, costs, gains, halves, threads, stop)");

static PyObject *prospects_(PyObject *module, PyObject *arguments)
{
    PyObject *partition_, *costs_, *gains_, *halves_, *stop_;
    int threads;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "O!OOOiO", &PyTuple_Type, &partition_, &costs_, &gains_, &halves_, &threads,
                          &stop_))
        return NULL;
    Buffers held = {.count = 0};
    Partition partition = partition_of(&held, partition_);
    double *costs = output(&held, costs_, partition.k, sizeof(double));
    double *gains = output(&held, gains_, partition.k, sizeof(double));
    double *halves = output(&held, halves_, 2 * partition.k * partition.d, sizeof(double));
    Run run = run_of(&held, threads, stop_);
    RUN_UNLOCKED(held, find_prospects(&run, &partition, costs, gains, halves));
    return none_if(succeeded(&held, status));
}

PyDoc_STRVAR(processor_doc, "processor() -> what of this processor is used that not every one has: \"AVX2\" or \"\"");

static PyObject *processor(PyObject *module, PyObject *arguments)
{
    (void)module, (void)arguments;
    return PyUnicode_FromString(has_avx2() ? "AVX2" : "");
}

PyDoc_STRVAR(allow_avx2_doc, "allow_avx2(whether): as KQUANT_KERNELS=portable says, or for tests");

static PyObject *allow(PyObject *module, PyObject *whether)
{
    int is_true = PyObject_IsTrue(whether);
    (void)module;
    if (is_true < 0)
        return NULL;
    allow_avx2(is_true);
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"histogram", histogram, METH_VARARGS, histogram_doc},
    {"map_labels", label_map, METH_VARARGS, map_labels_doc},
    {"paint", painted, METH_VARARGS, paint_doc},
    {"sample", sampled, METH_VARARGS, sample_doc},
    {"find_cubes", cubes, METH_VARARGS, find_cubes_doc},
    {"sum_cells", cell_sums, METH_VARARGS, sum_cells_doc},
    {"merge_cells", merged_cells, METH_VARARGS, merge_cells_doc},
    {"assign", assign, METH_VARARGS, assign_doc},
    {"sum_similarity", similarity, METH_VARARGS, sum_similarity_doc},
    {"ciede2000", ciede2000, METH_VARARGS, ciede2000_doc},
    {"tree_size", tree_size_, METH_VARARGS, tree_size_doc},
    {"begin_partition", begin_partition_, METH_VARARGS, begin_partition_doc},
    {"move_partition", move_partition_, METH_VARARGS, move_partition_doc},
    {"descend", descend_, METH_VARARGS, descend_doc},
    {"find_prospects", prospects_, METH_VARARGS, prospects_doc},
    {"processor", processor, METH_NOARGS, processor_doc},
    {"allow_avx2", allow, METH_O, allow_avx2_doc},
    {NULL, NULL, 0, NULL},
};

static int fill(PyObject *module) { return PyModule_AddStringConstant(module, "SOURCES", SOURCES_HASH); }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernels", "KQuant's inner loops.", 0, functions, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernels(void) { return PyModuleDef_Init(&definition); }
