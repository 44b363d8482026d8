#include "kernels/xnn.h"

#include "error.h"

namespace loupe::xnn {

void check(xnn_status status, const std::string& what) {
  switch (status) {
    case xnn_status_success:
      return;
    case xnn_status_out_of_memory:
      throw Error(ErrorCode::OutOfMemory, what + " failed: there is not enough memory");
    case xnn_status_unsupported_hardware:
      throw Error(ErrorCode::NotSupported,
                  what + " failed: this processor lacks the SIMD instructions that it needs");
    default:
      throw Error(ErrorCode::BadModel, what + " failed: the layer's parameters are not supported");
  }
}

}  // namespace loupe::xnn
