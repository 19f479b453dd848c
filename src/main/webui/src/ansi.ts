// The rule of protocol.md for showing the game's text. What acts on a terminal, and what cannot be seen or turns writing around:
const HARMFUL =
  '\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb'
const SUSPECT = new RegExp(`[${HARMFUL}]`)
// One alternative for each kind of control sequence; what is left unfinished at the end counts too.
const SEQUENCES = new RegExp(
  [
    '\\x1b\\[([0-?]*)([ -/]*)([@-~]?)', // CSI
    '\\x1b[\\]PX^_][^\\x07\\x1b\\x9c]*(?:\\x07|\\x9c|\\x1b\\\\|)', // OSC, DCS, SOS, PM, APC, with their text
    '\\x1b[ -/]*[0-~]?', // all other escapes
    `[${HARMFUL}]`,
  ].join('|'),
  'g',
)
const COLOUR = /\x1b\[[\d;:]*m/
const PICTURES = 0x2400

/**
 * The line with its colours (SGR) and nothing else that could act on the terminal: other sequences are taken out, and single
 * characters that do harm become visible. Nothing is concealed.
 */
export function neutralise(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(SEQUENCES, (all, parameters: string, between: string, final: string) =>
    final === 'm' && between === '' && /^[\d;:]*$/.test(parameters) ? withoutConceal(parameters) : visible(all),
  )
}

/** The text as it may stand in the page, outside of the terminal: as `neutralise`, without colours, with its line breaks. */
export function plain(text: string): string {
  return SUSPECT.test(text) ? text.replace(SEQUENCES, (all) => (all === '\n' ? all : visible(all))) : text
}

/** What stands for a sequence, which is nothing, or for a single character. */
function visible(taken: string): string {
  const code = taken.charCodeAt(0)
  if (code === 0x1b) return ''
  if (code < 0x20) return String.fromCharCode(PICTURES + code)
  return code === 0x7f ? '␡' : '\ufffd'
}

/** The sequence that sets these colours and their like, without the parameter that hides what follows. */
function withoutConceal(parameters: string): string {
  if (!parameters.includes('8')) return `\x1b[${parameters}m`
  const all = parameters.split(';')
  const shown: string[] = []
  for (let i = 0; i < all.length; ) {
    const together = all.slice(i, i + length(all[i]!, all[i + 1]))
    if (!/^0*8(?::|$)/.test(together[0]!)) shown.push(...together)
    i += together.length
  }
  return shown.length > 0 ? `\x1b[${shown.join(';')}m` : ''
}

/** How many parameters belong together: `38;5;8` is a colour, and nothing in it conceals. */
function length(first: string, second: string | undefined): number {
  if (!/^0*[345]8$/.test(first)) return 1
  return second === '5' ? 3 : second === '2' ? 5 : 1
}

/** Whether the line brings colours of its own. */
export function hasColour(text: string): boolean {
  return COLOUR.test(text)
}
