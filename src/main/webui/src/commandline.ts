import { plain } from './ansi'
import { CompletionList } from './completionlist'
import { usageOf, type KnownCommand } from './completion'
import { ask } from './dialogs'
import { byId, make, setText } from './dom'
import { judge, pastedCommands, type CommandRules } from './guard'
import { CommandHistory } from './history'

// A little longer than the gateway waits for what the game says.
const RULES_WAIT = 6_000

/** The line in which commands are typed: history, completion, and the questions before something is sent. */
export class CommandLine {
  rules: CommandRules
  known: readonly KnownCommand[] = []
  players: readonly string[] = []
  readonly history = new CommandHistory(localStorage)
  private readonly field = byId<HTMLInputElement>('command')
  private readonly button = byId<HTMLButtonElement>('send')
  private readonly note = byId('command-note')
  private readonly completions: CompletionList
  private learnt: Promise<void> | null = null
  private informed = false
  private turn: Promise<void> = Promise.resolve()

  /**
   * `learn` sets `rules` and `known`, and tells whether it could; it is asked when somebody begins to type, as the game may
   * have to say something. Until it could, all commands are to be confirmed.
   */
  constructor(
    rules: CommandRules,
    private readonly send: (command: string) => boolean,
    private readonly learn: () => Promise<boolean>,
  ) {
    this.rules = rules
    this.completions = new CompletionList(
      this.field,
      () => ({ known: this.known, players: this.players, recent: this.history.all }),
      (line) => this.replace(line),
    )
    byId('command-form').addEventListener('submit', (event) => {
      event.preventDefault()
      this.submit()
    })
    this.field.addEventListener('keydown', (event) => this.key(event))
    this.field.addEventListener('paste', (event) => this.paste(event))
    this.field.addEventListener('input', () => {
      void this.learning()
      this.history.leave()
      this.completions.update()
      this.hint()
    })
    const recent = byId('recent')
    // The focus stays in the field, and a phone's keyboard open.
    recent.addEventListener('pointerdown', (event) => event.preventDefault())
    recent.addEventListener('click', () => this.showRecent())
  }

  focus(): void {
    this.field.focus()
  }

  /** Whether a sign that is typed there belongs to a text; in a line that is empty it is the beginning of no command. */
  mayBeText(target: EventTarget | null): boolean {
    if (target === this.field) return this.rules.prefix === '' || this.field.value !== ''
    return target instanceof HTMLInputElement || target instanceof HTMLSelectElement
  }

  type(text: string): void {
    if (this.closed) return
    this.field.focus()
    this.field.value += text
    this.field.dispatchEvent(new Event('input'))
  }

  /** The commands that the game says it knows, asked for if need be. */
  async commands(): Promise<readonly KnownCommand[]> {
    await this.learning()
    return this.known
  }

  /** Another run of the game may know other commands. */
  forget(): void {
    this.learnt = null
  }

  private rulesOrTime(): Promise<unknown> {
    return Promise.race([this.learning(), new Promise((done) => setTimeout(done, RULES_WAIT))])
  }

  private learning(): Promise<void> {
    return (this.learnt ??= this.learn().then((could) => {
      if (could) this.informed = true
      else this.learnt = null
      if (this.field.value !== '' && !this.history.walking) this.completions.learnt()
    }))
  }

  /** Why nothing can be sent now, or null. */
  disable(reason: string | null): void {
    const had = document.activeElement === this.field
    // Not `disabled`, which would throw the focus away in the middle of a reconnect.
    this.field.readOnly = reason !== null
    this.field.setAttribute('aria-disabled', String(reason !== null))
    this.button.disabled = reason !== null
    this.field.placeholder = plain(reason ?? (this.rules.prefix ? `Command, such as ${this.rules.prefix}help` : 'Command'))
    if (had && reason !== null) this.completions.close()
  }

  private get closed(): boolean {
    return this.field.readOnly
  }

  /** Takes what is typed, so that the next can be typed; commands go one after the other, each with its questions. */
  private submit(): void {
    if (this.completions.choose()) return
    const text = this.field.value.trim()
    if (this.closed || text === '') return
    this.replace('')
    this.inTurn(() => this.submitNow(text))
  }

  /** Begins when what was begun before has ended, whether well or not: one question at a time. */
  private inTurn(task: () => Promise<void>): void {
    this.turn = this.turn.catch(() => undefined).then(task)
  }

  private async submitNow(text: string): Promise<void> {
    if (!this.informed) setText(this.note, 'Asking which commands there are …')
    await this.rulesOrTime()
    const command = await this.questioned(text)
    if (command !== null && this.send(command)) this.history.add(command)
    else this.giveBack(text)
    this.hint()
    this.focus()
  }

  /** What was not sent is not lost: it is in the field again, or in the history if the next is typed already. */
  private giveBack(text: string): void {
    if (this.field.value === '') this.replace(text)
    else this.history.add(text)
  }

