import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '../src/api'
import { Backoff } from '../src/backoff'
import type { Frame } from '../src/frames'
import { ConsoleSocket, type Link } from '../src/socket'

class FakeWebSocket {
  static OPEN = 1
  static all: FakeWebSocket[] = []
  readyState = 0
  sent: string[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    FakeWebSocket.all.push(this)
  }

  send(data: string): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 3
  }

  opens(): void {
    this.readyState = 1
    this.onopen?.()
  }

  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  closes(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

let links: Link[]
let frames: Frame[]
let ticket: () => Promise<string>
let lastId: string | null
let page: { addEventListener: unknown; removeEventListener: unknown; visibilityState: string }
let looked: () => void

/** Where the page is. */
function at(address: string): void {
  vi.stubGlobal('location', new URL(address))
}

function connect(): ConsoleSocket {
  const socket = new ConsoleSocket({
    ticket: () => ticket(),
    query: () => new URLSearchParams(lastId ? { last_event_id: lastId } : { history_lines: '10' }),
    onFrame: (frame) => frames.push(frame),
    onLink: (link) => links.push(link),
    onLatency: () => {},
    backoff: new Backoff(500, 30_000, () => 1),
  })
  socket.connect()
  return socket
}

async function opened(): Promise<FakeWebSocket> {
  await vi.advanceTimersByTimeAsync(0)
  const ws = FakeWebSocket.all.at(-1)!
  ws.opens()
  ws.says({ type: 'state', state: 'running', ts: '' })
  return ws
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeWebSocket.all = []
  links = []
  frames = []
  lastId = null
  let tickets = 0
  ticket = () => Promise.resolve(`ticket-${++tickets}`)
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.stubGlobal('window', Object.assign(globalThis, { addEventListener() {}, removeEventListener() {} }))
  page = { addEventListener: (_: string, heard: () => void) => (looked = heard), removeEventListener() {}, visibilityState: 'visible' }
  vi.stubGlobal('document', page)
  at('http://example.org/')
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the connection', () => {
  test('brings a ticket as a subprotocol, never in the address', async () => {
    connect()
    const ws = await opened()

    expect(ws.protocols).toEqual(['vs.console.v1.json', 'bearer', 'ticket-1'])
    expect(String(ws.url)).toBe('ws://example.org/api/v1alpha1/console/ws?history_lines=10&format=json')
    expect(links.map((it) => it.kind)).toEqual(['connecting', 'live'])
  })

  test('comes back behind the last line, with another ticket', async () => {
    connect()
    const ws = await opened()
    lastId = 'e-7'

    ws.closes(1006)
    expect(links.at(-1)).toMatchObject({ kind: 'waiting', why: 'The connection was lost.' })
    await vi.advanceTimersByTimeAsync(500)
    const next = await opened()

    expect(String(next.url)).toContain('last_event_id=e-7')
    expect(next.protocols).toContain('ticket-2')
    expect(links.at(-1)).toEqual({ kind: 'live' })
  })

  test('ends where trying again is no use', async () => {
    connect()
    ;(await opened()).closes(4003)
    await vi.advanceTimersByTimeAsync(120_000)

    expect(links.at(-1)).toMatchObject({ kind: 'ended', code: 4003, credential: false })
    expect(FakeWebSocket.all).toHaveLength(1)
  })

  test('waits longer and longer while nobody is there', async () => {
    ticket = () => Promise.reject(new ApiError(0, 'The gateway cannot be reached.'))
    connect()
    await vi.advanceTimersByTimeAsync(0)
    await vi.advanceTimersByTimeAsync(500)
    await vi.advanceTimersByTimeAsync(999)

    expect(links.filter((it) => it.kind === 'connecting')).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(links.filter((it) => it.kind === 'connecting')).toHaveLength(3)
  })

  test('asks for a new credential when the old one is refused', async () => {
    ticket = () => Promise.reject(new ApiError(401, 'Not authorised.'))
    connect()
    await vi.advanceTimersByTimeAsync(0)

    expect(links.at(-1)).toMatchObject({ kind: 'ended', credential: true })
  })

  test('tries a ticket that was refused once more, then asks for a credential', async () => {
    connect()
    await vi.advanceTimersByTimeAsync(0)
    FakeWebSocket.all.at(-1)!.opens()
    FakeWebSocket.all.at(-1)!.closes(4001)
    expect(links.at(-1)?.kind).toBe('waiting')
    await vi.advanceTimersByTimeAsync(500)
    FakeWebSocket.all.at(-1)!.closes(4001)

    expect(links.at(-1)).toMatchObject({ kind: 'ended', credential: true })
  })

  test('of which nothing is heard is given up and made anew', async () => {
    connect()
    await opened()

    await vi.advanceTimersByTimeAsync(24_000)

    expect(FakeWebSocket.all.length).toBeGreaterThan(1)
    expect(links.some((it) => it.kind === 'waiting' && it.why.startsWith('Nothing was heard'))).toBe(true)
  })

  test('that answers pings is kept, and answers those of the gateway', async () => {
    connect()
    const ws = await opened()
    for (let i = 0; i < 60; i++) {
      const ping = ws.sent.map((it) => JSON.parse(it)).findLast((it) => it.type === 'ping')
      if (ping) ws.says({ type: 'pong', id: ping.id })
      await vi.advanceTimersByTimeAsync(2_000)
    }
    ws.says({ type: 'ping', ts: '' })

    expect(FakeWebSocket.all).toHaveLength(1)
    expect(ws.sent.length).toBeGreaterThan(10)
    expect(ws.sent.at(-1)).toBe('{"type":"pong"}')
    expect(frames).toHaveLength(1)
  })
})

