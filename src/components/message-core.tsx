'use client'
import { memo, type ComponentProps, type ReactNode } from 'react'
import type { ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import type { Message } from '../model/message.ts'
import { type Grounded, GroundingContext } from './grounding-context.ts'
import { Contained } from './internal/contained.tsx'
import { cx } from './internal/cx.ts'
import { partLabels } from './labels/parts.ts'
import { PartCoreList } from './part-core.tsx'
import { useLabels } from './parts-context.tsx'

export interface MessageCoreProps extends Omit<ComponentProps<'article'>, 'children'> {
  message: Message
  /** Which response answers which tool request; see `pairTools`. */
  responses?: ReadonlyMap<ToolRequestPart, ToolResponsePart> | undefined
  /** The message is still being written. @selector [data-streaming] */
  streaming?: boolean | undefined
  grounded?: Grounded | undefined
  /** Inside of what is an article already. Default: `article`. */
  as?: 'article' | 'div' | undefined
}

/** A message, with whatever components for its parts are at hand. */
export const MessageCore = memo(function MessageCore(props: MessageCoreProps): ReactNode {
  const { message } = props
  return (
    <Contained on={message} words={message}>
      {message ? <MessageBody {...props} /> : null}
    </Contained>
  )
})

function MessageBody({
  message,
  responses,
  streaming = false,
  grounded,
  as = 'article',
  className,
  ...props
}: MessageCoreProps): ReactNode {
  const labels = useLabels(partLabels)
  // Both take what any element takes; the type of a union of names asks for a ref that fits both.
  const Element = as as 'article'
  return (
    <Element
      aria-label={as === 'article' ? labels.roles[message.role] : undefined}
      {...props}
      className={cx('rg-message', className)}
      data-role={message.role}
      data-streaming={streaming || undefined}
      aria-busy={streaming || undefined}
    >
      <GroundingContext.Provider value={grounded}>
        <PartCoreList
          content={message.content}
          responses={responses}
          streaming={streaming}
          plain={message.role === 'user'}
        />
      </GroundingContext.Provider>
      {grounded && (
        <Contained on={grounded}>
          <grounded.Sources grounding={grounded.facts} />
        </Contained>
      )}
    </Element>
  )
}
