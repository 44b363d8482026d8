#include "models/safetensors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "support/bytes.h"
#include "support/errors.h"
#include "support/model_file.h"

namespace loupe::test {
namespace {

std::vector<std::byte> fileOf(std::string_view header, size_t dataBytes) {
  ByteWriter file(ByteOrder::Little);
  file.u32(header.size()).u32(0).text(header);
  return file.bytes(std::vector<std::byte>(dataBytes)).written();
}

void checkRefused(std::string_view words, std::string_view header, size_t dataBytes) {
  const auto file = fileOf(header, dataBytes);
  checkError(ErrorCode::BadModel, words, [&] { Safetensors{file}; });
}

// The header of one tensor "a".
std::string tensor(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"("a":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}";
}

bool same(std::span<const std::byte> a, std::span<const std::byte> b) {
  return std::ranges::equal(a, b);
}

}  // namespace

TEST_CASE("what is written is read back") {
  std::mt19937 random(40);
  for (int round = 0; round < 50; ++round) {
    ModelFile model;
    model.metadata = {{"text", "quote \" backslash \\ newline \n caf\xc3\xa9"}, {"", "empty key"}};
    for (size_t i = 0; i < random() % 6; ++i) {
      const DataType type = std::array{DataType::Float32, DataType::Int32, DataType::Int8,
                                       DataType::Uint8}[random() % 4];
      Tensor tensor(type, {random() % 4, random() % 5});
      std::ranges::generate(tensor.bytes(), [&] { return static_cast<std::byte>(random()); });
      model.tensors["tensor \"" + std::to_string(i)] = std::move(tensor);
    }
    const auto bytes = model.bytes();
    const Safetensors file(bytes);
    REQUIRE(file.tensors().size() == model.tensors.size());
    for (const auto& [name, tensor] : model.tensors) {
      const TensorView* view = file.find(name);
      REQUIRE(view);
      CHECK((view->type == tensor.type()));
      CHECK(view->shape == tensor.shape());
      CHECK(same(view->bytes, tensor.bytes()));
      CHECK(reinterpret_cast<uintptr_t>(view->bytes.data()) % sizeInBytes(view->type) == 0);
    }
    for (const auto& [key, text] : model.metadata) CHECK(file.metadata(key) == text);
  }
}

TEST_CASE("what is not there is said to be missing") {
  const auto bytes = fileOf("{}", 0);
  const Safetensors file(bytes);
  CHECK(file.find("a") == nullptr);
  CHECK_FALSE(file.hasMetadata("format"));
  checkError(ErrorCode::BadModel, "no metadata \"format\"; is it one that Photoloupe wrote?",
             [&] { static_cast<void>(file.metadata("format")); });
}

TEST_CASE("spaces may follow the header, and nothing may come before it") {
  CHECK_NOTHROW(Safetensors{fileOf("{}      ", 0)});
  checkRefused("does not start with '{'", " {}", 0);
  checkRefused("does not start with '{'", "[]", 0);
  checkRefused("does not start with '{'", "", 0);
  checkRefused("not valid JSON", "{} {}", 0);
  checkRefused("not valid JSON", "{", 0);
  checkRefused("not valid JSON", "{\"\xff\":{}}", 0);
}

TEST_CASE("a header longer than the file or than 100 MB is refused") {
  const auto claiming = [](uint64_t length, size_t fileBytes) {
    ByteWriter writer(ByteOrder::Little);
    writer.u32(length & 0xffffffff).u32(length >> 32);
    const auto file = writer.bytes(std::vector<std::byte>(fileBytes)).written();
    checkError(ErrorCode::BadModel, "header claims " + std::to_string(length),
               [&] { Safetensors{file}; });
  };
  claiming(9, 8);
  claiming(uint64_t{1} << 32, 8);
  claiming(~uint64_t{0}, 8);
  claiming(100'000'001, 100'000'001);
  checkError(ErrorCode::BadModel, "it has 3 bytes, fewer than the 8",
             [] { Safetensors{std::vector<std::byte>(3)}; });
}

TEST_CASE("tensors must lie in the data") {
  CHECK_NOTHROW(Safetensors{fileOf("{" + tensor("F32", "[2]", "[0,8]") + "}", 8)});
  const auto refused = [](std::string_view words, const std::string& tensor) {
    checkRefused(words, "{" + tensor + "}", 8);
  };
  refused("lies at bytes 0 to 12, but the file's data has 8", tensor("F32", "[3]", "[0,12]"));
  refused("lies at bytes 8 to 4", tensor("F32", "[1]", "[8,4]"));
  refused("must be a whole number", tensor("F32", "[2]", "[-8,0]"));
  refused("must be a whole number", tensor("F32", "[2]", "[0,8.5]"));
  refused("must be a whole number", tensor("F32", "[2]", "[0,1e300]"));
  refused("must be [begin, end]", tensor("F32", "[2]", "[0,4,8]"));
  refused("must be an array", tensor("F32", "[2]", "8"));
}

TEST_CASE("a tensor's bytes must be those of its shape and type") {
  const auto refused = [](std::string_view words, const std::string& tensor) {
    checkRefused(words, "{" + tensor + "}", 8);
  };
  refused("has 8 bytes, which are not those of float32 (3,)", tensor("F32", "[3]", "[0,8]"));
  refused("has 8 bytes, which are not those of int8 (2, 2)", tensor("I8", "[2,2]", "[0,8]"));
  refused("has 7 bytes", tensor("F32", "[1]", "[0,7]"));
  refused("is \"F16\"; the engine reads F32, I32, I8 and U8", tensor("F16", "[4]", "[0,8]"));
  refused("7 dimensions; at most 6", tensor("F32", "[1,1,1,1,1,1,2]", "[0,8]"));
  // 2^62 elements of 4 bytes are 0 bytes in 64 bits; 2^64 elements are 0 elements.
  refused("", tensor("F32", "[2147483648,2147483648]", "[0,0]"));
  refused("more than memory can hold",
          tensor("F32", "[4294967295,4294967295,4294967295]", "[0,8]"));
}

TEST_CASE("every byte belongs to one tensor") {
  const auto two = [](const std::string& a, const std::string& b) {
    return R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)" + a +
           R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + b + "}}";
  };
  CHECK_NOTHROW(Safetensors{fileOf(two("[4,8]", "[0,4]"), 8)});
  checkRefused("overlap or leave a gap", two("[0,4]", "[2,6]"), 8);
  checkRefused("overlap or leave a gap", two("[0,4]", "[0,4]"), 8);
  checkRefused("overlap or leave a gap", two("[0,4]", "[5,9]"), 9);
  checkRefused("overlap or leave a gap", two("[1,5]", "[5,9]"), 9);
  checkRefused("1 bytes belong to no tensor", two("[0,4]", "[4,8]"), 9);
  checkRefused("5 bytes belong to no tensor", "{}", 5);
}

