import type { Api } from './api'

/** Has the browser save all that the gateway remembers of the console. */
export async function download(api: Api): Promise<void> {
  const address = URL.createObjectURL(await api.download())
  const link = document.createElement('a')
  link.href = address
  link.download = `console-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}.log`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
