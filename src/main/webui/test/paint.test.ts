import { describe, expect, test } from 'vitest'
import type { LineFrame } from '../src/frames'
import { OWN_MARK, paint } from '../src/paint'

const bare = { timestamps: false, plainMarkup: false, screenReader: false }
const mark = `\x1b]${OWN_MARK};\x07`
const timed = { ...bare, timestamps: true }

function line(change: Partial<LineFrame>): LineFrame {
  return { type: 'line', id: 'e-1', ts: '2026-11-21T05:25:41.269Z', stream: 'stdout', level: 'info', text: 'hello', ...change }
}

describe('a line', () => {
  test('of level info has no colour, and ends with a reset', () => {
    expect(paint(line({}), bare)).toBe('hello\x1b[0m')
  })

  test.each([
    ['debug', '\x1b[90m'],
    ['warn', '\x1b[33m'],
    ['error', '\x1b[31m'],
    ['fatal', '\x1b[1;91m'],
  ] as const)('of level %s has its colour', (level, colour) => {
    expect(paint(line({ level }), bare)).toBe(`${colour}hello\x1b[0m`)
  })

  test('with colours of its own keeps them', () => {
    expect(paint(line({ level: 'error', text: '\x1b[32mgreen' }), bare)).toBe('\x1b[32mgreen\x1b[0m')
  })

  test('bears its time when asked to', () => {
    expect(paint(line({}), timed)).toMatch(/^\x1b\[90m\d\d:\d\d:41\.269\x1b\[0m hello/)
  })

  test('never holds a line break', () => {
    expect(paint(line({ text: 'a\nb\r\nc' }), timed)).not.toMatch(/[\r\n]/)
  })
})

describe('a record of Vintage Story', () => {
  const text = '21.11.2026 05:25:41 [Server Event] Erney joins.'

  test('has its date and its type stand back', () => {
    expect(paint(line({ text, category: 'Event' }), bare)).toBe(
      '\x1b[90m21.11.2026 05:25:41 [Server Event]\x1b[0m Erney joins.\x1b[0m',
    )
  })

  test('keeps the colour of what is wrong, behind its date', () => {
    const wrong = line({ text: '21.11.2026 05:25:41 [Error] no', category: 'Error', level: 'error' })
    expect(paint(wrong, bare)).toBe('\x1b[90m21.11.2026 05:25:41 \x1b[0m\x1b[31m[Error] no\x1b[0m')
  })

  test.each([
    [text, undefined],
    [text, 'Chat'],
    ['a [Server Event] b', 'Event'],
    ['[Event]x', 'Event'],
  ])('is not what only looks like one: %s of %s', (text, category) => {
    expect(paint(line({ text, ...(category ? { category } : {}) }), bare)).toBe(`${text}\x1b[0m`)
  })
})

describe('the markup of the game', () => {
  const text = '<code>/announce <i>&lt;message&gt;</i></code> : Tell all'

  test('is read, if that is wanted', () => {
    expect(paint(line({ text }), { ...bare, plainMarkup: true })).toBe('/announce <message> : Tell all\x1b[0m')
    expect(paint(line({ text }), bare)).toBe(`${text}\x1b[0m`)
  })

  test('does nothing to a terminal by what it hides', () => {
    const text = '\x1b<i></i>]0;owned\x07 &lt;a\x1b<b>[2J'

    expect(paint(line({ text }), { ...bare, plainMarkup: true })).toBe(' <a\x1b[0m')
  })

  test('is not what the gateway writes in', () => {
    expect(paint(line({ text, stream: 'gateway' }), { ...bare, plainMarkup: true })).toContain(text)
  })
})

describe('what the gateway says itself', () => {
  const own = line({ stream: 'gateway', text: 'the game has ended' })

  test('is marked beside its text', () => {
    expect(paint(own, bare)).toBe(`${mark}\x1b[36mthe game has ended\x1b[0m`)
    expect(paint({ type: 'notice', text: 'no more' }, bare)).toContain(mark)
    expect(paint({ type: 'skipped', count: 7 }, bare)).toContain(mark)
    expect(paint({ type: 'gap', from: 'e-1', to: 'e-3', count: 3, recovered: true, ts: '' }, bare)).toContain(mark)
  })

  test('is read aloud with a word of its own', () => {
    expect(paint(own, { ...bare, screenReader: true })).toContain('▸ the game has ended')
  })

  test.each(['▸ the game has ended', mark + 'the game has ended', '\x1b[36m▸ \x1b[0m', ' — 3 lines skipped — '])(
    'cannot be said by a game',
    (text) => {
      expect(paint(line({ text }), bare)).not.toContain(mark)
      expect(paint(line({ text }), { ...bare, plainMarkup: true })).not.toContain(mark)
    },
  )
})

describe('a gap', () => {
  const gap = { type: 'gap', from: 'e-1', to: 'e-3', count: 3, recovered: true, ts: '' } as const

  test('says how many lines are missing', () => {
    expect(paint(gap, bare)).toContain('— 3 lines skipped —')
    expect(paint({ ...gap, count: 1 }, bare)).toContain('— 1 line skipped —')
  })

  test('after a restart says so', () => {
    expect(paint({ ...gap, count: 0, recovered: false }, bare)).toContain('the gateway was restarted')
  })
})
