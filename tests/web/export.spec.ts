// Models that a page's script takes away: the same files as the command line tool writes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { SITE } from './support/files';
import { expect, test } from './support/test';
import { openTrainer } from './support/training';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

// `model`: the file or name that the tool takes.
function exportedByTool(model: string, folder: string): Buffer {
  const file = `${folder}.onnx`;
  execFileSync(process.env.LOUPE_CLI!, ['export', model, '--to', 'onnx', file]);
  return readFileSync(file);
}

test('exports the pretrained network, as it is and as ONNX', async ({ page }, info) => {
  await openTrainer(page);
  const [plain, onnx, code] = await page.evaluate(async () => {
    const hashOf = async (blob: Blob) =>
      Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    const model = await loupe.load('efficientnet-lite0');
    return [
      await hashOf(await model.export('safetensors')),
      await hashOf(await model.export('onnx')),
      await codeOf(model.export('tflite' as 'onnx')),
    ];
  });
  const file = `${SITE}/models/efficientnet-lite0.safetensors`;
  expect(plain).toBe(hash(readFileSync(file)));
  expect(onnx).toBe(hash(exportedByTool(file, info.outputPath('model'))));
  expect(code).toBe('PhotoloupeError not-supported');
});

test('exports classes and what was trained as ONNX', async ({ page }, info) => {
  await openTrainer(page);
  const models = await page.evaluate(async () => {
    const encoded = (blob: Blob) =>
      new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve((reader.result as string).split(',')[1]!);
        reader.readAsDataURL(blob);
      });
    const trained = await loupe.train(photos(8), { filters: [4], units: 8, imageSize: [24, 24], epochs: 1 });
    const classes = await loupe.openClasses();
    for (const { image, label } of photos(4)) await classes.add(image, label);
    const unknown = await codeOf(classes.export('tflite' as 'onnx'));
    const pairs = [];
    for (const one of [trained, classes])
      pairs.push([await encoded(await one.export('safetensors')), await encoded(await one.export('onnx'))]);
    return { pairs, unknown };
  });
  expect(models.unknown).toBe('PhotoloupeError not-supported');
  models.pairs.forEach(([plain, onnx], number) => {
    const file = info.outputPath(`${number}.safetensors`);
    writeFileSync(file, Buffer.from(plain!, 'base64'));
    expect(hash(Buffer.from(onnx!, 'base64'))).toBe(hash(exportedByTool(file, info.outputPath(`${number}`))));
  });
});
