'use client'
import type { ReactNode } from 'react'
import { MessageCore } from '../components/message-core.tsx'
import type { UseStreamResult } from '../hooks/use-stream.ts'
import { pairTools } from '../model/tools.ts'
import { ReplyNotices } from './reply-notices.tsx'
import { useGrounding } from './use-grounding.ts'

export interface AskAnswerProps<I, O, S> {
  reply: UseStreamResult<I, O, S, unknown>
  onRetry: () => void
}

/** The answer as far as it goes, and how it stands. */
export function AskAnswer<I, O, S>({ reply, onRetry }: AskAnswerProps<I, O, S>): ReactNode {
  const grounded = useGrounding(reply.status === 'done' ? reply.response.custom : undefined, reply.message?.text ?? '')
  if (reply.status === 'idle') return null
  const responses = pairTools(reply.messages)
  // A tool's message is shown with the request that it answers.
  const paired = new Set(responses.values())
  const messages = reply.messages.filter((message) => {
    const answers = message.toolResponseParts()
    return (
      message.role !== 'tool' || answers.length < message.content.length || answers.some((part) => !paired.has(part))
    )
  })
  const last = messages.at(-1)
  return (
    <div className="rg-ask-answer">
      {messages.map((message, index) => (
        <MessageCore
          key={index}
          message={message}
          // A new map for every frame: a message without tools must not be drawn again for it.
          responses={message.toolRequests.length > 0 ? responses : undefined}
          streaming={reply.isStreaming && message === last}
          grounded={message === last ? grounded : undefined}
        />
      ))}
      <ReplyNotices reply={reply} isWaiting={reply.status === 'pending'} onRetry={onRetry} />
    </div>
  )
}
