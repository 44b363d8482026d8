// The engine as JavaScript sees it: types are translated here, and nothing else happens.
//
// A failure becomes an Error whose `code` is one of error.h's names. Bytes and pixels come in through a Buffer,
// which the caller fills in place, so that they enter the engine's memory exactly once.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <new>
#include <span>
#include <string>

#include "error.h"
#include "models/classifier.h"

namespace loupe {
namespace {

using emscripten::val;

[[noreturn]] void throwToJavaScript(ErrorCode code, const char* sentence) {
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

ImageView rgba(const Buffer& buffer, int width, int height) {
  return {.pixels = buffer.pixels(), .width = width, .height = height, .channels = 4};
}

template <typename Range, typename Translate>
val toArray(const Range& range, Translate translate) {
  val array = val::array();
  size_t at = 0;
  for (const auto& item : range) array.set(at++, translate(item));
  return array;
}

val toJavaScript(const Prediction& prediction) {
  val object = val::object();
  object.set("label", prediction.label);
  object.set("index", prediction.index);
  object.set("probability", prediction.probability);
  return object;
}

val toJavaScript(const Tag& tag) {
  val object = val::object();
  object.set("name", tag.name);
  object.set("probability", tag.probability);
  object.set("wnid", tag.wnid);
  return object;
}

val toJavaScript(const Timings& timings) {
  val object = val::object();
  object.set("decode", timings.decode);
  object.set("resize", timings.resize);
  object.set("network", timings.network);
  return object;
}

val toJavaScript(const SummaryRow& row) {
  val object = val::object();
  object.set("name", row.name);
  object.set("type", row.type);
  object.set("outputShape", toArray(row.outputShape.extents(), [](size_t side) { return side; }));
  object.set("parameters", row.parameters);
  return object;
}

val toJavaScript(const Classification& classification) {
  const auto translate = [](const auto& item) { return toJavaScript(item); };
  val object = val::object();
  object.set("predictions", toArray(classification.predictions, translate));
  object.set("tags", toArray(classification.tags, translate));
  object.set("timings", toJavaScript(classification.timings));
  return object;
}

// A Float32Array over the engine's memory, valid until the engine is called again.
val toView(std::span<const float> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data()));
}

std::unique_ptr<ThreadPool> makeThreadPool(int threads) {
  return translatingErrors([&] { return std::make_unique<ThreadPool>(threads); });
}

std::unique_ptr<Classifier> makeClassifier(const Buffer& safetensors, ThreadPool& pool) {
  return translatingErrors([&] { return std::make_unique<Classifier>(safetensors.bytes(), pool); });
}

val classifyFile(Classifier& classifier, const Buffer& file, size_t topK) {
  return translatingErrors([&] { return toJavaScript(classifier.classify(file.bytes(), topK)); });
}

val classifyPixels(Classifier& classifier, const Buffer& pixels, int width, int height,
                   size_t topK) {
  return translatingErrors(
      [&] { return toJavaScript(classifier.classify(rgba(pixels, width, height), topK)); });
}

val embedFile(Classifier& classifier, const Buffer& file) {
  return translatingErrors([&] { return toView(classifier.embed(file.bytes())); });
}

val embedPixels(Classifier& classifier, const Buffer& pixels, int width, int height) {
  return translatingErrors([&] { return toView(classifier.embed(rgba(pixels, width, height))); });
}

val classNames(const Classifier& classifier) {
  return toArray(classifier.classNames(), [](const std::string& name) { return name; });
}

val summary(const Classifier& classifier) {
  return toArray(classifier.summary(), [](const SummaryRow& row) { return toJavaScript(row); });
}

EMSCRIPTEN_BINDINGS(photoloupe) {
  emscripten::class_<Buffer>("Buffer").constructor<size_t>().function("view", &Buffer::view);

  emscripten::class_<ThreadPool>("ThreadPool")
      .constructor(&makeThreadPool)
      .property("threads", &ThreadPool::threads);

  emscripten::class_<Classifier>("Classifier")
      .constructor(&makeClassifier)
      .function("name", &Classifier::name)
      .function("classNames", &classNames)
      .function("summary", &summary)
      .function("classifyFile", &classifyFile)
      .function("classifyPixels", &classifyPixels)
      .function("embedFile", &embedFile)
      .function("embedPixels", &embedPixels);
}

}  // namespace
}  // namespace loupe
