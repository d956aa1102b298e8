'use client'
import { onlineManager, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Backend } from '../client/backend.ts'
import { type ChatStoreOptions, erase } from '../state/chat-options.ts'
import type { ChatInput, ChatSnapshot } from '../state/chat-state.ts'
import { createChatStore } from '../state/create-chat-store.ts'
import type { ChatTool, ChatTools, TypedTools } from '../state/chat-tool.ts'
import { useBackend } from './context.ts'
import { announceLiveChat, liveChat, watchLiveChat } from './live-chats.ts'
import { threadKey } from './thread-key.ts'
import { Tracked } from './tracked.ts'

export type { ChatInput, ChatTool, ChatTools }

type Own<I, O, S> = Omit<ChatStoreOptions<I, O, S>, 'backend' | 'online' | 'tools' | 'toInput'>
type ToInput<I> = Required<Pick<ChatStoreOptions<I>, 'toInput'>>

/** Options of `useChat`. `toInput` is needed unless the backend takes `{ messages, resume? }`. */
export type UseChatOptions<I = ChatInput, O = unknown, S = unknown, TI = unknown, TO = unknown> = Own<I, O, S> &
  (ChatInput extends I ? Partial<ToInput<I>> : ToInput<I>) & {
    /** Tools that the server leaves to the page, by interrupting. Each is checked against its own schemas. */
    tools?: TypedTools<TI, TO> | undefined
  }

/** What `useChat` returns: the chat as it stands, and what can be done with it. Reading a field subscribes to it. */
export type UseChatResult = ChatSnapshot

/**
 * A conversation. The component is drawn again when something changes that it has read: who shows `messages` follows every
 * frame of a growing reply, who only sends does not. For long conversations give each row its id, and let it read its
 * message with `useMessage`.
 *
 * Callbacks always see the latest closure; new options and a new backend count for the next turn. Another `id` is another
 * conversation. Unmounting ends the reply unless `keepAlive`.
 *
 * @example
 * const chat = useChat(genkit.flow<typeof chatFlow>('chat'))
 * {chat.messages.map((message) => <MessageView key={message.id} message={message} />)}
 * <button onClick={() => chat.send('Why is the sky blue?')}>Ask</button>
 */
export function useChat<I = ChatInput, O = unknown, S = unknown, TI = unknown, TO = unknown>(
  backend?: Backend<I, O, S>,
  ...[options]: ChatInput extends I
    ? [options?: UseChatOptions<I, O, S, TI, TO>]
    : [options: UseChatOptions<I, O, S, TI, TO>]
): UseChatResult {
  // The options differ only in what `toInput` must be, which the types above have seen to.
  return useAnyChat(backend, options as AnyOptions<I, O, S> | undefined)
}

type AnyOptions<I, O, S> = Omit<ChatStoreOptions<I, O, S>, 'backend' | 'online'>

/** `useChat` for whoever has seen to `toInput`. */
export function useAnyChat<I, O, S>(
  backend: Backend<I, O, S> | undefined,
  options: AnyOptions<I, O, S> = {},
): UseChatResult {
  const queryClient = useQueryClient()
  const found = useBackend(backend)
  const { storage, id } = options
  const current = {
    ...options,
    backend: found,
    online: onlineManager,
    onSaved: () => {
      options.onSaved?.()
      if (storage) void queryClient.invalidateQueries({ queryKey: threadKey(storage) })
    },
  }
  const make = () => {
    const known = storage && id !== undefined ? liveChat(storage, id) : undefined
    const store = known ?? createChatStore(current)
    if (storage && id !== undefined && !known) announceLiveChat(storage, store)
    return { id, storage: storage?.key, store, tracked: new Tracked(store.getSnapshot) }
  }
  const [held, setHeld] = useState(make)
  // Another thread is another conversation: nothing of this one may show in it.
  const chat = held.id === id && held.storage === storage?.key ? held : make()
  if (chat !== held) setHeld(chat)
  const { store, tracked } = chat
  useEffect(() => store.setOptions(erase(current)))
  useEffect(() => {
    const leave = storage && watchLiveChat(storage, store)
    const detach = store.attach()
    return () => {
      detach()
      leave?.()
    }
  }, [store, storage])
  return useSyncExternalStore(store.subscribe, tracked.get, tracked.get)
}
