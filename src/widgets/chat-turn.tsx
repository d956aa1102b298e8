'use client'
import { lazy, memo, type ReactNode, Suspense, useMemo, useState } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FinishNotice } from '../components/finish-notice.tsx'
import { Contained } from '../components/internal/contained.tsx'
import { chatLabels } from '../components/labels/chat.ts'
import { partLabels } from '../components/labels/parts.ts'
import { MessageCore } from '../components/message-core.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { useChatValue, useMessage } from '../hooks/use-chat-parts.ts'
import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ChatTurnIds } from '../model/chat/turns.ts'
import { pairTools } from '../model/tools.ts'
import { useChatContext } from './chat-context.ts'
import { Slot } from './slot.tsx'
import { useGrounding } from './use-grounding.ts'

const ChatActions = lazy(() => import('./chat-actions.tsx'))
const ChatEdit = lazy(() => import('./chat-edit.tsx'))

const words = { ...chatLabels, ...partLabels }

/** One turn: a message of a person, or a reply with all its tools; how it stands, and what can be done with it. */
export const ChatTurn = memo(function ChatTurn({
  turn,
  before,
}: {
  turn: ChatTurnIds
  before: string | undefined
}): ReactNode {
  const { chat, slots } = useChatContext()
  const labels = useLabels(words)
  const [isEditing, setEditing] = useState(false)
  const first = useMessage(chat, turn.id)
  const lastId = turn.ids.at(-1) ?? turn.id
  if (!first) return null
  const { role, createdAt } = first
  const time = chat.store.thread.get(before ?? '')?.createdAt
  const day = new Date(createdAt)
  // A time that is none, or beyond what can be written, has no day.
  const isNewDay = !Number.isNaN(day.getTime()) && day.toDateString() !== new Date(time ?? 0).toDateString()
  const Day = slots.day ?? DayLine
  return (
    <>
      {isNewDay && (
        <Contained on={first}>
          <Day time={createdAt} />
        </Contained>
      )}
      <div className="rg-turn-body" data-role={role} role="group" aria-label={labels.roles[role]}>
        <Slot of={slots.avatar} chat={chat} message={first} />
        <div className="rg-turn-main">
          <Slot of={slots.meta} chat={chat} message={first} />
          {isEditing ? (
            <Contained on={first}>
              <Suspense fallback={null}>
                <ChatEdit message={first} onClose={() => setEditing(false)} />
              </Suspense>
            </Contained>
          ) : (
            turn.ids.map((id, at) => <TurnMessage key={id} id={id} next={turn.ids[at + 1]} />)
          )}
          {!isEditing && <TurnEnd id={lastId} firstId={turn.id} onEdit={() => setEditing(true)} />}
        </div>
      </div>
    </>
  )
})

function DayLine({ time }: { time: number }): ReactNode {
  const labels = useLabels(chatLabels)
  return (
    <p className="rg-day">
      {/* A server may be in another day, and another language. */}
      <time dateTime={new Date(time).toISOString()} suppressHydrationWarning>
        {labels.day(time)}
      </time>
    </p>
  )
}

/** One message of a turn: the leaf that a token draws again. */
function TurnMessage({ id, next }: { id: string; next: string | undefined }): ReactNode {
  const { chat } = useChatContext()
  const message = useMessage(chat, id)
  const answers = useMessage(chat, next ?? '')
  return (
    message && (
      <Contained on={message} words={message}>
        <TurnWords message={message} answers={answers} />
      </Contained>
    )
  )
}

function TurnWords({ message, answers }: { message: ChatMessage; answers: ChatMessage | undefined }): ReactNode {
  const { chat } = useChatContext()
  const responses = useMemo(
    () => (answers && message.toolRequests.length > 0 ? pairTools([message, answers]) : undefined),
    [message, answers],
  )
  const asked = useMessage(chat, message.role === 'tool' ? (message.parentId ?? '') : '')
  const grounded = useGrounding(message.response?.custom, message.text)
  if (message.content.length === 0) return null
  // A tool's message is shown with the requests that it answers.
  if (asked && pairTools([asked, message]).size === message.content.length) return null
  return (
    <MessageCore
      as="div"
      message={message}
      responses={responses}
      streaming={message.status === 'streaming'}
      grounded={grounded}
    />
  )
}

interface TurnEndProps {
  id: string
  firstId: string
  onEdit: () => void
}

/** How a turn ended, and what can be done with it. */
function TurnEnd({ id, ...actions }: TurnEndProps): ReactNode {
  const { chat } = useChatContext()
  const message = useMessage(chat, id)
  if (!message || message.status === 'streaming') return null
  return (
    <Contained on={message}>
      <TurnState {...actions} message={message} />
    </Contained>
  )
}

function TurnState({ message, firstId, onEdit }: Omit<TurnEndProps, 'id'> & { message: ChatMessage }): ReactNode {
  const { chat, slots } = useChatContext()
  const labels = useLabels(chatLabels)
  // What asks says itself that it waits.
  const isAsking = useChatValue(chat, ({ interrupts }) => interrupts.length > 0)
  const { id, status, error, response } = message
  const { retry } = chat.store.getSnapshot()
  return (
    <>
      {status === 'pending' && (
        <p className="rg-turn-note" aria-hidden="true">
          {labels.sending}
        </p>
      )}
      {status === 'failed' && message.role === 'user' && <p className="rg-turn-note">{labels.notSent}</p>}
      {error && <ErrorNotice error={error} onRetry={() => retry(id)} />}
      {message.role !== 'user' && !error && (
        <FinishNotice
          reason={
            status === 'stopped'
              ? 'aborted'
              : status === 'interrupted'
                ? isAsking
                  ? undefined
                  : 'interrupted'
                : response?.finishReason
          }
          detail={response?.finishMessage}
        />
      )}
      <Slot of={slots.actions} chat={chat} message={message}>
        {/* Its height is kept, so that nothing moves when it comes. */}
        <Suspense fallback={<div className="rg-actions" />}>
          <ChatActions message={message} firstId={firstId} onEdit={onEdit} />
        </Suspense>
      </Slot>
    </>
  )
}
