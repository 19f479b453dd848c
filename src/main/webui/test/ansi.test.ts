import { describe, expect, test } from 'vitest'
import { hasColour, neutralise } from '../src/ansi'

describe('neutralise', () => {
  test('keeps colours', () => {
    expect(neutralise('\x1b[1;31mred\x1b[0m and \x1b[38:2::1:2:3mrgb')).toBe(
      '\x1b[1;31mred\x1b[0m and \x1b[38:2::1:2:3mrgb',
    )
  })

  test.each([
    ['a cursor movement', 'a\x1b[2Jb\x1b[1Gc', 'abc'],
    ['a title', 'a\x1b]0;owned\x07b', 'ab'],
    ['a link', '\x1b]8;;http://x/\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['a device control string', 'a\x1bPq#0\x1b\\b', 'ab'],
    ['a private mode', '\x1b[?1049hx', 'x'],
    ['a coloured query', '\x1b[>4;1mx', 'x'],
    ['a full reset', 'a\x1bcb', 'ab'],
    ['an unfinished sequence', 'a\x1b[31', 'a'],
    ['an unfinished title', 'a\x1b]0;tit', 'a'],
    ['an eight-bit control', 'a\x9b2Jb', 'a2Jb'],
    ['letters that turn the order around', 'a\u202eb', 'ab'],
    ['a carriage return', 'a\rb', 'ab'],
  ])('takes out %s', (_, text, expected) => {
    expect(neutralise(text)).toBe(expected)
  })

  test('makes single control characters visible and leaves tabs', () => {
    expect(neutralise('a\x07b\tc\x08')).toBe('a␇b\tc␈')
  })
})

test('only SGR counts as colour', () => {
  expect(hasColour('\x1b[33mwarn')).toBe(true)
  expect(hasColour('plain')).toBe(false)
})
