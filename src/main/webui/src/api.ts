import type { LineFrame } from './frames'
import { interfaceAddress, pagePath } from './address'
import type { KnownCommand } from './completion'
import { inOwnWords } from './wording'

// What can stand in a header; fetch would fail as if nobody answered.
const PLAIN = /^[\x20-\x7e\xa0-\xff]*$/

/** An answer that is not a success; status 0 means that there was none. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message)
  }
}

export interface Me {
  role: string
  name: string
  /** Not told by an older gateway. */
  rights?: string[]
  expires_at?: string
}

export interface RunEnd {
  pid?: number
  started_at: string
  ended_at: string
  exit_code: number | null
  wanted: boolean
  last_lines?: string[]
}

export interface Server {
  state: string
  since: string
  /** The time at the gateway; not told by an older one. */
  now?: string
  mode: string
  dialect: string
  ready: boolean
  pid?: number
  uptime_seconds?: number
  detail?: string | null
  restart_at?: string | null
  until?: string | null
  restarts: number
  last_run?: RunEnd
  runs?: RunEnd[]
  countdown?: { action: string; at: string; by: string }
  stop_seconds?: number
  players?: { online: { name: string; since?: string }[]; count: number }
  process?: { cpu_percent: number; memory_bytes: number }
  input?: { open: boolean; reason?: string }
}

export interface Commands {
  max_bytes: number
  chat: 'refuse' | 'allow'
  per_second: number
  prefix?: string | null
  confirm?: string[]
  commands?: KnownCommand[]
}

export interface History {
  lines: Omit<LineFrame, 'type'>[]
  has_more: boolean
}

export interface AuditRecord {
  ts: string
  event: string
  caller: string
  address: string
  /** Of a WebSocket: absent for what came over REST, and for what the gateway sent itself. */
  connection?: string
  action: string
  result: string
  reason?: string
}

/** One connection to the console or the channels. */
export interface Caller {
  connection_id: string
  name: string
  role: string
  address: string
  place: string
  since: string
}

/** The last hours: columns, equally long. */
export interface LoadHistory {
  at: number[]
  players: (number | null)[]
  cpu_percent: (number | null)[]
  memory_bytes: (number | null)[]
}

/** What the gateway would say to a command. */
export interface CommandVerdict {
  command: string
  allowed: boolean
  reason?: string
}

export interface PageSettings {
  title?: string
  demo?: boolean
  version?: string
  url?: string
}

export interface NewSession {
  /** Left out if it is in a cookie. */
  token?: string
}

/** The REST interface, with the credential of this page: a key, or null for the cookie. */
export class Api {
  constructor(private readonly credential: string | null) {}

  me = () => this.get<Me>('/auth/me')
  server = () => this.get<Server>('/server')
  commands = () => this.get<Commands>('/console/commands')
  audit = (limit: number) => this.get<AuditRecord[]>(`/audit?limit=${limit}`)
  loadHistory = () => this.get<LoadHistory>('/server/load/history')
  run = (pid: number) => this.get<RunEnd>(`/server/runs/${pid}`)
  callers = () => this.get<{ total: number; callers: Caller[] }>('/callers?limit=200')
  verdicts = (commands: string[]) => this.json<CommandVerdict[]>('POST', '/console/commands/verdicts', { commands })
  pageSettings = () => this.get<PageSettings>('/terminal/settings')
  history = (query: URLSearchParams) => this.get<History>(`/console/history?${query}`)

  async ticket(): Promise<string> {
    return (await this.json<{ token: string }>('POST', '/auth/ws-token')).token
  }

  newSession = () => this.json<NewSession>('POST', '/auth/session')

  async endSession(): Promise<void> {
    await this.call('DELETE', '/auth/session')
  }

  async closeCaller(id: string): Promise<void> {
    await this.call('DELETE', `/callers/${encodeURIComponent(id)}`)
  }

  /** @param when not now but later, and by which command the players are told */
  async control(action: 'start' | 'stop' | 'restart' | 'kill', when?: { seconds: number; announce: string }): Promise<void> {
    const later = when && when.seconds > 0 ? `?${new URLSearchParams({ in_seconds: String(when.seconds), announce: when.announce })}` : ''
    await this.call('POST', `/server/${action}${later}`)
  }

  async cancelCountdown(): Promise<void> {
    await this.call('DELETE', '/server/countdown')
  }

  async download(): Promise<Blob> {
    return (await this.call('GET', '/console/download')).blob()
  }

  private get<T>(path: string): Promise<T> {
    return this.json<T>('GET', path)
  }

  private async json<T>(method: string, path: string, body?: object): Promise<T> {
    return (await (await this.call(method, path, body)).json()) as T
  }

  private async call(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json, */*' }
    if (body) headers['Content-Type'] = 'application/json'
    // Not `Authorization`, nor without cookies: both may belong to a gate in front of the gateway.
    if (this.credential !== null) headers['X-API-Key'] = plain(this.credential)
    // What other pages cannot send: only with it does the gateway heed the cookie, and set it for this path.
    headers['X-VS-Page'] = pagePath()
    let response: Response
    try {
      response = await fetch(interfaceAddress(path), {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'manual',
      })
    } catch {
      throw new ApiError(0, 'The gateway cannot be reached.')
    }
    if (isOfGate(response)) {
      throw new ApiError(0, 'What stands in front of the gateway asks for a sign-in of its own: load the page anew.')
    }
    if (response.ok) return response
    throw new ApiError(response.status, await problem(response), seconds(response))
  }
}

function plain(credential: string): string {
  if (PLAIN.test(credential)) return credential
  throw new ApiError(401, 'This is not a key: there are characters in it that no key has, such as curly quotes.')
}

/** The gateway redirects nowhere, and refuses with problem details: all else is by a proxy that guards it. */
function isOfGate(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? ''
  const refused = response.status === 401 || response.status === 403
  return response.type === 'opaqueredirect' || (refused && !type.startsWith('application/problem+json'))
}

async function problem(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json()
    if (typeof body === 'object' && body !== null && 'detail' in body) return inOwnWords(String(body.detail))
  } catch {
    // Not problem details: the status has to do.
  }
  return `The gateway answered ${response.status}.`
}

function seconds(response: Response): number | null {
  const value = Number(response.headers.get('Retry-After') ?? 'none')
  return Number.isFinite(value) ? value : null
}
