import { type ChatStoreOptions, erase } from './chat-options.ts'
import { ChatStore } from './chat-store.ts'

/**
 * A `ChatStore` for a backend whose types it checks.
 *
 * @example
 * const chat = createChatStore({ backend: genkit.flow<ChatInput>('chat') })
 * chat.subscribe(() => print(chat.getSnapshot().messages.at(-1)?.text))
 * chat.getSnapshot().send('Why is the sky blue?')
 */
export function createChatStore<I, O, S>(options: ChatStoreOptions<I, O, S>): ChatStore {
  return new ChatStore(erase(options))
}
