/** What `GET /console/commands` says of commands; all of it may be missing at an older gateway. */
export interface CommandRules {
  maxBytes: number
  /** What a command begins with; empty for games without such a thing. */
  prefix: string
  chat: 'refuse' | 'allow'
  perSecond: number
  confirm: RegExp[]
}

export type Judgement =
  | { kind: 'send' }
  | { kind: 'empty' }
  | { kind: 'too-long'; bytes: number; most: number }
  | { kind: 'chat'; refused: boolean; instead: string }
  | { kind: 'confirm' }

/** What has to be asked before this text is sent. The gateway judges again; this saves the operator the mishap. */
export function judge(text: string, rules: CommandRules): Judgement {
  const command = text.trim()
  if (command === '') return { kind: 'empty' }
  const bytes = new TextEncoder().encode(command).length
  if (bytes > rules.maxBytes) return { kind: 'too-long', bytes, most: rules.maxBytes }
  if (rules.prefix && !command.startsWith(rules.prefix)) {
    return { kind: 'chat', refused: rules.chat === 'refuse', instead: rules.prefix + command }
  }
  return rules.confirm.some((it) => it.test(command)) ? { kind: 'confirm' } : { kind: 'send' }
}

/** The expressions of the gateway as the browser's; if it cannot read one, every command is to be confirmed. */
export function expressions(sources: readonly string[]): RegExp[] {
  return sources.map((source) => {
    const folded = source.startsWith('(?i)')
    try {
      return new RegExp(folded ? source.slice(4) : source, folded ? 'i' : '')
    } catch {
      return /^/
    }
  })
}

/** The commands in a pasted text: its lines, without empty ones. */
export function pastedCommands(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((it) => it.trim())
    .filter((it) => it !== '')
}

/**
 * An expression (RE2) that finds this text itself, whatever the case. It is hardly longer than the text, as the gateway takes 256
 * characters only.
 */
export function literally(text: string): string {
  // The end of what is quoted is quoted by itself; and the gateway, which counts repetitions, is to see none.
  const quoted = text.replaceAll('\\E', '\\E\\\\E\\Q').replace(/\{(?=[\d,])/g, '{\\E\\Q')
  return `(?i)\\Q${quoted}\\E`
}
