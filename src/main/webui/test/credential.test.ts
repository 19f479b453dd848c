import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Api } from '../src/api'
import { hasSignedInSince, kept, oweSignOut, settleSignOut, stayInBrowser, typedKey } from '../src/credential'

let asked: string[]
let answer: () => Promise<Response>

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

beforeEach(() => {
  asked = []
  answer = () => Promise.resolve(new Response(null, { status: 204 }))
  vi.stubGlobal('localStorage', storage())
  vi.stubGlobal('sessionStorage', storage())
  vi.stubGlobal('location', new URL('http://127.0.0.1:8080/'))
  vi.stubGlobal('document', { baseURI: 'http://127.0.0.1:8080/' })
  vi.stubGlobal('fetch', (address: URL, { method }: RequestInit) => {
    asked.push(`${method} ${address.pathname}`)
    return answer()
  })
})

afterEach(() => vi.unstubAllGlobals())

const SIGN_OUT = 'DELETE /api/v1alpha1/auth/session'

async function signedIn(): Promise<void> {
  answer = () => Promise.resolve(Response.json({}))
  await stayInBrowser('a key')
  asked = []
}

test('a sign-out of before somebody signed in anew is known to be old', async () => {
  const before = Date.now() - 1
  expect(hasSignedInSince(before)).toBe(false)

  await signedIn()

  expect(hasSignedInSince(before)).toBe(true)
  expect(hasSignedInSince(Date.now())).toBe(false)
  oweSignOut()
  expect(hasSignedInSince(before)).toBe(false)
})

test('a sign-out is told once', async () => {
  await signedIn()

  oweSignOut()
  await settleSignOut()
  await settleSignOut()

  expect(asked).toEqual([SIGN_OUT])
  expect(kept()).toBeNull()
})

test('one that could not be told is told by the next page, which is not signed in meanwhile', async () => {
  await signedIn()
  oweSignOut()
  answer = () => Promise.reject(new TypeError('failed to fetch'))
  await expect(settleSignOut()).rejects.toThrow('The gateway cannot be reached.')
  expect(kept()).toBeNull()

  answer = () => Promise.resolve(new Response(null, { status: 204 }))
  await settleSignOut()

  expect(asked).toEqual([SIGN_OUT, SIGN_OUT])
})

test.each([401, 403])('where nothing is signed in any more (%d) it is settled', async (status) => {
  await signedIn()
  oweSignOut()
  answer = () => Promise.resolve(Response.json({ detail: 'no' }, { status, headers: { 'Content-Type': 'application/problem+json' } }))

  await settleSignOut()
  await settleSignOut()

  expect(asked).toEqual([SIGN_OUT])
})

test('a new sign-in takes the place of the one that was to be ended', async () => {
  oweSignOut()

  await signedIn()
  await settleSignOut()

  expect(asked).toEqual([])
  expect(kept()?.inBrowser).toBe(true)
})

test('what nobody sees around a key is not of it', () => {
  expect(typedKey(' \u200b\ufeffthe key\u2060\t\n')).toBe('the key')
})

test('what cannot be a key is told so, and not that nobody answers', async () => {
  await expect(new Api('“key”').me()).rejects.toThrow('This is not a key')
  expect(asked).toEqual([])
})
