#pragma once

#include <cstddef>

namespace loupe::test {

// Counts this process's calls of operator new while it lives; under AddressSanitizer those of malloc too.
class AllocationCounter {
 public:
  AllocationCounter();
  size_t count() const;

 private:
  size_t before_;
};

}  // namespace loupe::test
