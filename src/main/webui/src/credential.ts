import { Api, ApiError } from './api'

const STORED = 'vs-gateway.credential'

/** What the page shows the gateway: a key that was typed in, or the token that a link was traded for. */
export interface Credential {
  secret: string
  /** Of a link: it can be ended at the gateway, and does not outlive it. */
  session: boolean
}

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

export async function tradeLink(link: string): Promise<Credential> {
  try {
    return { secret: (await new Api(link).newSession()).token, session: true }
  } catch (e) {
    if (e instanceof ApiError && e.status === 401) {
      throw new ApiError(401, 'This link was used already, or is too old. Sign in with a key.')
    }
    throw e
  }
}

/** The credential that this tab was asked to keep. */
export function kept(): Credential | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    if (typeof value !== 'object' || value === null || !('secret' in value)) return null
    return { secret: String(value.secret), session: 'session' in value && value.session === true }
  } catch {
    return null
  }
}

export function keep(credential: Credential): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(credential))
  } catch {
    // A browser that forbids it: the credential lives as long as the page.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(STORED)
  } catch {
    // Nothing was kept then.
  }
}
