#include "support/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define LOUPE_UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOUPE_UNDER_ASAN 1
#endif
#endif

namespace {
std::atomic<size_t> allocations = 0;
}

#ifdef LOUPE_UNDER_ASAN

// As in <sanitizer/allocator_interface.h>, which not every compiler's package has.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void*, size_t),
                                                         void (*)(const volatile void*));

namespace {

void countAllocation(const volatile void*, size_t) { ++allocations; }
void ignoreRelease(const volatile void*) {}

[[maybe_unused]] const int installed =
    __sanitizer_install_malloc_and_free_hooks(countAllocation, ignoreRelease);

}  // namespace

#else

namespace {

void* counted(void* memory) {
  if (!memory) throw std::bad_alloc();
  ++allocations;
  return memory;
}

}  // namespace

// The other forms of operator new call these.
void* operator new(size_t size) { return counted(std::malloc(size ? size : 1)); }

void* operator new(size_t size, std::align_val_t alignment) {
  const auto align = static_cast<size_t>(alignment);
  return counted(std::aligned_alloc(align, (size + align) / align * align));
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }

#endif

namespace loupe::test {

AllocationCounter::AllocationCounter() : before_(allocations) {}

size_t AllocationCounter::count() const { return allocations - before_; }

}  // namespace loupe::test
