// The engine as JavaScript sees it: types are translated here, and nothing else happens.
#include "models/classifier.h"
#include "translation.h"

namespace loupe {
namespace {

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

val summary(const Classifier& classifier) { return toJavaScript(classifier.summary()); }

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
