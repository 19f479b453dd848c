import { describe, expect, it } from 'vitest'
import { ceiling, pieces } from '../src/graph'

describe('the pieces of a line', () => {
  it('are apart where nothing is known', () => {
    expect(pieces([1, 2, null, 3, null, null, 4, 5])).toEqual([[0, 1], [3], [6, 7]])
    expect(pieces([null, null])).toEqual([])
    expect(pieces([])).toEqual([])
  })
})

describe('the top of a graph', () => {
  it.each([
    [4, 4],
    [3, 4],
    [41, 50],
    [100, 100],
    [101, 200],
    [0.3, 0.4],
  ])('of %d is %d', (value, top) => {
    expect(ceiling(value)).toBeCloseTo(top)
  })
})
