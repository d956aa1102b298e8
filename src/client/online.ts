import { orAborted } from './pause.ts'

/** Resolves when the browser is not known to be offline. @throws GenAIError `aborted` */
export async function online(signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  // `false`, not just falsy: later versions of Node have a `navigator` that does not know.
  if ((globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine !== false) return
  const heard = new AbortController()
  const { signal } = heard
  const back = (): Promise<void> =>
    new Promise((resolve) => addEventListener('online', () => resolve(), { once: true, signal }))
  await orAborted(back, signals).finally(() => heard.abort())
}
