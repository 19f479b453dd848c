import { describe, expect, test } from 'vitest'
import { expressions, judge, literally, pastedCommands, type CommandRules } from '../src/guard'

const rules: CommandRules = {
  maxBytes: 20,
  prefix: '/',
  chat: 'refuse',
  perSecond: 10,
  confirm: expressions(['(?i)^/(kick|ban)\\b']),
}

describe('a command', () => {
  test('is sent as it is', () => {
    expect(judge('/time', rules)).toEqual({ kind: 'send' })
  })

  test('that would be public chat is stopped, with what may be meant', () => {
    expect(judge('stop', rules)).toEqual({ kind: 'chat', refused: true, instead: '/stop' })
    expect(judge('hello', { ...rules, chat: 'allow' })).toMatchObject({ kind: 'chat', refused: false })
  })

  test('of a game without a prefix is no chat', () => {
    expect(judge('save', { ...rules, prefix: '' })).toEqual({ kind: 'send' })
  })

  test('that destroys is to be confirmed, whatever its case', () => {
    expect(judge('/KICK Erney', rules)).toEqual({ kind: 'confirm' })
    expect(judge('/kickstart', rules)).toEqual({ kind: 'send' })
  })

  test('is measured in bytes, not in characters', () => {
    expect(judge(`/${'é'.repeat(10)}`, rules)).toEqual({ kind: 'too-long', bytes: 21, most: 20 })
  })

  test('of blanks is none', () => {
    expect(judge('  ', rules)).toEqual({ kind: 'empty' })
  })
})

test('an expression that the browser cannot read has every command confirmed', () => {
  const confirm = expressions(['(?P<n>a', '^/x'])
  expect(judge('/time', { ...rules, confirm })).toEqual({ kind: 'confirm' })
})

test('a pasted text is its lines, without empty ones', () => {
  expect(pastedCommands('/a\r\n\n  /b \r/c\n')).toEqual(['/a', '/b', '/c'])
})

test.each([
  ['[Server] 1.5$ (a|b)\\', '(?i)\\Q[Server] 1.5$ (a|b)\\\\E'],
  ['what ends a quotation: \\E.', '(?i)\\Qwhat ends a quotation: \\E\\\\E\\Q.\\E'],
  ['no repetition: {1001}', '(?i)\\Qno repetition: {\\E\\Q1001}\\E'],
])('a plain text is found literally: %s', (text, expression) => {
  expect(literally(text)).toBe(expression)
})

test('a plain text that fills the field is still short enough for the gateway', () => {
  expect(literally('.'.repeat(248)).length).toBeLessThanOrEqual(256)
})