describe('the address', () => {
  test.each([
    ['https://example.org/vs/', 'wss://example.org/vs/api/v1alpha1/console/ws'],
    ['http://example.org:81/a/b/', 'ws://example.org:81/a/b/api/v1alpha1/console/ws'],
    ['http://example.org/vs/index.html#link=x', 'ws://example.org/vs/api/v1alpha1/console/ws'],
    ['http://name:word@example.org/vs/?a=b', 'ws://example.org/vs/api/v1alpha1/console/ws'],
  ])('lies beside the page %s', async (page, address) => {
    at(page)
    connect()

    expect(String((await opened()).url).split('?')[0]).toBe(address)
  })
})

describe('a page whose timers run once a minute', () => {
  let throttled: number

  beforeEach(() => {
    throttled = 0
    const began = Date.now()
    vi.spyOn(performance, 'now').mockImplementation(() => Date.now() - began + throttled)
  })

  function shown(visibility: 'hidden' | 'visible'): void {
    page.visibilityState = visibility
    looked()
  }

  function answer(ws: FakeWebSocket): void {
    const ping = ws.sent.map((it) => JSON.parse(it)).findLast((it) => it.type === 'ping')
    if (ping) ws.says({ type: 'pong', id: ping.id })
  }

  /** One turn of the timers after a minute, in the middle of which something may be heard. */
  async function minute(heard: () => void): Promise<void> {
    throttled += 30_000
    heard()
    throttled += 28_000
    await vi.advanceTimersByTimeAsync(2_000)
  }

  test('stays while it is hidden and the gateway pings', async () => {
    connect()
    const ws = await opened()
    shown('hidden')

    for (let i = 0; i < 10; i++) {
      await minute(() => ws.says({ type: 'ping', ts: '' }))
      answer(ws)
    }

    expect(FakeWebSocket.all).toHaveLength(1)
  })

  test('stays while it is hidden and the gateway only answers', async () => {
    connect()
    const ws = await opened()
    shown('hidden')

    for (let i = 0; i < 10; i++) {
      await minute(() => {})
      answer(ws)
    }

    expect(FakeWebSocket.all).toHaveLength(1)
  })

  test('gives a dead connection up also while it is hidden', async () => {
    connect()
    await opened()
    shown('hidden')

    for (let i = 0; i < 4; i++) await minute(() => {})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(FakeWebSocket.all.length).toBeGreaterThan(1)
  })

  test('asks before it judges when it is looked at again', async () => {
    connect()
    const ws = await opened()
    shown('hidden')
    throttled += 600_000

    shown('visible')
    await vi.advanceTimersByTimeAsync(5_000)
    answer(ws)
    await vi.advanceTimersByTimeAsync(9_000)

    expect(ws.sent.some((it) => it.includes('"ping"'))).toBe(true)
    expect(FakeWebSocket.all).toHaveLength(1)
  })

  test('that is looked at again finds out soon that the connection is dead', async () => {
    connect()
    await opened()
    shown('hidden')
    throttled += 600_000

    shown('visible')
    await vi.advanceTimersByTimeAsync(24_000)

    expect(FakeWebSocket.all.length).toBeGreaterThan(1)
  })
})
