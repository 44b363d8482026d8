// The floor under every engine that stands on XNNPACK: the convolutions and the dense layer of
// EfficientNet-Lite0 as bare operators, one after the other, with nothing around them. Weights and
// inputs are constants, since only time is measured; additions, pooling and softmax are left out.
#include <pthreadpool.h>
#include <xnnpack.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <type_traits>
#include <vector>

namespace {

constexpr size_t kInputSide = 224;

// Tan and Le, "EfficientNet", 2019 (https://arxiv.org/abs/1905.11946), table 1, lite variant.
struct Stage {
  int repeats;
  uint32_t kernel, firstStride;
  size_t expansion, filtersIn, filtersOut;
};
constexpr Stage kStages[] = {{1, 3, 1, 1, 32, 16},  {2, 3, 2, 6, 16, 24},  {2, 5, 2, 6, 24, 40},
                             {3, 3, 2, 6, 40, 80},  {3, 5, 1, 6, 80, 112}, {4, 5, 2, 6, 112, 192},
                             {1, 3, 1, 6, 192, 320}};

void check(xnn_status status) {
  if (status != xnn_status_success) std::abort();
}

// `Value` is float or int8_t. Operators alternate between two buffers, whatever is in them.
template <typename Value>
class Floor {
 public:
  explicit Floor(size_t threads) : pool_(threads > 1 ? pthreadpool_create(threads) : nullptr) {
    check(xnn_initialize(nullptr));
    addConvolution(3, 32, 3, 2);
    for (const Stage& stage : kStages) addStage(stage);
    addConvolution(320, 1280, 1, 1);
    side_ = 1;
    addConvolution(1280, 1000, 1, 1);
    setUp();
  }

  void run() {
    for (xnn_operator_t op : operators_) check(xnn_run_operator(op, pool_));
  }

 private:
  static constexpr bool kQuantized = std::is_same_v<Value, int8_t>;

  void addStage(const Stage& stage) {
    size_t channels = stage.filtersIn;
    for (int i = 0; i < stage.repeats; i++) {
      const size_t expanded = channels * stage.expansion;
      if (stage.expansion > 1) addConvolution(channels, expanded, 1, 1);
      addDepthwise(expanded, stage.kernel, i == 0 ? stage.firstStride : 1);
      addConvolution(expanded, stage.filtersOut, 1, 1);
      channels = stage.filtersOut;
    }
  }

  void addConvolution(size_t in, size_t out, uint32_t kernel, uint32_t stride) {
    add(1, in, out, kernel, stride);
  }

  void addDepthwise(size_t channels, uint32_t kernel, uint32_t stride) {
    add(static_cast<uint32_t>(channels), 1, 1, kernel, stride);
  }

  void add(uint32_t groups, size_t groupIn, size_t groupOut, uint32_t kernel, uint32_t stride) {
    const size_t in = groups * groupIn, out = groups * groupOut;
    const uint32_t padding = kernel / 2;
    const std::vector<Value> weights(out * kernel * kernel * groupIn, Value(1));
    xnn_operator_t op = nullptr;
    size_t workspace = 0, alignment = 0, outHeight = 0, outWidth = 0;
    if constexpr (kQuantized) {
      const std::vector<int32_t> bias(out, 0);
      const std::vector<float> scales(out, 0.01f);
      check(xnn_create_convolution2d_nhwc_qs8_qc8w(
          padding, padding, padding, padding, kernel, kernel, stride, stride, 1, 1, groups, groupIn,
          groupOut, in, out, 0, 0.1f, scales.data(), weights.data(), bias.data(), 0, 0.1f, -128,
          127, 0, nullptr, nullptr, &op));
      check(xnn_reshape_convolution2d_nhwc_qs8_qc8w(op, 1, side_, side_, &workspace, &alignment,
                                                    &outHeight, &outWidth, pool_));
    } else {
      const std::vector<float> bias(out, 0);
      check(xnn_create_convolution2d_nhwc_f32(
          padding, padding, padding, padding, kernel, kernel, stride, stride, 1, 1, groups, groupIn,
          groupOut, in, out, weights.data(), bias.data(), 0, 6, 0, nullptr, nullptr, &op));
      check(xnn_reshape_convolution2d_nhwc_f32(op, 1, side_, side_, &workspace, &alignment,
                                               &outHeight, &outWidth, pool_));
    }
    operators_.push_back(op);
    workspaceBytes_ = std::max(workspaceBytes_, workspace);
    largest_ = std::max({largest_, side_ * side_ * in, outHeight * outWidth * out});
    side_ = outHeight;
  }

  void setUp() {
    for (auto& buffer : buffers_) buffer.assign(largest_ + XNN_EXTRA_BYTES, Value(1));
    workspace_.resize(workspaceBytes_ + XNN_EXTRA_BYTES);
    for (size_t i = 0; i < operators_.size(); i++) {
      const Value* input = buffers_[i % 2].data();
      Value* output = buffers_[(i + 1) % 2].data();
      if constexpr (kQuantized) {
        check(
            xnn_setup_convolution2d_nhwc_qs8_qc8w(operators_[i], workspace_.data(), input, output));
      } else {
        check(xnn_setup_convolution2d_nhwc_f32(operators_[i], workspace_.data(), input, output));
      }
    }
  }

  pthreadpool_t pool_;
  size_t side_ = kInputSide;
  size_t largest_ = 0, workspaceBytes_ = 0;
  std::vector<xnn_operator_t> operators_;
  std::vector<Value> buffers_[2];
  std::vector<uint8_t> workspace_;
};

}  // namespace

// For JavaScript: one network for the life of the page.
extern "C" {

void* createFloat32(size_t threads) { return new Floor<float>(threads); }
void* createInt8(size_t threads) { return new Floor<int8_t>(threads); }
void runFloat32(void* network) { static_cast<Floor<float>*>(network)->run(); }
void runInt8(void* network) { static_cast<Floor<int8_t>*>(network)->run(); }
}
