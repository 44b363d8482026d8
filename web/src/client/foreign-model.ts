// Models of other programs, told by how their files begin, as src/cli/foreign_model.cpp tells them.
import { PhotoloupeError } from './error';

export const TELLING_BYTES = 12; // at a file's beginning

const EXPORTED_FROM = 'the .safetensors file that it was exported from';
const OURS =
  'a .safetensors file that Photoloupe wrote, or the zip that Teachable Machine exports for TensorFlow.js';

// Where a signature is, the signature, and what has it. Zips are looked into: see import-model.ts.
const KINDS: [number, string, string][] = [
  [4, 'TFL3', 'a TensorFlow Lite model'],
  [0, '\x89HDF\r\n\x1a\n', "an HDF5 file, such as Keras's .h5"],
  [0, '\x80\x02\x8a\x0a', 'a model that PyTorch pickled'],
];

// `start`: the TELLING_BYTES. Throws 'bad-model' for what another program wrote or was exported for one.
export function refuseForeignModel(start: Uint8Array): void {
  if (isOnnx(start)) throw foreign('an ONNX model', EXPORTED_FROM);
  const text = String.fromCharCode(...start);
  for (const [offset, signature, kind] of KINDS)
    if (text.startsWith(signature, offset)) throw foreign(kind, OURS);
}

// A protobuf whose first field is ModelProto.ir_version, a varint, and whose second is a text or message:
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. A safetensors file may begin alike, but its header's length
// leaves bytes 4 to 7 empty.
function isOnnx([key, version = 0, next = 0, ...rest]: Uint8Array): boolean {
  const IR_VERSION = 0x08;
  const NEWEST = 0x20; // far above what there is of the format's versions
  const WIRE_TYPE = 7;
  const WITH_LENGTH = 2;
  const isHeaderLength = rest.slice(1, 5).every((byte) => byte === 0);
  const isVersion = key === IR_VERSION && version > 0 && version < NEWEST;
  return isVersion && (next & WIRE_TYPE) === WITH_LENGTH && !isHeaderLength;
}

function foreign(kind: string, wanted: string): PhotoloupeError {
  return new PhotoloupeError('bad-model', `this is ${kind}; what can be opened is ${wanted}`);
}
