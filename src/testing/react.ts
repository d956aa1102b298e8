'use client'
import { createElement, Profiler, type ReactElement, type ReactNode } from 'react'
import type { RenderCount } from './render-count.ts'

export type { RenderCount } from './render-count.ts'

/** What `countRenders` returns. */
export interface RenderCounter extends RenderCount {
  /** Draws its children, and counts. */
  readonly Count: (props: { children?: ReactNode }) => ReactElement
}

/**
 * Counts how often React draws what is inside `Count`: for promises such as “a token draws one message anew, and the composer
 * never”. For `toRenderAtMost`. React’s development and profiling builds count; its production build does not.
 *
 * @example
 * const composer = countRenders()
 * render(<Chat composer={<composer.Count><Composer /></composer.Count>} />)
 * // … a reply streams …
 * expect(composer).toRenderAtMost(1)
 */
export function countRenders(): RenderCounter {
  let commits = 0
  const onRender = (): void => void commits++
  return {
    get commits() {
      return commits
    },
    reset: () => void (commits = 0),
    Count: ({ children }) => createElement(Profiler, { id: 'count', onRender }, children),
  }
}
