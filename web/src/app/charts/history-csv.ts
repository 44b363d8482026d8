// A training's history as CSV, an epoch a row, with the names that the command line's --json uses.
import type { EpochReport } from '../../client/training/types';

const COLUMNS = ['epoch', 'loss', 'accuracy', 'val_loss', 'val_accuracy', 'seconds', 'learning_rate'];

export function historyCsv(history: readonly EpochReport[]): string {
  const rows = history.map(({ epoch, loss, accuracy, valLoss, valAccuracy, seconds, learningRate }) => [
    epoch,
    loss,
    accuracy,
    valLoss ?? '',
    valAccuracy ?? '',
    seconds.toFixed(3),
    learningRate,
  ]);
  return [COLUMNS, ...rows].map((row) => row.join(',') + '\r\n').join('');
}
