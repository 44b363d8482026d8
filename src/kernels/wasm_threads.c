// The threads behind pthreadpool_parallelize_* in WebAssembly, in place of pthreadpool's own pthreads.c.
//
// There, whoever hands out work waits until every thread has taken notice of it, even when the others have
// done it all meanwhile. In a browser the page, its compositor and its camera want the cores too: with sixty
// operators a network, each waiting for a thread that does not get its turn, two threads were slower than one.
// Here work is a gate: threads go through it while it is open, and only those that did are waited for.
//
// Two fields of pthreadpool's are used for something else: `has_active_threads` is the gate, `active_threads`
// counts the threads that sleep. `command` is the generation of the work: it changes with each.
#include <emscripten/threading.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <pthreadpool.h>
#include <string.h>

#include "threadpool-atomics.h"
#include "threadpool-common.h"
#include "threadpool-object.h"
#include "threadpool-utils.h"

// The gate: the generation that it belongs to, whether it is closed, how many threads are inside.
enum { kInsideMask = 0x7f, kClosed = 0x80, kGenerationStep = 0x100 };
static const uint32_t kGenerationMask = ~(uint32_t)0xff;
static const uint32_t kShutdown = 1;  // no generation: their lower bits are 0

// Operators of one network follow each other within microseconds; networks do not. A thread that waits for
// longer than about a tenth of a millisecond sleeps, since somebody else may want its core.
enum { kSpins = 50000 };

#define LOAD(address) __c11_atomic_load(address, __ATOMIC_SEQ_CST)
#define STORE(address, value) __c11_atomic_store(address, value, __ATOMIC_SEQ_CST)

static void sleepWhile(pthreadpool_atomic_uint32_t* address, uint32_t value) {
  emscripten_futex_wait((volatile void*)address, value, /*milliseconds=*/INFINITY);
}

static void wake(pthreadpool_atomic_uint32_t* address) {
  emscripten_futex_wake((volatile void*)address, INT_MAX);
}

static uint32_t waitForCommandAfter(struct pthreadpool* pool, uint32_t last) {
  for (;;) {
    for (int i = 0; i < kSpins; i++) {
      const uint32_t command = LOAD(&pool->command);
      if (command != last) return command;
    }
    __c11_atomic_fetch_add(&pool->active_threads, 1, __ATOMIC_SEQ_CST);
    sleepWhile(&pool->command, last);  // not at all if the command is another one by now
    __c11_atomic_fetch_sub(&pool->active_threads, 1, __ATOMIC_SEQ_CST);
  }
}

// Goes through the gate and returns the generation behind it, or 0 when it is closed, or when this thread has
// been through it already.
static uint32_t enter(struct pthreadpool* pool, uint32_t last) {
  uint32_t gate = LOAD(&pool->has_active_threads);
  while ((gate & kClosed) == 0 && (gate & kGenerationMask) != last) {
    if (__c11_atomic_compare_exchange_weak(&pool->has_active_threads, &gate, gate + 1,
                                           __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
      return gate & kGenerationMask;
  }
  return 0;
}

static void leave(struct pthreadpool* pool) {
  const uint32_t before = __c11_atomic_fetch_sub(&pool->has_active_threads, 1, __ATOMIC_SEQ_CST);
  if ((before & (kClosed | kInsideMask)) == (kClosed | 1)) wake(&pool->has_active_threads);
}

static void closeAndWait(struct pthreadpool* pool) {
  uint32_t gate =
      __c11_atomic_fetch_or(&pool->has_active_threads, kClosed, __ATOMIC_SEQ_CST) | kClosed;
  for (int i = 0; (gate & kInsideMask) != 0; i++) {
    if (i >= kSpins) sleepWhile(&pool->has_active_threads, gate);
    gate = LOAD(&pool->has_active_threads);
  }
}

static void* runThread(void* argument) {
  struct thread_info* thread = argument;
  struct pthreadpool* pool = thread->threadpool;
  for (uint32_t command = 0, last = 0;
       (command = waitForCommandAfter(pool, command)) != kShutdown;) {
    const uint32_t generation = enter(pool, last);
    if (generation == 0) continue;
    last = generation;
    ((thread_function_t)pthreadpool_load_relaxed_void_p(&pool->thread_function))(pool, thread);
    leave(pool);
  }
  return NULL;
}

struct pthreadpool* pthreadpool_create(size_t threads) {
  if (threads < 1 || threads > kInsideMask) return NULL;
  struct pthreadpool* pool = pthreadpool_allocate(threads);
  if (!pool) return NULL;
  pool->threads_count = fxdiv_init_size_t(threads);
  STORE(&pool->has_active_threads, kClosed);
  pthread_mutex_init(&pool->execution_mutex, NULL);
  for (size_t i = 0; i < threads; i++) {
    pool->threads[i].thread_number = i;
    pool->threads[i].threadpool = pool;
  }
  // The caller is the first of them.
  for (size_t i = 1; i < threads; i++)
    pthread_create(&pool->threads[i].thread_object, NULL, runThread, &pool->threads[i]);
  return pool;
}

static void shareOut(struct pthreadpool* pool, size_t range) {
  const struct fxdiv_result_size_t share = fxdiv_divide_size_t(range, pool->threads_count);
  size_t start = 0;
  for (size_t i = 0; i < pool->threads_count.value; i++) {
    struct thread_info* thread = &pool->threads[i];
    const size_t length = share.quotient + (i < share.remainder ? 1 : 0);
    pthreadpool_store_relaxed_size_t(&thread->range_start, start);
    pthreadpool_store_relaxed_size_t(&thread->range_length, length);
    start += length;
    pthreadpool_store_relaxed_size_t(&thread->range_end, start);
  }
}

// pthreadpool's own functions call this with more than one thread and more than one piece of work. Its flags
// are about denormals, which WebAssembly has no switch for, and about sleeping at once.
void pthreadpool_parallelize(struct pthreadpool* pool, thread_function_t function,
                             const void* params, size_t paramsSize, void* task, void* context,
                             size_t range, uint32_t flags) {
  pthread_mutex_lock(&pool->execution_mutex);
  pthreadpool_store_relaxed_void_p(&pool->thread_function, (void*)function);
  pthreadpool_store_relaxed_void_p(&pool->task, task);
  pthreadpool_store_relaxed_void_p(&pool->argument, context);
  pthreadpool_store_relaxed_uint32_t(&pool->flags, flags);
  if (paramsSize != 0) memcpy(&pool->params, params, paramsSize);
  shareOut(pool, range);

  uint32_t generation = LOAD(&pool->command) + kGenerationStep;
  if (generation == 0) generation = kGenerationStep;  // 0 is what no thread has seen
  STORE(&pool->has_active_threads, generation);       // opens the gate
  STORE(&pool->command, generation);
  if (LOAD(&pool->active_threads) != 0) wake(&pool->command);

  function(pool, &pool->threads[0]);
  closeAndWait(pool);
  pthread_mutex_unlock(&pool->execution_mutex);
}

void pthreadpool_destroy(struct pthreadpool* pool) {
  if (!pool) return;
  STORE(&pool->command, kShutdown);
  wake(&pool->command);
  for (size_t i = 1; i < pool->threads_count.value; i++)
    pthread_join(pool->threads[i].thread_object, NULL);
  pthread_mutex_destroy(&pool->execution_mutex);
  pthreadpool_deallocate(pool);
}