  /** The command that is to be sent, after the questions that it raises; null for none. */
  private async questioned(text: string): Promise<string | null> {
    const judgement = judge(text, this.rules)
    switch (judgement.kind) {
      case 'empty':
        return null
      case 'send':
        return this.informed ? text : this.confirmed(text, 'The gateway has not told yet which commands to confirm:')
      case 'too-long':
        await ask('Too long', [`This has ${judgement.bytes} bytes; the game takes ${judgement.most} at once.`], [])
        return null
      case 'chat': {
        const instead = { label: `Send ${judgement.instead}`, value: judgement.instead, kind: 'primary' as const }
        const chat = { label: 'Tell all players', value: text, kind: 'danger' as const }
        const answer = judgement.refused
          ? await ask('This is not a command', [
              `Commands begin with ${this.rules.prefix}. Text without it would be public chat, which this gateway refuses.`,
            ], [instead])
          : await ask('Tell this to all players?', [
              `Text without ${this.rules.prefix} is shown to everybody in the game:`,
              make('pre', '', text),
            ], [chat, instead])
        // What is sent instead may raise a question of its own.
        return answer === null || answer === text ? answer : this.questioned(answer)
      }
      case 'confirm':
        return this.confirmed(text, 'It may do what cannot be undone:')
    }
  }

  private confirmed(text: string, why: string): Promise<string | null> {
    return ask('Send this command?', [why, make('pre', '', text)], [{ label: 'Send', value: text, kind: 'primary' }])
  }

  private showRecent(): void {
    this.field.focus()
    if (this.completions.open) return this.completions.close()
    this.completions.showRecent()
    // Those of other administrators are among what is learnt.
    void this.learning().then(() => this.completions.showRecent())
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault()
      this.showRecent()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (this.completions.open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      this.completions.move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'ArrowUp') this.recall(this.history.up(this.field.value))
    else if (event.key === 'ArrowDown') this.recall(this.history.down())
    else if (event.key === 'Tab' && event.shiftKey && this.completions.open) this.completions.move(-1)
    else if (event.key === 'Tab' && !event.shiftKey && !this.closed) {
      // Nothing to complete: Tab moves the focus, as everywhere.
      if (!this.completions.complete()) return
    } else if (event.key === 'Escape' && this.completions.open) this.completions.close()
    else return
    event.preventDefault()
  }

  private recall(command: string | null): void {
    if (command === null || this.closed) return
    this.replace(command)
  }

  private replace(text: string): void {
    this.field.value = text
    this.field.setSelectionRange(text.length, text.length)
    this.hint()
  }

  private hint(): void {
    const judgement = judge(this.field.value, this.rules)
    const text =
      judgement.kind === 'chat'
        ? judgement.refused
          ? `Without ${this.rules.prefix} this would be public chat: it is refused.`
          : `Without ${this.rules.prefix} all players can read this.`
        : judgement.kind === 'too-long'
          ? `Too long: ${judgement.bytes} of ${judgement.most} bytes.`
          : (usageOf(this.field.value, this.known) ?? '')
    this.note.className = text !== '' && judgement.kind !== 'chat' && judgement.kind !== 'too-long' ? 'muted' : 'warn'
    setText(this.note, text)
  }

  private paste(event: ClipboardEvent): void {
    const commands = pastedCommands(event.clipboardData?.getData('text') ?? '')
    if (commands.length < 2 || this.closed) return
    event.preventDefault()
    this.inTurn(() => this.sendPasted(commands, 'They are sent one after the other.'))
  }

  /** @param what is to be known of them */
  private async sendPasted(commands: string[], what: string): Promise<void> {
    await this.rulesOrTime()
    const list = make('ol', 'pasted')
    let refused = 0
    for (const command of commands) {
      const judgement = judge(command, this.rules)
      const item = make('li')
      item.append(make('code', '', command))
      if (judgement.kind === 'chat' || judgement.kind === 'too-long') {
        item.append(make('span', 'bad', judgement.kind === 'chat' ? ' public chat' : ' too long'))
        if (judgement.kind === 'too-long' || judgement.refused) refused++
      } else if (judgement.kind === 'confirm') item.append(make('span', 'warn', ' cannot be undone'))
      list.append(item)
    }
    list.tabIndex = 0
    const good = refused === 0
    const answer = await ask(
      `Send ${commands.length} commands?`,
      [list, good ? what : `${refused} of them would be refused: nothing is sent. Mend them first.`],
      good ? [{ label: `Send ${commands.length}`, value: true, kind: 'primary' }] : [],
    )
    if (!answer) return
    const sent = await this.sendAll(commands)
    if (sent === commands.length) return
    const left = commands.length - sent
    await this.sendPasted(
      commands.slice(sent),
      `${left} of ${commands.length} were not sent: there is no connection. Send them when there is one again; what became of the last before, the receipts say.`,
    )
  }

  /** Sends them until one cannot be sent. How many were. */
  private async sendAll(commands: readonly string[]): Promise<number> {
    // A little slower than allowed, as the clocks are two.
    const pause = 1_100 / Math.max(1, this.rules.perSecond)
    for (const [place, command] of commands.entries()) {
      if (!this.send(command)) return place
      this.history.add(command)
      await new Promise((done) => setTimeout(done, pause))
    }
    return commands.length
  }
}
