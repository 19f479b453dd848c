import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GatewayClock } from '../src/clock'

const GATEWAY = '2026-01-31T10:00:00.250Z'

beforeEach(() => {
  // Three minutes slow.
  vi.useFakeTimers({ now: Date.parse(GATEWAY) - 180_000, toFake: ['Date', 'performance'] })
})

afterEach(() => vi.useRealTimers())

test('the time at the gateway is that of its answer, and goes on', () => {
  const clock = new GatewayClock()

  clock.told(GATEWAY)
  vi.advanceTimersByTime(1_500)

  expect(new Date(clock.now()).toISOString()).toBe('2026-01-31T10:00:01.750Z')
})

test('a clock that is put right meanwhile changes nothing', () => {
  const clock = new GatewayClock()

  clock.told(GATEWAY)
  vi.setSystemTime(Date.parse(GATEWAY) + 3_600_000)

  expect(clock.now()).toBeCloseTo(Date.parse(GATEWAY), 0)
})

test('of an older gateway, which does not tell it, it is that of the browser', () => {
  const clock = new GatewayClock()

  clock.told(undefined)

  expect(clock.now()).toBeCloseTo(Date.now(), 0)
})
