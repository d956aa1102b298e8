/** Sees nothing: in jsdom nothing has a size or a place. */
class Blind {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return []
  }
}

/** Only what jsdom lacks; a browser keeps its own. */
const MISSING: Record<string, unknown> = {
  ResizeObserver: Blind,
  IntersectionObserver: Blind,
  CSS: {
    supports: () => false,
    // By its code, any character is harmless.
    escape: (text: string) => text.replaceAll(/[^A-Za-z_]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `),
  },
}

/**
 * Gives a jsdom page what widgets look at and jsdom does not have: observers that see nothing, and `CSS`. Done by
 * `react-genai/testing/vitest` and `react-genai/testing/jest`; with another runner, call it before the tests. In a browser, and
 * where there is no page, it does nothing.
 */
export function fillJsdom(): void {
  if (typeof document === 'undefined') return
  for (const [name, value] of Object.entries(MISSING))
    // Vitest has a name for everything, and nothing behind some of them.
    if (Reflect.get(globalThis, name) === undefined)
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
