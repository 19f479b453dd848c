import { announce } from './announce'
import { byId, make } from './dom'
import type { ReceiptFrame } from './frames'
import { inOwnWords } from './wording'

type Status = 'sent' | ReceiptFrame['status']

const SHOWN = 20
const FACE: Record<Status, { mark: string; word: string }> = {
  sent: { mark: '…', word: 'sent' },
  accepted: { mark: '…', word: 'waits' },
  written: { mark: '✓', word: 'written' },
  confirmed: { mark: '✓✓', word: 'confirmed' },
  timed_out: { mark: '?', word: 'timed out: the game may still have run it' },
  rejected: { mark: '✗', word: 'rejected' },
  unknown: { mark: '?', word: 'not known' },
}
const FINAL = new Set<Status>(['confirmed', 'timed_out', 'rejected', 'unknown'])

interface Shown {
  command: string
  status: Status
  item: HTMLElement
}

/** How far each command came, the newest first, above the command line. */
export class Receipts {
  private readonly list = byId('receipts')
  private readonly shown = new Map<string, Shown>()

  sent(id: string, command: string): void {
    const item = make('li')
    this.shown.set(id, { command, status: 'sent', item })
    this.list.prepend(item)
    this.show(id, 'sent')
    while (this.shown.size > SHOWN) {
      const oldest = this.shown.keys().next().value!
      this.shown.get(oldest)?.item.remove()
      this.shown.delete(oldest)
    }
  }

  /** False if the command is not of this page. */
  received(frame: ReceiptFrame): boolean {
    return this.show(frame.id, frame.status, frame.reason ?? undefined)
  }

  /** The commands whose last receipt has not come yet: what became of them, the next connection is asked. */
  unsettled(): string[] {
    return [...this.shown].filter(([, it]) => !FINAL.has(it.status)).map(([id]) => id)
  }

  private show(id: string, status: Status, reason?: string): boolean {
    const it = this.shown.get(id)
    if (!it) return false
    it.status = status
    const face = FACE[status]
    const word = reason ? `${status === 'timed_out' ? 'not known' : face.word}: ${inOwnWords(reason)}` : face.word
    const mark = make('span', 'mark', face.mark)
    mark.setAttribute('aria-hidden', 'true')
    it.item.className = status
    it.item.replaceChildren(mark, make('code', '', it.command), make('span', 'word', word))
    if (FINAL.has(status)) announce(`${it.command}: ${word}`)
    return true
  }
}
