import { expect, test } from 'vitest'
import { duration, memory } from '../src/statusbar'

test.each([
  [7.9, '7 s'],
  [61, '1 min'],
  [3_660, '1 h 1 min'],
  [90_000, '1 d 1 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test.each([
  [52_428_800, '50 MB'],
  [1_610_612_736, '1.5 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(memory(bytes)).toBe(text)
})
