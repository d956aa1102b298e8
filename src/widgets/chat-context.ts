'use client'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { ChatSource } from '../hooks/use-chat-parts.ts'
import type { UseChatResult } from '../hooks/use-chat.ts'
import type { ChatMessage } from '../model/chat/chat-message.ts'

/** What a person thinks of a reply; `undefined` takes it back. */
export type Feedback = 'good' | 'bad' | undefined

/** What every slot of a `ChatWidget` gets. */
export interface ChatSlotProps {
  chat: UseChatResult
}

/** What a slot on a message gets. */
export interface ChatMessageSlotProps {
  chat: ChatSource
  /** The last message of the turn. */
  message: ChatMessage
}

/** Components in place of those of a `ChatWidget`. Give them outside the component that renders it. */
export interface ChatSlots {
  /** In place of the whole header. */
  header?: ComponentType<ChatSlotProps & { title: ReactNode; onClose?: (() => void) | undefined }> | undefined
  /** Shown while nothing has been said. */
  welcome?: ComponentType<ChatSlotProps> | undefined
  /** Beside the first message of a turn. */
  avatar?: ComponentType<ChatMessageSlotProps> | undefined
  /** Above a turn: a name, a time. */
  meta?: ComponentType<ChatMessageSlotProps> | undefined
  /** Between two days. */
  day?: ComponentType<{ time: number }> | undefined
  /** In place of the buttons under a turn. */
  actions?: ComponentType<ChatMessageSlotProps> | undefined
  /** Behind those buttons. */
  moreActions?: ComponentType<ChatMessageSlotProps> | undefined
  /** In place of the composer. */
  composer?: ComponentType<ChatSlotProps> | undefined
  /** In the composer's bar: a counter, a choice of model. */
  composerTools?: ComponentType<ChatSlotProps & { text: string }> | undefined
  /** Under the composer. */
  footer?: ComponentType<ChatSlotProps> | undefined
}

/** Where files go that are dropped anywhere on a chat; nowhere before something takes them. */
export class FileDrop {
  add: ((files: File[]) => void) | undefined

  take(add: ((files: File[]) => void) | undefined): void {
    this.add = add
  }
}

interface ChatContextValue {
  chat: ChatSource
  slots: ChatSlots
  files: FileDrop
  /** An agent answers, which may have made something. */
  isAgent: boolean
  /** What was thought of replies, by their ids: rows that are not drawn forget it. */
  feedback: Map<string, Feedback>
  onFeedback: ((message: ChatMessage, feedback: Feedback) => void) | undefined
}

/** What the turns of a chat have in common. It stays the same object while they grow. */
export const ChatContext = createContext<ChatContextValue | undefined>(undefined)

export function useChatContext(): ChatContextValue {
  const found = useContext(ChatContext)
  if (!found) throw new Error('A part of a chat was rendered outside of <ChatWidget>.')
  return found
}
