'use client'
import { memo, type ComponentProps, type ReactNode } from 'react'
import type { ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import type { Grounding } from '../model/citations.ts'
import type { Message } from '../model/message.ts'
import { CitationList, GroundingContext } from './citation-list.tsx'
import { cx } from './internal/cx.ts'
import { PartList } from './part-view.tsx'
import { partLabels } from './labels/parts.ts'
import { SearchSuggestions } from './search-suggestions.tsx'
import { useLabels } from './parts-context.tsx'

export interface MessageViewProps extends Omit<ComponentProps<'article'>, 'children'> {
  message: Message
  /** Which response answers which tool request; see `pairTools`. */
  responses?: ReadonlyMap<ToolRequestPart, ToolResponsePart> | undefined
  /** The message is still being written. @selector [data-streaming] */
  streaming?: boolean | undefined
  /** What it rests on, as `groundingOf` reads it: cited in its text, listed below. */
  grounding?: Grounding | undefined
}

/** One message: its parts in order. Renders an `<article>`. */
export const MessageView = memo(function MessageView({
  message,
  responses,
  streaming = false,
  grounding,
  className,
  ...props
}: MessageViewProps): ReactNode {
  const labels = useLabels(partLabels)
  return (
    <article
      aria-label={labels.roles[message.role]}
      {...props}
      className={cx('rg-message', className)}
      data-role={message.role}
      data-streaming={streaming || undefined}
      aria-busy={streaming || undefined}
    >
      <GroundingContext.Provider value={grounding}>
        <PartList
          content={message.content}
          responses={responses}
          streaming={streaming}
          plain={message.role === 'user'}
        />
      </GroundingContext.Provider>
      {grounding && <CitationList sources={grounding.sources} />}
      {grounding?.searchEntryPoint !== undefined && <SearchSuggestions html={grounding.searchEntryPoint} />}
    </article>
  )
})
