import { describe, expect, test } from 'vitest'
import { LineModel, type Entry } from '../src/lines'

function line(n: number): Entry {
  return { type: 'line', id: `e-${n}`, ts: '', stream: 'stdout', level: 'info', text: `line ${n}` }
}
const lines = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, i) => line(from + i))
const ids = (model: LineModel) => model.all.map((it) => (it.type === 'line' ? it.id : it.type))

describe('the lines of the page', () => {
  test('a resume that overlaps repeats nothing', () => {
    const model = new LineModel()
    model.append(lines(1, 3))

    const fresh = model.append(lines(2, 5))

    expect(fresh.map((it) => it.replaces)).toEqual([false, false])
    expect(ids(model)).toEqual(['e-1', 'e-2', 'e-3', 'e-4', 'e-5'])
  })

  test('older ones come in front, and none twice', () => {
    const model = new LineModel()
    model.append(lines(5, 6))

    const count = model.prepend(lines(3, 5))

    expect(count).toBe(2)
    expect(ids(model)).toEqual(['e-3', 'e-4', 'e-5', 'e-6'])
    expect(model.oldestId()).toBe('e-3')
  })

  test('a gap stands where the lines are missing', () => {
    const model = new LineModel()
    model.append(lines(1, 1))
    model.append([{ type: 'gap', from: 'e-2', to: 'e-4', count: 3, recovered: true, ts: '' }, line(5)])

    expect(ids(model)).toEqual(['e-1', 'gap', 'e-5'])
  })

  test('are bounded, and the oldest leave', () => {
    const model = new LineModel(100)
    for (let n = 1; n <= 1_000; n++) model.append([line(n)])

    expect(model.size).toBeLessThanOrEqual(110)
    expect(ids(model).at(-1)).toBe('e-1000')
  })

  test('one that left may come back as an older one', () => {
    const model = new LineModel(10)
    model.append(lines(1, 30))

    expect(model.prepend([line(20)])).toBe(1)
  })

  test('after a clear all are new again', () => {
    const model = new LineModel()
    model.append(lines(1, 3))
    model.clear()

    expect(model.append(lines(1, 3))).toHaveLength(3)
  })
})

describe('the pieces of one line', () => {
  const texts = (model: LineModel) => model.all.map((it) => (it.type === 'line' ? it.text : it.type))

  function piece(n: number, text: string, flags: { rest?: boolean; partial?: boolean; stream?: string; log?: string }): Entry {
    return { type: 'line', id: `e-${n}`, ts: '', stream: 'stdout', level: 'info', text, ...flags }
  }

  test('are one row, and a return begins it anew', () => {
    const model = new LineModel()
    model.append([line(1), piece(2, '0%', { partial: true })])

    const changes = model.append([
      piece(3, '\r10%', { rest: true, partial: true }),
      piece(4, '\r11%\r12%', { rest: true, partial: true }),
      piece(5, ' of 7 MB', { rest: true }),
      line(6),
    ])

    expect(texts(model)).toEqual(['line 1', '12% of 7 MB', 'line 6'])
    expect(changes.map((it) => it.replaces)).toEqual([true, true, true, false])
    expect(model.append([piece(5, ' of 7 MB', { rest: true })])).toEqual([])
  })

  test('are apart where something else came in between', () => {
    const model = new LineModel()
    model.append([
      piece(1, '1%', { partial: true }),
      piece(2, 'a warning', { stream: 'stderr' }),
      piece(3, '\r2%', { rest: true, partial: true }),
      piece(4, '\r3%', { rest: true }),
    ])

    expect(texts(model)).toEqual(['1%', 'a warning', '3%'])
  })

  test('are apart where they are of two logs', () => {
    const model = new LineModel()
    model.append([
      piece(1, '1%', { partial: true, log: 'a.log' }),
      piece(2, '\r2%', { rest: true, partial: true, log: 'a.log' }),
      piece(3, ' of another', { rest: true, log: 'b.log' }),
    ])

    expect(texts(model)).toEqual(['2%', ' of another'])
  })

  test('are never more than a row can hold', () => {
    const model = new LineModel()
    for (let n = 0; n < 3_000; n++) {
      model.append([piece(n, '.......', { rest: n > 0, partial: true })])
    }

    expect(model.size).toBe(6)
    expect(texts(model).join('')).toHaveLength(21_000)
  })

  test('leave no ids behind, however long it goes on', () => {
    const model = new LineModel(10)
    model.append([piece(0, '0%', { partial: true })])
    for (let n = 1; n <= 5_000; n++) model.append([piece(n, `\r${n}%`, { rest: true, partial: true })])

    expect(texts(model)).toEqual(['5000%'])
    expect((model as unknown as { ids: Set<string> }).ids.size).toBe(2)
  })

  test('of older lines are one row, too', () => {
    const model = new LineModel()
    model.append([line(9)])
    model.prepend([piece(1, '1%', { partial: true }), piece(2, '\r2%', { rest: true })])

    expect(texts(model)).toEqual(['2%', 'line 9'])
  })

  test('a whole line keeps its returns, so that nothing is hidden', () => {
    const model = new LineModel()
    model.append([piece(1, 'one\rtwo', {})])

    expect(texts(model)).toEqual(['one\rtwo'])
  })
})
