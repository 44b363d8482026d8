#include "kernels/xnn.h"

#include "error.h"

namespace loupe::xnn {

void check(xnn_status status, std::string_view what) {
  if (status == xnn_status_success) return;
  const std::string action(what);
  switch (status) {
    case xnn_status_out_of_memory:
      throw Error(ErrorCode::OutOfMemory, action + " failed: there is not enough memory");
    case xnn_status_unsupported_hardware:
      throw Error(ErrorCode::NotSupported,
                  action + " failed: this processor lacks the SIMD instructions that it needs");
    default:
      throw Error(ErrorCode::BadModel,
                  action + " failed: the layer's parameters are not supported");
  }
}

}  // namespace loupe::xnn
