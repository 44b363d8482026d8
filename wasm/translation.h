// What both binding files need to speak JavaScript.
//
// A failure becomes an Error whose `code` is one of error.h's names. Bytes and pixels come in through a Buffer,
// which the caller fills in place, so that they enter the engine's memory exactly once.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <new>
#include <span>
#include <string>

#include "error.h"
#include "image/image.h"
#include "nn/summary.h"

namespace loupe {

using emscripten::val;

[[noreturn]] inline void throwToJavaScript(ErrorCode code, const char* sentence) {
  val error = val::global("Error").new_(std::string(sentence));
  error.set("code", std::string(toString(code)));
  error.throw_();
}

template <typename Work>
auto translatingErrors(Work work) {
  try {
    return work();
  } catch (const Error& error) {
    throwToJavaScript(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    throwToJavaScript(ErrorCode::OutOfMemory, "there is not enough memory for this");
  }
}

class Buffer {
 public:
  explicit Buffer(size_t size) : size_(size) {
    bytes_ =
        translatingErrors([size] { return std::make_unique_for_overwrite<std::byte[]>(size); });
  }

  std::span<const std::byte> bytes() const { return {bytes_.get(), size_}; }
  const uint8_t* pixels() const { return reinterpret_cast<const uint8_t*>(bytes_.get()); }

  // A Uint8Array over the memory, valid until the engine is called again.
  val view() const {
    return val(emscripten::typed_memory_view(size_, reinterpret_cast<uint8_t*>(bytes_.get())));
  }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  size_t size_;
};

inline ImageView rgba(const Buffer& buffer, int width, int height) {
  return {.pixels = buffer.pixels(), .width = width, .height = height, .channels = 4};
}

template <typename Range, typename Translate>
val toArray(const Range& range, Translate translate) {
  val array = val::array();
  size_t at = 0;
  for (const auto& item : range) array.set(at++, translate(item));
  return array;
}

inline val toJavaScript(const SummaryRow& row) {
  val object = val::object();
  object.set("name", row.name);
  object.set("type", row.type);
  object.set("outputShape", toArray(row.outputShape.extents(), [](size_t side) { return side; }));
  object.set("parameters", row.parameters);
  return object;
}

inline val toJavaScript(std::span<const SummaryRow> rows) {
  return toArray(rows, [](const SummaryRow& row) { return toJavaScript(row); });
}

}  // namespace loupe
