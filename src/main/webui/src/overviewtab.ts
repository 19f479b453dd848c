import type { Api, LoadHistory, PageSettings, Server } from './api'
import type { GatewayClock } from './clock'
import { make } from './dom'
import { graph } from './graph'
import { type PanelTab, Seen } from './panel'
import { duration, memory } from './statusbar'

/** How the server is and was: facts, and graphs of the last hours. */
export class OverviewTab implements PanelTab {
  readonly id = 'overview'
  readonly label = 'Server'
  readonly every = 15_000
  private readonly seen = new Seen()

  constructor(
    private readonly api: Api,
    private readonly settings: PageSettings,
    private readonly clock: GatewayClock,
  ) {}

  async content(server: Server | null): Promise<HTMLElement[] | null> {
    // Not there at an older gateway.
    const history = await this.api.loadHistory().catch(() => null)
    return this.seen.isNew([history, server]) ? [...this.graphs(history, server), this.facts(server)] : null
  }

  left(): void {
    this.seen.forget()
  }

  private graphs(history: LoadHistory | null, server: Server | null): HTMLElement[] {
    if (!history) return []
    // What is so now is the end of the line, of which the gateway remembers one point in half a minute.
    const at = [...history.at, Math.floor(this.clock.now() / 1000)]
    const players = [...history.players, server?.players?.count ?? null]
    const cpu = [...history.cpu_percent, server?.process?.cpu_percent ?? null]
    const used = [...history.memory_bytes, server?.process?.memory_bytes ?? null]
    return [
      graph({ title: 'Players', at, values: players, wording: (it) => String(Math.round(it)), least: 4 }),
      graph({ title: 'CPU', at, values: cpu, wording: (it) => `${it.toFixed(it < 10 ? 1 : 0)} %`, least: 10 }),
      graph({ title: 'Memory', at, values: used.map((it) => (it === null ? null : it / 1024 ** 2)), wording: (it) => memory(it * 1024 ** 2), least: 64 }),
    ]
  }

  private facts(server: Server | null): HTMLElement {
    const list = make('dl', 'facts')
    const add = (name: string, value: string | undefined) => {
      if (value) list.append(make('dt', '', name), make('dd', '', value))
    }
    if (server) {
      add('Up', server.uptime_seconds === undefined ? undefined : duration(server.uptime_seconds))
      add('Process', server.pid === undefined ? undefined : String(server.pid))
      add('Game', `${server.mode}, ${server.dialect}`)
      add('Restarts', server.restarts > 0 ? `${server.restarts} after crashes` : undefined)
      add('Input', server.input && !server.input.open ? server.input.reason : undefined)
    }
    add('Address', this.settings.url)
    add('Gateway', this.settings.version)
    return list
  }
}
