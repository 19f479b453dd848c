import type { GapFrame, LineFrame } from './frames'

/** A line, whole or as far as it has come: `lastId` is that of the last of several pieces. */
export type Line = LineFrame & { lastId?: string }

/** What stands in the view: lines, and marks between them. */
export type Entry =
  | Line
  | GapFrame
  | { type: 'skipped'; count: number }
  | { type: 'notice'; text: string }

/** An entry that is new, or that took the place of the last one. */
export interface Change {
  entry: Entry
  replaces: boolean
}

// A line that grows without an end is shown in rows of this length.
const LONGEST_JOINED = 4_096

/**
 * The lines that the page remembers, in their order and none twice. Bounded: the oldest leave first,
 * in slices, so that the cost of leaving is spread.
 */
export class LineModel {
  private entries: Entry[] = []
  private said = 0
  private readonly ids = new Set<string>()

  constructor(readonly bound = 50_000) {}

  get all(): readonly Entry[] {
    return this.entries
  }

  get size(): number {
    return this.entries.length
  }

  /** Those that the game or the gateway said, without the marks between them. */
  get lines(): number {
    return this.said
  }

  get full(): boolean {
    return this.entries.length >= this.bound
  }

  /** What changed: the entries that were new, and those that went on with the last one. */
  append(incoming: readonly Entry[]): Change[] {
    const changes: Change[] = []
    for (const entry of incoming) {
      if (!this.remember(entry)) continue
      const joined = join(this.entries.at(-1), entry)
      if (joined) this.replaceLast(joined)
      else {
        this.entries.push(settled(entry))
        if (entry.type === 'line') this.said++
      }
      changes.push({ entry: this.entries.at(-1)!, replaces: joined !== null })
    }
    if (this.entries.length > this.bound * 1.1) {
      this.forget(this.entries.splice(0, this.entries.length - this.bound))
    }
    return changes
  }

  /** Of many pieces, only the first and the last one are known by their ids: others do not come again. */
  private replaceLast(joined: Line): void {
    const before = this.entries.pop()
    if (before?.type === 'line' && before.lastId !== undefined) this.ids.delete(before.lastId)
    this.entries.push(joined)
  }

  /** Older lines, in front of all others. Returns how many were new. */
  prepend(older: readonly Entry[]): number {
    const fresh = older.filter((entry) => this.remember(entry))
    const joined: Entry[] = []
    for (const entry of fresh) {
      const whole = join(joined.at(-1), entry)
      if (whole) joined[joined.length - 1] = whole
      else joined.push(settled(entry))
    }
    this.entries = [...joined, ...this.entries]
    this.said += joined.filter((it) => it.type === 'line').length
    return fresh.length
  }

  oldestId(): string | null {
    const line = this.entries.find((entry) => entry.type === 'line')
    return line?.type === 'line' ? line.id : null
  }

  clear(): void {
    this.entries = []
    this.said = 0
    this.ids.clear()
  }

  private remember(entry: Entry): boolean {
    if (entry.type !== 'line') return true
    if (this.ids.has(entry.id)) return false
    this.ids.add(entry.id)
    return true
  }

  private forget(gone: Entry[]): void {
    for (const entry of gone) {
      if (entry.type !== 'line') continue
      this.said--
      this.ids.delete(entry.id)
      if (entry.lastId !== undefined) this.ids.delete(entry.lastId)
    }
  }
}

/** The line that two pieces make, if they are pieces of one; what a return took back is gone, as on a terminal. */
function join(before: Entry | undefined, next: Entry): Line | null {
  if (before?.type !== 'line' || next.type !== 'line' || !before.partial || !next.rest) return null
  if (before.stream !== next.stream || before.log !== next.log || before.text.length > LONGEST_JOINED) return null
  const { partial: _, lastId: __, ...first } = before
  const text = afterReturn(before.text + next.text)
  return { ...first, text, lastId: next.id, ...(next.partial ? { partial: true } : {}) }
}

/** A piece as it is shown before the rest of its line comes; a whole line as it is. */
function settled(entry: Entry): Entry {
  return entry.type === 'line' && (entry.partial || entry.rest) ? { ...entry, text: afterReturn(entry.text) } : entry
}

/** What is left of a text whose carriage returns begin its row anew. A return at the end has not taken anything yet. */
function afterReturn(text: string): string {
  const end = text.replace(/\r+$/, '')
  const start = end.lastIndexOf('\r') + 1
  return start === 0 ? text : text.slice(start)
}
