'use client'
import type { ReactNode } from 'react'
import { toolLabels } from '../labels/tools.ts'
import { type ToolAnswer, useLabels } from '../parts-context.tsx'

/** The way to say no, the same wherever a tool asks. */
export function DeclineButton({ name, answer }: { name: string; answer: Pick<ToolAnswer, 'decline'> }): ReactNode {
  const labels = useLabels(toolLabels)
  return (
    <button type="button" className="rg-button" aria-label={labels.declineTool(name)} onClick={() => answer.decline()}>
      {labels.decline}
    </button>
  )
}
