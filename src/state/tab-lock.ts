/**
 * Says that this page sees to something, and no other does. Nothing when another one has it, unless there is a signal: then
 * it is waited for. Where the browser knows no locks, nobody is told apart. The lock goes with the page.
 */
export async function holdLock(name: string, signal?: AbortSignal): Promise<(() => void) | undefined> {
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return () => undefined
  return new Promise((resolve) => {
    const asked = locks.request(`react-genai ${name}`, signal ? { signal } : { ifAvailable: true }, (lock) => {
      if (lock) return new Promise<void>((release) => resolve(release))
      resolve(undefined)
      return undefined
    })
    asked.catch(() => resolve(signal?.aborted ? undefined : () => undefined))
  })
}
