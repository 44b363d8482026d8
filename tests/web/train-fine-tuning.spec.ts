// Fine-tuning in the Train tab.
import { expect, test } from './support/training-test';

test('the pretrained network is chosen in place of the convnet, learns further, and is put back', async ({
  trainer,
  photos,
  page,
}) => {
  test.slow();
  await trainer.open();
  await trainer.chooseFolder(photos);
  await trainer.field('What learns').selectOption('A pretrained network, fine-tuned');
  await expect(trainer.field('Filters')).toBeHidden();
  await expect(trainer.field('Learning rate')).toHaveValue('0.0001');
  await trainer.enter('Epochs', '1');
  await trainer.button('Start training').click();
  await expect(trainer.run).toContainText(/The network looks at every photo once: \d+ of 39 photos/);
  await trainer.expectDone();
  await expect(trainer.result.locator('.figure')).toHaveText('100%');
  await expect(trainer.result).toContainText('9 photos that it never saw');
  await page.reload();
  await expect(trainer.field('What learns')).toHaveValue('pretrained');
  await trainer.field('What learns').selectOption('The convnet, from scratch');
  await expect(trainer.field('Filters')).toHaveValue('16, 32, 64');
  await expect(trainer.field('Learning rate')).toHaveValue('0.001');
});
