// Opens the list of what could not be read; its code is loaded when it is first asked for.
import type { SkippedPhoto } from '../../../client/library/types';

export async function showUnreadable(skipped: readonly SkippedPhoto[]): Promise<void> {
  const { listUnreadable } = await import('./unreadable-dialog');
  await listUnreadable(skipped);
}
