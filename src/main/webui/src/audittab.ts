import type { Api, AuditRecord } from './api'
import { make } from './dom'
import { moment, type PanelTab, Seen } from './panel'

const LATEST = 300

/** Who did what, the newest first. */
export class AuditTab implements PanelTab {
  readonly id = 'audit'
  readonly label = 'Audit'
  readonly every = 5_000
  private readonly seen = new Seen()
  private readonly field = make('input')
  private records: AuditRecord[] = []
  private readonly list = make('ul', 'rows')

  constructor(private readonly api: Api) {
    this.field.type = 'search'
    this.field.placeholder = 'Filter: name, address, command'
    this.field.setAttribute('aria-label', 'Filter the audit')
    this.field.dataset['key'] = 'audit-filter'
    this.field.addEventListener('input', () => this.draw())
  }

  async content(): Promise<HTMLElement[] | null> {
    // How far a command came is told by the last record of it.
    const latest = (await this.api.audit(LATEST)).filter((it) => it.event !== 'receipt' || it.result === 'timed_out')
    if (!this.seen.isNew(latest)) return null
    this.records = latest
    this.draw()
    return [this.field, this.list]
  }

  left(): void {
    this.seen.forget()
  }

  private draw(): void {
    const wanted = this.field.value.trim().toLowerCase()
    const found = this.records.filter((it) => `${it.caller} ${it.address} ${it.event} ${it.action} ${it.result}`.toLowerCase().includes(wanted))
    this.list.replaceChildren(...(found.length > 0 ? found.map(row) : [make('li', 'muted', 'Nothing.')]))
  }
}

function row(it: AuditRecord): HTMLElement {
  const item = make('li')
  const failed = it.result === 'rejected' || it.result === 'timed_out'
  item.append(
    make('code', '', it.action),
    ...(failed ? [make('span', 'badge bad', it.result.replace('_', ' '))] : []),
    make('div', 'muted', `${moment(it.ts)} · ${it.caller} · ${it.address} · ${it.event}${it.reason ? ` · ${it.reason}` : ''}`),
  )
  return item
}
