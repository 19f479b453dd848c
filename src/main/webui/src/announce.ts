import { plain } from './ansi'
import { byId } from './dom'

let odd = false

/** Has screen readers say this when they are done with what they are saying. */
export function announce(text: string): void {
  // The same words twice would not be said again.
  odd = !odd
  const words = plain(text)
  byId('announcer').textContent = odd ? words : `${words}\u00a0`
}
