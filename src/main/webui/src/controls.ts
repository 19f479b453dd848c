import type { Api, Server } from './api'
import { announce } from './announce'
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

const QUESTIONS: Partial<Record<Action, { title: string; text: string; yes: string }>> = {
  stop: {
    title: 'Stop the game?',
    text: 'It is stopped step by step, saving first. Players are disconnected.',
    yes: 'Stop',
  },
  restart: {
    title: 'Restart the game?',
    text: 'It is stopped step by step, saving first, and started again. Players are disconnected.',
    yes: 'Restart',
  },
  kill: {
    title: 'Kill the game?',
    text: 'The process ends at once and saves nothing: what happened since the last save is lost. Stop it instead, unless it hangs.',
    yes: 'Kill without saving',
  },
}

/** Start, stop, restart and kill, each only where the state allows it. */
export class Controls {
  private readonly buttons = new Map<Action, HTMLButtonElement>()

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
  }

  show(server: Server, admin: boolean): void {
    // A game that others run cannot be controlled from here.
    const controllable = admin && server.mode !== 'tail'
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
    const question = QUESTIONS[action]
    if (question) {
      const kind = action === 'kill' ? 'danger' : 'primary'
      const yes = await ask(question.title, [question.text], [{ label: question.yes, value: true, kind }])
      if (!yes) return
    }
    try {
      await this.api.control(action)
      announce(`${action}: asked for`)
    } catch (e) {
      this.problem(`${action}: ${e instanceof Error ? e.message : String(e)}`)
    }
    this.done()
  }
}
