import { expect, test } from 'vitest'
import { closeMeaning } from '../src/closecodes'

test.each([
  [1000, 'stop'],
  [1001, 'reconnect'],
  [1002, 'stop'],
  [1003, 'stop'],
  [1006, 'reconnect'],
  [1007, 'stop'],
  [1009, 'stop'],
  [1011, 'back-off'],
  [1013, 'back-off'],
  [4001, 'new-credential'],
  [4003, 'stop'],
  [4004, 'stop'],
  [4008, 'back-off'],
  [4009, 'reconnect'],
  [4010, 'reconnect'],
  [4429, 'back-off'],
])('after %i: %s', (code, then) => {
  expect(closeMeaning(code).then).toBe(then)
  expect(closeMeaning(code).message).not.toBe('')
})

test('a code that is not known is tried again, slowly', () => {
  expect(closeMeaning(4999)).toEqual({ then: 'back-off', message: 'The connection was closed with code 4999.' })
})
