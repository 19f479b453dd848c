/** What the gateway sends; see protocol.md. Fields that are not known here are ignored. */
export type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal'

export interface LineFrame {
  type: 'line'
  id: string
  ts: string
  stream: string
  level: Level
  category?: string
  text: string
  /** The file that it was read from, where several are followed. */
  log?: string
  /** It goes on with the unfinished line before it on its stream and log. */
  rest?: boolean
  /** Its line goes on. */
  partial?: boolean
  /** Of a question that the gateway asked the game for itself, or of the answer. */
  aside?: boolean
}

export interface GapFrame {
  type: 'gap'
  from: string
  to: string
  count: number
  recovered: boolean
  ts: string
}

export interface StateFrame {
  type: 'state'
  state: string
  detail?: string
  until?: string
  ts: string
}

export interface ReceiptFrame {
  type: 'receipt'
  id: string
  status: 'accepted' | 'written' | 'confirmed' | 'timed_out' | 'rejected' | 'unknown'
  reason?: string | null
}

export interface ErrorFrame {
  type: 'error'
  code: string
  message: string
}

export type Frame =
  | LineFrame
  | GapFrame
  | StateFrame
  | ReceiptFrame
  | ErrorFrame
  | { type: 'ping' }
  | { type: 'pong'; id?: string }

const KNOWN = new Set(['line', 'gap', 'state', 'receipt', 'error', 'ping', 'pong'])

/** Null for what is not a frame, or one of a later version. */
export function parseFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null
  try {
    const value: unknown = JSON.parse(data)
    if (typeof value !== 'object' || value === null || !('type' in value)) return null
    return KNOWN.has(String(value.type)) ? (value as Frame) : null
  } catch {
    return null
  }
}
