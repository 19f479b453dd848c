import { describe, expect, test } from 'vitest'
import { CommandHistory } from '../src/history'

function storage(initial: Record<string, string> = {}) {
  const values = new Map(Object.entries(initial))
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}

describe('the history of commands', () => {
  test('up and down walk through it, and what was being typed comes back', () => {
    const history = new CommandHistory(storage())
    history.add('/a')
    history.add('/b')

    expect([history.up('/dra'), history.up(''), history.up('')]).toEqual(['/b', '/a', null])
    expect([history.down(), history.down(), history.down()]).toEqual(['/b', '/dra', null])
  })

  test('outlives the page', () => {
    const kept = storage()
    new CommandHistory(kept).add('/a')

    expect(new CommandHistory(kept).up('')).toBe('/a')
  })

  test('holds a command once, at its last place, and is bounded', () => {
    const kept = storage()
    const history = new CommandHistory(kept, 'k', 2)
    for (const command of ['/a', '/b', '/a', '/c']) history.add(command)

    expect(JSON.parse(kept.getItem('k')!)).toEqual(['/a', '/c'])
  })

  test('that of others lies behind the own', () => {
    const history = new CommandHistory(storage())
    history.add('/mine')
    history.share(['/old', '/mine', '/theirs'])

    expect([history.up(''), history.up(''), history.up('')]).toEqual(['/mine', '/theirs', '/old'])
  })

  test('survives a broken or forbidden storage', () => {
    const broken = { getItem: () => '{', setItem: () => { throw new Error('full') } }
    const history = new CommandHistory(broken)
    history.add('/a')

    expect(history.up('')).toBe('/a')
  })
})
