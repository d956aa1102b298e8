'use client'
import { type ReactNode, useCallback, useState } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import { applyJsonPatch } from '../model/json-patch.ts'
import { DeclineButton } from './internal/decline-button.tsx'
import { toolLabels } from './labels/tools.ts'
import { ObjectView } from './object-view.tsx'
import { type ToolAnswer, useLabels } from './parts-context.tsx'

interface ToolEditProps {
  name: string
  input: unknown
  answer: ToolAnswer
  onClose: () => void
}

const pointerOf = (path: JsonPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What a tool would be given, to be changed before it runs. */
export default function ToolEdit({ name, input, answer, onClose }: ToolEditProps): ReactNode {
  const labels = useLabels(toolLabels)
  const [draft, setDraft] = useState(input)
  const change = useCallback(
    (path: JsonPath, value: unknown) =>
      setDraft((before: unknown) => applyJsonPatch(before, [{ op: 'replace', path: pointerOf(path), value }])),
    [],
  )
  return (
    <form
      className="rg-tool-form"
      onSubmit={(event) => {
        event.preventDefault()
        answer.restart({ toolApproved: true }, { replaceInput: draft })
      }}
    >
      <ObjectView value={draft} onChange={change} />
      <div className="rg-tool-actions">
        <button type="submit" className="rg-button rg-button-primary">
          {labels.approveEdited}
        </button>
        <DeclineButton name={name} answer={answer} />
        <button type="button" className="rg-button rg-button-quiet" onClick={onClose}>
          {labels.cancelEdit}
        </button>
      </div>
    </form>
  )
}
