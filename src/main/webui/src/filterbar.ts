import { announce } from './announce'
import type { History } from './api'
import { byId, setText } from './dom'
import { literally } from './guard'
import { lines as inWords } from './paint'
import type { Found } from './scrollback'

// After the last key, in ms: each change is a new connection.
const TYPED = 400
// Until a screen reader is told how many there are, or that there are none.
const SETTLED = 900

/**
 * Filter of level and text, which the gateway applies to history and live lines. It applies while it is typed, counts what it
 * finds and says so if that is nothing.
 */
export class FilterBar {
  private readonly level = byId<HTMLSelectElement>('filter-level')
  private readonly text = byId<HTMLInputElement>('filter-text')
  private readonly regex = byId<HTMLInputElement>('filter-regex')
  private readonly reset = byId('filter-reset')
  private readonly problem = byId('filter-problem')
  private readonly count = byId('filter-count')
  private readonly none = byId('filter-none')
  private applied = ''
  private lines = 0
  private typing: number | undefined
  private settling: number | undefined

  /** @param ask for the history of the gateway, with the parameters of the call */
  constructor(
    private readonly changed: () => void,
    private readonly ask: (query: URLSearchParams) => Promise<History>,
  ) {
    byId('filter').addEventListener('submit', (event) => {
      event.preventDefault()
      this.apply()
    })
    this.level.addEventListener('change', () => this.apply())
    this.regex.addEventListener('change', () => this.apply())
    this.text.addEventListener('change', () => this.apply())
    this.text.addEventListener('input', () => {
      window.clearTimeout(this.typing)
      this.typing = window.setTimeout(() => this.apply(), TYPED)
    })
    this.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.text.value === '') return
      event.preventDefault()
      this.text.value = ''
      this.apply()
    })
    this.reset.addEventListener('click', () => this.clear())
    byId('filter-none-clear').addEventListener('click', () => this.clear())
  }

  get active(): boolean {
    return this.applied !== ''
  }

  /** Adds the filter to the parameters of a call. */
  addTo(query: URLSearchParams): void {
    for (const [name, value] of new URLSearchParams(this.applied)) query.set(name, value)
  }

  /** The gateway did not understand it, and filters nothing by it. */
  refused(message: string): void {
    setText(this.problem, message)
    this.text.setAttribute('aria-invalid', 'true')
    setText(this.count, '')
  }

  focus(): void {
    this.text.focus()
    this.text.select()
  }

  /** How many lines the view has of what it lets through. */
  found({ lines, more }: Found): void {
    this.lines = lines
    if (lines > 0) this.none.hidden = true
    const refused = this.problem.textContent !== ''
    setText(this.count, this.active && !refused && lines > 0 ? `${inWords(lines).replace(' ', more ? '+ ' : ' ')}` : '')
  }

  /** The gateway has begun to send what it lets through. */
  applies(): void {
    window.clearTimeout(this.settling)
    if (this.active) this.settling = window.setTimeout(() => void this.settled(this.applied), SETTLED)
  }

  private async settled(asked: string): Promise<void> {
    if (this.lines > 0) return announce(`${this.count.textContent} found.`)
    const query = new URLSearchParams({ lines: '1' })
    this.addTo(query)
    // Who cannot be asked is not known to have none.
    const found = await this.ask(query).catch(() => null)
    if (found === null || found.lines.length > 0 || asked !== this.applied || this.lines > 0) return
    setText(this.count, 'none')
    this.none.hidden = false
    announce('No line matches.')
  }

  private clear(): void {
    this.level.value = ''
    this.text.value = ''
    this.apply()
    this.text.focus()
  }

  private parameters(): URLSearchParams {
    const query = new URLSearchParams()
    if (this.level.value) query.set('level', this.level.value)
    const text = this.text.value
    if (text) query.set('grep', this.regex.checked ? text : literally(text))
    return query
  }

  private apply(): void {
    window.clearTimeout(this.typing)
    const now = this.parameters().toString()
    if (now === this.applied) return
    setText(this.problem, '')
    setText(this.count, '')
    this.none.hidden = true
    this.text.removeAttribute('aria-invalid')
    window.clearTimeout(this.settling)
    this.reset.hidden = now === ''
    this.applied = now
    this.changed()
  }
}
