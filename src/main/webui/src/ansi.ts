// One alternative for each kind of control sequence; what is left unfinished at the end counts too.
const SEQUENCES = new RegExp(
  [
    '\\x1b\\[([0-?]*)([ -/]*)([@-~]?)', // CSI
    '\\x1b[\\]PX^_][^]*?(?:\\x07|\\x1b\\\\|$)', // OSC, DCS, SOS, PM, APC, with their text
    '\\x1b[ -/]*[0-~]?', // all other escapes
    '[\\x00-\\x08\\x0a-\\x1a\\x1c-\\x1f\\x7f-\\x9f]', // controls, but for the tab
    '[\\u202a-\\u202e\\u2066-\\u2069]', // letters that turn the order of others around
  ].join('|'),
  'g',
)
const COLOUR = /\x1b\[[\d;:]*m/
const SUSPECT = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/

/**
 * The line with its colours (SGR) and nothing else that could act on the terminal: cursor movements,
 * titles, links and other sequences are taken out, single control characters become visible.
 */
export function neutralise(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(SEQUENCES, (all, parameters: string, between: string, final: string) => {
    if (final === 'm' && between === '' && /^[\d;:]*$/.test(parameters)) return all
    const code = all.charCodeAt(0)
    return all.length === 1 && code < 0x20 && code !== 0x1b && code !== 0x0d
      ? String.fromCharCode(0x2400 + code)
      : ''
  })
}

/** Whether the line brings colours of its own. */
export function hasColour(text: string): boolean {
  return COLOUR.test(text)
}
