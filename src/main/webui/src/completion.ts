export interface KnownCommand {
  name: string
  usage: string
  description: string
}

/** The known commands that what was typed is the beginning of; none once its arguments are being typed. */
export function candidates(typed: string, known: readonly KnownCommand[]): KnownCommand[] {
  const text = typed.trimStart().toLowerCase()
  if (text === '') return []
  return known
    .filter((it) => it.name.toLowerCase().startsWith(text) && it.name.toLowerCase() !== text)
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** What all of them begin with. */
export function commonBeginning(names: readonly string[]): string {
  const [first = '', ...rest] = names
  let length = first.length
  for (const name of rest) {
    let same = 0
    while (same < length && name[same]?.toLowerCase() === first[same]?.toLowerCase()) same++
    length = same
  }
  return first.slice(0, length)
}
