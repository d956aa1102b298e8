'use client'
import { Component, type ReactNode } from 'react'
import { partLabels } from '../labels/parts.ts'
import { useLabels } from '../parts-context.tsx'
import { field } from './field.ts'

interface ContainedProps {
  /** What is drawn. When that is another object it is tried again: a part that was half written has grown. */
  on: unknown
  /** Whose text is shown in its place. Default: nobody's. */
  words?: unknown
  /** What is drawn in its place. Default: a notice, with those words. */
  instead?: ReactNode
  children: ReactNode
}

interface ContainedState {
  on: unknown
  isBroken?: boolean
}

/**
 * What throws while it is drawn is replaced, and nothing around it. React reports the error as it reports any.
 * Renders no element of its own. On a server nothing is contained: there a throw goes up to the next `Suspense`, or to the
 * caller, and the browser draws that part anew.
 */
export class Contained extends Component<ContainedProps, ContainedState> {
  override state: ContainedState = { on: this.props.on }

  static getDerivedStateFromError(): Partial<ContainedState> {
    return { isBroken: true }
  }

  static getDerivedStateFromProps({ on }: ContainedProps, before: ContainedState): ContainedState | null {
    return on === before.on ? null : { on, isBroken: false }
  }

  override render(): ReactNode {
    const { on, words, instead, children } = this.props
    if (!this.state.isBroken) return children
    // What is drawn in its place may throw, too, and would be drawn in its own place for ever.
    return instead ? <Contained on={on}>{instead}</Contained> : <Unshown words={words} />
  }
}

function Unshown({ words }: { words: unknown }): ReactNode {
  const { notShown } = useLabels(partLabels)
  let text: string | undefined
  try {
    text = field(words, 'text') ?? field(words, 'reasoning')
  } catch {
    // What is read here is what has just thrown. It has no words.
  }
  return (
    <div className="rg-notice">
      {notShown}
      {text && (
        <div className="rg-unshown" dir="auto">
          {text}
        </div>
      )}
    </div>
  )
}
