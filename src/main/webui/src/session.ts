import { Api, ApiError, type Commands, type History, type PageSettings, type Server } from './api'
import { stayInBrowser, type Credential } from './credential'
import { CommandLine } from './commandline'
import { Controls } from './controls'
import { byId } from './dom'
import { announce } from './announce'
import { download } from './download'
import { FilterBar } from './filterbar'
import { GatewayClock } from './clock'
import type { Frame } from './frames'
import { expressions, type CommandRules } from './guard'
import { AuditTab } from './audittab'
import { CallersTab } from './callerstab'
import { LinkBar } from './linkbar'
import { speaksMarkup } from './markup'
import { OverviewTab } from './overviewtab'
import { Panel } from './panel'
import { PlayersTab } from './playerstab'
import { Problem } from './problem'
import { Receipts } from './receipts'
import { RunsTab } from './runstab'
import { Scrollback } from './scrollback'
import { SearchBar } from './searchbar'
import { ConsoleSocket, NO_CONSOLE, type Link } from './socket'
import { StatusBar } from './statusbar'
import { Shortcuts } from './shortcuts'
import { TerminalView } from './terminal'
import { searchColours } from './theme'
import type { ViewBar } from './viewbar'
import { inOwnWords } from './wording'

const HISTORY = 1_000
const OLDER = 1_000
const POLL = 5_000
const VINTAGE_STORY = 'vintagestory'
const OLDER_LINES = 'Older lines'

/** The console of one who signed in: it joins the parts and holds what they share. */
export class Session {
  private readonly terminal: TerminalView
  private readonly scrollback: Scrollback
  private readonly search: SearchBar
  private readonly filter: FilterBar
  private readonly linkBar: LinkBar
  private readonly status: StatusBar
  private readonly controls: Controls
  private readonly receipts = new Receipts()
  private readonly problem = new Problem()
  private readonly clock = new GatewayClock()
  private readonly commandLine: CommandLine
  private readonly panel: Panel
  private readonly socket: ConsoleSocket
  private readonly polling: number
  private server: Server | null = null
  private live = false
  private closed = false
  private lastId: string | null = null
  private commandCount = 0

  constructor(
    private readonly api: Api,
    private readonly credential: Credential,
    private readonly role: string,
    private readonly may: (right: string) => boolean,
    view: ViewBar,
    settings: PageSettings,
    private readonly leave: (why: string) => void,
  ) {
    this.terminal = new TerminalView(byId('terminal'), view.prefs, {
      atEnd: (atEnd) => this.scrollback.moved(atEnd),
      atTop: () => void this.scrollback.fetchOlder(),
      typed: (key) => this.commandLine.type(key),
      misfit: () => this.scrollback.redraw(),
    })
    this.scrollback = new Scrollback(
      this.terminal,
      HISTORY,
      (before) => this.older(before),
      (text) => this.problem.tell(text, OLDER_LINES),
      (found) => this.filter.found(found),
    )
    this.commandLine = new CommandLine(
      defaultRules(null),
      (command) => this.send(command),
      () => this.learnCommands(),
    )
    this.search = new SearchBar(this.terminal, () => searchColours(view.prefs.theme), () => this.commandLine.focus())
    this.filter = new FilterBar(() => this.filterChanged(), (query) => api.history(query))
    this.linkBar = new LinkBar(() => this.socket.connect())
    this.status = new StatusBar(this.clock, () => view.prefs.markup)
    this.controls = new Controls(api, this.clock, this.problem, () => void this.poll())
    const commands = () => this.commandLine.commands()
    this.panel = new Panel([
      new OverviewTab(api, settings, this.clock),
      new PlayersTab(api, may('send_commands'), commands, (command) => this.send(command), this.problem),
      ...(may('watch_unmasked') ? [new RunsTab(api, () => view.prefs.markup)] : []),
      ...(may('manage_callers') ? [new CallersTab(api, this.problem, () => void this.panel.refresh())] : []),
      ...(may('read_audit') ? [new AuditTab(api)] : []),
    ])
    byId('players').addEventListener('click', () => this.panel.open('players'))
    byId('load').addEventListener('click', () => this.panel.open())
    view.onChange((prefs) => {
      if (this.terminal.apply(prefs)) this.scrollback.redraw()
    })
    byId('jump').addEventListener('click', () => this.terminal.jumpToEnd())
    byId('search-open').addEventListener('click', () => this.search.open())
    for (const id of ['download', 'menu-download']) byId(id).addEventListener('click', () => void this.problem.attempt('Download', () => download(api)))
    const shortcuts = new Shortcuts(
      {
        find: () => this.search.open(),
        filter: () => this.filter.focus(),
        panel: () => this.panel.toggle(),
        end: () => this.terminal.jumpToEnd(),
        command: () => this.commandLine.focus(),
      },
      (target) => this.commandLine.mayBeText(target),
    )
    byId('keys').addEventListener('click', () => shortcuts.tell())
    if (settings.title) document.title = settings.title

    this.socket = new ConsoleSocket({
      ticket: () => api.ticket(),
      query: () => this.query(),
      onFrame: (frame) => this.frame(frame),
      onLink: (link) => this.linked(link),
      onLatency: (milliseconds) => this.linkBar.measured(milliseconds),
    })
    this.socket.connect()
    void this.poll()
    this.polling = window.setInterval(() => {
      if (document.visibilityState === 'visible') void this.poll()
    }, POLL)
    this.enable()
    this.commandLine.focus()
  }

  /** Asks and shows nothing any more. */
  close(): void {
    this.closed = true
    this.socket.close()
    window.clearInterval(this.polling)
  }

