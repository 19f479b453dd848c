import { expect, test } from 'vitest'
import type { RunEnd } from '../src/api'
import { duration, lastLines, memory } from '../src/statusbar'

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

const crashed = (...lines: string[]): RunEnd => ({
  exit_code: 1,
  wanted: false,
  started_at: '2026-11-21T05:00:00Z',
  ended_at: '2026-11-21T05:27:35Z',
  last_lines: lines,
})

test('the last lines before a crash are without the markup of the game', () => {
  const run = crashed('<code>/announce <i>&lt;message&gt;</i></code>', '<Priya13> <strong>hello</strong>')

  expect(lastLines(run, true)).toBe('/announce <message>\n<Priya13> hello')
})

test('they are as they are where the reader wants the markup, or the game has none', () => {
  expect(lastLines(crashed('<i>a</i>', 'b &amp; c'), false)).toBe('<i>a</i>\nb &amp; c')
})

test('no lines are no text', () => {
  const { last_lines: _, ...run } = crashed()

  expect(lastLines(run, true)).toBe('')
})
