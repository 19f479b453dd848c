import { pagePath } from './address'
import { Api } from './api'
import { Backoff } from './backoff'
import { forget, hasSignedInSince, oweSignOut, settleSignOut, type Credential } from './credential'
import { byId, setText } from './dom'

/**
 * The way out, for all tabs of this browser at once. The gateway is told, and a new page forgets what this one knew. While the
 * gateway is away there is neither: this page then says so, as the sign-in of the browser is still good, and goes on trying.
 */
export class SignOut {
  private readonly tabs = new BroadcastChannel(`vs-gateway.sign-out:${pagePath()}`)
  private leaving = false

  /**
   * @param close ends what goes on in this page
   * @param leave for a new page, which is to say why it was left
   */
  constructor(
    private readonly credential: Credential,
    private readonly close: () => void,
    private readonly leave: (why: string) => void,
  ) {
    for (const id of ['signout', 'monitor-signout']) {
      byId(id).addEventListener('click', () => {
        this.tabs.postMessage(Date.now())
        void this.out('You are signed out.')
      })
    }
    this.tabs.addEventListener('message', ({ data: at }: MessageEvent<number>) => {
      // A tab that was asleep hears of it late: it has the sign-in that is there by then.
      if (this.credential.inBrowser && hasSignedInSince(at)) return
      void this.out('You are signed out: by another tab of this browser.')
    })
  }

  private async out(note: string): Promise<void> {
    if (this.leaving) return
    this.leaving = true
    this.close()
    byId<HTMLDialogElement>('dialog').close()
    byId('app').dataset['view'] = 'left'
    if (this.credential.inBrowser) oweSignOut()
    else forget()
    const backoff = new Backoff()
    for (;;) {
      const trouble = await this.told().then(() => null, (e: Error) => e.message)
      if (trouble === null) return this.leave(note)
      setText(byId('left-why'), this.stillSo(trouble))
      await new Promise((done) => setTimeout(done, backoff.next()))
    }
  }

  private stillSo(trouble: string): string {
    return this.credential.inBrowser
      ? `The gateway could not be told: ${trouble} Until it is, the sign-in of this browser still holds there. This page goes on trying; if you close it, the next one does.`
      : `You are signed out here. ${trouble} This page waits for it, to begin anew.`
  }

  /** Without a sign-in of the browser it has to be there for the next page only. */
  private async told(): Promise<void> {
    if (this.credential.inBrowser) await settleSignOut()
    else await new Api(null).pageSettings()
  }
}
