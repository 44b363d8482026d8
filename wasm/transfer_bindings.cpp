// Transfer learning as JavaScript sees it: types are translated here, and nothing else happens.
#include "classification.h"
#include "transfer/session.h"

namespace loupe {
namespace {

val toJavaScript(const CrossValidatedPhoto& photo) {
  val object = val::object();
  object.set("id", photo.id);
  object.set("label", photo.label);
  object.set("given", photo.given);
  object.set("probability", photo.probability);
  object.set("shot", photo.shot);
  object.set("judged", photo.judged);
  return object;
}

val toJavaScript(const TransferReport& report) {
  const auto same = [](const auto& item) { return item; };
  val object = val::object();
  object.set("classNames", toArray(report.classNames, same));
  object.set("counts", toArray(report.counts, same));
  object.set("photos", toArray(report.photos, [](const CrossValidatedPhoto& photo) {
               return toJavaScript(photo);
             }));
  object.set("confusion", toArray(report.confusion, [&](const std::vector<size_t>& row) {
               return toArray(row, same);
             }));
  object.set("accuracy", report.accuracy);
  object.set("strength", report.strength);
  object.set("sharpness", report.sharpness);
  return object;
}

std::span<const float> features(const Buffer& buffer) {
  const std::span<const std::byte> bytes = buffer.bytes();
  return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};
}

std::unique_ptr<TransferSession> makeSession(const Buffer& pretrained, ThreadPool& pool) {
  return translatingErrors(
      [&] { return std::make_unique<TransferSession>(pretrained.bytes(), pool); });
}

std::string featuresId(TransferSession& session) { return session.network().id(); }

val embedFile(TransferSession& session, const Buffer& file) {
  return translatingErrors([&] { return toView(session.network().embed(file.bytes())); });
}

val embedPixels(TransferSession& session, const Buffer& pixels, int width, int height) {
  return translatingErrors(
      [&] { return toView(session.network().embed(rgba(pixels, width, height))); });
}

void setClasses(TransferSession& session, const val& names) {
  translatingErrors([&] { session.setClasses(emscripten::vecFromJSArray<std::string>(names)); });
}

void renameClass(TransferSession& session, const std::string& from, const std::string& to) {
  translatingErrors([&] { session.renameClass(from, to); });
}

uint32_t add(TransferSession& session, const Buffer& photo, const std::string& className) {
  return translatingErrors([&] { return session.add(features(photo), className); });
}

void move(TransferSession& session, uint32_t id, const std::string& className) {
  translatingErrors([&] { session.move(id, className); });
}

void remove(TransferSession& session, uint32_t id) {
  translatingErrors([&] { session.remove(id); });
}

val classNames(const TransferSession& session) {
  return toArray(session.classNames(), [](const std::string& name) { return name; });
}

bool train(TransferSession& session) {
  return translatingErrors([&] { return session.train(); });
}

val classify(TransferSession& session, const Buffer& photo, size_t topK) {
  return translatingErrors([&] { return toJavaScript(session.classify(features(photo), topK)); });
}

val report(TransferSession& session) {
  return translatingErrors([&] { return toJavaScript(session.report()); });
}

val model(TransferSession& session) {
  return translatingErrors([&] {
    const std::vector<std::byte> file = session.model();
    return val(emscripten::typed_memory_view(file.size(),
                                             reinterpret_cast<const uint8_t*>(file.data())))
        .call<val>("slice");
  });
}

EMSCRIPTEN_BINDINGS(transfer) {
  emscripten::class_<TransferSession>("TransferSession")
      .constructor(&makeSession)
      .function("featuresId", &featuresId)
      .function("embedFile", &embedFile)
      .function("embedPixels", &embedPixels)
      .function("setClasses", &setClasses)
      .function("renameClass", &renameClass)
      .function("add", &add)
      .function("move", &move)
      .function("remove", &remove)
      .function("classNames", &classNames)
      .function("train", &train)
      .function("classify", &classify)
      .function("report", &report)
      .function("model", &model);
}

}  // namespace
}  // namespace loupe
