import { describe, expect, it } from 'vitest'
import { commonBeginning, latest, suggestions, usageOf } from '../src/completion'

const command = (name: string) => ({ name, usage: `${name} <x>`, description: `does ${name}` })
const known = [command('/time'), command('/tp'), command('/kick'), command('/Kill')]
const sources = { known, players: ['Priya', 'Pro Gamer', 'x"; /stop', 'Ünal'], recent: ['/kick Bo', '/time', '/kick Al'] }

const of = (typed: string, kind: string) =>
  suggestions(typed, sources)
    .filter((it) => it.kind === kind)
    .map((it) => it.line)

describe('suggestions', () => {
  it('are commands by their beginning, whatever the case, in the order of the alphabet', () => {
    expect(of('/k', 'command')).toEqual(['/kick ', '/Kill '])
    expect(of('  /T', 'command')).toEqual(['/time ', '/tp '])
    expect(of('/', 'command')).toHaveLength(4)
  })

  it('are no commands once one is whole, and none for nothing', () => {
    expect(of('/tp', 'command')).toEqual([])
    expect(of('/tp a', 'command')).toEqual([])
    expect(suggestions('', sources)).toEqual([])
  })

  it('are players in the arguments, if their name is a word', () => {
    expect(of('/kick p', 'player')).toEqual(['/kick Priya '])
    expect(of('/tp Priya ü', 'player')).toEqual(['/tp Priya Ünal '])
    expect(of('/kick x', 'player')).toEqual([])
    expect(of('p', 'player')).toEqual([])
    expect(of('/kick ', 'player')).toEqual([])
  })

  it('are what was sent before, the newest first', () => {
    expect(of('/ki', 'recent')).toEqual(['/kick Al', '/kick Bo'])
    expect(of('/', 'recent')).toEqual([])
    expect(of('/kick Al', 'recent')).toEqual([])
  })
})

describe('the latest commands', () => {
  it('begin with the newest', () => {
    expect(latest(sources.recent, 2).map((it) => it.line)).toEqual(['/kick Al', '/time'])
  })
})

describe('the usage of a command', () => {
  it('is told while its arguments are typed', () => {
    expect(usageOf('/TP a', known)).toBe('/tp <x> — does /tp')
    expect(usageOf('/tp', known)).toBeNull()
    expect(usageOf('/nothing a', known)).toBeNull()
  })
})

describe('the common beginning', () => {
  it('is what all names begin with', () => {
    expect(commonBeginning(['/list', '/lift'])).toBe('/li')
    expect(commonBeginning(['/list'])).toBe('/list')
    expect(commonBeginning(['/a', 'b'])).toBe('')
    expect(commonBeginning([])).toBe('')
  })
})
