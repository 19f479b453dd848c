import type { Server } from './api'
import { make } from './dom'
import { duration, left } from './statusbar'

const TIMES = [
  [0, 'now'],
  [60, 'in 1 minute'],
  [300, 'in 5 minutes'],
  [600, 'in 10 minutes'],
  [1800, 'in 30 minutes'],
] as const
const MOST_NAMES = 12

/** When it is to be done, and by which command the players are told; as long as it is asked about. */
export interface When {
  seconds: number
  announce: string
}

export const NOW: When = { seconds: 0, announce: '' }

/** What is to come and then does not, since all that is done to the game takes its place. */
export function replaced(server: Server | null, now: number): HTMLElement[] {
  const coming = server?.countdown
  return coming ? [make('p', 'warn', `The ${coming.action} in ${left(coming.at, now)}, by ${coming.by}, is given up for this.`)] : []
}

/** What to know before the game is stopped: what it takes the place of, who plays, and how long it may take. */
export function consequences(server: Server | null, now: number): HTMLElement[] {
  const online = server?.players?.online
  const told = replaced(server, now)
  if (online && online.length > 0) {
    const names = online.slice(0, MOST_NAMES).map((it) => it.name)
    const more = online.length - names.length
    const line = make('p', '', online.length === 1 ? '1 player is online and is disconnected: ' : `${online.length} players are online and are disconnected: `)
    line.append(make('strong', '', names.join(', ')), more > 0 ? ` and ${more} more.` : '.')
    told.push(line)
  } else if (online) told.push(make('p', '', 'Nobody is online.'))
  const longest = server?.stop_seconds
  told.push(
    make('p', 'muted', `It is stopped step by step, saving first.${longest ? ` That takes a few seconds, ${duration(longest)} at most.` : ''}`),
  )
  return told
}

/**
 * Fields for the time and the announcement, and how to read what was chosen.
 *
 * @param before what was chosen already; null if nothing was
 */
export function whenFields(action: 'stop' | 'restart', server: Server | null, before: When | null): { fields: HTMLElement[]; read: () => When } {
  const time = make('select')
  for (const [seconds, label] of TIMES) {
    const option = make('option', '', label)
    option.value = String(seconds)
    time.append(option)
  }
  if (before) time.value = String(before.seconds)
  const when = make('label', 'field', 'When')
  when.append(time)
  const text = make('input')
  text.type = 'text'
  text.maxLength = 300
  text.spellcheck = false
  text.placeholder = 'a command with {time} in it; empty: none'
  text.value = before?.announce ?? (server?.dialect === 'vintagestory' ? `/announce The server ${action}s in {time}.` : '')
  const announcement = make('label', 'field', 'Players are told, at once and as the time nears, by')
  announcement.append(text)
  const hide = () => (announcement.hidden = time.value === '0')
  time.addEventListener('change', hide)
  hide()
  return { fields: [when, announcement], read: () => ({ seconds: Number(time.value), announce: text.value.trim() }) }
}
