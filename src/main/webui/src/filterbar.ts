import { byId, setText } from './dom'
import { literally } from './guard'

/** Filter of level and text, which the gateway applies to history and live lines. */
export class FilterBar {
  private readonly level = byId<HTMLSelectElement>('filter-level')
  private readonly text = byId<HTMLInputElement>('filter-text')
  private readonly regex = byId<HTMLInputElement>('filter-regex')
  private readonly reset = byId('filter-reset')
  private readonly problem = byId('filter-problem')
  private applied = ''

  constructor(private readonly changed: () => void) {
    byId('filter').addEventListener('submit', (event) => {
      event.preventDefault()
      this.apply()
    })
    this.level.addEventListener('change', () => this.apply())
    this.regex.addEventListener('change', () => this.apply())
    this.text.addEventListener('change', () => this.apply())
    this.reset.addEventListener('click', () => {
      this.level.value = ''
      this.text.value = ''
      this.apply()
      this.text.focus()
    })
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
  }

  private parameters(): URLSearchParams {
    const query = new URLSearchParams()
    if (this.level.value) query.set('level', this.level.value)
    const text = this.text.value
    if (text) query.set('grep', this.regex.checked ? text : literally(text))
    return query
  }

  private apply(): void {
    setText(this.problem, '')
    this.text.removeAttribute('aria-invalid')
    const now = this.parameters().toString()
    this.reset.hidden = now === ''
    if (now === this.applied) return
    this.applied = now
    this.changed()
  }
}
