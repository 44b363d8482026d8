const { port1, port2 } = new MessageChannel();

// Lets what has arrived meanwhile be heard.
export function waitingMessages(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
