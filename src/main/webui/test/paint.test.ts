import { describe, expect, test } from 'vitest'
import type { LineFrame } from '../src/frames'
import { paint } from '../src/paint'

function line(change: Partial<LineFrame>): LineFrame {
  return { type: 'line', id: 'e-1', ts: '2026-11-21T05:25:41.269Z', stream: 'stdout', level: 'info', text: 'hello', ...change }
}

describe('a line', () => {
  test('of level info has no colour, and ends with a reset', () => {
    expect(paint(line({}), false)).toBe('hello\x1b[0m')
  })

  test.each([
    ['debug', '\x1b[90m'],
    ['warn', '\x1b[33m'],
    ['error', '\x1b[31m'],
    ['fatal', '\x1b[1;91m'],
  ] as const)('of level %s has its colour', (level, colour) => {
    expect(paint(line({ level }), false)).toBe(`${colour}hello\x1b[0m`)
  })

  test('with colours of its own keeps them', () => {
    expect(paint(line({ level: 'error', text: '\x1b[32mgreen' }), false)).toBe('\x1b[32mgreen\x1b[0m')
  })

  test('bears its time when asked to', () => {
    expect(paint(line({}), true)).toMatch(/^\x1b\[90m\d\d:\d\d:41\.269\x1b\[0m hello/)
  })

  test('never holds a line break', () => {
    expect(paint(line({ text: 'a\nb\r\nc' }), true)).not.toMatch(/[\r\n]/)
  })
})

describe('a gap', () => {
  const gap = { type: 'gap', from: 'e-1', to: 'e-3', count: 3, recovered: true, ts: '' } as const

  test('says how many lines are missing', () => {
    expect(paint(gap, false)).toContain('— 3 lines skipped —')
    expect(paint({ ...gap, count: 1 }, false)).toContain('— 1 line skipped —')
  })

  test('after a restart says so', () => {
    expect(paint({ ...gap, count: 0, recovered: false }, false)).toContain('the gateway was restarted')
  })
})
