'use client'
import type { ComponentProps, ReactNode } from 'react'
import { DataTree } from './data-part.tsx'
import { cx } from './internal/cx.ts'
import { visible } from './internal/visible.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type ToolProps } from './parts-context.tsx'
import { ToolOutput } from './tool-response.tsx'

export type ToolState = 'running' | 'waiting' | 'done' | 'requested'

function stateOf({ part, response, streaming }: ToolProps): ToolState {
  if (response) return 'done'
  if (part.metadata?.['interrupt']) return 'waiting'
  if (part.metadata && 'pendingOutput' in part.metadata) return 'done'
  return streaming ? 'running' : 'requested'
}

export type ToolRequestProps = ToolProps & Omit<ComponentProps<'details'>, 'part'>

/**
 * A tool that the model uses: its name and state, its input and output folded beneath. Renders a `<details>`.
 * `children`: what a multipart tool returned. Names and values are always text; nothing runs because a model wrote it.
 */
export function ToolRequest({ part, response, streaming, className, children, ...props }: ToolRequestProps): ReactNode {
  const labels = useLabels(partLabels)
  const state = stateOf({ part, response, streaming })
  const { name, input } = part.toolRequest
  const say = {
    running: labels.toolRunning,
    waiting: labels.toolWaiting,
    done: labels.toolDone,
    requested: labels.toolRequested,
  }
  return (
    // Whoever is asked to agree should see to what.
    <details open={state === 'waiting'} {...props} className={cx('rg-tool', className)} data-state={state}>
      <summary className="rg-tool-summary">
        <bdi>{say[state](visible(name))}</bdi>
      </summary>
      {input !== undefined && (
        <div className="rg-tool-field">
          <span className="rg-tool-label">{labels.toolInput}</span>
          <DataTree value={input} />
        </div>
      )}
      {response && <ToolOutput part={response}>{children}</ToolOutput>}
    </details>
  )
}
