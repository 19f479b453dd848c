import { ask } from './dialogs'
import { byId, make } from './dom'

export interface Shortcut {
  keys: string
  does: string
  /** Not where the role sees no console. */
  console?: true
  /** Whether these keys are meant; absent where a part of the page heeds them itself. */
  is?: (event: KeyboardEvent) => boolean
  run?: () => void
}

const control = (key: string) => (event: KeyboardEvent) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === key
const alt = (key: string) => (event: KeyboardEvent) => event.altKey && !event.ctrlKey && !event.metaKey && event.key.toLowerCase() === key

/** What the page does on keys that it heeds everywhere. */
export interface Doing {
  find: () => void
  filter: () => void
  panel: () => void
  end: () => void
  command: () => void
}

// What the parts of the page heed themselves.
const ELSEWHERE: Shortcut[] = [
  { keys: '↑ ↓', does: 'command line: history, or through the list', console: true },
  { keys: 'Tab', does: 'command line: completes', console: true },
  { keys: 'Alt ↓', does: 'command line: recent commands', console: true },
  { keys: 'Page Up, Page Down, Home, End', does: 'terminal: scroll', console: true },
  { keys: 'Escape', does: 'closes lists, questions, the panel; clears the filter' },
]

/** Heeds keys everywhere in the page, and tells which there are. */
export class Shortcuts {
  private readonly all: Shortcut[]

  /** @param mayBeText whether `?` is wanted where it is typed */
  constructor(
    doing: Doing,
    private readonly mayBeText: (target: EventTarget | null) => boolean,
  ) {
    this.all = [
      { keys: '?', does: 'these keys', is: (event) => event.key === '?' && !this.mayBeText(event.target), run: () => this.tell() },
      { keys: 'Ctrl F', does: 'find in what is shown', console: true, is: control('f'), run: doing.find },
      { keys: 'Alt F', does: 'filter', console: true, is: alt('f'), run: doing.filter },
      { keys: 'Alt S', does: 'server, players, runs, watching, audit', is: alt('s'), run: doing.panel },
      { keys: 'Alt C', does: 'command line', console: true, is: alt('c'), run: doing.command },
      { keys: 'Ctrl End', does: 'jump to live', console: true, is: control('end'), run: doing.end },
    ]
    document.addEventListener('keydown', (event) => this.key(event), { capture: true })
  }

  tell(): void {
    const list = make('dl', 'keys')
    for (const { keys, does } of [...this.all, ...ELSEWHERE].filter(isPossible)) {
      const dt = make('dt')
      dt.append(make('kbd', '', keys))
      list.append(dt, make('dd', '', does))
    }
    void ask('Keys', [list], [])
  }

  private key(event: KeyboardEvent): void {
    if (document.querySelector('dialog[open]')) return
    const found = this.all.find((it) => it.is?.(event) && isPossible(it))
    if (!found) return
    event.preventDefault()
    event.stopPropagation()
    found.run?.()
  }
}

/** Else the key is the browser's: it finds, too. */
function isPossible(it: Shortcut): boolean {
  const view = byId('app').dataset['view']
  return view === 'console' || (view === 'monitor' && !it.console)
}
