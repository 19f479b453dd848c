import type { ITheme } from '@xterm/xterm'
import type { Preferences } from './prefs'

const DARK: ITheme = {
  background: '#0d1117',
  overviewRulerBorder: '#0d1117',
  scrollbarSliderBackground: '#8b97a755',
  scrollbarSliderHoverBackground: '#8b97a788',
  scrollbarSliderActiveBackground: '#8b97a7aa',
  foreground: '#d5dce6',
  cursor: '#0d1117',
  selectionBackground: '#2f4a6d',
  black: '#3a4350',
  red: '#ff8078',
  green: '#62cf94',
  yellow: '#e5b84c',
  blue: '#76b6ff',
  magenta: '#d3a4ff',
  cyan: '#5fd0d8',
  white: '#d5dce6',
  brightBlack: '#8b97a7',
  brightRed: '#ff9d96',
  brightGreen: '#85e0ae',
  brightYellow: '#f2cf76',
  brightBlue: '#9ccaff',
  brightMagenta: '#e2c1ff',
  brightCyan: '#8ae4ea',
  brightWhite: '#ffffff',
}

const LIGHT: ITheme = {
  background: '#ffffff',
  overviewRulerBorder: '#ffffff',
  scrollbarSliderBackground: '#5f6b7a55',
  scrollbarSliderHoverBackground: '#5f6b7a88',
  scrollbarSliderActiveBackground: '#5f6b7aaa',
  foreground: '#1d2530',
  cursor: '#ffffff',
  selectionBackground: '#b9d6f8',
  black: '#1d2530',
  red: '#b42318',
  green: '#12703a',
  yellow: '#8a5400',
  blue: '#0b5cbf',
  magenta: '#7a32b8',
  cyan: '#006a74',
  white: '#5a6675',
  brightBlack: '#5f6b7a',
  brightRed: '#c5221f',
  brightGreen: '#146c2e',
  brightYellow: '#7a4a00',
  brightBlue: '#0b57d0',
  brightMagenta: '#8430ce',
  brightCyan: '#00696f',
  brightWhite: '#3a4452',
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

export interface SearchColours {
  matchBackground: string
  activeMatchBackground: string
  matchOverviewRuler: string
  activeMatchColorOverviewRuler: string
}

function isDark(choice: Preferences['theme']): boolean {
  return choice === 'system' ? systemDark.matches : choice === 'dark'
}

/** Puts the theme on the page and gives that of the terminal. */
export function applyTheme(choice: Preferences['theme']): ITheme {
  const dark = isDark(choice)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  return dark ? DARK : LIGHT
}

export function searchColours(choice: Preferences['theme']): SearchColours {
  return isDark(choice)
    ? { matchBackground: '#4d4116', activeMatchBackground: '#8a5a00', matchOverviewRuler: '#e5b84c', activeMatchColorOverviewRuler: '#ff8078' }
    : { matchBackground: '#ffe9a8', activeMatchBackground: '#ffc14d', matchOverviewRuler: '#8a5400', activeMatchColorOverviewRuler: '#b42318' }
}

export function onSystemTheme(changed: () => void): void {
  systemDark.addEventListener('change', changed)
}
