import { expect, test } from 'vitest'
import { Intake } from '../src/intake'
import type { Entry } from '../src/lines'

function line(n: number): Entry {
  return { type: 'line', id: `e-${n}`, ts: '', stream: 'stdout', level: 'info', text: '' }
}

function lost(entries: Entry[]): number {
  return entries.reduce((sum, it) => sum + (it.type === 'skipped' || it.type === 'gap' ? it.count : 0), 0)
}

test('what comes is taken in order, in slices', () => {
  const intake = new Intake()
  for (let n = 1; n <= 5; n++) intake.add(line(n))

  expect(intake.take(3)).toEqual([line(1), line(2), line(3)])
  expect(intake.take(3)).toEqual([line(4), line(5)])
})

test('a flood drops the oldest and says exactly how many', () => {
  const intake = new Intake(100)
  for (let n = 1; n <= 1_000; n++) intake.add(line(n))

  const taken = intake.take(10_000)

  const shown = taken.filter((it) => it.type === 'line').length
  expect(taken[0]?.type).toBe('skipped')
  expect(shown).toBeLessThanOrEqual(200)
  expect(lost(taken) + shown).toBe(1_000)
})

test('a gap that is dropped counts what it stood for', () => {
  const intake = new Intake(10)
  intake.add({ type: 'gap', from: '', to: '', count: 7, recovered: true, ts: '' })
  for (let n = 1; n <= 20; n++) intake.add(line(n))

  const taken = intake.take(100)

  expect(lost(taken) + taken.filter((it) => it.type === 'line').length).toBe(27)
})
