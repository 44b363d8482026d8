// Work on many items by several threads, whose results come out in the items' order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace loupe {

// Calls work(worker, item) for every item below `count`, on `workers` threads numbered from 0, and on the
// caller's thread consume(item, result) for one after the other. Stops early when `consume` returns
// false or throws. `work` must not throw. With one worker the caller's thread does everything.
template <typename Result, typename Work, typename Consume>
void workInOrder(size_t count, size_t workers, const Work& work, const Consume& consume) {
  if (workers <= 1) {
    for (size_t item = 0; item < count; ++item) {
      const Result result = work(size_t{0}, item);
      if (!consume(item, result)) return;
    }
    return;
  }
  std::vector<std::optional<Result>> results(count);
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  std::condition_variable finished;

  const auto workUntilDone = [&](size_t worker) {
    for (size_t item = next++; item < count; item = next++) {
      Result result = work(worker, item);
      const std::lock_guard lock(mutex);
      results[item] = std::move(result);
      finished.notify_one();
    }
  };
  // Emscripten's library has no std::jthread yet.
  struct Threads {
    std::atomic<size_t>& next;
    size_t count;
    std::vector<std::thread> running;
    ~Threads() {
      next = count;
      for (std::thread& thread : running) thread.join();
    }
  } threads{next, count, {}};
  for (size_t worker = 0; worker < workers; ++worker) {
    threads.running.emplace_back(workUntilDone, worker);
  }

  for (size_t item = 0; item < count; ++item) {
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return results[item].has_value(); });
    const Result result = std::move(*results[item]);
    results[item].reset();
    lock.unlock();
    if (!consume(item, result)) return;
  }
}

}  // namespace loupe
