import { expect, test } from 'vitest'
import { candidates, commonBeginning } from '../src/completion'

const known = ['/time', '/tp', '/timeswitch', '/stop', '/player land'].map((name) => ({ name, usage: name, description: '' }))
const names = (typed: string) => candidates(typed, known).map((it) => it.name)

test('what begins so is offered, in order', () => {
  expect(names('/t')).toEqual(['/time', '/timeswitch', '/tp'])
  expect(names('/TIME')).toEqual(['/timeswitch'])
  expect(names('/player ')).toEqual(['/player land'])
})

test('nothing is offered for nothing, for arguments, or for what is whole', () => {
  expect(names('')).toEqual([])
  expect(names('/tp Erney')).toEqual([])
  expect(names('/stop')).toEqual([])
})

test('Tab goes as far as it is clear', () => {
  expect(commonBeginning(['/time', '/timeswitch'])).toBe('/time')
  expect(commonBeginning(['/time', '/tp'])).toBe('/t')
  expect(commonBeginning([])).toBe('')
})
