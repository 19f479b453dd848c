/** How this browser likes the page; nothing secret. */
export interface Preferences {
  theme: 'system' | 'dark' | 'light'
  fontSize: number
  timestamps: boolean
  wrap: boolean
  /** The game's markup as it is. */
  markup: boolean
  /** What the gateway asks the game for itself, and the answers. */
  asides: boolean
  screenReader: boolean
}

const KEY = 'vs-gateway.preferences'
const DEFAULTS: Preferences = {
  theme: 'system',
  fontSize: 13,
  timestamps: false,
  wrap: true,
  markup: false,
  asides: false,
  screenReader: false,
}

export const FONT_SIZES = { least: 9, most: 24 }

export function preferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    const merged = { ...DEFAULTS, ...(typeof stored === 'object' ? stored : {}) }
    const size = Number(merged.fontSize) || DEFAULTS.fontSize
    return { ...merged, fontSize: Math.min(FONT_SIZES.most, Math.max(FONT_SIZES.least, size)) }
  } catch {
    return { ...DEFAULTS }
  }
}

export function savePreferences(value: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value))
  } catch {
    // They last as long as the page then.
  }
}
