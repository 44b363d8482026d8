// Cuts a sheet of equal cells into PNG files, away from the page's thread.

interface Request {
  picture: Blob;
  side: number;
  columns: number;
  count: number;
}

const cutter = self as unknown as DedicatedWorkerGlobalScope;

cutter.onmessage = async ({ data }: MessageEvent<Request>) => {
  const { side, columns, count } = data;
  const sheet = await createImageBitmap(data.picture);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const cells: Blob[] = [];
  for (let index = 0; index < count; index++) {
    const x = (index % columns) * side;
    const y = Math.floor(index / columns) * side;
    context.drawImage(sheet, x, y, side, side, 0, 0, side, side);
    cells.push(await canvas.convertToBlob({ type: 'image/png' }));
  }
  cutter.postMessage(cells);
};
