// Opens the help, which is loaded when it is first asked for.
import type { HelpTopic } from './help-dialog';

export async function openHelp(topic: HelpTopic): Promise<void> {
  const { showHelp } = await import('./help-dialog');
  await showHelp(topic);
}
