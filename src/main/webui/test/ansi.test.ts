import { describe, expect, test } from 'vitest'
import { hasColour, neutralise, plain } from '../src/ansi'

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
    ['a title that another sequence breaks off', 'a\x1b]0;t\x1b[2Jb', 'ab'],
  ])('takes out %s', (_, text, expected) => {
    expect(neutralise(text)).toBe(expected)
  })

  test('makes single control characters visible and leaves tabs', () => {
    expect(neutralise('a\x07b\tc\x08\r\n\x00\x7f')).toBe('a␇b\tc␈␍␊␀␡')
  })

  test.each(['\u202e', '\u2066', '\u200b', '\u200f', '\u00ad', '\u061c', '\u2028', '\ufeff', '\x9b', '\x85'])(
    'makes what is not seen or turns writing around visible',
    (hidden) => {
      expect(neutralise(`${hidden}nimdA`)).toBe('�nimdA')
      expect(plain(`${hidden}nimdA`)).toBe('�nimdA')
    },
  )

  test('leaves what joins letters and emoji', () => {
    const text = 'می‌خواهم क्‍ष 👩‍🚀 ❤️ Игрок 死亡 مرحبا'

    expect(neutralise(text)).toBe(text)
    expect(plain(text)).toBe(text)
  })
})

test.each([
  ['8', ''],
  ['08', ''],
  ['8:1', ''],
  ['31;8', '31'],
  ['8;1', '1'],
  ['38;5;8;8', '38;5;8'],
  ['48;2;8;8;8', '48;2;8;8;8'],
  ['38:5:8', '38:5:8'],
  ['38;8', '38'],
  ['0;8;0', '0;0'],
  ['28', '28'],
  ['', ''],
])('nothing is concealed by \\e[%sm', (parameters, left) => {
  const start = left === '' && parameters !== '' ? '' : `\x1b[${left}m`

  expect(neutralise(`\x1b[${parameters}mseen`)).toBe(`${start}seen`)
})

test('outside of the terminal there are no colours, and lines are lines', () => {
  expect(plain('\x1b[31mred\x1b[0m\n\tand\x1b]0;owned\x07')).toBe('red\n\tand')
})

test('only SGR counts as colour', () => {
  expect(hasColour('\x1b[33mwarn')).toBe(true)
  expect(hasColour('plain')).toBe(false)
})
