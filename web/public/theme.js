// Runs before the first paint, so that a remembered theme never flashes the other one.
// src/app/theme/theme.ts writes the same key.
try {
  const theme = localStorage.getItem('photoloupe-theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
