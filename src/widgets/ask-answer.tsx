'use client'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FinishNotice } from '../components/finish-notice.tsx'
import { MessageView } from '../components/message-view.tsx'
import { useLabels } from '../components/parts-context.tsx'
import type { UseStreamResult } from '../hooks/use-stream.ts'
import { pairTools } from '../model/tools.ts'

export interface AskAnswerProps<I, O, S> {
  reply: UseStreamResult<I, O, S, unknown>
  onRetry: () => void
}

/** The answer as far as it goes, and how it stands. */
export function AskAnswer<I, O, S>({ reply, onRetry }: AskAnswerProps<I, O, S>): ReactNode {
  const labels = useLabels()
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
        <MessageView
          key={index}
          message={message}
          // A new map for every frame: a message without tools must not be drawn again for it.
          responses={message.toolRequests.length > 0 ? responses : undefined}
          streaming={reply.isStreaming && message === last}
        />
      ))}
      {reply.status === 'pending' && (
        <p className="rg-waiting" aria-hidden="true">
          {labels.waiting}
        </p>
      )}
      {reply.status === 'stopped' && <FinishNotice reason="aborted" />}
      {(reply.status === 'done' || reply.status === 'interrupted') && (
        <FinishNotice
          reason={reply.status === 'interrupted' ? 'interrupted' : reply.response.finishReason}
          detail={reply.response.finishMessage}
        />
      )}
      {reply.status === 'error' && <ErrorNotice error={reply.error} onRetry={onRetry} />}
    </div>
  )
}
