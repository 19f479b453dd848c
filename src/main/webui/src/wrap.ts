/** The number of the control sequence that has the terminal take a row as the rest of the one above it. No text of the game holds one. */
export const REST_MARK = 7008
const BREAK = `\r\n\x1b]${REST_MARK};\x07`

// What the painter writes besides characters: colours and marks.
const SEQUENCES = /\x1b\[[\d;:]*m|\x1b\]\d+;\x07/g
const PARTS = /[ \t]+|(?:\x1b\[[\d;:]*m|\x1b\]\d+;\x07|[^ \t\x1b])+/g
// Each takes one column at most.
const NARROW = /^[\x07\x1b\x20-\x7e]*$/
const ASCII = /^[\x20-\x7e]*$/
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const NONE = /\p{M}|\u200d/u

/**
 * A painted row with breaks before words that would not end in it, for a terminal with so many columns. Blanks stay where they are,
 * behind the word before a break, so that rows taken together are the text. A word that is longer than a row is left to the terminal.
 */
export function wrapped(painted: string, columns: number): string {
  if (columns === Infinity || (painted.length <= columns && NARROW.test(painted))) return painted
  const parts = painted.match(PARTS) ?? []
  let at = 0
  let broken = ''
  parts.forEach((part, i) => {
    if (part[0] === ' ' || part[0] === '\t') {
      if (part === ' ') at++
      else for (const blank of part) at = blank === ' ' ? at + 1 : Math.min(columns - 1, (at | 7) + 1)
    } else {
      const width = widthOf(part.includes('\x1b') ? part.replace(SEQUENCES, '') : part)
      // The blank behind a word stays in its row.
      const room = i === parts.length - 1 ? columns : columns - 1
      if (at > 0 && at + width > room && width <= room) {
        broken += BREAK
        at = 0
      }
      at += width
    }
    broken += part
    if (at > columns) at %= columns
  })
  return broken
}

/** How many columns the terminal needs. Where it counts otherwise, a row is broken a little early, or by the terminal. */
function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}
