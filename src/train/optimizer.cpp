#include "train/optimizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "error.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;

constexpr std::array<std::pair<std::string_view, OptimizerKind>, 4> kNames = {
    {{"sgd", OptimizerKind::Sgd},
     {"rmsprop", OptimizerKind::RmsProp},
     {"adam", OptimizerKind::Adam},
     {"adamw", OptimizerKind::AdamW}}};

// Calls body(values, gradient, at) with four values at a time, the last ones through a copy.
template <typename Body>
void forFours(std::span<float> values, std::span<const float> gradient, const Body& body) {
  size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    simd::store(&values[i], body(simd::load(&values[i]), simd::load(&gradient[i]), i, size_t{4}));
  }
  if (i == values.size()) return;
  const size_t left = values.size() - i;
  float v[4] = {};
  float g[4] = {};
  std::memcpy(v, &values[i], left * sizeof(float));
  std::memcpy(g, &gradient[i], left * sizeof(float));
  simd::store(v, body(simd::load(v), simd::load(g), i, left));
  std::memcpy(&values[i], v, left * sizeof(float));
}

// `count` of four values: the rest may belong to another thread.
F32x4 loadSome(const float* from, size_t count) {
  if (count == 4) return simd::load(from);
  float values[4] = {};
  std::memcpy(values, from, count * sizeof(float));
  return simd::load(values);
}

void storeSome(float* to, F32x4 values, size_t count) {
  if (count == 4) return simd::store(to, values);
  std::memcpy(to, &values, count * sizeof(float));
}

float normOf(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return static_cast<float>(std::sqrt(sum));
}

void scaleTo(std::span<float> values, float norm, float limit) {
  if (!(norm > limit)) return;
  for (float& value : values) value *= limit / norm;
}

}  // namespace

OptimizerKind optimizerNamed(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, [](const auto& entry) { return entry.first; });
  if (found != kNames.end()) return found->second;
  throw Error(ErrorCode::BadDataset, "there is no optimizer '" + std::string(name) +
                                         "'; there are sgd, rmsprop, adam and adamw");
}

std::string_view toString(OptimizerKind kind) {
  return std::ranges::find(kNames, kind, [](const auto& entry) { return entry.second; })->first;
}

OptimizerConfig defaultOptimizer(OptimizerKind kind) {
  OptimizerConfig config;
  config.kind = kind;
  if (kind == OptimizerKind::Sgd) config.learningRate = 0.01f;
  if (kind == OptimizerKind::AdamW) config.weightDecay = 0.004f;
  return config;
}

size_t Optimizer::slotsFor(const OptimizerConfig& config) {
  switch (config.kind) {
    case OptimizerKind::Sgd:
      return config.momentum > 0 ? 1 : 0;
    case OptimizerKind::RmsProp:
      return config.momentum > 0 ? 2 : 1;
    case OptimizerKind::Adam:
    case OptimizerKind::AdamW:
      return 2;
  }
  return 0;
}

Optimizer::Optimizer(const OptimizerConfig& config, std::span<const size_t> sizes)
    : config_(config), sizes_(sizes.begin(), sizes.end()), slots_(slotsFor(config)) {
  for (auto& slot : slots_) {
    for (const size_t size : sizes) {
      slot.emplace_back(size * sizeof(float));
      std::memset(slot.back().data(), 0, size * sizeof(float));
    }
  }
}

std::span<float> Optimizer::slot(size_t slot, size_t weight) {
  return {reinterpret_cast<float*>(slots_[slot][weight].data()), sizes_[weight]};
}

void Optimizer::beginStep(float learningRate) {
  ++steps_;
  learningRate_ = learningRate;
  const auto t = static_cast<double>(steps_);
  correctedRate_ =
      static_cast<float>(static_cast<double>(learningRate) *
                         std::sqrt(1 - std::pow(static_cast<double>(config_.beta2), t)) /
                         (1 - std::pow(static_cast<double>(config_.beta1), t)));
}

