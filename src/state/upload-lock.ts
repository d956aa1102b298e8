/**
 * Says that this tab sees to an upload. Nothing when another one does; where the browser knows no locks, nobody is told
 * apart. The lock goes with the tab.
 */
export async function holdUpload(storage: string, id: string): Promise<(() => void) | undefined> {
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return () => undefined
  return new Promise((resolve) => {
    const asked = locks.request(`react-genai upload ${storage} ${id}`, { ifAvailable: true }, (lock) => {
      if (lock) return new Promise<void>((release) => resolve(release))
      resolve(undefined)
      return undefined
    })
    asked.catch(() => resolve(() => undefined))
  })
}
