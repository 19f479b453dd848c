import { typedKey } from './credential'
import { byId, setText } from './dom'

/** The form that asks for a key. It says why it is there, if not for the first time. */
export function signIn(
  why: string,
  enter: (key: string, stays: boolean) => Promise<void>,
): void {
  const form = byId<HTMLFormElement>('signin-form')
  const key = byId<HTMLInputElement>('key')
  const problem = byId('signin-problem')
  const button = byId<HTMLButtonElement>('signin-button')
  byId('app').dataset['view'] = 'signin'
  problem.className = 'muted'
  setText(problem, why)
  form.onsubmit = (event) => {
    event.preventDefault()
    const typed = typedKey(key.value)
    if (typed === '') return
    button.disabled = true
    setText(problem, '')
    enter(typed, byId<HTMLInputElement>('keep').checked)
      .then(() => (key.value = ''))
      .catch((e: unknown) => {
        problem.className = 'bad'
        setText(problem, e instanceof Error ? e.message : String(e))
        key.select()
      })
      .finally(() => (button.disabled = false))
  }
  key.focus()
}
