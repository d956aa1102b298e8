'use client'
import { memo, type ComponentProps, type ReactNode } from 'react'
import type { ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import type { Message } from '../model/message.ts'
import { cx } from './internal/cx.ts'
import { PartList } from './part-view.tsx'
import { partLabels } from './labels/parts.ts'
import { useLabels } from './parts-context.tsx'

export interface MessageViewProps extends Omit<ComponentProps<'article'>, 'children'> {
  message: Message
  /** Which response answers which tool request; see `pairTools`. */
  responses?: ReadonlyMap<ToolRequestPart, ToolResponsePart> | undefined
  /** The message is still being written. @selector [data-streaming] */
  streaming?: boolean | undefined
}

/** One message: its parts in order. Renders an `<article>`. */
export const MessageView = memo(function MessageView({
  message,
  responses,
  streaming = false,
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
      <PartList content={message.content} responses={responses} streaming={streaming} />
    </article>
  )
})
