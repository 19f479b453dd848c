import { expect, test } from 'vitest'
import { inOwnWords } from '../src/wording'

test.each([
  ['blocked by policy: stop the game with POST /api/v1alpha1/server/stop', 'blocked by policy: stop the game with “Stop”'],
  ['end it (POST …/server/stop, or kill 12), then POST …/server/start', 'end it (“Stop”, or kill 12), then “Start”'],
  ['grep is not taken: missing closing )', 'The filter is not taken: missing closing )'],
  ['the game is run by others, who stop it', 'the game is run by others, who stop it'],
])('%s', (said, words) => {
  expect(inOwnWords(said)).toBe(words)
})
