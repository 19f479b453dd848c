import type { Api, Server } from './api'
import { announce } from './announce'
import type { GatewayClock } from './clock'
import { consequences, NOW, replaced, whenFields, type When } from './countdown'
import { ask } from './dialogs'
import { byId, make } from './dom'
import type { Problem } from './problem'

type Ending = 'stop' | 'restart' | 'kill'
type Action = 'start' | Ending

const ALIVE = ['starting', 'running', 'stopping']
// What is left of an earlier run is in the way of a start, and can be ended.
const LEFT: Action[] = ['stop', 'restart', 'kill']
const POSSIBLE: Record<Action, string[]> = {
  start: ['stopped', 'crashed', 'backing_off', 'given_up'],
  stop: ['starting', 'running', 'backing_off'],
  restart: ['starting', 'running'],
  kill: ALIVE,
}

const KILL = 'The process ends at once and saves nothing: what happened since the last save is lost. Stop it instead, unless it hangs.'

/** Start, stop, restart and kill, each only where the state allows it. */
export class Controls {
  private readonly buttons = new Map<Action, HTMLButtonElement>()
  private server: Server | null = null

  constructor(
    private readonly api: Api,
    private readonly clock: GatewayClock,
    private readonly problem: Problem,
    private readonly done: () => void,
  ) {
    for (const action of ['start', 'stop', 'restart', 'kill'] as const) {
      const button = byId<HTMLButtonElement>(action)
      this.buttons.set(action, button)
      button.addEventListener('click', () => void this.run(action))
    }
    byId('countdown-cancel').addEventListener('click', () => void this.cancel())
  }

  show(server: Server, may: boolean): void {
    this.server = server
    byId('countdown-cancel').hidden = !may
    // A game that others run cannot be controlled from here, and where none is there is nothing to control.
    const controllable = may && server.mode !== 'tail' && server.mode !== 'none'
    byId('controls').hidden = byId('controls-button').hidden = !controllable
    const left = server.state === 'given_up' && server.pid !== undefined
    for (const [action, button] of this.buttons)
      button.disabled = left ? !LEFT.includes(action) : !POSSIBLE[action].includes(server.state)
  }

  /** None is possible while the gateway cannot be asked. */
  disable(): void {
    for (const button of this.buttons.values()) button.disabled = true
  }

  private async run(action: Action): Promise<void> {
    const menu = byId('controls')
    if (menu.matches(':popover-open')) menu.hidePopover()
    if (action === 'start') await this.problem.attempt(action, () => this.asked(action))
    else await this.end(action)
    this.done()
  }

  /** Asks, and asks again with what was chosen if the gateway refuses it. */
  private async end(action: Ending): Promise<void> {
    let when: When | null = null
    let refusal = ''
    do {
      when = await this.confirmed(action, when, refusal)
      if (!when) return
      refusal = await this.asked(action, when).then(() => '', (e: Error) => e.message)
    } while (refusal !== '')
  }

  private async asked(action: Action, when?: When): Promise<void> {
    await this.api.control(action, when)
    announce(`${action}: asked for`)
  }

  /** When it is to be done; null if it is not. */
  private async confirmed(action: Ending, before: When | null, refusal: string): Promise<When | null> {
    const problem = refusal === '' ? [] : [refused(refusal)]
    const now = this.clock.now()
    if (action === 'kill') {
      const yes = await ask('Kill the game?', [KILL, ...replaced(this.server, now), ...problem], [{ label: 'Kill without saving', value: true, kind: 'danger' }])
      return yes ? NOW : null
    }
    const word = action === 'stop' ? 'Stop' : 'Restart'
    const { fields, read } = whenFields(action, this.server, before)
    const counts = this.server?.state === 'running' || this.server?.state === 'starting'
    const yes = await ask(
      `${word} the game?`,
      [...consequences(this.server, now), ...(counts ? fields : []), ...problem],
      [{ label: word, value: true, kind: 'primary' }],
    )
    if (!yes) return null
    return counts ? read() : NOW
  }

  private async cancel(): Promise<void> {
    await this.problem.attempt('Call it off', () => this.api.cancelCountdown())
    this.done()
  }
}

function refused(why: string): HTMLElement {
  const line = make('p', 'bad', why)
  line.setAttribute('role', 'alert')
  return line
}
