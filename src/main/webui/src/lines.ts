import type { GapFrame, LineFrame } from './frames'

/** What stands in the view: lines, and marks between them. */
export type Entry =
  | LineFrame
  | GapFrame
  | { type: 'skipped'; count: number }
  | { type: 'notice'; text: string }

/**
 * The lines that the page remembers, in their order and none twice. Bounded: the oldest leave first,
 * in slices, so that the cost of leaving is spread.
 */
export class LineModel {
  private entries: Entry[] = []
  private readonly ids = new Set<string>()

  constructor(readonly bound = 50_000) {}

  get all(): readonly Entry[] {
    return this.entries
  }

  get size(): number {
    return this.entries.length
  }

  get full(): boolean {
    return this.entries.length >= this.bound
  }

  /** The entries that were new. */
  append(incoming: readonly Entry[]): Entry[] {
    const fresh = incoming.filter((entry) => this.remember(entry))
    for (const entry of fresh) this.entries.push(entry)
    if (this.entries.length > this.bound * 1.1) {
      this.forget(this.entries.splice(0, this.entries.length - this.bound))
    }
    return fresh
  }

  /** Older lines, in front of all others. Returns how many were new. */
  prepend(older: readonly Entry[]): number {
    const fresh = older.filter((entry) => this.remember(entry))
    this.entries = [...fresh, ...this.entries]
    return fresh.length
  }

  oldestId(): string | null {
    const line = this.entries.find((entry) => entry.type === 'line')
    return line?.type === 'line' ? line.id : null
  }

  clear(): void {
    this.entries = []
    this.ids.clear()
  }

  private remember(entry: Entry): boolean {
    if (entry.type !== 'line') return true
    if (this.ids.has(entry.id)) return false
    this.ids.add(entry.id)
    return true
  }

  private forget(gone: Entry[]): void {
    for (const entry of gone) if (entry.type === 'line') this.ids.delete(entry.id)
  }
}
