// Many buttons that the Tab key passes as one: the arrow keys, Home and End go from one to the other.

// `items`: in rows, in reading order. To be called whenever they have changed.
export function oneTabStop(items: readonly HTMLElement[]): void {
  const current = items.find((item) => item.tabIndex === 0 && item.hasAttribute('tabindex')) ?? items[0];
  for (const item of items) item.tabIndex = item === current ? 0 : -1;
}

// Whether the key was one of those.
export function rove(items: readonly HTMLElement[], event: KeyboardEvent): boolean {
  const at = items.indexOf(event.target as HTMLElement);
  const columns = items.filter(({ offsetTop }) => offsetTop === items[0]!.offsetTop).length;
  const targets: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (at < 0 || target === undefined) return false;
  event.preventDefault();
  const next = items[target];
  if (!next) return true;
  for (const item of items) item.tabIndex = item === next ? 0 : -1;
  next.focus();
  return true;
}
