// What photos are answered with, as JavaScript sees it.
#pragma once

#include "models/classifier.h"
#include "translation.h"

namespace loupe {

inline val toJavaScript(const Prediction& prediction) {
  val object = val::object();
  object.set("label", prediction.label);
  object.set("index", prediction.index);
  object.set("probability", prediction.probability);
  return object;
}

inline val toJavaScript(const Tag& tag) {
  val object = val::object();
  object.set("name", tag.name);
  object.set("probability", tag.probability);
  object.set("wnid", tag.wnid);
  return object;
}

inline val toJavaScript(const Timings& timings) {
  val object = val::object();
  object.set("decode", timings.decode);
  object.set("resize", timings.resize);
  object.set("network", timings.network);
  return object;
}

inline val toJavaScript(const Classification& classification) {
  const auto translate = [](const auto& item) { return toJavaScript(item); };
  val object = val::object();
  object.set("predictions", toArray(classification.predictions, translate));
  object.set("tags", toArray(classification.tags, translate));
  object.set("timings", toJavaScript(classification.timings));
  if (const auto& familiarity = classification.familiarity) {
    object.set("unlike", familiarity->unlike);
    object.set("similarity", familiarity->similarity);
  }
  return object;
}

// A Float32Array over the engine's memory, valid until the engine is called again.
inline val toView(std::span<const float> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data()));
}

}  // namespace loupe
