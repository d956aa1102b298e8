'use client'
import type { ReactNode } from 'react'
import { chatLabels } from '../components/labels/chat.ts'
import { MessageCore } from '../components/message-core.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { useChatValue } from '../hooks/use-chat-parts.ts'
import { useChatContext } from './chat-context.ts'

/** Behind the conversation: what waits to be sent. */
export default function ChatQueue(): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const queue = useChatValue(chat, (snapshot) => snapshot.queue)
  const isPaused = useChatValue(chat, ({ fetchStatus }) => fetchStatus === 'paused')
  const isHeld = useChatValue(chat, ({ fetchStatus }) => fetchStatus === 'idle')
  const { dequeue, flush } = chat.store.getSnapshot()
  return (
    queue.length > 0 && (
      <ol className="rg-chat-queue" aria-label={isPaused ? labels.waitingForNetwork : labels.queued}>
        {queue.map((message, at) => (
          <li key={message.id} className="rg-turn-body" data-role="user" data-status="queued">
            <div className="rg-turn-main">
              <MessageCore as="div" message={message} />
              <p className="rg-turn-note">
                {isPaused ? labels.waitingForNetwork : labels.queued}
                <button type="button" className="rg-link" onClick={() => dequeue(message.id)}>
                  {labels.takeBack}
                </button>
                {isHeld && at === 0 && (
                  <button type="button" className="rg-link" onClick={flush}>
                    {labels.sendNow}
                  </button>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    )
  )
}
