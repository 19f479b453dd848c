import type { Server } from './api'
import { make } from './dom'
import { duration } from './statusbar'

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

/** What to know before the game is stopped: who plays, and how long it may take. */
export function consequences(server: Server | null): HTMLElement[] {
  const online = server?.players?.online
  const told: HTMLElement[] = []
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

/** Fields for the time and the announcement, and how to read what was chosen. */
export function whenFields(action: 'stop' | 'restart', server: Server | null): { fields: HTMLElement[]; read: () => When } {
  const time = make('select')
  for (const [seconds, label] of TIMES) {
    const option = make('option', '', label)
    option.value = String(seconds)
    time.append(option)
  }
  const when = make('label', 'field', 'When')
  when.append(time)
  const text = make('input')
  text.type = 'text'
  text.maxLength = 300
  text.spellcheck = false
  if (server?.dialect === 'vintagestory') text.value = `/announce The server ${action}s in {time}.`
  else text.placeholder = 'a command with {time} in it; empty: none'
  const announcement = make('label', 'field', 'Players are told, at once and as the time nears, by')
  announcement.append(text)
  announcement.hidden = true
  time.addEventListener('change', () => (announcement.hidden = time.value === '0'))
  return { fields: [when, announcement], read: () => ({ seconds: Number(time.value), announce: text.value.trim() }) }
}
