/**
 * Commands that were sent, the newest last; up and down walk through them. What was being typed when the
 * walk began is kept and comes back at its end. `older` are those of other administrators, in front.
 */
export class CommandHistory {
  private own: string[]
  private older: string[] = []
  private place: number | null = null
  private draft = ''

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly key = 'vs-gateway.commands',
    private readonly bound = 200,
  ) {
    this.own = read(storage, key).slice(-bound)
  }

  /** Commands of the audit, the newest last. */
  share(others: string[]): void {
    const mine = new Set(this.own)
    this.older = [...new Set(others.toReversed())].toReversed().filter((it) => !mine.has(it))
  }

  add(command: string): void {
    this.own = [...this.own.filter((it) => it !== command), command].slice(-this.bound)
    this.older = this.older.filter((it) => it !== command)
    this.place = null
    try {
      this.storage.setItem(this.key, JSON.stringify(this.own))
    } catch {
      // A full or forbidden storage: the history is that of this page then.
    }
  }

  /** The command before this one, or null at the oldest. */
  up(current: string): string | null {
    const { all } = this
    if (this.place === null) {
      this.draft = current
      this.place = all.length
    }
    if (this.place === 0) return null
    this.place--
    return all[this.place] ?? null
  }

  /** The command after this one, at the end what was being typed, or null if no walk is under way. */
  down(): string | null {
    if (this.place === null) return null
    this.place++
    const { all } = this
    if (this.place < all.length) return all[this.place] ?? null
    this.place = null
    return this.draft
  }

  /** Typing ends the walk. */
  leave(): void {
    this.place = null
  }

  /** All of them, the newest last. */
  get all(): string[] {
    return [...this.older, ...this.own]
  }

  get walking(): boolean {
    return this.place !== null
  }
}

function read(storage: Pick<Storage, 'getItem'>, key: string): string[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : []
  } catch {
    return []
  }
}
