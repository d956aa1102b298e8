import { TAB } from './chat-run.ts'

const nameOf = (tab: string): string => `react-genai-${tab}`

let held: Promise<unknown> | undefined

/** Holds this tab's lock until it is gone. The browser lets it go then, however it went. */
export function holdTab(): void {
  held ??= navigator.locks?.request(nameOf(TAB), () => new Promise(() => undefined))
}

/** Waits until a tab is gone. Where there are no locks (plain http), every other tab counts as gone. */
export async function tabGone(tab: string, signal: AbortSignal): Promise<void> {
  if (tab === TAB) return
  await navigator.locks?.request(nameOf(tab), { signal, mode: 'shared' }, () => undefined)
}

/** Whether a tab is still there. */
export async function isTabHere(tab: string): Promise<boolean> {
  const { held: locks = [] } = (await navigator.locks?.query()) ?? {}
  return tab === TAB || locks.some(({ name }) => name === nameOf(tab))
}

/** Lets one tab at a time do something. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(`react-genai-${name}`, work) : work()
}
