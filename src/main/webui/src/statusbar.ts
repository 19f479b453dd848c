import type { RunEnd, Server } from './api'
import type { GatewayClock } from './clock'
import { ask } from './dialogs'
import { byId, make, setText } from './dom'
import { speaksMarkup, withoutMarkup } from './markup'
import { inOwnWords } from './wording'

const WORDS: Record<string, string> = {
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  stopping: 'stopping',
  crashed: 'crashed',
  backing_off: 'crashed, will restart',
  given_up: 'given up',
  following: 'following its log',
  unreachable: 'its gateway cannot be reached',
  none: 'no game here',
}

// The steps of the stop ladder.
const STEPS: Record<string, string> = {
  announce: 'telling the players',
  save: 'saving the world',
  stop: 'stop command sent',
  term: 'SIGTERM sent',
  kill: 'SIGKILL sent',
}

/** How the game is: state, uptime, players, load, last crash. */
export class StatusBar {
  private server: Server | null = null
  private readonly readAt = () => performance.now()
  private at = 0

  /** @param keepsMarkup whether the reader wants to see the game's markup as it is */
  constructor(
    private readonly clock: GatewayClock,
    private readonly keepsMarkup: () => boolean,
  ) {
    byId('crash').addEventListener('click', () => this.showCrash())
    window.setInterval(() => this.tick(), 1_000)
  }

  show(server: Server): void {
    this.server = server
    this.at = this.readAt()
    const state = byId('state')
    state.dataset['state'] = server.state
    setText(byId('state-word'), WORDS[server.state] ?? server.state)
    byId('demo').hidden = server.mode !== 'demo'

    const players = byId('players')
    players.hidden = !server.players
    if (server.players) {
      const count = server.players.count
      setText(players, `${count} ${count === 1 ? 'player' : 'players'}`)
    }
    const load = byId('load')
    load.hidden = !server.process
    if (server.process) {
      const { cpu_percent, memory_bytes } = server.process
      setText(load, `CPU ${cpu_percent.toFixed(cpu_percent < 10 ? 1 : 0)} %  ·  ${memory(memory_bytes)}`)
    }
    const crash = byId('crash')
    const crashed = server.last_run !== undefined && !server.last_run.wanted
    crash.hidden = !crashed
    if (crashed) setText(crash, `last crash: ${exit(server.last_run!)}`)
    this.tick()
  }

  /** The gateway cannot be asked: what was known may not be so any more. */
  unknown(): void {
    this.server = null
    byId('state').dataset['state'] = 'unknown'
    setText(byId('state-word'), 'not known')
    for (const id of ['uptime', 'progress', 'load', 'players', 'crash', 'countdown']) byId(id).hidden = true
  }

  private tick(): void {
    const server = this.server
    if (!server) return
    const uptime = byId('uptime')
    uptime.hidden = server.uptime_seconds === undefined
    if (server.uptime_seconds !== undefined) {
      setText(uptime, `up ${duration(server.uptime_seconds + (this.readAt() - this.at) / 1000)}`)
    }
    const coming = server.countdown
    byId('countdown').hidden = !coming
    if (coming) setText(byId('countdown-text'), `The game is to ${coming.action} in ${left(coming.at, this.clock.now())}, by ${coming.by}.`)
    const until = server.until ?? server.restart_at
    const wait = until ? Math.max(0, Math.ceil((Date.parse(until) - this.clock.now()) / 1000)) : null
    const detail = server.detail ?? ''
    const parts = [STEPS[detail] ?? inOwnWords(detail), wait === null ? '' : `${wait} s left`].filter((it) => it !== '')
    const progress = byId('progress')
    const moving = ['starting', 'stopping', 'backing_off', 'given_up', 'crashed'].includes(server.state)
    progress.hidden = !moving || parts.length === 0
    setText(progress, parts.join(' · '))
  }

  private showCrash(): void {
    const run = this.server?.last_run
    if (!this.server || !run) return
    const ended = new Date(run.ended_at).toLocaleString()
    const lines = make('pre', 'last-lines', lastLines(run, speaksMarkup(this.server.dialect) && !this.keepsMarkup()))
    lines.tabIndex = 0
    void ask('The last crash', [
      `The game ended at ${ended} with ${exit(run)}; nobody had asked for it.`,
      run.last_lines?.length ? lines : 'Its last lines are not known.',
    ], [])
  }
}

/** The last lines as the terminal has them, but for their colours. */
export function lastLines(run: RunEnd, plainMarkup: boolean): string {
  const lines = run.last_lines ?? []
  return (plainMarkup ? lines.map(withoutMarkup) : lines).join('\n')
}

function exit(run: RunEnd): string {
  return run.exit_code === null ? 'exit code not known' : `exit code ${run.exit_code}`
}

export function duration(seconds: number): string {
  const s = Math.floor(seconds)
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min`
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`
}

/** What is left of a countdown, in words. */
export function left(at: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - now) / 1000))
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

export function memory(bytes: number): string {
  const mega = bytes / 1024 ** 2
  return mega < 1024 ? `${Math.round(mega)} MB` : `${(mega / 1024).toFixed(1)} GB`
}
