import { answered } from './dialogs'
import { byId, make, setText } from './dom'
import type { Server } from './api'

/** What one tab of the panel shows. */
export interface PanelTab {
  id: string
  label: string
  /** How often it is asked for anew while it is looked at, in ms. */
  every: number
  /** What it shows now; null if that is what it shows already. It may ask the gateway. */
  content(server: Server | null): Promise<HTMLElement[] | null>
  /** It is looked at no more, and begins anew the next time. */
  left(): void
}

/**
 * What an administrator looks up beside the console: how the server is, who plays, ended runs, who watches, who did what. One
 * tab at a time is asked for, and only while it is looked at. The focus and the place in it survive what changes.
 */
export class Panel {
  private readonly panel = byId('panel')
  private readonly body = byId('panel-body')
  private readonly buttons = new Map<string, HTMLButtonElement>()
  private shown: PanelTab | null = null
  private server: Server | null = null
  private knownAt = ''
  private readonly past = byId('panel-past')
  private timer: number | undefined
  private opener: HTMLElement | null = null

  constructor(private readonly tabs: readonly PanelTab[]) {
    for (const tab of tabs) {
      const button = make('button', 'tab', tab.label)
      button.type = 'button'
      button.id = `tab-${tab.id}`
      button.setAttribute('role', 'tab')
      button.setAttribute('aria-controls', 'panel-body')
      button.addEventListener('click', () => this.open(tab.id))
      this.buttons.set(tab.id, button)
    }
    byId('panel-tabs').replaceChildren(...this.buttons.values())
    byId('panel-tabs').addEventListener('keydown', (event) => this.walk(event))
    byId('panel-close').addEventListener('click', () => this.close())
    byId('panel-open').addEventListener('click', () => this.toggle())
    this.panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close()
    })
  }

  toggle(): void {
    if (this.shown) this.close()
    else this.open()
  }

  /** Opens a tab, the first if none is named. */
  open(id = this.tabs[0]!.id): void {
    const tab = this.tabs.find((it) => it.id === id)
    if (!tab) return
    if (!this.shown) this.opener = document.activeElement as HTMLElement | null
    else if (this.shown !== tab) this.shown.left()
    const fresh = this.shown !== tab
    this.shown = tab
    this.panel.hidden = false
    byId('panel-open').setAttribute('aria-expanded', 'true')
    for (const [name, button] of this.buttons) {
      button.setAttribute('aria-selected', String(name === id))
      button.tabIndex = name === id ? 0 : -1
    }
    this.body.setAttribute('aria-labelledby', `tab-${id}`)
    if (fresh) this.body.replaceChildren()
    this.buttons.get(id)!.focus()
    void this.refresh()
  }

  close(): void {
    window.clearTimeout(this.timer)
    this.shown?.left()
    this.shown = null
    this.panel.hidden = true
    byId('panel-open').setAttribute('aria-expanded', 'false')
    this.opener?.focus()
  }

  /** What is known of the server. */
  know(server: Server): void {
    this.server = server
    this.knownAt = new Date().toLocaleTimeString()
    if (this.past.hidden) return
    this.past.hidden = true
    void this.refresh()
  }

  /** The gateway cannot be asked: what is shown may not be so any more, and stays until it can. */
  unknown(): void {
    this.past.hidden = false
    setText(this.past, `The gateway cannot be asked${this.knownAt === '' ? '' : `: what is shown is as of ${this.knownAt}`}.`)
  }

  /** Has the tab that is looked at show what is so now. */
  async refresh(): Promise<void> {
    window.clearTimeout(this.timer)
    const tab = this.shown
    if (!tab || !this.past.hidden) return
    let content: HTMLElement[] | null
    try {
      content = await tab.content(this.server)
    } catch (e) {
      content = [make('p', 'bad', e instanceof Error ? e.message : String(e))]
    }
    // Behind a question it would take away what the focus is to return to.
    await answered()
    if (tab !== this.shown) return
    if (content) this.replace(content)
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.refresh(), tab.every)
  }

  private replace(content: HTMLElement[]): void {
    const focused = document.activeElement as HTMLElement | null
    const within = focused !== null && focused !== this.body && this.body.contains(focused)
    const { scrollTop } = this.body
    this.body.replaceChildren(...content)
    this.body.scrollTop = scrollTop
    if (!within) return
    const key = focused.dataset['key']
    const again = [...this.body.querySelectorAll<HTMLElement>('[data-key]')].find((it) => it.dataset['key'] === key)
    ;(focused.isConnected ? focused : (again ?? this.body)).focus()
  }

  private walk(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0 || !this.shown) return
    event.preventDefault()
    const at = this.tabs.indexOf(this.shown)
    this.open(this.tabs[(at + by + this.tabs.length) % this.tabs.length]!.id)
  }
}

/** Whether what is told is new; what is as before need not be drawn again. */
export class Seen {
  private before = ''

  isNew(what: unknown): boolean {
    const now = JSON.stringify(what)
    if (now === this.before) return false
    this.before = now
    return true
  }

  forget(): void {
    this.before = ''
  }
}

/** A button whose focus survives that its surroundings are drawn anew. */
export function action(key: string, label: string, run: () => void, kind = ''): HTMLButtonElement {
  const button = make('button', kind, label)
  button.type = 'button'
  button.dataset['key'] = key
  button.addEventListener('click', run)
  return button
}

export function moment(time: string): string {
  const at = new Date(time)
  const today = at.toDateString() === new Date().toDateString()
  return at.toLocaleString([], today ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'medium' })
}
