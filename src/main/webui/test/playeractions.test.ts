import { describe, expect, it } from 'vitest'
import { fitsCommand, oneLine, playerActions } from '../src/playeractions'

describe('the actions on a player', () => {
  it('are those whose command the game knows, and all if it says nothing', () => {
    expect(playerActions('vintagestory', []).map((it) => it.label)).toEqual(['Message', 'Kick', 'Whitelist', 'Operator'])
    expect(playerActions('vintagestory', [{ name: '/Kick' }]).map((it) => it.label)).toEqual(['Kick'])
    expect(playerActions('plain', [])).toEqual([])
  })

  it('are written with what was typed behind the name', () => {
    const kick = playerActions('vintagestory', [{ name: '/kick' }])[0]!
    expect(kick.line('Erney', 'be nice')).toBe('/kick Erney be nice')
    expect(kick.line('Erney', '')).toBe('/kick Erney')
  })
})

describe('a name', () => {
  it.each(['Erney', 'Ünal_2', 'a.b-c', '玩家'])('of one word goes into a command: %s', (name) => {
    expect(fitsCommand(name)).toBe(true)
  })

  it.each(['', 'Bad Name', 'a\nb', 'a"b', 'x[type=*]', '/stop', '-all', '@a', 'a\u200bb', 'a\u202eb', '���', 'a'.repeat(41)])(
    'that could be read otherwise does not: %j',
    (name) => {
      expect(fitsCommand(name)).toBe(false)
    },
  )
})

describe('what follows a name', () => {
  it('is one line', () => {
    expect(oneLine('  a\r\nb\u2028c\u0000\u202e ')).toBe('a b c')
  })
})
