import { describe, expect, test } from 'vitest'
import { REST_MARK, wrapped } from '../src/wrap'

const BREAK = `\r\n\x1b]${REST_MARK};\x07`

/** The rows, as a terminal of ten columns shows them. */
function rows(text: string): string[] {
  return wrapped(text, 10).split(BREAK)
}

describe('a row that is too long', () => {
  test('is broken before words that would not end in it', () => {
    expect(rows('the game is ready now')).toEqual(['the game ', 'is ready ', 'now'])
  })

  test('is the same text with its breaks taken out', () => {
    const text = '  two  and\tmore, aWordThatIsTooLong \x1b[31mred words\x1b[0m 漢字漢字漢字 end'
    expect(rows(text).join('')).toBe(text)
  })

  test('keeps the blank behind a word in the row of the word', () => {
    expect(rows('123456789 b')).toEqual(['123456789 ', 'b'])
    expect(rows('ab 2345678 b')).toEqual(['ab ', '2345678 b'])
    expect(rows('ab 234567890')).toEqual(['ab ', '234567890'])
  })

  test('ends in the last column if nothing follows', () => {
    expect(rows('ab 4567890')).toEqual(['ab 4567890'])
  })

  test('leaves a word that no row holds to the terminal, and goes on behind it', () => {
    expect(rows('ab abcdefghijklmnop next')).toEqual(['ab abcdefghijklmnop ', 'next'])
  })
})

test('what fits is left alone', () => {
  expect(wrapped('1234567 90', 10)).toBe('1234567 90')
})

test('colours and marks take no room', () => {
  expect(rows('\x1b]7007;\x07\x1b[1;31mab cd\x1b[0m efgh\x1b[0m')).toEqual(['\x1b]7007;\x07\x1b[1;31mab cd\x1b[0m efgh\x1b[0m'])
  expect(rows('\x1b[31mabc\x1b[0mdef ghijk')).toEqual(['\x1b[31mabc\x1b[0mdef ', 'ghijk'])
})

test('wide characters take two columns, and combining ones none', () => {
  expect(rows('漢字漢 字漢')).toEqual(['漢字漢 ', '字漢'])
  expect(rows('e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301')).toHaveLength(1)
})

test('a tab goes on to the next stop', () => {
  expect(rows('a\tbc def')).toEqual(['a\t', 'bc def'])
})
