import { commonBeginning, candidates, type KnownCommand } from './completion'
import { byId, make } from './dom'

/** The commands to choose from while one is typed. The focus stays in the field (ARIA combobox). */
export class CompletionList {
  private readonly list = byId('completions')
  private shown: KnownCommand[] = []
  private place = -1

  constructor(
    private readonly field: HTMLInputElement,
    private readonly known: () => readonly KnownCommand[],
  ) {
    field.addEventListener('blur', () => this.close())
    // A press would take the focus from the field before the click arrives.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault())
  }

  get open(): boolean {
    return !this.list.hidden
  }

  /** Tab: completes as far as it is clear, then shows what there is. False if there is nothing to complete. */
  complete(): boolean {
    const found = candidates(this.field.value, this.known())
    if (found.length === 0) return false
    if (found.length === 1) {
      this.take(found[0]!)
      return true
    }
    const common = commonBeginning(found.map((it) => it.name))
    if (common.length > this.field.value.trim().length) this.field.value = common
    this.show(found)
    return true
  }

  /** What is typed on narrows an open list. */
  narrow(): void {
    if (!this.open) return
    const found = candidates(this.field.value, this.known())
    if (found.length === 0) this.close()
    else this.show(found)
  }

  move(by: 1 | -1): void {
    this.place = (this.place + by + this.shown.length) % this.shown.length
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
    this.list.hidden = true
    this.place = -1
    this.field.setAttribute('aria-expanded', 'false')
    this.field.removeAttribute('aria-activedescendant')
  }

  private take(command: KnownCommand): void {
    this.field.value = `${command.name} `
    this.close()
  }

  private show(found: KnownCommand[]): void {
    this.shown = found
    this.place = 0
    this.list.replaceChildren(
      ...found.map((command, i) => {
        const item = make('li')
        item.id = `completion-${i}`
        item.setAttribute('role', 'option')
        item.append(make('code', '', command.usage || command.name), make('span', 'muted', command.description))
        item.addEventListener('click', () => this.take(command))
        return item
      }),
    )
    this.list.hidden = false
    this.field.setAttribute('aria-expanded', 'true')
    this.mark()
  }

  private mark(): void {
    ;[...this.list.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === this.place))
      if (i === this.place) item.scrollIntoView({ block: 'nearest' })
    })
    this.field.setAttribute('aria-activedescendant', `completion-${this.place}`)
  }
}
