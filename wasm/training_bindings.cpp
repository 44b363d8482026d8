// Training as JavaScript sees it: types are translated here, and nothing else happens.
#include "models/layers_model.h"
#include "models/onnx_writer.h"
#include "train/session.h"
#include "translation.h"

namespace loupe {
namespace {

using Part = TrainingSession::Part;

// Pixels that a JavaScript object keeps: { append(photo: Uint8Array), read(photo: number, into: Uint8Array) },
// which throw Errors with a `code`. The arrays are views of the engine's memory, valid for the call.
class JavaScriptStore final : public PixelStore {
 public:
  JavaScriptStore(val object, size_t photoBytes) : object_(std::move(object)), bytes_(photoBytes) {}

  void append(std::span<const uint8_t> photo) override {
    object_.call<void>("append", emscripten::typed_memory_view(photo.size(), photo.data()));
  }

  std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const override {
    object_.call<void>("read", photo, emscripten::typed_memory_view(bytes_, scratch.data()));
    return scratch.first(bytes_);
  }

 private:
  val object_;
  size_t bytes_;
};

Part partNamed(const std::string& name) {
  return name == "validation" ? Part::Validation : Part::Training;
}

std::string toString(PhotoCollection::Outcome outcome) {
  switch (outcome) {
    case PhotoCollection::Outcome::Added:
      return "added";
    case PhotoCollection::Outcome::Skipped:
      return "skipped";
    case PhotoCollection::Outcome::Undecoded:
      return "undecoded";
  }
}

std::string toString(Trainer::Event event) {
  switch (event) {
    case Trainer::Event::Step:
      return "step";
    case Trainer::Event::Validation:
      return "validation";
    case Trainer::Event::Epoch:
      return "epoch";
    case Trainer::Event::Finished:
      return "finished";
  }
}

val orNull(const std::optional<double>& number) { return number ? val(*number) : val::null(); }

val toJavaScript(const EpochReport& report) {
  val object = val::object();
  object.set("epoch", report.epoch);
  object.set("loss", report.loss);
  object.set("accuracy", report.accuracy);
  object.set("valLoss", orNull(report.validationLoss));
  object.set("valAccuracy", orNull(report.validationAccuracy));
  object.set("seconds", report.seconds);
  object.set("learningRate", report.learningRate);
  return object;
}

val toJavaScript(const SkippedPhoto& photo) {
  val object = val::object();
  object.set("name", photo.name);
  object.set("className", photo.className);
  object.set("reason", photo.reason);
  return object;
}

// A copy, in memory of JavaScript's own.
template <typename T>
val copied(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

val copied(const std::vector<std::byte>& bytes) {
  return copied(std::span(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()));
}

val toJavaScript(const Preview& preview) {
  val object = val::object();
  object.set("height", preview.height);
  object.set("width", preview.width);
  object.set("rgba", copied(std::span(preview.rgba)));
  return object;
}

val numbers(const std::vector<uint32_t>& values) { return copied(std::span(values)); }

std::unique_ptr<ThreadPool> makeThreadPool(int threads) {
  return translatingErrors([&] { return std::make_unique<ThreadPool>(threads); });
}

// `stores`: { training, validation } for JavaScriptStore.
std::unique_ptr<TrainingSession> makeSession(const std::string& options, ThreadPool& pool,
                                             const val& stores) {
  const auto makeStore = [&](Part part, size_t photoBytes) {
    const char* name = part == Part::Training ? "training" : "validation";
    return std::make_unique<JavaScriptStore>(stores[name], photoBytes);
  };
  return translatingErrors(
      [&] { return std::make_unique<TrainingSession>(options, pool, makeStore); });
}

std::string addFile(TrainingSession& session, const std::string& part, const std::string& name,
                    const std::string& className, const Buffer& file) {
  return translatingErrors(
      [&] { return toString(session.photos(partNamed(part)).add(name, className, file.bytes())); });
}

std::string addPixels(TrainingSession& session, const std::string& part, const std::string& name,
                      const std::string& className, const Buffer& pixels, int width, int height) {
  return translatingErrors([&] {
    return toString(
        session.photos(partNamed(part)).add(name, className, rgba(pixels, width, height)));
  });
}

void skip(TrainingSession& session, const std::string& part, const std::string& name,
          const std::string& className, const std::string& reason) {
  translatingErrors([&] { session.photos(partNamed(part)).skip(name, className, reason); });
}

bool needsStore(const TrainingSession& session, const std::string& part) {
  return session.needsStore(partNamed(part));
}

void begin(TrainingSession& session) {
  translatingErrors([&] { session.begin(); });
}

// `onPhoto`: (done, total) => void.
PhotoProgress progressOf(const val& onPhoto) {
  return [onPhoto](size_t done, size_t total) { onPhoto(done, total); };
}

void beginFrom(TrainingSession& session, const Buffer& model, const val& onPhoto) {
  translatingErrors([&] { session.begin(model.bytes(), progressOf(onPhoto)); });
}

val description(const TrainingSession& session) {
  const Dataset& dataset = session.photos(Part::Training).dataset();
  val object = val::object();
  object.set("classNames",
             toArray(dataset.classNames(), [](const std::string& name) { return name; }));
  object.set("counts", toArray(dataset.photosPerClass(), [](size_t count) { return count; }));
  object.set("skipped", toArray(dataset.skipped(),
                                [](const SkippedPhoto& photo) { return toJavaScript(photo); }));
  object.set("memoryBytes", session.memoryBytes());
  object.set("summary", toJavaScript(session.summary()));
  object.set("trainingPhotos", numbers(session.trainingPhotos()));
  object.set("validationPhotos", numbers(session.validationPhotos()));
  return object;
}

std::string advance(TrainingSession& session) {
  return translatingErrors([&] { return toString(session.trainer().advance()); });
}

val progress(const TrainingSession& session) {
  const Trainer& trainer = session.trainer();
  val object = val::object();
  object.set("epoch", trainer.epoch());
  object.set("step", trainer.step());
  object.set("stepsPerEpoch", trainer.stepsPerEpoch());
  object.set("totalSteps", static_cast<double>(trainer.totalSteps()));
  object.set("batchSize", trainer.options().batchSize);
  object.set("loss", trainer.runningLoss());
  object.set("accuracy", trainer.runningAccuracy());
  return object;
}

val history(const TrainingSession& session) {
  return toArray(session.trainer().history(),
                 [](const EpochReport& report) { return toJavaScript(report); });
}

std::string stopReason(const TrainingSession& session) { return session.trainer().stopReason(); }

val predict(TrainingSession& session, const val& photos) {
  return translatingErrors([&] {
    return copied(std::span<const float>(
        session.predict(emscripten::convertJSArrayToNumberVector<uint32_t>(photos))));
  });
}

val baselineAccuracy(const TrainingSession& session) {
  return translatingErrors([&] { return orNull(session.baselineAccuracy()); });
}

val preview(const TrainingSession& session, uint32_t photo, uint32_t variant) {
  return translatingErrors([&] { return toJavaScript(session.preview(photo, variant)); });
}

val saveCheckpoint(TrainingSession& session) {
  return translatingErrors([&] { return copied(session.saveCheckpoint()); });
}

void restoreCheckpoint(TrainingSession& session, const Buffer& file) {
  translatingErrors([&] { session.restoreCheckpoint(file.bytes()); });
}

val model(const TrainingSession& session, const val& onPhoto) {
  return translatingErrors([&] { return copied(session.model(progressOf(onPhoto))); });
}

val previewPixels(const std::string& options, const Buffer& pixels, int width, int height,
                  uint32_t variant) {
  return translatingErrors(
      [&] { return toJavaScript(previewPhoto(options, rgba(pixels, width, height), variant)); });
}

val describeArchitecture(const std::string& architecture) {
  return translatingErrors(
      [&] { return toJavaScript(readArchitecture(architecture).graph.summary()); });
}

std::string modelOptions(const Buffer& model) {
  return translatingErrors([&] { return optionsOfModel(model.bytes()); });
}

std::string baseOptions(const Buffer& model, const std::string& options) {
  return translatingErrors([&] { return optionsOfBase(model.bytes(), options); });
}

std::string convnetText(const std::string& options) {
  return translatingErrors([&] {
    const SessionOptions read = readSessionOptions(options);
    return architectureText(read, read.convnet.classes);
  });
}

std::string_view text(const Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.bytes().data()), buffer.bytes().size()};
}

val fromLayersModel(const Buffer& model, const Buffer& weights, const Buffer& metadata) {
  return translatingErrors(
      [&] { return copied(importLayersModel(text(model), weights.bytes(), text(metadata))); });
}

val toOnnx(const Buffer& model) {
  return translatingErrors([&] { return copied(writeOnnx(model.bytes())); });
}

EMSCRIPTEN_BINDINGS(trainer) {
  emscripten::class_<Buffer>("Buffer").constructor<size_t>().function("view", &Buffer::view);

  emscripten::class_<ThreadPool>("ThreadPool")
      .constructor(&makeThreadPool)
      .property("threads", &ThreadPool::threads);

  emscripten::class_<TrainingSession>("TrainingSession")
      .constructor(&makeSession)
      .function("addFile", &addFile)
      .function("addPixels", &addPixels)
      .function("skip", &skip)
      .function("needsStore", &needsStore)
      .function("begin", &begin)
      .function("beginFrom", &beginFrom)
      .function("description", &description)
      .function("advance", &advance)
      .function("progress", &progress)
      .function("history", &history)
      .function("stopReason", &stopReason)
      .function("predict", &predict)
      .function("baselineAccuracy", &baselineAccuracy)
      .function("preview", &preview)
      .function("saveCheckpoint", &saveCheckpoint)
      .function("restoreCheckpoint", &restoreCheckpoint)
      .function("model", &model);

  emscripten::function("previewPixels", &previewPixels);
  emscripten::function("optionsOfModel", &modelOptions);
  emscripten::function("optionsOfBase", &baseOptions);
  emscripten::function("describeArchitecture", &describeArchitecture);
  emscripten::function("convnetArchitecture", &convnetText);
  emscripten::function("fromLayersModel", &fromLayersModel);
  emscripten::function("toOnnx", &toOnnx);
}

}  // namespace
}  // namespace loupe
