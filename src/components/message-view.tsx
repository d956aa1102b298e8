'use client'
import { memo, type ReactNode, useMemo } from 'react'
import type { Grounding } from '../model/citations.ts'
import { grounded } from './grounded.tsx'
import { MessageCore, type MessageCoreProps } from './message-core.tsx'
import { PartSetContext } from './part-core.tsx'
import { allParts } from './part-view.tsx'

export interface MessageViewProps extends Omit<MessageCoreProps, 'grounded' | 'as'> {
  /** What it rests on, as `groundingOf` reads it: cited in its text, listed below. */
  grounding?: Grounding | undefined
}

/** One message: its parts in order. Renders an `<article>`. */
export const MessageView = memo(function MessageView({ grounding, ...props }: MessageViewProps): ReactNode {
  const found = useMemo(() => grounding && grounded(grounding), [grounding])
  return (
    <PartSetContext.Provider value={allParts}>
      <MessageCore {...props} grounded={found} />
    </PartSetContext.Provider>
  )
})
