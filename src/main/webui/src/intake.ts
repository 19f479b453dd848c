import type { Entry } from './lines'

/**
 * What came and is not in the view yet. A flood that is faster than the terminal drops its oldest
 * lines from the view, never from the count: a mark takes their place.
 */
export class Intake {
  private waiting: Entry[] = []
  private dropped = 0

  constructor(private readonly bound = 20_000) {}

  add(entry: Entry): void {
    this.waiting.push(entry)
    if (this.waiting.length > this.bound * 2) {
      // A mark that is dropped must not take what it counted with it.
      for (const gone of this.waiting.splice(0, this.waiting.length - this.bound)) {
        this.dropped += gone.type === 'line' ? 1 : gone.type === 'notice' ? 0 : gone.count
      }
    }
  }

  /** The next ones for the view, at most so many. */
  take(most: number): Entry[] {
    const next = this.waiting.splice(0, most)
    if (this.dropped > 0) {
      next.unshift({ type: 'skipped', count: this.dropped })
      this.dropped = 0
    }
    return next
  }

  get size(): number {
    return this.waiting.length
  }

  clear(): void {
    this.waiting = []
    this.dropped = 0
  }
}
