'use client'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { interruptReason } from '../model/interrupt-reason.ts'
import { DataTree } from './data-part.tsx'
import { DeclineButton } from './internal/decline-button.tsx'
import { visible } from './internal/visible.ts'
import { toolLabels } from './labels/tools.ts'
import { type ToolAnswer, type ToolProps, useLabels } from './parts-context.tsx'

const ToolEdit = lazy(() => import('./tool-edit.tsx'))
const ToolForm = lazy(() => import('./tool-form.tsx'))

/**
 * What somebody is asked to agree to, and how: why the tool asks, what it would be given, and the ways to answer. What the
 * model wrote is text here like anywhere else; the controls are of the page's own making.
 */
export function ToolApproval({ part, answer }: Pick<ToolProps, 'part'> & { answer: ToolAnswer }): ReactNode {
  const labels = useLabels(toolLabels)
  const [isEditing, setEditing] = useState(false)
  const { name, input } = part.toolRequest
  const shown = visible(name)
  const reason = interruptReason(part.metadata?.['interrupt'])
  return (
    <div className="rg-tool-approval" role="group" aria-label={shown}>
      {reason !== undefined && (
        <p className="rg-tool-reason" dir="auto">
          {visible(reason)}
        </p>
      )}
      {isEditing ? (
        <Suspense fallback={null}>
          <ToolEdit name={shown} input={input} answer={answer} onClose={() => setEditing(false)} />
        </Suspense>
      ) : (
        <>
          {input !== undefined && (
            <div className="rg-tool-field">
              <span className="rg-tool-label">{labels.toolInput}</span>
              <DataTree value={input} />
            </div>
          )}
          {answer.form ? (
            <Suspense fallback={null}>
              <ToolForm name={shown} form={answer.form} answer={answer} />
            </Suspense>
          ) : (
            <Choices name={shown} answer={answer} onEdit={answer.isEditable ? () => setEditing(true) : undefined} />
          )}
        </>
      )}
    </div>
  )
}

interface ChoicesProps {
  name: string
  answer: ToolAnswer
  onEdit: (() => void) | undefined
}

function Choices({ name, answer, onEdit }: ChoicesProps): ReactNode {
  const labels = useLabels(toolLabels)
  return (
    <div className="rg-tool-actions">
      <button
        type="button"
        className="rg-button rg-button-primary"
        aria-label={labels.approveTool(name)}
        onClick={() => answer.approve()}
      >
        {labels.approve}
      </button>
      <DeclineButton name={name} answer={answer} />
      {onEdit && (
        <button
          type="button"
          className="rg-button rg-button-quiet"
          aria-label={labels.editInput(name)}
          onClick={() => onEdit()}
        >
          {labels.edit}
        </button>
      )}
      {answer.canRemember && (
        <button
          type="button"
          className="rg-button rg-button-quiet"
          aria-label={labels.alwaysAllowTool(name)}
          onClick={() => answer.approve({ always: true })}
        >
          {labels.alwaysAllow}
        </button>
      )}
    </div>
  )
}
