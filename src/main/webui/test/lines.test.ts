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

    expect(fresh).toHaveLength(2)
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
