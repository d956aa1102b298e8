import type { ChatStorage } from '../client/chat-storage.ts'

/** Where the list of a storage's threads lies in the cache. */
export const threadKey = ({ key }: ChatStorage): readonly ['genai', 'threads', string] => ['genai', 'threads', key]
