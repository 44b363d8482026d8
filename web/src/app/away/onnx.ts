import { PhotoloupeError } from '../../client/photoloupe';
import { engine } from '../engine/engine';

// `model` is a .safetensors file.
export async function onnxOf(model: Blob): Promise<Blob> {
  if (!engine.loupe) throw new PhotoloupeError('not-supported', 'the engine is not there');
  const loaded = await engine.loupe.load(model);
  try {
    return await loaded.export('onnx');
  } finally {
    void loaded.dispose();
  }
}
