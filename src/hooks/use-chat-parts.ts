'use client'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ChatTurnIds } from '../model/chat/turns.ts'
import type { Part, ToolRequestPart } from '../model/data.ts'
import type { ChatDraft } from '../model/chat/draft.ts'
import type { ChatSnapshot, ChatStatus } from '../state/chat-state.ts'
import type { ChatStore } from '../state/chat-store.ts'

/** A chat to read from: what `useChat` returns, or a `ChatStore`. */
export interface ChatSource {
  readonly store: ChatStore
}

/**
 * Anything of a chat. The component is drawn again only when what `select` returns is another value, by `Object.is`.
 *
 * @example
 * const isWaiting = useChatValue(chat, ({ status }) => status === 'pending')
 */
export function useChatValue<T>({ store }: ChatSource, select: (snapshot: ChatSnapshot) => T): T {
  const get = (): T => select(store.getSnapshot())
  return useSyncExternalStore(store.subscribe, get, get)
}

/** One message of a chat. A token that lands in another one draws nothing here. `undefined` when there is none of that id. */
export function useMessage({ store }: ChatSource, id: string): ChatMessage | undefined {
  const subscribe = useCallback((listener: () => void) => store.thread.watch(id, listener), [store, id])
  const get = (): ChatMessage | undefined => store.thread.get(id)
  return useSyncExternalStore(subscribe, get, get)
}

/** One part of a message, by its place. Parts keep their identity while others grow. */
export function usePart({ store }: ChatSource, id: string, index: number): Part | undefined {
  const subscribe = useCallback((listener: () => void) => store.thread.watch(id, listener), [store, id])
  const get = (): Part | undefined => store.thread.get(id)?.content[index]
  return useSyncExternalStore(subscribe, get, get)
}

/** The ids of the conversation that is shown: the same array until a message comes or goes. */
export const useMessageIds = (chat: ChatSource): readonly string[] => useChatValue(chat, ({ messageIds }) => messageIds)

/** The conversation turn by turn: a message of a person, or a whole reply with its tools. */
export const useTurns = (chat: ChatSource): readonly ChatTurnIds[] => useChatValue(chat, ({ turns }) => turns)

/** Where the chat stands. */
export const useChatStatus = (chat: ChatSource): ChatStatus => useChatValue(chat, ({ status }) => status)

/**
 * Finds what can be done about a call: nothing, unless it waits. For `ToolAnswerContext`, which hands it to the components
 * of tools.
 *
 * @example
 * <ToolAnswerContext.Provider value={useToolAnswers(chat)}>…</ToolAnswerContext.Provider>
 */
export function useToolAnswers({
  store,
}: ChatSource): (part: ToolRequestPart) => ReturnType<ChatStore['answersTo']> | undefined {
  const open = useChatValue({ store }, ({ interrupts }) => interrupts)
  return useMemo(() => (part) => (open.includes(part) ? store.answersTo(part) : undefined), [store, open])
}

/** What is written and not yet sent, and how to change it. Kept with the thread. */
export function useDraft({ store }: ChatSource): [ChatDraft, (draft: Partial<ChatDraft>) => void] {
  const draft = useSyncExternalStore(store.draft.subscribe, store.draft.getSnapshot, store.draft.getSnapshot)
  const set = useCallback((next: Partial<ChatDraft>) => store.setDraft(next), [store])
  return [draft, set]
}
