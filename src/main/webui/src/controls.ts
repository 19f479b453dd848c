import type { Api, Server } from './api'
import { announce } from './announce'
import { consequences, whenFields, type When } from './countdown'
import { ask } from './dialogs'
import { byId } from './dom'

type Action = 'start' | 'stop' | 'restart' | 'kill'

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
    private readonly problem: (text: string) => void,
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
    const when = action === 'start' ? { seconds: 0, announce: '' } : await this.confirmed(action)
    if (!when) return
    try {
      await this.api.control(action, when)
      announce(`${action}: asked for`)
    } catch (e) {
      this.problem(`${action}: ${e instanceof Error ? e.message : String(e)}`)
    }
    this.done()
  }

  /** When it is to be done; null if it is not. */
  private async confirmed(action: 'stop' | 'restart' | 'kill'): Promise<When | null> {
    if (action === 'kill') {
      const yes = await ask('Kill the game?', [KILL], [{ label: 'Kill without saving', value: true, kind: 'danger' }])
      return yes ? { seconds: 0, announce: '' } : null
    }
    const word = action === 'stop' ? 'Stop' : 'Restart'
    const { fields, read } = whenFields(action, this.server)
    const counts = this.server?.state === 'running' || this.server?.state === 'starting'
    const yes = await ask(`${word} the game?`, [...consequences(this.server), ...(counts ? fields : [])], [{ label: word, value: true, kind: 'primary' }])
    return yes ? read() : null
  }

  private async cancel(): Promise<void> {
    await this.api.cancelCountdown().catch((e: Error) => this.problem(e.message))
    this.done()
  }
}
