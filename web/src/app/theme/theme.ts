// Light or dark: the system's choice until the visitor makes one, which is then remembered.
import { remember } from '../state/remembered';

const KEY = 'photoloupe-theme'; // public/theme.js reads it before the first paint

export type Theme = 'light' | 'dark';

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  remember(KEY, theme);
}
