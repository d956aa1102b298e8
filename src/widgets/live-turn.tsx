'use client'
import { memo, type ReactNode } from 'react'
import { liveLabels } from '../components/labels/live.ts'
import { partLabels } from '../components/labels/parts.ts'
import { MessageCore } from '../components/message-core.tsx'
import { useLabels } from '../components/parts-context.tsx'
import type { LiveMessage } from '../hooks/use-live.ts'
import type { ToolRequestPart, ToolResponsePart } from '../model/data.ts'

const words = { ...liveLabels, ...partLabels }

interface LiveTurnProps {
  item: LiveMessage
  responses: ReadonlyMap<ToolRequestPart, ToolResponsePart>
}

/** Something that was said. What a tool answered is shown with its call. */
export const LiveTurn = memo(function LiveTurn({ item, responses }: LiveTurnProps): ReactNode {
  const labels = useLabels(words)
  const { message, status } = item
  return (
    <div className="rg-turn-body" data-role={message.role} role="group" aria-label={labels.roles[message.role]}>
      <div className="rg-turn-main">
        <MessageCore message={message} responses={responses} streaming={status === 'streaming'} as="div" />
        {status === 'interrupted' && <p className="rg-turn-note">{labels.interrupted}</p>}
      </div>
    </div>
  )
})
