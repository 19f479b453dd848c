/** What can be done with a player, by a command of the game. */
export interface PlayerAction {
  label: string
  /** The command by which it is done; what the game does not know is not offered. */
  command: string
  /** What is asked for before it is sent: none, or a text for a field of this name. */
  asks?: { name: string; required: boolean }
  danger?: boolean
  line(player: string, text: string): string
}

const VINTAGE_STORY: PlayerAction[] = [
  { label: 'Message', command: '/pm', asks: { name: 'Message', required: true }, line: (player, text) => `/pm ${player} ${text}` },
  { label: 'Kick', command: '/kick', asks: { name: 'Reason', required: false }, danger: true, line: (player, text) => `/kick ${player} ${text}`.trim() },
  { label: 'Whitelist', command: '/whitelist', line: (player) => `/whitelist add ${player}` },
  { label: 'Operator', command: '/op', danger: true, line: (player) => `/op ${player}` },
]

/** The actions of a game, as far as it says that it knows their commands; all, if it says nothing. */
export function playerActions(dialect: string, known: readonly { name: string }[]): PlayerAction[] {
  if (dialect !== 'vintagestory') return []
  const names = new Set(known.map((it) => it.name.toLowerCase()))
  return VINTAGE_STORY.filter((it) => names.size === 0 || names.has(it.command))
}

/**
 * Whether a name can stand in a command. Names are what players call themselves, and the game has no quotes for them: one with
 * a space, a bracket or a sign that is not seen would name somebody else, or more than one.
 */
export function fitsCommand(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,39}$/u.test(name)
}

/** A text as it may follow a name: one line, without what acts on a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}
