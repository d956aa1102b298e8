import type { InteractionParameters, InteractionStep } from '../model/data.ts'
import type { InteractionToolResult } from './interaction-options.ts'

/** What was asked. After a reload, without its input. */
export type Asked = Partial<InteractionParameters>

/** One interaction being listened to. */
export interface InteractionRun {
  readonly params: Asked | undefined
  /** The same as it is kept. */
  readonly keptParams: Asked | undefined
  readonly isBackground: boolean
  /** Nobody wants to hear more of it. */
  readonly abort: AbortController
  /** Told once what it is called, or that it never will be: somebody wants it cancelled. */
  whenNamed: ((id: string | undefined) => void) | undefined
  named(id: string | undefined): void
  /** Tools of the page are at work. */
  isAnswering: boolean
  /** What they have said, while others wait for a person. */
  results: readonly InteractionToolResult[]
  /** What was answered, as steps. */
  told: readonly InteractionStep[]
}

export function beginRun(params: Asked | undefined, isBackground: boolean): InteractionRun {
  const { input: _, ...kept } = params ?? {}
  return {
    params,
    keptParams: params && kept,
    isBackground,
    abort: new AbortController(),
    whenNamed: undefined,
    named(id) {
      const tell = this.whenNamed
      this.whenNamed = undefined
      tell?.(id)
    },
    isAnswering: false,
    results: [],
    told: [],
  }
}
