import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import type { Change, Entry } from './lines'
import { OWN_MARK, paint } from './paint'
import type { Preferences } from './prefs'
import { openStrictly } from './strictstyle'
import { applyTheme } from './theme'
import { REST_MARK, wrapped } from './wrap'

// Wide enough for a stack trace; what is longer is cut where lines are not wrapped.
const WIDE = 300
const HIDE_CURSOR = '\x1b[?25l'
const CUT_LINES = '\x1b[?7l'
const WRAP_LINES = '\x1b[?7h'
// Where a row begins that is to be written again, and back there, with nothing behind it.
const NOTE_ROW = '\x1b7'
const BACK_TO_ROW = '\x1b8\x1b[J'
const FOLDED: Entry = { type: 'notice', text: 'the gateway asked the game which commands there are; View shows it' }

/**
 * The terminal: entries become rows. It writes what it is given, in order, and never moves the reader
 * who has scrolled up.
 */
export class TerminalView {
  readonly search: SearchAddon
  private readonly term: Terminal
  private readonly fit = new FitAddon()
  private empty = true
  /** Whether the last row stands for asides, which are not shown. */
  private folded = false
  private atEnd = true
  private redrawing = false
  /** For how many columns the rows were last broken. */
  private writtenFor = 0
  private speaksMarkup = false

  constructor(
    private readonly host: HTMLElement,
    private prefs: Preferences,
    private readonly events: {
      atEnd: (atEnd: boolean) => void
      atTop: () => void
      typed: (key: string) => void
      /** The rows are as long as another width wanted them. */
      misfit: () => void
    },
  ) {
    this.term = new Terminal({
      allowProposedApi: true,
      convertEol: false,
      cursorInactiveStyle: 'none',
      disableStdin: true,
      fontFamily: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, "DejaVu Sans Mono", Consolas, monospace',
      fontSize: prefs.fontSize,
      lineHeight: 1.2,
      linkHandler: { activate: () => {} },
      minimumContrastRatio: 4.5,
      overviewRuler: { width: 12 },
      screenReaderMode: prefs.screenReader,
      scrollback: 50_000,
      theme: applyTheme(prefs.theme),
    })
    this.search = new SearchAddon({ highlightLimit: 2_000 })
    this.term.loadAddon(this.fit)
    this.term.loadAddon(this.search)
    this.term.loadAddon(new Unicode11Addon())
    this.term.loadAddon(new WebLinksAddon((_, address) => follow(address)))
    this.term.unicode.activeVersion = '11'
    this.term.parser.registerOscHandler(OWN_MARK, () => this.markRow())
    this.term.parser.registerOscHandler(REST_MARK, () => this.joinRow())
    openStrictly(() => this.term.open(host))
    this.term.textarea?.setAttribute('aria-label', 'Console output')
    this.term.attachCustomKeyEventHandler((event) => this.key(event))
    this.term.onScroll(() => this.scrolled())
    // onScroll tells of output only; this one of the wheel, the keys and the scroll bar.
    host.addEventListener('wheel', (event) => this.wheel(event), { passive: true, capture: true })
    this.term.onRender(() => this.scrolled())
    new ResizeObserver(() => this.resize()).observe(host)
    this.resize()
    this.start()
  }

  /** Adds entries at the end, or puts one in the place of the last. Resolves when the terminal has taken them. */
  write(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve()
    const look = {
      timestamps: this.prefs.timestamps,
      plainMarkup: this.speaksMarkup && !this.prefs.markup,
      screenReader: this.prefs.screenReader,
    }
    const columns = this.prefs.wrap ? this.term.cols : Infinity
    this.writtenFor = columns
    const row = (entry: Entry) => wrapped(paint(entry, look), columns)
    let data = ''
    for (const { entry, replaces } of changes) {
      if (isAside(entry) && !this.prefs.asides) {
        if (!this.folded) data += (this.empty ? '' : '\r\n') + row(FOLDED)
        this.folded = true
        this.empty = false
        continue
      }
      this.folded = false
      if (replaces) data += BACK_TO_ROW
      else data += (this.empty ? '' : '\r\n') + (goesOn(entry) ? NOTE_ROW : '')
      data += row(entry)
      this.empty = false
    }
    return new Promise((taken) => this.term.write(data, taken))
  }

  /** Draws all anew, as after a filter or older lines, and keeps the reader's place, counted from the end. */
  async redraw(entries: readonly Entry[]): Promise<void> {
    const buffer = this.term.buffer.active
    const fromEnd = buffer.baseY - buffer.viewportY
    this.redrawing = true
    this.host.classList.add('redrawing')
    try {
      this.term.reset()
      this.start()
      // In slices, between which the page stays awake.
      for (let i = 0; i < entries.length; i += 2_000) {
        await this.write(entries.slice(i, i + 2_000).map((entry) => ({ entry, replaces: false })))
      }
      if (fromEnd > 0) this.term.scrollToLine(Math.max(0, buffer.baseY - fromEnd))
    } finally {
      this.redrawing = false
      this.host.classList.remove('redrawing')
    }
    this.scrolled()
  }

