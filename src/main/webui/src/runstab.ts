import type { Api, RunEnd, Server } from './api'
import { make } from './dom'
import { speaksMarkup } from './markup'
import { moment, type PanelTab, Seen } from './panel'
import { duration, lastLines } from './statusbar'

/** The runs of the game that have ended: when, how, and with which last words. */
export class RunsTab implements PanelTab {
  readonly id = 'runs'
  readonly label = 'Runs'
  readonly every = 5_000
  private readonly seen = new Seen()
  /** A run that has ended stays as it is: its row is the same, open or not, when another is added. */
  private readonly rows = new Map<string, HTMLElement>()

  constructor(
    private readonly api: Api,
    private readonly keepsMarkup: () => boolean,
  ) {}

  content(server: Server | null): Promise<HTMLElement[] | null> {
    const runs = server?.runs ?? []
    if (!this.seen.isNew(runs)) return Promise.resolve(null)
    if (runs.length === 0) return Promise.resolve([make('p', 'muted', 'No run has ended since the gateway began.')])
    const list = make('ul', 'rows')
    for (const run of runs) {
      const row = this.rows.get(run.started_at) ?? this.row(run, server!)
      this.rows.set(run.started_at, row)
      list.append(row)
    }
    return Promise.resolve([list])
  }

  left(): void {
    this.seen.forget()
    this.rows.clear()
  }

  private row(run: RunEnd, server: Server): HTMLElement {
    const item = make('li')
    const details = make('details')
    const summary = make('summary')
    summary.dataset['key'] = `${run.pid}`
    const lasted = duration((Date.parse(run.ended_at) - Date.parse(run.started_at)) / 1000)
    summary.append(
      make('span', run.wanted ? 'badge' : 'badge bad', run.wanted ? 'stopped' : 'crashed'),
      make('span', '', ` ${moment(run.ended_at)}`),
      make('span', 'muted', ` after ${lasted} · exit code ${run.exit_code ?? 'not known'}`),
    )
    const lines = make('pre', 'last-lines', '…')
    lines.tabIndex = 0
    details.append(summary, lines)
    details.addEventListener('toggle', () => {
      if (details.open) void this.fill(lines, run, speaksMarkup(server.dialect) && !this.keepsMarkup())
    })
    item.append(details)
    return item
  }

  private async fill(lines: HTMLElement, run: RunEnd, plainMarkup: boolean): Promise<void> {
    try {
      const told = lastLines(await this.api.run(run.pid ?? 0), plainMarkup)
      lines.replaceChildren(make('span', '', told === '' ? 'It said nothing.' : told))
      lines.scrollTop = lines.scrollHeight
    } catch (e) {
      lines.textContent = e instanceof Error ? e.message : String(e)
    }
  }
}
