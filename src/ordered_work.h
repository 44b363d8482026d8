// Work on many items by several threads, whose results come out in the items' order.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace loupe {

// Results that may wait for earlier ones, for each worker: what is kept of them does not grow with the items.
constexpr size_t kAheadOfOrder = 4;

// Calls work(worker, item) for every item below `count`, on `workers` threads numbered from 0, and on the
// caller's thread consume(item, result) for one after the other. Workers wait for a `consume` that is slower than
// they are. Stops early when `consume` returns false or throws. `work` must not throw. With one worker the caller's
// thread does everything.
template <typename Result, typename Work, typename Consume>
void workInOrder(size_t count, size_t workers, const Work& work, const Consume& consume) {
  if (workers <= 1) {
    for (size_t item = 0; item < count; ++item) {
      const Result result = work(size_t{0}, item);
      if (!consume(item, result)) return;
    }
    return;
  }
  const size_t window = kAheadOfOrder * workers;
  std::vector<std::optional<Result>> results(window);  // an item's is at item % window
  std::mutex mutex;
  std::condition_variable changed;
  // Guarded by the mutex.
  size_t next = 0;      // to be worked on
  size_t consumed = 0;  // items that the caller has taken
  size_t wanted = count;

  const auto workUntilDone = [&](size_t worker) {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return next >= wanted || next < consumed + window; });
      if (next >= wanted) return;
      const size_t item = next++;
      lock.unlock();
      Result result = work(worker, item);
      lock.lock();
      results[item % window] = std::move(result);
      changed.notify_all();
    }
  };
  const auto stop = [&] {
    const std::lock_guard lock(mutex);
    wanted = 0;
    changed.notify_all();
  };
  // Emscripten's library has no std::jthread yet.
  struct Threads {
    const decltype(stop)& end;
    std::vector<std::thread> running;
    ~Threads() {
      end();
      for (std::thread& thread : running) thread.join();
    }
  } threads{stop, {}};
  for (size_t worker = 0; worker < workers; ++worker) {
    threads.running.emplace_back(workUntilDone, worker);
  }

  for (size_t item = 0; item < count; ++item) {
    std::unique_lock lock(mutex);
    std::optional<Result>& place = results[item % window];
    changed.wait(lock, [&] { return place.has_value(); });
    const Result result = std::move(*place);
    place.reset();
    consumed = item + 1;
    changed.notify_all();
    lock.unlock();
    if (!consume(item, result)) return;
  }
}

}  // namespace loupe
