/* Blocks over threads: POSIX threads, or those of Windows. */

#include "kernels.h"

#include <stdlib.h>

#ifdef _WIN32
#include <process.h>
#include <windows.h>
typedef HANDLE Thread;
typedef unsigned ThreadResult;
#define THREAD_CALL __stdcall
static int begin_thread(Thread *thread, ThreadResult(THREAD_CALL *body)(void *), void *argument)
{
    *thread = (HANDLE)_beginthreadex(NULL, 0, body, argument, 0, NULL);
    return *thread != 0;
}
static void end_thread(Thread thread)
{
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}
typedef volatile LONG64 Counter;
static size_t taken(Counter *counter) { return (size_t)InterlockedIncrement64(counter) - 1; }
#else
#include <pthread.h>
#include <stdatomic.h>
typedef pthread_t Thread;
typedef void *ThreadResult;
#define THREAD_CALL
static int begin_thread(Thread *thread, ThreadResult (*body)(void *), void *argument)
{
    return pthread_create(thread, NULL, body, argument) == 0;
}
static void end_thread(Thread thread) { pthread_join(thread, NULL); }
typedef atomic_size_t Counter;
static size_t taken(Counter *counter) { return atomic_fetch_add(counter, 1); }
#endif

enum { MOST_THREADS = 64 };

typedef struct {
    const Run *run;
    size_t blocks;
    Work work;
    void *context;
    Counter next;
} Queue;

typedef struct {
    Queue *queue;
    int number;
    Status status;
    Thread thread;
} Worker;

static ThreadResult THREAD_CALL work_on(void *argument)
{
    Worker *worker = argument;
    Queue *queue = worker->queue;
    const Run *run = queue->run;
    for (size_t block; worker->status == DONE && (block = taken(&queue->next)) < queue->blocks;)
        worker->status =
            run->stop && *run->stop ? STOPPED : queue->work(queue->context, block, worker->number);
    if (worker->status != DONE) /* nobody takes another block */
        while (taken(&queue->next) < queue->blocks)
            ;
    return 0;
}

int workers(const Run *run, size_t blocks)
{
    size_t most = run->threads < 1 ? 1 : run->threads > MOST_THREADS ? MOST_THREADS : (size_t)run->threads;
    return (int)(most < blocks ? most : blocks ? blocks : 1);
}

Status each_block(const Run *run, size_t blocks, Work work, void *context)
{
    Queue queue = {run, blocks, work, context, 0};
    Worker all[MOST_THREADS];
    int count = workers(run, blocks), begun = 1;
    for (int number = 0; number < count; number++)
        all[number] = (Worker){&queue, number, DONE, 0};
    /* where no thread can be had, those that are there do the work */
    while (begun < count && begin_thread(&all[begun].thread, work_on, &all[begun]))
        begun++;
    work_on(&all[0]);
    Status status = all[0].status;
    for (int number = 1; number < begun; number++) {
        end_thread(all[number].thread);
        if (status == DONE || all[number].status == NO_MEMORY)
            status = all[number].status;
    }
    return status;
}
