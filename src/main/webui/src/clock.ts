/**
 * The time at the gateway, as of its last answer and counted on from there: the clock of the computer before which one sits may
 * be minutes off. Until the gateway has told it, that one has to do.
 */
export class GatewayClock {
  private ahead = Date.now() - performance.now()

  /** @param now of an answer; an older gateway does not tell it */
  told(now: string | undefined): void {
    if (now !== undefined) this.ahead = Date.parse(now) - performance.now()
  }

  /** In ms, as `Date.now()`. */
  now(): number {
    return performance.now() + this.ahead
  }
}
