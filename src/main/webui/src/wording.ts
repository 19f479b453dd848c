const BUTTONS: Record<string, string> = { start: 'Start', stop: 'Stop', restart: 'Restart', kill: 'Kill' }

/** What the gateway says, in the words of this page: it names calls and parameters, where here are buttons and fields. */
export function inOwnWords(text: string): string {
  return text
    .replace(/^grep is not taken: /, 'The filter is not taken: ')
    .replace(/POST \S*\/server\/(start|stop|restart|kill)\b/g, (_, action: string) => `“${BUTTONS[action]}”`)
}
