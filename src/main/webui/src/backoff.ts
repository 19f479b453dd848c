/** Waits between attempts: doubling, with full jitter, so that many pages do not come back at once. */
export class Backoff {
  private attempts = 0

  constructor(
    private readonly baseMs = 500,
    private readonly capMs = 30_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds until the next attempt. */
  next(): number {
    const ceiling = Math.min(this.capMs, this.baseMs * 2 ** Math.min(this.attempts, 30))
    this.attempts++
    return Math.round(this.random() * ceiling)
  }

  /** As `next`, at once far enough for a gateway that asked to be left alone. */
  nextSlow(): number {
    this.attempts = Math.max(this.attempts, 3)
    return Math.max(2_000, this.next())
  }

  reset(): void {
    this.attempts = 0
  }
}
