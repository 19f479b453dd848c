import { pagePath } from './address'
import { Api, ApiError } from './api'

const STORED = 'vs-gateway.credential'

/** What the page shows the gateway. */
export interface Credential {
  /** A key that was typed in; null if there is only the sign-in in the cookie, which no script can read. */
  secret: string | null
  /** Whether a sign-in is in a cookie: the next page finds it. */
  inBrowser: boolean
}

export const COOKIE: Credential = { secret: null, inBrowser: true }

/** Takes the one-time secret out of the address, so that it stays in no history; null if there is none. */
export function takeLink(): string | null {
  const match = /[#&]link=([^&]+)/.exec(location.hash)
  if (!match?.[1]) return null
  history.replaceState(null, '', location.pathname + location.search)
  try {
    return decodeURIComponent(match[1])
  } catch {
    return match[1]
  }
}

/** Trades a one-time link for a sign-in in a cookie. */
export async function tradeLink(link: string): Promise<Credential> {
  try {
    return await stayInBrowser(link)
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) {
      throw new ApiError(401, 'This link was used already, or is too old. Sign in with a key.')
    }
    throw e
  }
}

/** Trades a key or link for a sign-in in a cookie, which outlives the page and is ended by signing out. */
export async function stayInBrowser(secret: string): Promise<Credential> {
  const { token } = await new Api(secret).newSession()
  // Below a path that no cookie is set for.
  if (token !== undefined) return { secret: token, inBrowser: false }
  store(() => {
    localStorage.setItem(remembered(), String(Date.now()))
    // The cookie whose sign-in was to be ended is gone.
    localStorage.removeItem(owed())
  })
  return COOKIE
}

/**
 * Trades a key for a sign-in in a cookie, for the next page. This page goes on with the key, which is good also when
 * the gateway has been restarted: a sign-in is not.
 */
export async function stayWithKey(key: string): Promise<Credential> {
  const { inBrowser } = await stayInBrowser(key)
  return { secret: key, inBrowser }
}

/** What this browser or this tab was asked to keep. */
export function kept(): Credential | null {
  try {
    const secret = sessionStorage.getItem(STORED)
    if (secret !== null) return { secret, inBrowser: false }
    return localStorage.getItem(remembered()) === null ? null : COOKIE
  } catch {
    return null
  }
}

/** Whether somebody has signed in in this browser after that time, in ms. */
export function hasSignedInSince(time: number): boolean {
  try {
    return Number(localStorage.getItem(remembered())) > time
  } catch {
    return false
  }
}

/** Keeps a key as long as the tab. */
export function keepInTab({ secret }: Credential): void {
  if (secret !== null) store(() => sessionStorage.setItem(STORED, secret))
}

export function forgetInTab(): void {
  store(() => sessionStorage.removeItem(STORED))
}

export function forget(): void {
  forgetInTab()
  store(() => localStorage.removeItem(remembered()))
}

/** What was typed or pasted as a key, without what nobody sees around it. */
export function typedKey(text: string): string {
  return text.replace(/^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu, '')
}

/** Forgets the sign-in of this browser, which the gateway is to be told: until then its cookie is good. */
export function oweSignOut(): void {
  forget()
  store(() => localStorage.setItem(owed(), 'yes'))
}

/** Tells the gateway of a sign-out, if that could not be done before. It throws if it cannot be done now either. */
export async function settleSignOut(): Promise<void> {
  if (!owesSignOut()) return
  try {
    await new Api(null).endSession()
  } catch (e) {
    // There is nothing to end any more.
    if (!(e instanceof ApiError && (e.status === 401 || e.status === 403))) throw e
  }
  store(() => localStorage.removeItem(owed()))
}

function owesSignOut(): boolean {
  try {
    return localStorage.getItem(owed()) !== null
  } catch {
    return false
  }
}

function owed(): string {
  return `vs-gateway.sign-out-owed:${pagePath()}`
}

/** That there is a cookie, which itself cannot be seen, and since when; gateways below several paths have each their own. */
function remembered(): string {
  return `vs-gateway.signed-in:${pagePath()}`
}

function store(change: () => void): void {
  try {
    change()
  } catch {
    // A browser that forbids it: what is known lives as long as the page.
  }
}
