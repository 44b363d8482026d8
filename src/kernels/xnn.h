// Ownership and errors for XNNPACK's C interface.
#pragma once

#include <xnnpack.h>

#include <memory>
#include <string_view>

namespace loupe::xnn {

struct DeleteOperator {
  void operator()(xnn_operator_t op) const { xnn_delete_operator(op); }
};

using OperatorHandle = std::unique_ptr<xnn_operator, DeleteOperator>;

// Throws Error for any status but success: OutOfMemory, NotSupported (this processor), or BadModel for
// parameters that XNNPACK refuses. `what` says what was being done: "making a convolution".
void check(xnn_status status, std::string_view what);

}  // namespace loupe::xnn
