#include "support/threads.h"

#include <map>

namespace loupe::test {

ThreadPool& threadPool(int threads) {
  static std::map<int, ThreadPool> pools;
  return pools.try_emplace(threads, threads).first->second;
}

}  // namespace loupe::test
