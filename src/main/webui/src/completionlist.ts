import { announce } from './announce'
import { commonBeginning, latest, suggestions, type Sources, type Suggestion } from './completion'
import { byId, make } from './dom'

const MOST = 60
const MOST_RECENT = 12
// After the last key, in ms: who types on is not told of each letter.
const QUIET = 700

/**
 * What a line may become, shown while it is typed. The focus stays in the field (ARIA combobox with a list), and nothing is
 * marked until a key or a finger marks it: Enter sends what is typed.
 */
export class CompletionList {
  private readonly list = byId('completions')
  private shown: Suggestion[] = []
  private place = -1
  private telling: number | undefined

  /** @param taken gets the new line */
  constructor(
    private readonly field: HTMLInputElement,
    private readonly sources: () => Sources,
    private readonly taken: (line: string) => void,
  ) {
    field.addEventListener('blur', () => this.close())
    // A press would take the focus from the field before the click arrives.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault())
  }

  get open(): boolean {
    return !this.list.hidden
  }

  /** Shows what there is for what is typed now. */
  update(): void {
    if (document.activeElement !== this.field) return
    this.show(suggestions(this.field.value, this.sources()).slice(0, MOST))
  }

  /** More is known: what is marked stays so. */
  learnt(): void {
    const marked = this.shown[this.place]?.line
    this.update()
    this.place = this.open ? this.shown.findIndex((it) => it.line === marked) : -1
    if (this.place >= 0) this.mark()
  }

  /** What was sent last, whatever is typed. */
  showRecent(): void {
    this.show(latest(this.sources().recent, MOST_RECENT))
  }

  /** Tab: completes as far as it is clear, then walks through what there is. False if there is nothing to complete. */
  complete(): boolean {
    if (!this.open) this.update()
    if (!this.open) return false
    const offered = this.shown.filter((it) => it.kind !== 'recent')
    const common = commonBeginning(offered.map((it) => it.line))
    if (this.place < 0 && offered.length === 1) this.take(offered[0]!)
    else if (this.place < 0 && common.length > this.field.value.trimStart().length) {
      this.field.value = common
      this.update()
    } else this.move(1)
    return true
  }

  move(by: 1 | -1): void {
    const { length } = this.shown
    this.place = this.place < 0 ? (by > 0 ? 0 : length - 1) : (this.place + by + length) % length
    this.mark()
  }

  /** Takes the marked one. False if none is. */
  choose(): boolean {
    const chosen = this.shown[this.place]
    if (!this.open || !chosen) return false
    this.take(chosen)
    return true
  }

  close(): void {
    window.clearTimeout(this.telling)
    this.list.hidden = true
    this.place = -1
    this.field.setAttribute('aria-expanded', 'false')
    this.field.removeAttribute('aria-activedescendant')
  }

  private take(it: Suggestion): void {
    this.close()
    this.taken(it.line)
  }

  private show(found: Suggestion[]): void {
    this.close()
    if (found.length === 0) return
    this.shown = found
    this.list.replaceChildren(
      ...found.map((it, i) => {
        const item = make('li', it.kind)
        item.id = `completion-${i}`
        item.setAttribute('role', 'option')
        item.setAttribute('aria-selected', 'false')
        item.append(make('code', '', it.label), make('span', 'muted', it.about))
        item.addEventListener('click', () => this.take(it))
        return item
      }),
    )
    this.list.scrollTop = 0
    this.list.hidden = false
    this.field.setAttribute('aria-expanded', 'true')
    this.telling = window.setTimeout(() => announce(`${found.length} to choose from, with the arrow keys.`), QUIET)
  }

  private mark(): void {
    ;[...this.list.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === this.place))
      if (i === this.place) item.scrollIntoView({ block: 'nearest' })
    })
    this.field.setAttribute('aria-activedescendant', `completion-${this.place}`)
  }
}
