// The threads that operators share the work among.
#pragma once

#include <memory>

struct pthreadpool;

namespace loupe {

// What this machine runs at once; at least 1.
int hardwareThreads();

class ThreadPool {
 public:
  // `threads` >= 1; with 1 the caller's thread does everything. Starts XNNPACK the first time; throws
  // Error(NotSupported) when this processor lacks what XNNPACK needs.
  explicit ThreadPool(int threads);

  int threads() const { return threads_; }
  pthreadpool* get() const { return pool_.get(); }  // null for one thread, as XNNPACK takes it

 private:
  struct Destroy {
    void operator()(pthreadpool* pool) const;
  };
  int threads_;
  std::unique_ptr<pthreadpool, Destroy> pool_;
};

}  // namespace loupe
