import { interfaceAddress } from './address'
import { ApiError } from './api'
import { Backoff } from './backoff'
import { closeMeaning } from './closecodes'
import { parseFrame, type Frame } from './frames'

export type Link =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'waiting'; until: number; why: string }
  | { kind: 'ended'; code: number; why: string; credential: boolean }

export interface SocketOptions {
  ticket: () => Promise<string>
  /** The query of the next connection: filter and place to resume at. */
  query: () => URLSearchParams
  onFrame: (frame: Frame) => void
  onLink: (link: Link) => void
  onLatency: (milliseconds: number) => void
  backoff?: Backoff
}

/** The code of a connection that the role may not have. */
export const NO_CONSOLE = 4003

const PING_EVERY = 10_000
// The gateway's own heartbeat, for one that does not answer our pings.
const GATEWAY_PING = 30_000

/**
 * The console's WebSocket, which comes back by itself. Each connection gets a ticket of its own. It ends
 * for good where the gateway says that trying again is no use.
 */
export class ConsoleSocket {
  private ws: WebSocket | null = null
  private attempt = 0
  private retry: number | undefined
  private watch: number | undefined
  private heardAt = 0
  private checkedAt = 0
  private pingSent: { id: string; at: number } | null = null
  private pingAt = 0
  private pings = true
  private refusals = 0
  private ended = false
  private welcomed = false
  private readonly backoff: Backoff

  constructor(private readonly options: SocketOptions) {
    this.backoff = options.backoff ?? new Backoff()
    window.addEventListener('online', this.hurry)
    document.addEventListener('visibilitychange', this.hurry)
  }

  get open(): boolean {
    return this.ws?.readyState === WebSocket.OPEN
  }

  /** Connects now, whatever was planned or is open. */
  connect(): void {
    this.drop()
    this.ended = false
    void this.dial(++this.attempt)
  }

  send(message: object): boolean {
    if (!this.open) return false
    this.ws?.send(JSON.stringify(message))
    return true
  }

  close(): void {
    this.ended = true
    this.drop()
    window.removeEventListener('online', this.hurry)
    document.removeEventListener('visibilitychange', this.hurry)
  }

  private async dial(attempt: number): Promise<void> {
    this.options.onLink({ kind: 'connecting' })
    let ticket: string
    try {
      ticket = await this.options.ticket()
    } catch (e) {
      if (attempt === this.attempt) this.noTicket(e)
      return
    }
    if (attempt !== this.attempt || this.ended) return

    const query = this.options.query()
    query.set('format', 'json')
    const url = interfaceAddress(`/console/ws?${query}`)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const ws = new WebSocket(url, ['vs.console.v1.json', 'bearer', ticket])
    this.ws = ws
    this.heardAt = this.checkedAt = performance.now()
    ws.onopen = () => {
      this.heardAt = performance.now()
      this.pings = true
      this.pingSent = null
    }
    ws.onmessage = (event) => this.heard(event.data)
    ws.onclose = (event) => this.closed(event.code)
    this.watch = window.setInterval(() => this.check(), 2_000)
  }

  private heard(data: unknown): void {
    this.heardAt = performance.now()
    const frame = parseFrame(data)
    if (!frame) return
    if (frame.type !== 'error') {
      // The first real frame: the gateway has let us in.
      this.backoff.reset()
      this.refusals = 0
      if (!this.welcomed) {
        this.welcomed = true
        this.options.onLink({ kind: 'live' })
        // Not at once: the history that arrives now would be measured too.
        this.pingAt = performance.now() - PING_EVERY + 1_000
      }
    }
    if (frame.type === 'ping') this.send({ type: 'pong' })
    else if (frame.type === 'pong') this.ponged(frame.id)
    else if (frame.type === 'error' && frame.code === 'unknown_type' && this.pingSent) {
      // An older gateway: its own heartbeat has to do.
      this.pings = false
      this.pingSent = null
    } else this.options.onFrame(frame)
  }

  private ponged(id: string | undefined): void {
    if (this.pingSent?.id === id) this.options.onLatency(performance.now() - this.pingSent!.at)
    this.pingSent = null
  }

  private ping(): void {
    if (!this.open) return
    this.pingAt = performance.now()
    this.pingSent = { id: `p${Date.now()}`, at: this.pingAt }
    this.send({ type: 'ping', id: this.pingSent.id })
  }

  /**
   * A connection of which nothing is heard may be half dead: nobody would tell. It is asked before it is given up, since it may
   * be the page that slept. The timers of a hidden page run once a minute only: there, the gateway's own pings have to stay out.
   */
  private check(): void {
    const now = performance.now()
    const visible = document.visibilityState === 'visible'
    const slept = visible && now - this.checkedAt > PING_EVERY
    this.checkedAt = now
    const patience = 2 * (this.pings && visible ? PING_EVERY : GATEWAY_PING)
    const unanswered = this.pingSent !== null && now - this.pingSent.at >= PING_EVERY
    if (this.pings && slept) this.ping()
    else if (now - this.heardAt > patience && (unanswered || !this.pings || !this.open)) {
      this.lost('Nothing was heard from the gateway for too long.')
    } else if (this.pings && !this.pingSent && now - this.pingAt >= PING_EVERY) this.ping()
  }

  private closed(code: number): void {
    const meaning = closeMeaning(code)
    this.drop()
    if (meaning.then === 'stop') this.end(code, meaning.message, false)
    else if (meaning.then === 'new-credential') {
      // The ticket may have been too late; the next one says whether the credential itself is good.
      if (++this.refusals > 1) this.end(code, meaning.message, true)
      else this.wait(this.backoff.next(), meaning.message)
    } else {
      const slow = meaning.then === 'back-off'
      this.wait(slow ? this.backoff.nextSlow() : this.backoff.next(), meaning.message)
    }
  }

  private noTicket(e: unknown): void {
    const status = e instanceof ApiError ? e.status : 0
    const why = e instanceof Error ? e.message : String(e)
    if (status === 401) this.end(4001, why, true)
    else if (status === 403) this.end(NO_CONSOLE, why, false)
    else if (e instanceof ApiError && e.retryAfterSeconds) this.wait(e.retryAfterSeconds * 1000, why)
    else this.wait(this.backoff.next(), why)
  }

  private lost(why: string): void {
    this.drop()
    this.wait(this.backoff.next(), why)
  }

  private wait(milliseconds: number, why: string): void {
    if (this.ended) return
    this.options.onLink({ kind: 'waiting', until: Date.now() + milliseconds, why })
    this.retry = window.setTimeout(() => this.connect(), milliseconds)
  }

  private end(code: number, why: string, credential: boolean): void {
    this.ended = true
    this.options.onLink({ kind: 'ended', code, why, credential })
  }

  /** The network is back, or the page is looked at again. */
  private readonly hurry = (): void => {
    if (this.ended || document.visibilityState === 'hidden') return
    if (this.ws) this.check()
    else if (this.retry !== undefined) this.connect()
  }

  /** Lets go of what is open or planned, without waiting for the other side. */
  private drop(): void {
    this.attempt++
    window.clearTimeout(this.retry)
    window.clearInterval(this.watch)
    this.retry = undefined
    this.welcomed = false
    this.pingSent = null
    const ws = this.ws
    this.ws = null
    if (!ws) return
    ws.onopen = ws.onmessage = ws.onclose = null
    ws.close()
  }
}
