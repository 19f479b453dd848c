import type { LineFrame } from './frames'
import { interfaceAddress } from './address'
import type { KnownCommand } from './completion'

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
}

export interface RunEnd {
  started_at: string
  ended_at: string
  exit_code: number | null
  wanted: boolean
  last_lines?: string[]
}

export interface Server {
  state: string
  since: string
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
  event: string
  action: string
  result: string
}

export interface PageSettings {
  title?: string
  demo?: boolean
  version?: string
}

export interface NewSession {
  token: string
  role: string
}

/** The REST interface, with the credential of this page. */
export class Api {
  constructor(private readonly credential: string | null) {}

  me = () => this.get<Me>('/auth/me')
  server = () => this.get<Server>('/server')
  commands = () => this.get<Commands>('/console/commands')
  audit = (limit: number) => this.get<AuditRecord[]>(`/audit?limit=${limit}`)
  pageSettings = () => this.get<PageSettings>('/terminal/settings')
  history = (query: URLSearchParams) => this.get<History>(`/console/history?${query}`)

  async ticket(): Promise<string> {
    return (await this.json<{ token: string }>('POST', '/auth/ws-token')).token
  }

  newSession = () => this.json<NewSession>('POST', '/auth/session')

  async endSession(): Promise<void> {
    await this.call('DELETE', '/auth/session')
  }

  async control(action: 'start' | 'stop' | 'restart' | 'kill'): Promise<void> {
    await this.call('POST', `/server/${action}`)
  }

  async download(): Promise<Blob> {
    return (await this.call('GET', '/console/download')).blob()
  }

  private get<T>(path: string): Promise<T> {
    return this.json<T>('GET', path)
  }

  private async json<T>(method: string, path: string): Promise<T> {
    return (await (await this.call(method, path)).json()) as T
  }

  private async call(method: string, path: string): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json, */*' }
    // Not `Authorization`, nor without cookies: both may belong to a gate in front of the gateway.
    if (this.credential !== null) headers['X-API-Key'] = this.credential
    let response: Response
    try {
      response = await fetch(interfaceAddress(path), {
        method,
        headers,
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

/** The gateway redirects nowhere, and refuses with problem details: all else is by a proxy that guards it. */
function isOfGate(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? ''
  const refused = response.status === 401 || response.status === 403
  return response.type === 'opaqueredirect' || (refused && !type.startsWith('application/problem+json'))
}

async function problem(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json()
    if (typeof body === 'object' && body !== null && 'detail' in body) return String(body.detail)
  } catch {
    // Not problem details: the status has to do.
  }
  return `The gateway answered ${response.status}.`
}

function seconds(response: Response): number | null {
  const value = Number(response.headers.get('Retry-After') ?? 'none')
  return Number.isFinite(value) ? value : null
}
