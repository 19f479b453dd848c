import { hasColour, neutralise } from './ansi'
import type { LineFrame } from './frames'
import type { Entry } from './lines'
import { withoutMarkup } from './markup'

export interface Look {
  timestamps: boolean
  /** Whether the game writes in the markup of its chat, and the reader wants to see what it says. */
  plainMarkup: boolean
  /** Whether somebody has the lines read aloud, who cannot see a mark beside them. */
  screenReader: boolean
}

/** The number of the control sequence that has the terminal mark a row as the gateway's own. No text of the game holds one. */
export const OWN_MARK = 7007
const MARK = `\x1b]${OWN_MARK};\x07`

const RESET = '\x1b[0m'
const DIM = '\x1b[90m'

// What Vintage Story writes before the message of a record: date, time, and the record's type.
const HEAD = /^((?:\d{1,2}\.\d{1,2}\.\d{4} )?\d{1,2}:\d{2}:\d{2} )?(\[[^\]\x1b]{1,40}\])(?= |$)/

/** The text of a record with its date, and its type if nothing is wrong, standing back behind what it says. */
function withHeadDimmed(text: string, line: LineFrame, colour: string): string {
  const [all = '', date = '', type = ''] = line.category !== undefined ? (HEAD.exec(text) ?? []) : []
  if (!type.endsWith(`${line.category}]`)) return colour + text
  const said = text.slice(all.length)
  return colour === '' ? `${DIM}${all}${RESET}${said}` : `${DIM}${date}${RESET}${colour}${type}${said}`
}

function colourOf(line: LineFrame): string {
  switch (line.level) {
    case 'debug':
      return DIM
    case 'warn':
      return '\x1b[33m'
    case 'error':
      return '\x1b[31m'
    case 'fatal':
      return '\x1b[1;91m'
    default:
      return line.stream === 'gateway' ? '\x1b[36m' : ''
  }
}

function clock(ts: string): string {
  const time = new Date(ts)
  return Number.isNaN(time.getTime())
    ? '--:--:--'
    : `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`
}

/** How many lines, in words that a reader sees. */
export function lines(count: number): string {
  return count === 1 ? '1 line' : `${count.toLocaleString('en')} lines`
}

function gapText(entry: Extract<Entry, { type: 'gap' }>): string {
  if (entry.recovered) return `${lines(entry.count)} skipped`
  const more = entry.count > 0 ? `, and ${lines(entry.count)} after it` : ''
  return `the gateway was restarted: what was said in between is not known${more}`
}

/** One entry as the terminal gets it, without a line break, and with the colours reset at its end. */
export function paint(entry: Entry, look: Look): string {
  switch (entry.type) {
    case 'line': {
      const isOfGame = entry.stream !== 'gateway'
      const text = neutralise(look.plainMarkup && isOfGame ? withoutMarkup(entry.text) : entry.text)
      const aloud = isOfGame || !look.screenReader ? '' : '▸ '
      const painted = hasColour(text) ? aloud + text : withHeadDimmed(aloud + text, entry, colourOf(entry))
      const time = look.timestamps ? `${DIM}${clock(entry.ts)}${RESET} ` : ''
      return `${isOfGame ? '' : MARK}${time}${painted}${RESET}`
    }
    case 'gap':
      return `${MARK}\x1b[1;7;33m — ${gapText(entry)} — ${RESET}`
    case 'skipped':
      return `${MARK}\x1b[1;7;33m — ${lines(entry.count)} skipped in this view; the download has them — ${RESET}`
    case 'notice':
      return `${MARK}${DIM}— ${neutralise(entry.text)} —${RESET}`
  }
}
