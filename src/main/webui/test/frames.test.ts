import { expect, test } from 'vitest'
import { parseFrame } from '../src/frames'

test('a frame is read', () => {
  expect(parseFrame('{"type":"pong","id":"p1"}')).toEqual({ type: 'pong', id: 'p1' })
})

test.each(['', '{', '7', 'null', '{"type":"later"}', '{"x":1}'])('%s is none', (data) => {
  expect(parseFrame(data)).toBeNull()
})
