import type { ChatMessageData } from '../model/chat/chat-message.ts'
import { TAB } from './chat-run.ts'

/** Somebody is at work on it, or on what follows it; or was, and has not said that it is over. */
export const isAtWork = ({ owner, status }: ChatMessageData): boolean =>
  status === 'pending' || status === 'streaming' || (owner !== undefined && status !== 'queued')

/** What a tab that is gone has left behind, as it is: what it was writing is cut off, what waited is for us to send. */
export function inherit(message: ChatMessageData): ChatMessageData {
  const { owner: _, ...rest } = message
  if (message.status === 'queued') return { ...rest, owner: TAB }
  if (message.status !== 'pending' && message.status !== 'streaming') return rest
  const what =
    message.status === 'pending'
      ? 'The page was closed before the server had answered. The message may have arrived.'
      : 'The page was closed while this was being written. What had arrived is here.'
  return { ...rest, status: 'failed', error: { code: 'truncated', message: what, retryable: true } }
}
