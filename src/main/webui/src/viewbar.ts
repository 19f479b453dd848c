import { byId, setText } from './dom'
import { FONT_SIZES, preferences, savePreferences, type Preferences } from './prefs'
import { applyTheme, onSystemTheme } from './theme'

/** How the page looks, and the menu that changes it. */
export class ViewBar {
  prefs: Preferences = preferences()
  private listeners: ((prefs: Preferences) => void)[] = []

  constructor() {
    const theme = byId<HTMLSelectElement>('pref-theme')
    const timestamps = byId<HTMLInputElement>('pref-timestamps')
    const wrap = byId<HTMLInputElement>('pref-wrap')
    const markup = byId<HTMLInputElement>('pref-markup')
    const asides = byId<HTMLInputElement>('pref-asides')
    const reader = byId<HTMLInputElement>('pref-reader')
    theme.value = this.prefs.theme
    timestamps.checked = this.prefs.timestamps
    wrap.checked = this.prefs.wrap
    markup.checked = this.prefs.markup
    asides.checked = this.prefs.asides
    reader.checked = this.prefs.screenReader
    theme.addEventListener('change', () => this.set({ theme: theme.value as Preferences['theme'] }))
    timestamps.addEventListener('change', () => this.set({ timestamps: timestamps.checked }))
    wrap.addEventListener('change', () => this.set({ wrap: wrap.checked }))
    markup.addEventListener('change', () => this.set({ markup: markup.checked }))
    asides.addEventListener('change', () => this.set({ asides: asides.checked }))
    reader.addEventListener('change', () => this.set({ screenReader: reader.checked }))
    byId('font-smaller').addEventListener('click', () => this.size(-1))
    byId('font-larger').addEventListener('click', () => this.size(1))
    below('menu', 'menu-button')
    below('controls', 'controls-button')
    onSystemTheme(() => this.set({}))
    applyTheme(this.prefs.theme)
    setText(byId('font-size'), `${this.prefs.fontSize} px`)
  }

  onChange(listener: (prefs: Preferences) => void): void {
    this.listeners.push(listener)
  }

  private size(by: number): void {
    const size = this.prefs.fontSize + by
    if (size >= FONT_SIZES.least && size <= FONT_SIZES.most) this.set({ fontSize: size })
  }

  private set(change: Partial<Preferences>): void {
    this.prefs = { ...this.prefs, ...change }
    savePreferences(this.prefs)
    applyTheme(this.prefs.theme)
    setText(byId('font-size'), `${this.prefs.fontSize} px`)
    for (const listener of this.listeners) listener(this.prefs)
  }
}

/** Has a menu open below its button, as high as there is room. */
function below(menu: string, button: string): void {
  byId(menu).addEventListener('beforetoggle', () => {
    byId(menu).style.setProperty('--top', `${byId(button).getBoundingClientRect().bottom + 6}px`)
  })
}
