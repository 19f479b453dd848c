import { ApiError, type History } from './api'
import { byId, setText } from './dom'
import type { Frame } from './frames'
import { Intake } from './intake'
import { LineModel, type Entry } from './lines'
import { lines as inWords } from './paint'
import type { TerminalView } from './terminal'

// As many as fit into a frame of the screen with time to spare.
const PER_DRAW = 1_500
// After a question that could not be answered, unless the gateway says when; in ms.
const ASK_AGAIN = 5_000

/** How many lines there are here, and whether the gateway may have older ones. */
export interface Found {
  lines: number
  more: boolean
}

/** What the terminal shows: the lines that came, and older ones, fetched when somebody scrolls up to them. */
export class Scrollback {
  private readonly model = new LineModel()
  private readonly intake = new Intake()
  private unread = 0
  private atEnd = true
  private drawing = false
  private stale = false
  private older: 'maybe' | 'loading' | 'none' = 'maybe'
  private generation = 0
  private askAgainAt = 0

  constructor(
    private readonly terminal: TerminalView,
    /** How many lines the gateway sends at once: fewer are all that there are. */
    private readonly page: number,
    private readonly olderThan: (id: string) => Promise<History>,
    private readonly complain: (text: string) => void,
    private readonly counted: (found: Found) => void,
  ) {}

  add(frame: Extract<Frame, { type: 'line' | 'gap' }>): void {
    // What stands above is of a gateway that is no more: this one remembers nothing older.
    if (frame.type === 'gap' && !frame.recovered) this.turnFromOlder('none')
    this.intake.add(frame)
    this.draw()
  }

  /** Begins anew, without a line. */
  restart(): void {
    this.turnFromOlder('maybe')
    this.model.clear()
    this.intake.clear()
    this.unread = 0
    this.redraw()
    this.count()
  }

  private count(): void {
    this.counted({ lines: this.model.lines, more: this.older !== 'none' && this.model.lines >= this.page })
  }

  /** What the terminal shows is not what the model holds: all of it is drawn anew. */
  redraw(): void {
    this.stale = true
    this.draw()
  }

  async fetchOlder(): Promise<void> {
    const before = this.model.oldestId()
    if (this.older !== 'maybe' || before === null || this.model.full || performance.now() < this.askAgainAt) return
    this.older = 'loading'
    byId('older').hidden = false
    const generation = this.generation
    try {
      const history = await this.olderThan(before)
      if (generation === this.generation) this.prepend(history)
    } catch (e) {
      if (generation === this.generation) this.refused(e)
    }
  }

  private prepend(history: History): void {
    const older: Entry[] = history.lines.map((line) => ({ ...line, type: 'line' }))
    const fresh = this.model.prepend(older)
    // A gateway that repeats what is here already would do so for ever.
    const more = history.has_more && fresh > 0
    if (!more) this.model.prepend([{ type: 'notice', text: 'the gateway remembers nothing older' }])
    this.turnFromOlder(more ? 'maybe' : 'none')
    this.redraw()
    this.count()
  }

  private refused(e: unknown): void {
    const status = e instanceof ApiError ? e.status : 0
    if (status !== 0) this.complain(String((e as Error).message))
    const wait = e instanceof ApiError && e.retryAfterSeconds !== null ? e.retryAfterSeconds * 1_000 : ASK_AGAIN
    this.askAgainAt = performance.now() + wait
    // The same question would be answered the same.
    this.turnFromOlder(status >= 400 && status < 500 && status !== 429 ? 'none' : 'maybe')
  }

  /** No question is under way any more: what still comes of one is not shown. */
  private turnFromOlder(next: 'maybe' | 'none'): void {
    this.generation++
    this.older = next
    byId('older').hidden = true
  }

  /** Whether the newest line is in view. */
  moved(atEnd: boolean): void {
    this.atEnd = atEnd
    if (atEnd) this.unread = 0
    this.showJump()
  }

  private showJump(): void {
    byId('jump').hidden = this.atEnd
    setText(byId('jump-count'), this.unread === 0 ? 'Jump to live' : `${inWords(this.unread)} below`)
  }

  /** Takes what waits into the view, once for each frame of the screen, and never ahead of the terminal. */
  private draw(): void {
    if (this.drawing) return
    this.drawing = true
    soon(async () => {
      try {
        if (this.stale) {
          this.stale = false
          await this.terminal.redraw(this.model.all)
        } else await this.drawSome()
      } finally {
        this.drawing = false
        if (this.stale || this.intake.size > 0) this.draw()
      }
    })
  }

  private async drawSome(): Promise<void> {
    const changes = this.model.append(this.intake.take(PER_DRAW))
    if (!this.atEnd) {
      this.unread += changes.filter((it) => it.entry.type === 'line' && !it.entry.aside && !it.replaces).length
      this.showJump()
    }
    this.count()
    await this.terminal.write(changes)
  }
}

/** With the next frame of the screen; a page that nobody looks at has none. */
function soon(run: () => Promise<void>): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(() => void run())
  else setTimeout(() => void run(), 250)
}
