import { plain } from './ansi'

/** The element of index.html with this id; its absence is a mistake of ours. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id)
  if (!element) throw new Error(`index.html has no #${id}`)
  return element as T
}

/** A new element with a class and a text. Text is never taken for markup, and cleaned, as what players write may be in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text) element.textContent = plain(text)
  return element
}

/** Writes only what changes, so that screen readers and the layout are left in peace. */
export function setText(element: HTMLElement, text: string): void {
  const shown = plain(text)
  if (element.textContent !== shown) element.textContent = shown
}
