import type { Page } from '@playwright/test';

// From the next visit on, workers hear the messages of this kind, but for the first `after` of them, when the page runs
// release() only.
export async function holdMessages(page: Page, kind: string, { after = 0 } = {}): Promise<void> {
  await page.addInitScript(
    ([kind, after]) => {
      let release = () => {};
      let sent = 0;
      const released = new Promise<void>((resolve) => (release = resolve));
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message: { kind?: string }, ...rest: never[]) {
        const isHeld = message.kind === kind && ++sent > after;
        if (isHeld) void released.then(() => post.call(this, message, ...rest));
        else post.call(this, message, ...rest);
      };
      Object.assign(globalThis, { release });
    },
    [kind, after] as const,
  );
}
