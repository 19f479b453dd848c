export interface KnownCommand {
  name: string
  usage: string
  description: string
}

/** Something that the line may become. */
export interface Suggestion {
  kind: 'command' | 'player' | 'recent'
  /** The whole line, should it be taken. */
  line: string
  label: string
  about: string
}

export interface Sources {
  known: readonly KnownCommand[]
  /** Names as the console tells them: any text. */
  players: readonly string[]
  /** Commands that were sent, the newest last. */
  recent: readonly string[]
}

const MOST_RECENT = 5
// A name that is one word of a command, whatever the game makes of quotes.
const ONE_WORD = /^[\p{L}\p{N}_.-]{1,40}$/u

/** What may be meant by what is typed: commands by their beginning, players in arguments, and what was sent before. */
export function suggestions(typed: string, sources: Sources): Suggestion[] {
  const text = typed.trimStart()
  if (text === '') return []
  return [...commands(text, sources.known), ...players(text, sources.players), ...recent(text, sources.recent)]
}

/** The newest commands, for who has typed nothing. */
export function latest(recent: readonly string[], most: number): Suggestion[] {
  return recent.slice(-most).toReversed().map(sentBefore)
}

/** How the command that is being typed is used; null if it is not known, or not whole yet. */
export function usageOf(typed: string, known: readonly KnownCommand[]): string | null {
  const [name = ''] = typed.trimStart().split(' ', 1)
  if (!typed.trimStart().includes(' ')) return null
  const command = known.find((it) => it.name.toLowerCase() === name.toLowerCase())
  if (!command) return null
  return command.description ? `${command.usage || command.name} — ${command.description}` : command.usage || command.name
}

function commands(text: string, known: readonly KnownCommand[]): Suggestion[] {
  const begun = text.toLowerCase()
  return known
    .filter((it) => it.name.toLowerCase().startsWith(begun) && it.name.toLowerCase() !== begun)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((it) => ({ kind: 'command', line: `${it.name} `, label: it.usage || it.name, about: it.description }))
}

/** Of those who play, for the word that is being typed behind a command. */
function players(text: string, online: readonly string[]): Suggestion[] {
  const start = text.lastIndexOf(' ') + 1
  const begun = text.slice(start).toLowerCase()
  if (start === 0 || begun === '') return []
  return online
    .filter((name) => ONE_WORD.test(name) && name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun)
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => ({ kind: 'player', line: `${text.slice(0, start)}${name} `, label: name, about: 'plays now' }))
}

function recent(text: string, sent: readonly string[]): Suggestion[] {
  const begun = text.toLowerCase()
  const found = text.length < 2 ? [] : sent.filter((it) => it.toLowerCase().startsWith(begun) && it !== text)
  return latest(found, MOST_RECENT)
}

function sentBefore(line: string): Suggestion {
  return { kind: 'recent', line, label: line, about: 'sent before' }
}

/** What all of them begin with. */
export function commonBeginning(names: readonly string[]): string {
  const [first = '', ...rest] = names
  let length = first.length
  for (const name of rest) {
    let same = 0
    while (same < length && name[same]?.toLowerCase() === first[same]?.toLowerCase()) same++
    length = same
  }
  return first.slice(0, length)
}
