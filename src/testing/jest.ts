import type { Matchers as JestMatchers } from 'expect'
import { fillJsdom } from './fill-jsdom.ts'
import { matchers, type Streamed, type StreamedOptions } from './matchers.ts'

// Jest's own, which stands beside every test; a project that turned that off extends the `expect` that it imports.
const { expect } = globalThis as { expect?: { extend(more: typeof matchers): void } }
if (!expect)
  throw new Error(
    'react-genai/testing/jest found no `expect`. Where Jest adds no globals, call expect.extend(matchers).',
  )
expect.extend(matchers)
fillJsdom()

declare module 'expect' {
  // Both names are Jest's, and so are their parameters.
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    toHaveStreamed(
      expected: string | RegExp,
      options?: StreamedOptions,
    ): T extends AsyncIterable<unknown> ? Promise<void> : R
    toRenderAtMost(most: number): R
  }
}

declare global {
  // For projects with `@types/jest`.
  // oxlint-disable-next-line no-namespace -- it is what those types are made of
  namespace jest {
    interface Matchers<R> {
      toHaveStreamed(expected: string | RegExp, options?: StreamedOptions): R | Promise<void>
      toRenderAtMost(most: number): R
    }
  }
}

export type { JestMatchers, Streamed, StreamedOptions }