TEST_CASE("nothing may be said twice") {
  const std::string a = tensor("F32", "[2]", "[0,8]");
  checkRefused("two members named \"a\"", "{" + a + "," + a + "}", 8);
  checkRefused("two members named \"k\"", R"({"__metadata__":{"k":"1","k":"2"}})", 0);
  checkRefused("two members named \"dtype\"",
               "{" + replaced(a, R"("dtype")", R"("dtype":"I8","dtype")") + "}", 8);
}

TEST_CASE("a header's parts must be of the right kind") {
  checkRefused("__metadata__ must be an object", R"({"__metadata__":[]})", 0);
  checkRefused("__metadata__.k must be a string", R"({"__metadata__":{"k":1}})", 0);
  checkRefused(".a must be an object", R"({"a":1})", 0);
  checkRefused("lacks \"dtype\"", R"({"a":{"shape":[],"data_offsets":[0,0]}})", 0);
  checkRefused("lacks \"shape\"", R"({"a":{"dtype":"F32","data_offsets":[0,0]}})", 0);
}

TEST_CASE("a safetensors file cut anywhere is refused") {
  const auto whole = colourModel().bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto error = errorOf([&] { Safetensors{std::span{whole}.first(size)}; });
    REQUIRE(error);
    CHECK((error->code() == ErrorCode::BadModel));
  }
  auto longer = whole;
  longer.push_back(std::byte{0});
  checkError(ErrorCode::BadModel, "1 bytes belong to no tensor", [&] { Safetensors{longer}; });
}

}  // namespace loupe::test
