import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError, type History } from '../src/api'
import type { Entry } from '../src/lines'
import { Scrollback } from '../src/scrollback'
import type { TerminalView } from '../src/terminal'

const elements = new Map<string, { hidden: boolean; textContent: string }>()
let redraws: (readonly Entry[])[]
let asked: string[]
let complaints: string[]
let answer: (before: string) => Promise<History>

function line(id: string) {
  return { id, ts: '', stream: 'stdout', level: 'info', text: id } as const
}

/** A view that has these lines, and is asked for older ones as often as a reader's scrolling may. */
async function scrolled(ids: string[], after: (view: Scrollback) => void = () => {}): Promise<Scrollback> {
  const terminal = {
    write: () => Promise.resolve(),
    redraw: (entries: readonly Entry[]) => {
      redraws.push(entries)
      return Promise.resolve()
    },
  } as unknown as TerminalView
  const view = new Scrollback(
    terminal,
    1_000,
    (before) => {
      asked.push(before)
      return answer(before)
    },
    (text) => complaints.push(text),
    () => {},
  )
  for (const id of ids) view.add({ type: 'line', ...line(id) })
  await vi.advanceTimersByTimeAsync(20)
  after(view)
  for (let i = 0; i < 5; i++) {
    void view.fetchOlder()
    await vi.advanceTimersByTimeAsync(20)
  }
  return view
}

beforeEach(() => {
  vi.useFakeTimers()
  redraws = []
  asked = []
  complaints = []
  elements.clear()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    getElementById: (id: string) => {
      if (!elements.has(id)) elements.set(id, { hidden: true, textContent: '' })
      return elements.get(id)
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('older lines', () => {
  test('are asked for until the gateway remembers no more', async () => {
    answer = (before) =>
      Promise.resolve({ lines: [line(`${Number(before) - 1}`)], has_more: before !== '8' })
    await scrolled(['10', '11'])

    expect(asked).toEqual(['10', '9', '8'])
    expect(redraws.at(-1)?.[0]).toMatchObject({ type: 'notice' })
    expect(redraws.at(-1)?.slice(1)).toMatchObject([{ id: '7' }, { id: '8' }, { id: '9' }, { id: '10' }, { id: '11' }])
  })

  test('that are here already are not asked for again', async () => {
    answer = () => Promise.resolve({ lines: [line('b-1'), line('b-2')], has_more: true })
    await scrolled(['b-1', 'b-2'])

    expect(asked).toHaveLength(1)
    expect(redraws).toHaveLength(1)
  })

  test('of a gateway that was restarted are not asked for', async () => {
    answer = () => Promise.resolve({ lines: [line('b-1')], has_more: true })
    await scrolled(['a-1', 'a-2'], (view) =>
      view.add({ type: 'gap', from: 'a-2', to: 'b-0', count: 0, recovered: false, ts: '' }),
    )

    expect(asked).toEqual([])
    expect(redraws).toEqual([])
  })

  test('that come after a restart of the gateway are not shown', async () => {
    let give: (history: History) => void = () => {}
    answer = () => new Promise((resolve) => (give = resolve))
    const view = await scrolled(['a-1', 'a-2'])

    view.add({ type: 'gap', from: 'a-2', to: 'b-0', count: 0, recovered: false, ts: '' })
    give({ lines: [line('b-7')], has_more: true })
    await vi.advanceTimersByTimeAsync(20)

    expect(redraws).toEqual([])
    expect(elements.get('older')?.hidden).toBe(true)
  })

  test('of a gateway that cannot be reached are asked for again after a while, without a complaint', async () => {
    answer = () => Promise.reject(new ApiError(0, 'The gateway cannot be reached.'))
    const view = await scrolled(['a-1'])
    expect(asked).toHaveLength(1)

    await vi.advanceTimersByTimeAsync(5_000)
    void view.fetchOlder()

    expect(asked).toHaveLength(2)
    expect(complaints).toEqual([])
  })

  test.each([400, 404, 410])('are not asked for again after %d', async (status) => {
    answer = () => Promise.reject(new ApiError(status, 'before is not known'))
    const view = await scrolled(['a-1'])

    await vi.advanceTimersByTimeAsync(60_000)
    void view.fetchOlder()

    expect(asked).toHaveLength(1)
    expect(complaints).toEqual(['before is not known'])
  })

  test('are asked for again when a gateway with much to do says so', async () => {
    answer = () => Promise.reject(new ApiError(429, 'too many', 30))
    const view = await scrolled(['a-1'])

    await vi.advanceTimersByTimeAsync(29_000)
    void view.fetchOlder()
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000)
    void view.fetchOlder()

    expect(asked).toHaveLength(2)
  })

  test('are asked for anew after a filter', async () => {
    answer = () => Promise.resolve({ lines: [], has_more: false })
    const view = await scrolled(['a-1'])
    view.restart()
    view.add({ type: 'line', ...line('a-5') })
    await vi.advanceTimersByTimeAsync(40)
    void view.fetchOlder()

    expect(asked).toEqual(['a-1', 'a-5'])
  })
})
