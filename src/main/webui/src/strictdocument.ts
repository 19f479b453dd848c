/**
 * The document as xterm.js gets it. Its DOM renderer makes <style> elements and writes style attributes,
 * which a Content-Security-Policy without 'unsafe-inline' refuses. Here the same rules go into adopted
 * style sheets and into the style object, which every such policy allows.
 */
export function strictDocument(): Document {
  const createElement = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    if (tag === 'style') return adoptedStyle()
    const element = document.createElement(tag, options)
    if (tag === 'span') element.setAttribute = setAttributeStrictly
    return element
  }
  return new Proxy(document, {
    get(target, name) {
      if (name === 'createElement') return createElement
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function setAttributeStrictly(this: HTMLElement, name: string, value: string): void {
  if (name === 'style') this.style.cssText = value
  else Element.prototype.setAttribute.call(this, name, value)
}

/** Stands in the tree for a <style> element; what is written into it takes effect until it is removed. */
function adoptedStyle(): HTMLElement {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  const stand = document.createElement('i')
  stand.hidden = true
  Object.defineProperty(stand, 'textContent', {
    set(css: string) {
      sheet.replaceSync(css)
    },
  })
  stand.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet)
    Element.prototype.remove.call(stand)
  }
  return stand
}
