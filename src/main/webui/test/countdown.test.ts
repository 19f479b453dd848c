import { expect, it } from 'vitest'
import { left } from '../src/statusbar'

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [119, '119 s'],
  [125, '2 min 5 s'],
  [-5, '0 s'],
])('%d seconds are left in words: %s', (seconds, words) => {
  const now = Date.parse('2026-01-31T10:00:00Z')
  expect(left(new Date(now + seconds * 1000).toISOString(), now)).toBe(words)
})
