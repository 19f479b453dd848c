import '@xterm/xterm/css/xterm.css'
import './style.css'
import { Api, ApiError, type PageSettings } from './api'
import { byId, setText } from './dom'
import { forget, forgetInTab, keepInTab, kept, settleSignOut, stayWithKey, takeLink, tradeLink, type Credential } from './credential'
import { Session } from './session'
import { signIn } from './signin'
import { SignOut } from './signout'
import { ViewBar } from './viewbar'

const view = new ViewBar()
const NOTE = 'vs-gateway.note'

/** Ends the session. A new page forgets everything that the old one knew. */
function leave(why: string): void {
  forget()
  try {
    sessionStorage.setItem(NOTE, why)
  } catch {
    // It is asked for the key without a reason then.
  }
  location.reload()
}

function takeNote(): string {
  try {
    const note = sessionStorage.getItem(NOTE) ?? ''
    sessionStorage.removeItem(NOTE)
    return note
  } catch {
    return ''
  }
}

async function enter(credential: Credential, settings: PageSettings): Promise<void> {
  const api = new Api(credential.secret)
  const me = await api.me()
  const may = (right: string) => me.rights?.includes(right) ?? me.role === 'admin'
  byId('app').dataset['view'] = 'console'
  setText(byId('who'), me.name)
  setText(byId('who-until'), me.expires_at ? `until ${new Date(me.expires_at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}` : '')
  const session = new Session(api, credential, me.role, may, view, settings, leave)
  new SignOut(credential, () => session.close(), leave)
  const stay = byId<HTMLInputElement>('stay')
  byId('stay-line').hidden = credential.inBrowser
  stay.checked = kept()?.secret === credential.secret
  stay.addEventListener('change', () => (stay.checked ? keepInTab(credential) : forgetInTab()))
}

async function start(): Promise<void> {
  const link = takeLink()
  // Not there at an older gateway.
  const settings: PageSettings = await new Api(null).pageSettings().catch(() => ({}))
  if (settings.title) {
    document.title = settings.title
    for (const title of document.querySelectorAll<HTMLElement>('.title')) setText(title, settings.title)
  }
  if (settings.version) setText(byId('version'), `vs-gateway ${settings.version} ·`)
  let why = takeNote()
  await settleSignOut().catch((e: Error) => {
    why = `You signed out, but the gateway could not be told: ${e.message} That sign-in holds until it can be told or ends, or until you sign in anew.`
  })
  try {
    if (link !== null) {
      return await enter(await tradeLink(link), settings)
    }
    const stored = kept()
    if (stored) return await enter(stored, settings)
  } catch (e) {
    const stale = link === null && e instanceof ApiError && e.status === 401
    if (stale) forget()
    why = stale ? 'You are signed out: the sign-in has ended.' : e instanceof Error ? e.message : String(e)
  }
  signIn(why, async (key, stays) => {
    if (!stays) forget()
    await enter(stays ? await stayWithKey(key) : { secret: key, inBrowser: false }, settings)
  })
}

// A link that is pasted into an open tab loads nothing by itself.
addEventListener('hashchange', () => {
  if (/[#&]link=/.test(location.hash)) location.reload()
})

void start()
