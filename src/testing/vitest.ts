import { expect } from 'vitest'
import { fillJsdom } from './fill-jsdom.ts'
import { matchers, type Streamed, type StreamedOptions } from './matchers.ts'

expect.extend(matchers)
fillJsdom()

declare module 'vitest' {
  // Both names are Vitest’s, and so are their parameters.
  interface Assertion<T> {
    toHaveStreamed(
      expected: string | RegExp,
      options?: StreamedOptions,
    ): T extends AsyncIterable<unknown> ? Promise<void> : void
    toRenderAtMost(most: number): void
  }
  interface AsymmetricMatchersContaining {
    toHaveStreamed(expected: string | RegExp, options?: StreamedOptions): unknown
    toRenderAtMost(most: number): unknown
  }
}

export type { Streamed, StreamedOptions }
