import { announce } from './announce'
import { byId, setText } from './dom'

/** What went wrong last, as a strip: until it is dismissed, or the same is tried again. */
export class Problem {
  private about = ''

  constructor() {
    byId('problem-close').addEventListener('click', () => this.hide())
  }

  tell(text: string, about = ''): void {
    this.about = about
    setText(byId('problem-text'), text)
    byId('problem').hidden = false
    announce(text)
  }

  /** What went wrong with this is no news any more: it went well, or is tried again. */
  over(about: string): void {
    if (this.about === about) this.hide()
  }

  /** Does something, and tells if it fails. */
  async attempt(about: string, task: () => Promise<unknown>): Promise<void> {
    this.over(about)
    try {
      await task()
    } catch (e) {
      this.tell(`${about}: ${e instanceof Error ? e.message : String(e)}`, about)
    }
  }

  private hide(): void {
    byId('problem').hidden = true
  }
}
