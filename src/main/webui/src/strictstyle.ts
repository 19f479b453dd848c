/**
 * xterm.js 6 makes <style> elements and writes style attributes, which a Content-Security-Policy without
 * 'unsafe-inline' refuses. Here the same rules go into adopted style sheets and into the style object, which
 * every such policy allows. It makes the elements while it opens, and the attributes (of <span>s only) always.
 */
export function openStrictly(open: () => void): void {
  HTMLSpanElement.prototype.setAttribute = setAttribute
  document.createElement = createElement as typeof document.createElement
  try {
    open()
  } finally {
    Reflect.deleteProperty(document, 'createElement')
  }
}

function setAttribute(this: HTMLElement, name: string, value: string): void {
  if (name === 'style') this.style.cssText = value
  else Element.prototype.setAttribute.call(this, name, value)
}

function createElement(tag: string, options?: ElementCreationOptions): HTMLElement {
  const create = Document.prototype.createElement
  return tag === 'style' ? adopted(create.call(document, 'i')) : create.call(document, tag, options)
}

/** Has the element stand in for a <style>: what is written into it takes effect until it is removed. */
function adopted(stand: HTMLElement): HTMLElement {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  stand.hidden = true
  Object.defineProperty(stand, 'textContent', { set: (css: string) => sheet.replaceSync(css) })
  stand.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet)
    Element.prototype.remove.call(stand)
  }
  return stand
}