  private query(): URLSearchParams {
    const query = new URLSearchParams()
    this.filter.addTo(query)
    if (this.lastId !== null) query.set('last_event_id', this.lastId)
    else query.set('history_lines', String(HISTORY))
    return query
  }

  private filterChanged(): void {
    this.lastId = null
    this.scrollback.restart()
    this.socket.connect()
    if (!this.filter.active) announce('Filter removed.')
  }

  private async older(before: string): Promise<History> {
    const query = new URLSearchParams({ before, lines: String(OLDER) })
    this.filter.addTo(query)
    const history = await this.api.history(query)
    this.problem.over(OLDER_LINES)
    return history
  }

  private frame(frame: Frame): void {
    switch (frame.type) {
      case 'line':
        this.lastId = frame.id
        this.scrollback.add(frame)
        break
      case 'gap':
        // Told once: the next connection goes on behind it, as behind a line.
        this.lastId = frame.to
        this.scrollback.add(frame)
        if (!frame.recovered) this.signInAnew()
        break
      case 'state':
        if (this.server) this.showServer(withState(this.server, frame))
        void this.poll()
        break
      case 'receipt':
        this.receipts.received(frame)
        break
      case 'error':
        if (frame.code === 'invalid_parameter') this.filter.refused(inOwnWords(frame.message))
        else if (frame.code !== 'rate_limited') this.problem.tell(inOwnWords(frame.message))
        break
    }
  }

  private linked(link: Link): void {
    this.linkBar.show(link)
    const was = this.live
    this.live = link.kind === 'live'
    if (this.live) this.filter.applies()
    if (!was && this.live) {
      this.askForReceipts()
      void this.poll()
    }
    this.enable()
    if (link.kind !== 'ended') return
    if (link.credential) this.refused(link.why)
    else if (link.code === NO_CONSOLE) byId('app').dataset['view'] = 'monitor'
  }

  private askForReceipts(): void {
    const ids = this.receipts.unsettled()
    if (ids.length > 0) this.socket.send({ type: 'receipts', ids })
  }

  /** A gateway that was restarted knows no sign-in any more: the next page is to find one. */
  private signInAnew(): void {
    const { secret, inBrowser } = this.credential
    if (inBrowser && secret !== null) void stayInBrowser(secret).catch(() => {})
  }

  private refused(why: string): void {
    this.leave(this.credential.secret === null ? 'Your sign-in has ended: it lasts for a time, and no longer than its key and the gateway.' : why)
  }

  private send(command: string): boolean {
    const id = `w${Date.now().toString(36)}-${++this.commandCount}`
    if (!this.live || !this.socket.send({ type: 'command', content: command, id })) return false
    this.receipts.sent(id, command)
    this.terminal.jumpToEnd()
    return true
  }

  private async poll(): Promise<void> {
    try {
      const server = await this.api.server()
      this.clock.told(server.now)
      this.showServer(server)
    } catch (e) {
      if (this.closed) return
      if (e instanceof ApiError && e.status === 401) this.refused(e.message)
      else if (!this.live) {
        this.status.unknown()
        this.panel.unknown()
        this.controls.disable()
      }
    }
  }

  private showServer(server: Server): void {
    if (this.server && this.server.state !== server.state) {
      announce(`The game is ${server.state.replace('_', ' ')}.`)
      if (server.state === 'starting') this.commandLine.forget()
    }
    this.server = server
    if (this.terminal.expectMarkup(speaksMarkup(server.dialect))) this.scrollback.redraw()
    this.commandLine.players = server.players?.online.map((it) => it.name) ?? []
    this.status.show(server)
    this.panel.know(server)
    this.controls.show(server, this.may('control_game'))
    this.enable()
  }

  private async learnCommands(): Promise<boolean> {
    if (!this.may('send_commands')) return true
    try {
      const told = await this.api.commands()
      this.commandLine.rules = rulesOf(told)
      this.commandLine.known = told.commands ?? []
    } catch (e) {
      // What was told before stays.
      if (!(e instanceof ApiError && e.status === 404)) return false
      // An older gateway: what is known of the dialect has to do.
      this.commandLine.rules = defaultRules(this.server)
    }
    this.enable()
    const audit = await this.api.audit(300).catch(() => [])
    // By hand: what the gateway or a script sends comes by no connection.
    const sent = audit.filter((it) => it.event === 'command' && it.result === 'accepted' && it.connection !== undefined)
    this.commandLine.history.share(sent.map((it) => it.action).toReversed())
    return true
  }

  private enable(): void {
    this.commandLine.disable(this.reasonNotToSend())
  }

  private reasonNotToSend(): string | null {
    if (!this.may('send_commands')) return `the role ${this.role} may not send commands`
    if (!this.live) return 'not connected'
    const server = this.server
    if (!server) return null
    if (server.input && !server.input.open) return server.input.reason ?? 'the console is read-only'
    const silent = ['stopped', 'crashed', 'backing_off', 'given_up']
    return silent.includes(server.state) ? 'the game is not running' : null
  }
}

function withState(server: Server, frame: Extract<Frame, { type: 'state' }>): Server {
  const { detail: _detail, until: _until, restart_at: _restart, ...rest } = server
  return { ...rest, state: frame.state, detail: frame.detail ?? null, until: frame.until ?? null }
}

function rulesOf(told: Commands): CommandRules {
  return {
    maxBytes: told.max_bytes,
    prefix: told.prefix ?? '',
    chat: told.chat,
    perSecond: told.per_second,
    confirm: expressions(told.confirm ?? []),
  }
}

function defaultRules(server: Server | null): CommandRules {
  const known = !server || server.dialect === VINTAGE_STORY
  return { maxBytes: 1022, prefix: known ? '/' : '', chat: 'refuse', perSecond: 10, confirm: [] }
}
