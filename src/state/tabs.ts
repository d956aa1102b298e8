import { TAB } from './chat-run.ts'

const nameOf = (tab: string): string => `react-genai-${tab}`

let held: Promise<unknown> | undefined

/** Holds this tab's lock until it is gone. The browser lets it go then, however it went. */
export function holdTab(): void {
  held ??= globalThis.navigator?.locks?.request(nameOf(TAB), () => new Promise(() => undefined))
}

/** Waits until a tab is gone. Where there are no locks (plain http), every other tab counts as gone. */
export async function tabGone(tab: string, signal: AbortSignal): Promise<void> {
  if (tab === TAB) return
  await globalThis.navigator?.locks?.request(nameOf(tab), { signal, mode: 'shared' }, () => undefined)
}

/** Whether a tab is still there. */
export async function isTabHere(tab: string): Promise<boolean> {
  const { held: locks = [] } = (await globalThis.navigator?.locks?.query()) ?? {}
  return tab === TAB || locks.some(({ name }) => name === nameOf(tab))
}

const turns = new Map<string, Promise<unknown>>()

/** Lets one at a time do something under a name: one tab, or, where there are no locks, one of this tab. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks
  if (locks) return locks.request(`react-genai-${name}`, work)
  const turn = (turns.get(name) ?? Promise.resolve()).then(work)
  turns.set(
    name,
    turn.catch(() => undefined),
  )
  return turn
}
