import type { Api, Server } from './api'
import type { KnownCommand } from './completion'
import { ask } from './dialogs'
import { make } from './dom'
import { action, moment, type PanelTab, Seen } from './panel'
import { fitsCommand, oneLine, playerActions, type PlayerAction } from './playeractions'
import type { Problem } from './problem'

/** Who plays, and what can be done with them: only what the gateway would let this caller send. */
export class PlayersTab implements PanelTab {
  readonly id = 'players'
  readonly label = 'Players'
  readonly every = 5_000
  private readonly seen = new Seen()

  /**
   * @param sends whether commands may be sent at all
   * @param commands what the game says it knows; it may have to be asked
   * @param send a command that was asked for here
   */
  constructor(
    private readonly api: Api,
    private readonly sends: boolean,
    private readonly commands: () => Promise<readonly KnownCommand[]>,
    private readonly send: (command: string) => boolean,
    private readonly problem: Problem,
  ) {}

  async content(server: Server | null): Promise<HTMLElement[] | null> {
    const online = server?.players?.online
    if (!server || !online) return this.seen.isNew('unknown') ? [make('p', 'muted', 'The console of this game does not tell who plays.')] : null
    const possible = this.sends && server.input?.open !== false ? playerActions(server.dialect, await this.commands()) : []
    const allowed = await this.allowed(possible, online.map((it) => it.name))
    if (!this.seen.isNew([online, [...allowed]])) return null
    if (online.length === 0) return [make('p', 'muted', 'Nobody is online.')]
    const list = make('ul', 'rows')
    for (const player of online) {
      const item = make('li', 'with-action')
      const text = make('div')
      text.append(make('strong', '', player.name), make('div', 'muted', player.since ? `since ${moment(player.since)}` : ''))
      const buttons = make('div', 'actions')
      for (const it of possible) if (allowed.has(it.line(player.name, 'x'))) buttons.append(this.button(it, player.name))
      if (possible.length > 0 && !fitsCommand(player.name)) buttons.append(make('span', 'muted', 'no command can name this player'))
      item.append(text, buttons)
      list.append(item)
    }
    return [list]
  }

  left(): void {
    this.seen.forget()
  }

  /** Of all that could be sent, what would be taken. If the gateway cannot say, all is tried, and it judges then. */
  private async allowed(possible: PlayerAction[], names: string[]): Promise<Set<string>> {
    const lines = names.filter(fitsCommand).flatMap((name) => possible.map((it) => it.line(name, 'x')))
    if (lines.length === 0) return new Set()
    const verdicts = await this.api.verdicts(lines).catch(() => null)
    return new Set(verdicts ? verdicts.filter((it) => it.allowed).map((it) => it.command) : lines)
  }

  private button(it: PlayerAction, player: string): HTMLButtonElement {
    const button = action(`${it.command} ${player}`, it.label, () => void this.run(it, player))
    button.setAttribute('aria-label', `${it.label}: ${player}`)
    return button
  }

  private async run(it: PlayerAction, player: string): Promise<void> {
    const field = make('input')
    field.type = 'text'
    field.maxLength = 200
    if (it.asks?.required) {
      field.required = true
      // Of which something is left in one line.
      field.pattern = '[\\s\\S]*[^\\s\\p{Cc}\\p{Cf}][\\s\\S]*'
    }
    const label = make('label', 'field', it.asks ? `${it.asks.name}${it.asks.required ? '' : ' (may be empty)'}` : '')
    label.append(field)
    const yes = await ask(
      `${it.label}: ${player}`,
      it.asks ? [label] : ['This command is sent:', make('pre', '', it.line(player, ''))],
      [{ label: it.label, value: true, kind: it.danger ? 'danger' : 'primary' }],
    )
    const text = oneLine(field.value)
    if (!yes) return
    await this.problem.attempt(`${it.label} ${player}`, async () => {
      if (!this.send(it.line(player, text))) throw new Error('the command was not sent: there is no connection.')
    })
  }
}