  jumpToEnd(): void {
    this.term.scrollToBottom()
    this.scrolled()
  }

  /** Takes over how the browser likes it. True if all has to be drawn anew. */
  apply(prefs: Preferences): boolean {
    const before = this.prefs
    this.prefs = prefs
    this.term.options.theme = applyTheme(prefs.theme)
    this.term.options.fontSize = prefs.fontSize
    this.term.options.screenReaderMode = prefs.screenReader
    this.resize()
    const rewritten = this.speaksMarkup && before.markup !== prefs.markup
    const same = before.timestamps === prefs.timestamps && before.wrap === prefs.wrap && before.asides === prefs.asides
    return !same || rewritten
  }

  /** Whether the game writes in the markup of its chat. True if all has to be drawn anew. */
  expectMarkup(speaks: boolean): boolean {
    const changed = this.speaksMarkup !== speaks
    this.speaksMarkup = speaks
    return changed && !this.prefs.markup
  }

  selection(): string {
    return this.term.getSelection()
  }

  clearSelection(): void {
    this.term.clearSelection()
  }

  /** What the gateway says is marked beside its text: in it, the game could say the same. */
  private markRow(): boolean {
    const marker = this.term.registerMarker(0)
    this.term
      .registerDecoration({ marker, x: 0, width: 1, layer: 'top' })
      ?.onRender((element) => element.classList.add('own'))
    return true
  }

  /** The row goes on with the one above it, as if the terminal had wrapped it: for copying, search and links. */
  private joinRow(): boolean {
    const { baseY, cursorY } = this.term.buffer.active
    // There is no public way to say so; without it, a row is one of its own.
    const row = this.term.buffer.active.getLine(baseY + cursorY) as unknown as { _line?: { isWrapped: boolean } } | undefined
    if (row?._line) row._line.isWrapped = true
    return true
  }

  private start(): void {
    this.empty = true
    this.folded = false
    this.term.write(HIDE_CURSOR + (this.prefs.wrap ? WRAP_LINES : CUT_LINES))
  }

  private resize(): void {
    if (this.host.clientHeight === 0) return
    const size = this.fit.proposeDimensions()
    if (!size || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return
    const wide = !this.prefs.wrap
    this.host.classList.toggle('wide', wide)
    const rows = Math.max(2, size.rows)
    this.term.resize(wide ? Math.max(WIDE, size.cols) : Math.max(20, size.cols), rows)
    if (!wide && !this.empty && this.writtenFor !== this.term.cols) this.events.misfit()
  }

  private scrolled(): void {
    if (this.redrawing) return
    const { viewportY, baseY } = this.term.buffer.active
    const atEnd = viewportY >= baseY
    if (atEnd !== this.atEnd) {
      this.atEnd = atEnd
      this.events.atEnd(atEnd)
    }
    if (viewportY === 0 && baseY > 0) this.events.atTop()
  }

  private wheel(event: WheelEvent): void {
    // Nothing to scroll yet, and the reader wants to see what was before.
    if (event.deltaY < 0 && this.term.buffer.active.viewportY === 0) this.events.atTop()
  }

  /** False: xterm.js leaves the key to the browser, so that Tab moves on and Ctrl+C copies. */
  private key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return false
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const page = this.term.rows - 1
    const moves: Record<string, () => void> = {
      PageUp: () => this.term.scrollLines(-page),
      PageDown: () => this.term.scrollLines(page),
      ArrowUp: () => this.term.scrollLines(-1),
      ArrowDown: () => this.term.scrollLines(1),
      Home: () => this.term.scrollToTop(),
      End: () => this.term.scrollToBottom(),
    }
    const move = moves[event.key]
    if (plain && move) {
      event.preventDefault()
      move()
      this.scrolled()
    } else if (plain && event.key.length === 1 && event.key !== ' ') {
      event.preventDefault()
      this.events.typed(event.key)
    }
    return false
  }
}

function isAside(entry: Entry): boolean {
  return entry.type === 'line' && entry.aside === true
}

function goesOn(entry: Entry): boolean {
  return entry.type === 'line' && entry.partial === true
}

/** Opens a link of the console without telling the other page where it stood. */
function follow(address: string): void {
  if (/^https?:\/\//i.test(address)) window.open(address, '_blank', 'noopener,noreferrer')
}
