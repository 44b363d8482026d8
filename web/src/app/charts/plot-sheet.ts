// Plots side by side on one picture, with their titles and a key.
import type { LinePlot } from './line-plot';

const TITLE = 40; // pixels on the screen
const MARGIN = 16;

export function drawSheet(plots: readonly LinePlot[], titles: readonly string[]): HTMLCanvasElement {
  const pictures = plots.map((plot) => plot.toCanvas());
  const ratio = pictures[0]!.width / plots[0]!.clientWidth; // pixels of the picture to one on the screen
  const margin = MARGIN * ratio;
  const title = TITLE * ratio;
  const sheet = document.createElement('canvas');
  sheet.width = pictures.reduce((sum, { width }) => sum + width + margin, margin);
  sheet.height = Math.max(...pictures.map(({ height }) => height)) + title + margin;
  const context = sheet.getContext('2d')!;
  context.fillStyle = plots[0]!.color('ground');
  context.fillRect(0, 0, sheet.width, sheet.height);
  let x = margin;
  pictures.forEach((picture, index) => {
    const plot = plots[index]!;
    context.drawImage(picture, x, title);
    context.font = `600 ${15 * ratio}px system-ui, sans-serif`;
    context.fillStyle = plot.color('training');
    context.fillText(titles[index]!, x, title - margin);
    context.font = `${12 * ratio}px system-ui, sans-serif`;
    context.textAlign = 'right';
    context.fillText('solid: training, dashed: validation', x + picture.width, title - margin);
    context.textAlign = 'left';
    x += picture.width + margin;
  });
  return sheet;
}