void Optimizer::update(size_t weight, size_t first, std::span<float> values,
                       std::span<const float> gradient) {
  const F32x4 rate = simd::splat(learningRate_);
  const F32x4 kept = simd::splat(1.0f - config_.weightDecay * learningRate_);
  const F32x4 epsilon = simd::splat(config_.epsilon);
  const F32x4 momentum = simd::splat(config_.momentum);
  const F32x4 limit = simd::splat(config_.clipValue > 0 ? config_.clipValue : INFINITY);
  const auto clipped = [&](F32x4 g) { return simd::minimum(simd::maximum(g, -limit), limit); };
  const auto state = [&](size_t slot) {
    return slots_.size() > slot ? this->slot(slot, weight).data() + first : nullptr;
  };
  float* const s0 = state(0);
  float* const s1 = state(1);

  switch (config_.kind) {
    case OptimizerKind::Sgd: {
      // m = momentum m - rate g;  w += m, with Nesterov w += momentum m - rate g
      forFours(values, gradient, [&](F32x4 w, F32x4 g, size_t i, size_t count) {
        const F32x4 step = rate * clipped(g);
        if (!s0) return w * kept - step;
        const F32x4 m = momentum * loadSome(s0 + i, count) - step;
        storeSome(s0 + i, m, count);
        return w * kept + (config_.nesterov ? momentum * m - step : m);
      });
      return;
    }
    case OptimizerKind::RmsProp: {
      // v = rho v + (1 - rho) g^2;  step = rate g / sqrt(v + epsilon);  w -= step, with momentum
      // m = momentum m + step;  w -= m
      const F32x4 rho = simd::splat(config_.rho);
      const F32x4 rest = simd::splat(1.0f - config_.rho);
      forFours(values, gradient, [&](F32x4 w, F32x4 raw, size_t i, size_t count) {
        const F32x4 g = clipped(raw);
        const F32x4 v = rho * loadSome(s0 + i, count) + rest * g * g;
        storeSome(s0 + i, v, count);
        const F32x4 step = rate * g / simd::squareRoot(v + epsilon);
        if (!s1) return w * kept - step;
        const F32x4 m = momentum * loadSome(s1 + i, count) + step;
        storeSome(s1 + i, m, count);
        return w * kept - m;
      });
      return;
    }
    case OptimizerKind::Adam:
    case OptimizerKind::AdamW: {
      // m += (1 - beta1)(g - m);  v += (1 - beta2)(g^2 - v);  w -= alpha m / (sqrt(v) + epsilon)
      const F32x4 alpha = simd::splat(correctedRate_);
      const F32x4 rest1 = simd::splat(1.0f - config_.beta1);
      const F32x4 rest2 = simd::splat(1.0f - config_.beta2);
      forFours(values, gradient, [&](F32x4 w, F32x4 raw, size_t i, size_t count) {
        const F32x4 g = clipped(raw);
        const F32x4 m0 = loadSome(s0 + i, count);
        const F32x4 v0 = loadSome(s1 + i, count);
        const F32x4 m = m0 + rest1 * (g - m0);
        const F32x4 v = v0 + rest2 * (g * g - v0);
        storeSome(s0 + i, m, count);
        storeSome(s1 + i, v, count);
        return w * kept - alpha * m / (simd::squareRoot(v) + epsilon);
      });
      return;
    }
  }
}

void Optimizer::clip(std::span<const std::span<float>> gradients) const {
  if (config_.clipNorm > 0) {
    for (const auto& gradient : gradients) scaleTo(gradient, normOf(gradient), config_.clipNorm);
  } else if (config_.globalClipNorm > 0) {
    double sum = 0;
    for (const auto& gradient : gradients) {
      const double norm = normOf(gradient);
      sum += norm * norm;
    }
    const auto norm = static_cast<float>(std::sqrt(sum));
    for (const auto& gradient : gradients) scaleTo(gradient, norm, config_.globalClipNorm);
  }
}

}  // namespace loupe
