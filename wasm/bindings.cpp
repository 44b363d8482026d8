// The engine as JavaScript sees it: types are translated here, and nothing else happens.
#include "classification.h"

namespace loupe {
namespace {

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
