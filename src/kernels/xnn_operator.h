// An Operator that one XNNPACK operator computes.
#pragma once

#include "kernels/operator.h"
#include "kernels/xnn.h"

namespace loupe {

class XnnOperator : public Operator {
 public:
  explicit XnnOperator(xnn_operator_t op) : handle_(op) {}

  void run(const ThreadPool& pool) override {
    xnn::check(xnn_run_operator(handle_.get(), pool.get()), "running a layer");
  }

 protected:
  xnn_operator_t op() const { return handle_.get(); }

 private:
  xnn::OperatorHandle handle_;
};

template <typename T>
const T* as(const std::byte* bytes) {
  return reinterpret_cast<const T*>(bytes);
}

template <typename T>
T* as(std::byte* bytes) {
  return reinterpret_cast<T*>(bytes);
}

}  // namespace loupe
