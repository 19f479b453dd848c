import type { Api, Caller } from './api'
import { ask } from './dialogs'
import { make } from './dom'
import { action, moment, type PanelTab, Seen } from './panel'
import type { Problem } from './problem'

/** Who is connected, and the end of one connection. */
export class CallersTab implements PanelTab {
  readonly id = 'callers'
  readonly label = 'Watching'
  readonly every = 5_000
  private readonly seen = new Seen()

  constructor(
    private readonly api: Api,
    private readonly problem: Problem,
    private readonly changed: () => void,
  ) {}

  async content(): Promise<HTMLElement[] | null> {
    const page = await this.api.callers()
    if (!this.seen.isNew(page)) return null
    const list = make('ul', 'rows')
    list.append(...page.callers.map((one) => this.row(one)))
    const more = page.total - page.callers.length
    const count = make('p', 'muted', `${page.total} connected${more > 0 ? `, of whom ${page.callers.length} are shown` : ''}.`)
    return [count, list]
  }

  left(): void {
    this.seen.forget()
  }

  private row(one: Caller): HTMLElement {
    const item = make('li', 'with-action')
    const text = make('div')
    text.append(
      make('strong', '', one.name),
      make('span', 'badge', one.role),
      make('div', 'muted', `${one.place} · ${one.address} · since ${moment(one.since)}`),
    )
    const close = action(one.connection_id, 'Close', () => void this.close(one))
    close.setAttribute('aria-label', `Close the connection of ${one.name} from ${one.address}`)
    item.append(text, close)
    return item
  }

  private async close(one: Caller): Promise<void> {
    const yes = await ask(
      'Close this connection?',
      [`${one.name} from ${one.address} is disconnected and may come back: to keep them out, revoke their key.`],
      [{ label: 'Close it', value: true, kind: 'danger' }],
    )
    if (!yes) return
    await this.problem.attempt(`Close ${one.name}`, () => this.api.closeCaller(one.connection_id))
    this.changed()
  }
}
