// The tags of Vintage Story's chat (VTML). Others, such as <name> before what somebody says, are text.
const TAG = /<\/?(?:a|b|br|clear|code|font|hk|hotkey|i|icon|itemstack|strong)(?:\s[^<>]*)?\/?>/gi
const ENTITY = /&(lt|gt|quot|apos|amp|nbsp);/g
const CHARACTERS: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ' }

/** Whether a game of this dialect writes in the markup of its chat. */
export function speaksMarkup(dialect: string): boolean {
  return dialect === 'vintagestory'
}

/** What a text in the markup of Vintage Story's chat says, without the markup. It is still a text, not HTML. */
export function withoutMarkup(text: string): string {
  // All entities at once, so that nothing is read twice.
  return text.replace(TAG, '').replace(ENTITY, (_, name: string) => CHARACTERS[name] ?? '')
}
