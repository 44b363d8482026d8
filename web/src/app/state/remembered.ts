// What the browser remembers of a visitor's choices from one visit to the next. Where its storage is blocked, it
// remembers nothing, and the page goes on.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Empty: forgets it.
export function remember(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // It lasts as long as the page.
  }
}
