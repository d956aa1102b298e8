'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { ToolResponsePart } from '../model/data.ts'
import { DataTree } from './data-part.tsx'
import { cx } from './internal/cx.ts'
import { visible } from './internal/visible.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type PartProps } from './parts-context.tsx'

export type ToolResponseProps = PartProps<'toolResponse'> & Omit<ComponentProps<'details'>, 'part'>

/**
 * What a tool answered, when its request is not at hand to show it beside. Renders a `<details>`.
 * `children`: what a multipart tool returned beside its output.
 */
export function ToolResponse({ part, streaming: _, className, children, ...props }: ToolResponseProps): ReactNode {
  const labels = useLabels(partLabels)
  return (
    <details {...props} className={cx('rg-tool', className)} data-state="done">
      <summary className="rg-tool-summary">
        <bdi>{labels.toolDone(visible(part.toolResponse.name))}</bdi>
      </summary>
      <ToolOutput part={part}>{children}</ToolOutput>
    </details>
  )
}

export function ToolOutput({ part, children }: { part: ToolResponsePart; children?: ReactNode }): ReactNode {
  const labels = useLabels(partLabels)
  const { output } = part.toolResponse
  return (
    <div className="rg-tool-field">
      <span className="rg-tool-label">{labels.toolOutput}</span>
      {output !== undefined && <DataTree value={output} />}
      {children}
    </div>
  )
}
