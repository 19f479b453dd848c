/** What to do after a close: the table of protocol.md. */
export type AfterClose = 'reconnect' | 'back-off' | 'new-credential' | 'stop'

export interface CloseMeaning {
  then: AfterClose
  message: string
}

const MEANINGS: Record<number, CloseMeaning> = {
  1000: { then: 'stop', message: 'The gateway closed the connection.' },
  1001: { then: 'reconnect', message: 'The gateway is shutting down or restarting.' },
  1006: { then: 'reconnect', message: 'The connection was lost.' },
  1011: { then: 'back-off', message: 'The gateway had an internal error.' },
  1013: { then: 'back-off', message: 'The gateway asks to try again later.' },
  4001: { then: 'new-credential', message: 'The credential is missing, invalid or expired.' },
  4003: { then: 'stop', message: 'This role may not see the console.' },
  4004: { then: 'stop', message: 'The gateway knows no such console.' },
  4008: { then: 'back-off', message: 'Too many connections are open at the gateway.' },
  4009: { then: 'reconnect', message: 'The gateway heard nothing from this page for too long.' },
  4010: { then: 'reconnect', message: 'This page read too slowly, and was disconnected.' },
  4429: { then: 'back-off', message: 'This page sent too many messages.' },
}

/** What a close code means, and what to do. Codes that say that the client is wrong are not tried again. */
export function closeMeaning(code: number): CloseMeaning {
  const known = MEANINGS[code]
  if (known) return known
  if ([1002, 1003, 1007, 1009].includes(code)) {
    return { then: 'stop', message: `The gateway did not understand this page (code ${code}).` }
  }
  return { then: 'back-off', message: `The connection was closed with code ${code}.` }
}
