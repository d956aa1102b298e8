'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { ToolResponsePart } from '../model/data.ts'
import { DataTree } from './data-part.tsx'
import { cx } from './internal/cx.ts'
import { isObject } from './internal/is-object.ts'
import { visible } from './internal/visible.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type ToolProps } from './parts-context.tsx'
import { ToolApproval } from './tool-approval.tsx'
import { ToolOutput } from './tool-response.tsx'

/** How far a call is. `partial`: its arguments are still arriving; `waiting`: somebody has to answer. */
export type ToolState = 'partial' | 'running' | 'waiting' | 'done' | 'failed' | 'requested'

/** A tool that failed says so in its answer: Genkit has no field of its own for it. */
function hasFailed(response: ToolResponsePart): boolean {
  const { output } = response.toolResponse
  return response.metadata?.['error'] !== undefined || (isObject(output) && Object.keys(output).join() === 'error')
}

function stateOf({ part, response, streaming, answer }: ToolProps): ToolState {
  if (response) return hasFailed(response) ? 'failed' : 'done'
  if (answer ?? part.metadata?.['interrupt']) return 'waiting'
  if (part.metadata && 'pendingOutput' in part.metadata) return 'done'
  if (part.toolRequest.partial) return 'partial'
  return streaming ? 'running' : 'requested'
}

export type ToolRequestProps = ToolProps & Omit<ComponentProps<'details'>, 'part'>

/**
 * A tool that the model uses: its name and state, its input and output folded beneath. Renders a `<details>`.
 * @selector [data-state] partial, running, waiting, done, failed, requested
 * `children`: what a multipart tool returned. Names and values are always text; nothing runs because a model wrote it.
 */
export function ToolRequest({
  part,
  response,
  streaming,
  answer,
  className,
  children,
  ...props
}: ToolRequestProps): ReactNode {
  const labels = useLabels(partLabels)
  const state = stateOf({ part, response, streaming, answer })
  const { name, input } = part.toolRequest
  const say = {
    partial: labels.toolPartial,
    failed: labels.toolFailed,
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
      {answer ? (
        <ToolApproval part={part} answer={answer} />
      ) : (
        input !== undefined && (
          <div className="rg-tool-field">
            <span className="rg-tool-label">{labels.toolInput}</span>
            <DataTree value={input} />
          </div>
        )
      )}
      {response && <ToolOutput part={response}>{children}</ToolOutput>}
    </details>
  )
}
