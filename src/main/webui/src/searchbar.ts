import { byId, setText } from './dom'
import type { TerminalView } from './terminal'
import type { SearchColours } from './theme'

/**
 * Finds in what the terminal holds (Ctrl+F), the newest first, as a console is read from its end. The filter, by
 * contrast, asks the gateway.
 */
export class SearchBar {
  private readonly bar = byId('search')
  private readonly field = byId<HTMLInputElement>('search-text')
  private readonly count = byId('search-count')
  private readonly caseSensitive = byId<HTMLInputElement>('search-case')
  private readonly regex = byId<HTMLInputElement>('search-regex')

  constructor(
    private readonly terminal: TerminalView,
    private readonly colours: () => SearchColours,
    private readonly closed: () => void,
  ) {
    this.field.addEventListener('input', () => this.find('older', true))
    this.caseSensitive.addEventListener('change', () => this.find('older', true))
    this.regex.addEventListener('change', () => this.find('older', true))
    byId('search-newer').addEventListener('click', () => this.find('newer'))
    byId('search-older').addEventListener('click', () => this.find('older'))
    byId('search-close').addEventListener('click', () => this.close())
    this.bar.addEventListener('keydown', (event) => this.key(event))
    terminal.search.onDidChangeResults(({ resultIndex, resultCount }) => {
      const place = resultIndex >= 0 ? `${resultIndex + 1} of ` : ''
      const more = resultCount >= 2_000 ? '+' : ''
      setText(this.count, this.field.value === '' ? '' : resultCount === 0 ? 'none' : `${place}${resultCount}${more}`)
    })
  }

  open(): void {
    this.bar.hidden = false
    const selected = this.terminal.selection()
    if (selected && !selected.includes('\n')) this.field.value = selected
    this.field.focus()
    this.field.select()
    this.find('older', true)
  }

  close(): void {
    this.bar.hidden = true
    this.terminal.search.clearDecorations()
    this.terminal.clearSelection()
    this.closed()
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close()
    else if (event.key === 'Enter' && event.target === this.field) {
      this.find(event.shiftKey ? 'newer' : 'older')
    } else return
    event.preventDefault()
  }

  private find(direction: 'older' | 'newer', anew = false): void {
    const term = this.field.value
    this.field.removeAttribute('aria-invalid')
    if (term === '') {
      this.terminal.search.clearDecorations()
      setText(this.count, '')
      return
    }
    if (this.regex.checked && !readable(term)) {
      this.field.setAttribute('aria-invalid', 'true')
      setText(this.count, 'not an expression')
      return
    }
    const options = {
      caseSensitive: this.caseSensitive.checked,
      regex: true,
      decorations: this.colours(),
    }
    if (anew) this.terminal.clearSelection()
    const wanted = this.regex.checked ? term : literally(term)
    if (direction === 'newer') this.terminal.search.findNext(wanted, options)
    else this.terminal.search.findPrevious(wanted, options)
  }
}

/** The words as an expression: where a row was broken between two of them, the terminal has more blanks. */
function literally(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, ' +')
}

function readable(expression: string): boolean {
  try {
    new RegExp(expression)
    return true
  } catch {
    return false
  }
}
