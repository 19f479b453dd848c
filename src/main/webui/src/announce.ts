import { byId } from './dom'

let odd = false

/** Has screen readers say this when they are done with what they are saying. */
export function announce(text: string): void {
  // The same words twice would not be said again.
  odd = !odd
  byId('announcer').textContent = odd ? text : `${text}\u00a0`
}
