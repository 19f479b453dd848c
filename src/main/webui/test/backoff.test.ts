import { expect, test } from 'vitest'
import { Backoff } from '../src/backoff'

test('the longest wait doubles from half a second up to thirty', () => {
  const backoff = new Backoff(500, 30_000, () => 1)

  const waits = Array.from({ length: 9 }, () => backoff.next())

  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('a wait is anything from nothing to the longest', () => {
  expect(new Backoff(500, 30_000, () => 0).next()).toBe(0)
  expect(new Backoff(500, 30_000, () => 0.5).next()).toBe(250)
})

test('it begins anew after a success', () => {
  const backoff = new Backoff(500, 30_000, () => 1)
  backoff.next()
  backoff.next()

  backoff.reset()

  expect(backoff.next()).toBe(500)
})

test('a gateway that asks to be left alone is left alone for two seconds at least', () => {
  expect(new Backoff(500, 30_000, () => 0).nextSlow()).toBe(2_000)
  expect(new Backoff(500, 30_000, () => 1).nextSlow()).toBe(4_000)
})
