'use client'
import { lazy, type ReactNode, type RefObject, Suspense, useCallback } from 'react'
import { Contained } from '../components/internal/contained.tsx'
import { chatLabels } from '../components/labels/chat.ts'
import { MessageList } from '../components/message-list.tsx'
import { ToolAnswerContext, useLabels } from '../components/parts-context.tsx'
import { Suggestions } from '../components/suggestions.tsx'
import type { UseAttachmentsOptions } from '../hooks/use-attachments.ts'
import { useChatValue, useToolAnswers, useTurns } from '../hooks/use-chat-parts.ts'
import { useOnline } from '../hooks/use-online.ts'
import type { ChatTurnIds } from '../model/chat/turns.ts'
import type { Announce } from './chat-announcer.tsx'
import { ChatComposer } from './chat-composer.tsx'
import { useChatContext } from './chat-context.ts'
import { ChatTurn } from './chat-turn.tsx'
import { Slot } from './slot.tsx'

const ChatQueue = lazy(() => import('./chat-queue.tsx'))
const ChatAgent = lazy(() => import('./chat-agent.tsx'))
const ChatAnnouncer = lazy(() => import('./chat-announcer.tsx'))

/** How a conversation is shown. */
export interface ChatViewOptions {
  /** Shown while nothing has been said. Default: “How can I help?” */
  welcome?: ReactNode
  /** What one might ask, shown while nothing has been said. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
  /** How the list moves by itself: stays at the end, puts each new turn at the top, or not at all. Default: `bottom`. */
  follow?: 'bottom' | 'turn' | 'none' | undefined
  /** What may go with a message, and how it gets to the model. Default: nothing. */
  attachments?: UseAttachmentsOptions | boolean | undefined
  /** When replies are spoken to screen readers. Default: `sentence`. */
  announce?: Announce | undefined
}

/** Behind the conversation: that an answer is awaited, and what waits to be sent. */
function ListEnd(): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const isWaiting = useChatValue(chat, ({ status }) => status === 'pending')
  const hasFailed = useChatValue(chat, ({ failureCount }) => failureCount > 0)
  const isQueued = useChatValue(chat, ({ queue }) => queue.length > 0)
  const isCutOff = useChatValue(chat, ({ response, status, fetchStatus }) =>
    response || status === 'pending' ? fetchStatus === 'paused' : false,
  )
  return (
    <>
      {isWaiting && !isCutOff && (
        <p className="rg-waiting rg-chat-waiting" aria-hidden="true">
          {hasFailed ? labels.retrying : labels.waitingForReply}
        </p>
      )}
      {isCutOff && (
        <p className="rg-waiting rg-chat-waiting" role="status">
          {labels.reconnecting}
        </p>
      )}
      {isQueued && (
        <Contained on={chat}>
          <Suspense fallback={null}>
            <ChatQueue />
          </Suspense>
        </Contained>
      )}
    </>
  )
}

/** The conversation, and the composer beneath it. */
export function ChatView({
  welcome,
  suggestions = [],
  placeholder,
  follow,
  attachments = false,
  announce = 'sentence',
  input,
}: ChatViewOptions & { input: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const { chat, slots, isAgent } = useChatContext()
  const labels = useLabels(chatLabels)
  const turns = useTurns(chat)
  const isBusy = useChatValue(chat, ({ status }) => status === 'pending' || status === 'streaming')
  const isLoading = useChatValue(chat, (snapshot) => snapshot.isLoading)
  const isQueued = useChatValue(chat, ({ queue }) => queue.length > 0)
  const storageError = useChatValue(chat, (snapshot) => snapshot.storageError)
  const isOnline = useOnline()
  const answerOf = useToolAnswers(chat)
  const { thread } = chat.store
  const draw = useCallback(
    (turn: ChatTurnIds, index: number) => <ChatTurn turn={turn} before={thread.turns[index - 1]?.ids.at(-1)} />,
    [thread],
  )
  const textOf = useCallback(
    (turn: ChatTurnIds) => turn.ids.map((id) => thread.get(id)?.text ?? '').join('\n'),
    [thread],
  )
  const anchor = turns.findLast(({ id }) => thread.get(id)?.role === 'user')?.id
  const isEmpty = turns.length === 0 && !isLoading && !isQueued
  const snapshot = chat.store.getSnapshot()
  const suggest = (suggestion: string): void => {
    // The button is gone once it has been pressed; without this the focus would go with it.
    input.current?.focus()
    snapshot.send(suggestion)
  }
  const composer = (
    <ChatComposer attachments={attachments === true ? {} : attachments} placeholder={placeholder} input={input} />
  )
  return (
    <>
      {isEmpty ? (
        <div className="rg-chat-welcome">
          <Slot of={slots.welcome} chat={snapshot}>
            <p className="rg-welcome">{welcome ?? labels.welcome}</p>
          </Slot>
          <Contained on={suggestions}>
            <Suggestions suggestions={suggestions} onSelect={suggest} />
          </Contained>
        </div>
      ) : (
        <ToolAnswerContext.Provider value={answerOf}>
          <MessageList
            items={turns}
            busy={isBusy}
            follow={follow}
            anchor={anchor}
            textOf={textOf}
            after={<ListEnd />}
            aria-busy={isLoading || undefined}
          >
            {draw}
          </MessageList>
        </ToolAnswerContext.Provider>
      )}
      {/* What an agent has made, and what is said aloud. */}
      <Contained on={turns}>
        <Suspense fallback={null}>
          {isAgent && <ChatAgent />}
          <ChatAnnouncer announce={announce} />
        </Suspense>
      </Contained>
      {isLoading && turns.length === 0 && <p className="rg-turn-note rg-chat-notice">{labels.loadingChat}</p>}
      {!isOnline && (
        <p className="rg-notice rg-chat-notice" role="status">
          {labels.offline}
        </p>
      )}
      {storageError && <p className="rg-notice rg-chat-notice">{labels.notStored}</p>}
      <Slot of={slots.composer} chat={snapshot} instead={composer}>
        {composer}
      </Slot>
      <Slot of={slots.footer} chat={snapshot} />
    </>
  )
}
