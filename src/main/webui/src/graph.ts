import { make } from './dom'

const SVG = 'http://www.w3.org/2000/svg'
const WIDTH = 400
const HEIGHT = 72

export interface Series {
  title: string
  /** Seconds since 1970, in order. */
  at: readonly number[]
  /** As many; null where nothing is known. */
  values: readonly (number | null)[]
  wording: (value: number) => string
  /** The top of the graph is this at least. */
  least: number
}

/** A line over the last hours, with what it is now, its highest value, and the one below the pointer. */
export function graph(series: Series): HTMLElement {
  const figure = make('figure', 'graph')
  const known = series.values.filter((it) => it !== null)
  const top = ceiling(Math.max(series.least, ...known))
  const last = series.values.at(-1) ?? null
  const now = last === null ? '–' : series.wording(last)
  const shown = make('span', 'value', now)
  const caption = make('figcaption')
  caption.append(make('span', '', series.title), shown)

  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
  picture.setAttribute('preserveAspectRatio', 'none')
  picture.setAttribute('role', 'img')
  const most = known.length > 0 ? series.wording(Math.max(...known)) : 'not known'
  picture.setAttribute('aria-label', `${series.title}: now ${now}, at most ${most}`)
  const place = placing(series.at, top)
  for (const piece of pieces(series.values)) {
    const points = piece.map((i) => place(i, series.values[i]!))
    const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(' L ')
    picture.append(path('area', `M ${points[0]![0].toFixed(1)} ${HEIGHT} L ${line} L ${points.at(-1)![0].toFixed(1)} ${HEIGHT} Z`))
    picture.append(path('line', points.length > 1 ? `M ${line}` : `M ${line} h 1`))
  }
  const mark = path('mark', '')
  picture.append(mark)
  picture.addEventListener('pointermove', (event) => {
    const box = picture.getBoundingClientRect()
    const i = nearest(series.at, (event.clientX - box.left) / box.width)
    const value = series.values[i] ?? null
    if (i < 0) return
    mark.setAttribute('d', `M ${place(i, 0)[0].toFixed(1)} 0 V ${HEIGHT}`)
    shown.textContent = `${clock(series.at[i]!)} · ${value === null ? 'not known' : series.wording(value)}`
  })
  picture.addEventListener('pointerleave', () => {
    mark.setAttribute('d', '')
    shown.textContent = now
  })
  const axis = make('div', 'axis')
  axis.append(make('span', '', series.at.length > 0 ? clock(series.at[0]!) : ''), make('span', '', `top: ${series.wording(top)}`), make('span', '', 'now'))
  figure.append(caption, picture, axis)
  return figure
}

/** The runs of neighbouring places where something is known. */
export function pieces(values: readonly (number | null)[]): number[][] {
  const found: number[][] = []
  values.forEach((value, i) => {
    if (value === null) return
    if (i > 0 && values[i - 1] !== null && found.length > 0) found.at(-1)!.push(i)
    else found.push([i])
  })
  return found
}

/** A round number that is not below this one. */
export function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)))
  const step = [1, 2, 4, 5, 8, 10].find((it) => it * power >= value) ?? 10
  return step * power
}

function placing(at: readonly number[], top: number): (i: number, value: number) => [number, number] {
  const first = at[0] ?? 0
  const span = Math.max(1, (at.at(-1) ?? 0) - first)
  return (i, value) => [(((at[i] ?? first) - first) / span) * WIDTH, HEIGHT - 1 - (value / top) * (HEIGHT - 3)]
}

function nearest(at: readonly number[], part: number): number {
  const first = at[0] ?? 0
  const wanted = first + part * ((at.at(-1) ?? 0) - first)
  let best = -1
  at.forEach((time, i) => {
    if (best < 0 || Math.abs(time - wanted) < Math.abs(at[best]! - wanted)) best = i
  })
  return best
}

function path(className: string, d: string): SVGPathElement {
  const element = document.createElementNS(SVG, 'path')
  element.setAttribute('class', className)
  element.setAttribute('d', d)
  return element
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toTimeString().slice(0, 5)
}
