import { announce } from './announce'
import { byId, setText } from './dom'
import { NO_CONSOLE, type Link } from './socket'

/** How the connection is: in the header always, and as a strip with a countdown when it is lost. */
export class LinkBar {
  private link: Link = { kind: 'connecting' }
  private latency: number | null = null
  private why = ''

  constructor(now: () => void) {
    byId('reconnect-now').addEventListener('click', now)
    window.setInterval(() => this.draw(), 250)
  }

  show(link: Link): void {
    const before = this.link.kind
    this.link = link
    if (link.kind === 'waiting' || link.kind === 'ended') this.why = link.why
    if (link.kind !== 'live') this.latency = null
    if (link.kind === 'live' && before !== 'live') announce('Connected.')
    if (link.kind === 'waiting' && before === 'live') announce(`${link.why} Reconnecting.`)
    if (link.kind === 'ended') announce(link.why)
    if (link.kind === 'live') this.why = ''
    this.draw()
  }

  measured(milliseconds: number): void {
    this.latency = milliseconds
    this.draw()
  }

  private draw(): void {
    const { link } = this
    byId('link').dataset['link'] = isBarred(link) ? 'barred' : link.kind
    setText(byId('link-word'), this.word())
    byId('lost').hidden = this.why === '' || link.kind === 'live'
    setText(byId('lost-why'), this.why)
    setText(byId('lost-wait'), link.kind === 'waiting' ? `Trying again in ${left(link.until)} s.` : link.kind === 'connecting' ? 'Connecting…' : '')
    byId('reconnect-now').hidden = link.kind === 'connecting'
  }

  private word(): string {
    switch (this.link.kind) {
      case 'live':
        return this.latency === null ? 'live' : `live · ${Math.max(1, Math.round(this.latency))} ms`
      case 'connecting':
        return 'connecting'
      case 'waiting':
        return 'disconnected'
      case 'ended':
        return isBarred(this.link) ? 'no console' : 'ended'
    }
  }
}

/** Nothing is wrong with the connection: this role gets none. */
function isBarred(link: Link): boolean {
  return link.kind === 'ended' && link.code === NO_CONSOLE
}

function left(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1000))
}
