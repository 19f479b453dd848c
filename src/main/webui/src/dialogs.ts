import { byId, make, setText } from './dom'

export interface Choice<T> {
  label: string
  value: T
  /** How it looks: what is advised, and what destroys. */
  kind?: 'primary' | 'danger'
}

let abandon: () => void = () => {}

/** Asks, and gives the answer, for which required fields have to be filled in; null when it was closed without one. The focus returns to where it was. */
export function ask<T>(title: string, body: (string | HTMLElement)[], choices: Choice<T>[]): Promise<T | null> {
  const dialog = byId<HTMLDialogElement>('dialog')
  abandon()
  if (dialog.open) dialog.close()
  setText(byId('dialog-title'), title)
  byId('dialog-body').replaceChildren(
    ...body.map((it) => (typeof it === 'string' ? make('p', '', it) : it)),
  )
  return new Promise((answer) => {
    let given: T | null = null
    const buttons = choices.map((choice) => {
      const button = make('button', choice.kind ?? '', choice.label)
      button.type = 'button'
      button.addEventListener('click', () => {
        given = choice.value
        dialog.close()
      })
      return button
    })
    const close = make('button', '', choices.length > 0 ? 'Cancel' : 'Close')
    close.type = 'button'
    close.addEventListener('click', () => dialog.close())
    byId('dialog-buttons').replaceChildren(close, ...buttons)
    const closed = () => answer(given)
    dialog.addEventListener('close', closed, { once: true })
    abandon = () => {
      dialog.removeEventListener('close', closed)
      answer(null)
    }
    const fields = [...dialog.querySelectorAll<HTMLInputElement>('input[type=text]')]
    const check = () => {
      for (const button of buttons) button.disabled = fields.some((it) => !it.checkValidity())
    }
    check()
    // Enter in a field does what is offered.
    for (const field of fields) {
      field.addEventListener('input', check)
      field.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' || event.isComposing) return
        // Or the key would press what gets the focus back.
        event.preventDefault()
        buttons.at(-1)?.click()
      })
    }
    dialog.showModal()
    // What was said last is at the end.
    for (const log of dialog.querySelectorAll('.last-lines')) log.scrollTop = log.scrollHeight
    const advised = buttons[choices.findIndex((it) => it.kind === 'primary')]
    ;(dialog.querySelector<HTMLInputElement>('#dialog-body input') ?? advised ?? close).focus()
  })
}

/** Waits until nothing is asked. */
export async function answered(): Promise<void> {
  const dialog = byId<HTMLDialogElement>('dialog')
  while (dialog.open) await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }))
}
