'use client'
import type { ReactNode } from 'react'
import { chatLabels } from '../components/labels/chat.ts'
import { CLOSE, LIST, PLUS } from '../components/internal/icons.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { useChatStatus } from '../hooks/use-chat-parts.ts'
import { Action } from './action.tsx'
import { useChatContext } from './chat-context.ts'

interface ChatHeaderProps {
  title: ReactNode
  /** Whether the list of chats is shown; without it there is no button for it. */
  list?: { isOpen: boolean; toggle: () => void; create: () => void } | undefined
  onClose?: (() => void) | undefined
}

/** The title of a chat, how it stands, and what leads out of it. */
export function ChatHeader({ title, list, onClose }: ChatHeaderProps): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const status = useChatStatus(chat)
  const said = { pending: labels.waitingForReply, streaming: labels.writingReply, idle: '', interrupted: '', error: '' }
  return (
    <header className="rg-chat-header">
      {list && (
        <Action
          icon={LIST}
          label={list.isOpen ? labels.hideChats : labels.showChats}
          pressed={list.isOpen}
          onClick={list.toggle}
        />
      )}
      <div className="rg-chat-heading">
        <h2 className="rg-chat-title">{title}</h2>
        {/* Said aloud by the announcer, once. */}
        <p className="rg-chat-status" aria-hidden="true">
          {said[status]}
        </p>
      </div>
      {list && <Action icon={PLUS} label={labels.newChat} onClick={list.create} />}
      {onClose && <Action icon={CLOSE} label={labels.closeChat} onClick={onClose} />}
    </header>
  )
}
